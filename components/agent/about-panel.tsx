'use client'
import '@/lib/platform/i18n/rooms/agent'
import { RefusalNote } from '@/components/acts/refusal-note'
import { ExactTime } from '@/components/case/exact-time'
import { Button } from '@/components/ui/button'
import { OutsideLink } from '@/components/ui/outside-link'
import { Panel } from '@/components/ui/panel'
import { useCommand } from '@/lib/client'
import type { AgentCheckView, AgentView } from '@/lib/features/agent/schema'
import { t } from '@/lib/platform/i18n/translate'

/** Whether the instance's own page names the agent, each time that it was looked at. */
export function AboutPanel({ view: { checks, aboutUrl, mayManage } }: { view: AgentView }) {
  const look = useCommand('agent.check')
  return (
    <Panel title={t('agent.about')}>
      <p className="text-ink-2">{t('agent.aboutLead')}</p>
      <ul className="my-2 flex flex-col gap-1">
        {checks.length === 0 && <li>{t('agent.noCheck')}</li>}
        {checks.map((check) => (
          <li key={check.at} className={check.outcome === 'carried' ? undefined : 'text-danger'}>
            <ExactTime at={check.at} /> {saidOf(check)}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-3">
        {mayManage && (
          <Button isBusy={look.isRunning} onClick={() => void look.run({})}>
            {t(look.isRunning ? 'agent.looking' : 'agent.look')}
          </Button>
        )}
        <OutsideLink href={aboutUrl}>{t('agent.aboutOpen')}</OutsideLink>
      </div>
      {look.refusal && <RefusalNote refusal={look.refusal} />}
    </Panel>
  )
}

const saidOf = ({ outcome, missing }: AgentCheckView): string =>
  t(`agent.outcome.${outcome}`, { missing: missing.map((part) => t(`agent.part.${part}`)).join(', ') })
