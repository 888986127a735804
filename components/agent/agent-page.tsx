'use client'
import '@/lib/platform/i18n/rooms/agent'
import Link from 'next/link'
import { useState } from 'react'
import { ExactTime } from '@/components/case/exact-time'
import { SendD13 } from '@/components/letters/send-d13'
import { BackLink } from '@/components/settings/back-link'
import { Button } from '@/components/ui/button'
import { Chip, type Tone } from '@/components/ui/chip'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Fact, Facts, Panel } from '@/components/ui/panel'
import type { AgentVersion, AgentView } from '@/lib/features/agent/schema'
import { day } from '@/lib/platform/i18n/time'
import { t } from '@/lib/platform/i18n/translate'
import { AboutPanel } from './about-panel'
import { AgentForm } from './agent-form'

const TONES: Record<AgentView['standing'], Tone> = { none: 'danger', inForce: 'ok', soon: 'warn', expired: 'danger' }
const written = (iso: string): string => day(`${iso}T00:00:00Z`)

/** The designated agent as it is registered, until when, and whether the instance's own page says so. */
export function AgentPage({ view }: { view: AgentView }) {
  const { standing, current, lapse, versions, mayManage, caseId, caseVersion } = view
  const [isEntering, setEntering] = useState(false)
  return (
    <>
      <PageHead
        title={t('agent.title')}
        start={<BackLink />}
        note={<Chip tone={TONES[standing]}>{t(`agent.standing.${standing}`)}</Chip>}
      />
      <div className="flex max-w-5xl flex-col gap-4 px-4 pb-6">
        <p className="text-ink-2">{t('agent.lead')}</p>
        {standing === 'none' && (
          <Notice tone="danger" title={t('agent.noneTitle')}>
            {t('agent.noneText')}
          </Notice>
        )}
        {lapse && standing === 'expired' && (
          <Notice tone="danger">{t('agent.expiredText', { day: written(lapse.expiresOn) })}</Notice>
        )}
        {lapse && standing === 'soon' && (
          <Notice tone="warn">{t('agent.soonText', { day: written(lapse.renewBy) })}</Notice>
        )}
        {current && <Current view={view} current={current} />}
        {current && <AboutPanel view={view} />}
        {mayManage && !isEntering && (
          <Button kind={current ? 'plain' : 'main'} className="self-start" onClick={() => setEntering(true)}>
            {t(current ? 'agent.enterAgain' : 'agent.enter')}
          </Button>
        )}
        {isEntering && <AgentForm current={current} zone={view.zone} onClose={() => setEntering(false)} />}
        {caseId && mayManage && <SendD13 at={{ caseId, version: caseVersion }} />}
        {versions.length > 0 && <History versions={versions} />}
      </div>
    </>
  )
}

function Current({ view, current }: { view: AgentView; current: AgentVersion }) {
  const { lapse, unlisted, caseId, citation } = view
  return (
    <Panel title={t('agent.current')} end={<span className="text-small text-ink-2">{citation}</span>}>
      <Facts>
        <Fact term={t('agent.name')}>{[current.name, current.organisation].filter(Boolean).join(', ')}</Fact>
        <Fact term={t('agent.address')}>{current.address}</Fact>
        <Fact term={t('agent.phone')}>{current.phone}</Fact>
        <Fact term={t('agent.email')}>{current.email}</Fact>
        <Fact term={t('agent.provider')}>{current.provider}</Fact>
        <Fact term={t('agent.registered')}>
          {t('agent.registeredLine', { number: current.registrationNumber, day: written(current.registeredOn) })}
        </Fact>
        {lapse && <Fact term={t('agent.renewBy')}>{written(lapse.renewBy)}</Fact>}
        {lapse && <Fact term={t('agent.expires')}>{written(lapse.expiresOn)}</Fact>}
        <Fact term={t('agent.names')}>{current.names.join(', ')}</Fact>
        <Fact term={t('agent.fee')}>{`$${(current.feeCents / 100).toFixed(2)}`}</Fact>
        {current.receipt && <Fact term={t('agent.receipt')}>{current.receipt}</Fact>}
      </Facts>
      {unlisted.length > 0 && (
        <Notice tone="warn" className="mt-3">
          {t('agent.unlisted', { names: unlisted.join(', ') })}
        </Notice>
      )}
      {caseId && (
        <Link
          href={`/cases/${caseId}`}
          prefetch={false}
          className="mt-3 inline-block min-h-6 text-accent underline underline-offset-2"
        >
          {t('agent.case')}
        </Link>
      )}
    </Panel>
  )
}

function History({ versions }: { versions: readonly AgentVersion[] }) {
  return (
    <Panel title={t('agent.history')}>
      <ol className="flex flex-col gap-2">
        {versions.map((one) => (
          <li key={one.number}>
            <p className="font-medium">
              {t('agent.version', { number: one.number, reason: t(`agent.reason.${one.reason}`) })}{' '}
              <ExactTime at={one.recordedAt} />
            </p>
            <p className="text-small wrap-anywhere text-ink-2">
              {t('agent.versionLine', {
                name: one.name,
                registration: one.registrationNumber,
                day: written(one.registeredOn),
                by: `@${one.recordedBy}`,
              })}
            </p>
          </li>
        ))}
      </ol>
    </Panel>
  )
}
