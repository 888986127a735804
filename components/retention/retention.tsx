'use client'
import '@/lib/platform/i18n/rooms/destruction'
import { type ReactNode, useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { BackLink } from '@/components/settings/back-link'
import { Refresher } from '@/components/shell/refresher'
import { Button } from '@/components/ui/button'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { useCommand } from '@/lib/client'
import type { RetentionView } from '@/lib/features/retention/schema'
import { t } from '@/lib/platform/i18n/translate'
import { RuleLine } from './rule-line'
import { Runs } from './runs'

/** How long things are kept, what would go now, and what went. */
export function Retention({ view, children }: { view: RetentionView; children: ReactNode }) {
  const { rules, runs, mayManage, keepsMonths } = view
  return (
    <>
      <Refresher isBusy={runs.some((run) => run.state === 'running')} />
      <PageHead title={t('retention.title')} start={<BackLink />} />
      <div className="flex max-w-[60rem] flex-col gap-4 px-4 pb-6">
        <p className="max-w-[68ch] text-ink-2">{t('retention.text')}</p>
        <Panel title={t('retention.schedule')}>
          <ul>
            {rules.map((rule) => (
              <li key={rule.kind} className="border-b py-3 last:border-0">
                <RuleLine rule={rule} months={keepsMonths} mayManage={mayManage} />
              </li>
            ))}
          </ul>
          {mayManage && <RunNow goes={rules.reduce((sum, rule) => sum + rule.goes, 0)} />}
        </Panel>
        <Panel title={t('retention.runs')}>
          <Runs runs={runs} mayManage={mayManage} />
        </Panel>
        {children}
      </div>
    </>
  )
}

/** Asks once more, in place, with how much goes. */
function RunNow({ goes }: { goes: number }) {
  const { run, isRunning, refusal } = useCommand('retention.begin')
  const [isAsked, setAsked] = useState(false)
  const press = async () => {
    if (await run({})) setAsked(false)
  }
  return (
    <div className="mt-3 flex flex-col items-start gap-2 border-t pt-3">
      {isAsked ? (
        <div className="flex flex-wrap items-center gap-1.5">
          <span role="status">{t('retention.sure', { n: goes })}</span>
          <Button autoFocus kind="danger" isBusy={isRunning} onClick={() => void press()}>
            {t('retention.runYes')}
          </Button>
          <Button kind="quiet" onClick={() => setAsked(false)}>
            {t('retention.cancel')}
          </Button>
        </div>
      ) : (
        <Button kind="danger" onClick={() => setAsked(true)}>
          {t('retention.run')}
        </Button>
      )}
      {refusal && <RefusalNote refusal={refusal} />}
    </div>
  )
}
