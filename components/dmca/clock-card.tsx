'use client'
import '@/lib/platform/i18n/rooms/copyright'
import '@/lib/platform/i18n/rooms/copyright-acts'
import '@/lib/platform/i18n/rooms/clocks'
import { ExactTime } from '@/components/case/exact-time'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import { isCounterOpen } from '@/lib/features/notices/model'
import type { CounterView, DmcaView } from '@/lib/features/dmca/schema'
import { messageFor, t } from '@/lib/platform/i18n/translate'
import { longDayOf } from './days'

/** The one clock that matters now, with the side on which to be careful. */
export function ClockCard({ view }: { view: DmcaView }) {
  const counter = view.counters.findLast(
    (one) => one.state === 'held' || (one.window && (isCounterOpen(one.state) || one.state === 'escalated')),
  )
  const next = view.clocks
    .filter((clock) => clock.state === 'running' && clock.name !== 'dmca.putBack')
    .flatMap((clock) => clock.marks.map((mark) => ({ ...mark, clock })))
    .toSorted((a, b) => a.at.localeCompare(b.at))[0]
  return (
    <Panel title={t('dmca.clock')} look="plain">
      {counter && <Window view={view} counter={counter} />}
      {!counter && next && (
        <Notice tone="warn">
          <p className="font-semibold">
            {t(`direction.${next.direction}`)}{' '}
            <ExactTime at={next.at} {...(next.day ? { zone: next.clock.zone } : {})} />
          </p>
          <p>{t(messageFor('clock', next.clock.name, 'clock.unknown'))}</p>
          <p className="text-small">{next.clock.citation}</p>
        </Notice>
      )}
      {!counter && !next && <p className="text-ink-2">{t('dmca.noNext')}</p>}
      {view.suspended.map(({ handle, isAsked }) => (
        <Notice key={`back ${handle}`} tone="danger" className="mt-2">
          {t(isAsked ? 'dmca.suspendedAsked' : 'dmca.suspended', { handle })}
        </Notice>
      ))}
      {view.purges.map(({ handle, purgeAt, isConflict }) => (
        <Notice key={handle} tone={isConflict ? 'danger' : 'warn'} className="mt-2">
          {t(isConflict ? 'dmca.purgeConflict' : 'dmca.purge', { handle, at: longDayOf(purgeAt, view.agentZone) })}
        </Notice>
      ))}
    </Panel>
  )
}

function Window({ view: { agentZone, courtPapers }, counter }: { view: DmcaView; counter: CounterView }) {
  const { window, state, approved, asked, putBackAt, docket, receivedAt } = counter
  if (state === 'held') return <Notice tone="danger">{t('dmca.clock.held', { docket })}</Notice>
  if (state === 'escalated') {
    const isMissed = courtPapers.some((paper) => paper.counterId === counter.id && paper.state === 'missed')
    return <Notice tone="danger">{t(isMissed ? 'dmca.clock.missed' : 'dmca.clock.escalated')}</Notice>
  }
  if (!window) return null
  const days = { day: longDayOf(window.targetAt, agentZone), closes: longDayOf(window.closesAt, agentZone) }
  return (
    <>
      <Notice tone="warn">
        <p className="font-semibold">{t('dmca.clock.window', days)}</p>
        <p>{t('dmca.clock.between', days)}</p>
        <p className="text-small">{t('dmca.clock.law')}</p>
      </Notice>
      <p className="mt-2 text-small text-ink-2">
        {t('dmca.clock.note', { day0: longDayOf(receivedAt, agentZone), zone: agentZone })}
      </p>
      {approved && putBackAt && (
        <p className="mt-1 text-small">
          {t('dmca.clock.approved', { by: `@${approved.by}` })} <ExactTime at={putBackAt} zone={agentZone} />
        </p>
      )}
      {asked && !approved && <p className="mt-1 text-small">{t('dmca.clock.asked', { by: `@${asked.by}` })}</p>}
    </>
  )
}
