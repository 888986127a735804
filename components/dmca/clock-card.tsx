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

/** The clocks that matter now, with the side on which to be careful: of several counter-notices each has its own. */
export function ClockCard({ view }: { view: DmcaView }) {
  const counters = view.counters.filter(
    (one) => one.state === 'held' || (one.window && (isCounterOpen(one.state) || one.state === 'escalated')),
  )
  const next = view.clocks
    .filter((clock) => clock.state === 'running' && !OF_COUNTERS.includes(clock.name))
    .flatMap((clock) => clock.marks.map((mark) => ({ ...mark, clock })))
    .toSorted((a, b) => a.at.localeCompare(b.at))[0]
  return (
    <Panel title={t('dmca.clock')} look="plain">
      {counters.map((counter) => (
        <div key={counter.id} className="mb-2">
          {counters.length > 1 && (
            <p className="font-medium">
              <bdi dir="ltr">{counter.handle}</bdi>
            </p>
          )}
          <Window view={view} counter={counter} />
        </div>
      ))}
      {counters.length === 0 && next && (
        <Notice tone={next.at < view.now ? 'danger' : 'warn'}>
          <p className="font-semibold">
            {next.at < view.now && next.direction === 'target' && `${t('due.past')}: `}
            {t(`direction.${next.direction}`)}{' '}
            <ExactTime at={next.at} {...(next.day ? { zone: next.clock.zone } : {})} />
          </p>
          <p>{t(messageFor('clock', next.clock.name, 'clock.unknown'))}</p>
          <p className="text-small">{next.clock.citation}</p>
        </Notice>
      )}
      {counters.length === 0 && !next && <p className="text-ink-2">{t('dmca.noNext')}</p>}
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

const OF_COUNTERS: readonly string[] = ['dmca.putBack', 'dmca.afterHold']

function Window({ view: { agentZone, courtPapers, now }, counter }: { view: DmcaView; counter: CounterView }) {
  const { window, state, approved, asked, setAside, putBackAt, docket, receivedAt } = counter
  if (state === 'held') return <Notice tone="danger">{t('dmca.clock.held', { docket: docket || 'none' })}</Notice>
  if (state === 'escalated') {
    const isMissed = courtPapers.some((paper) => paper.counterId === counter.id && paper.state === 'missed')
    return <Notice tone="danger">{t(isMissed ? 'dmca.clock.missed' : 'dmca.clock.escalated')}</Notice>
  }
  if (!window) return null
  const { closesAt, isClosed } = window
  const isOver = closesAt !== null && closesAt < now
  return (
    <>
      <Notice tone={isClosed || isOver ? 'danger' : 'warn'}>
        <Days window={window} zone={agentZone} />
        {isClosed && <p className="font-semibold">{t('dmca.clock.closed')}</p>}
        {isOver && !isClosed && <p className="font-semibold">{t('dmca.clock.over')}</p>}
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
      {setAside && <p className="mt-1 text-small">{t('dmca.clock.setAside', { by: `@${setAside.by}` })}</p>}
      {asked && !approved && <p className="mt-1 text-small">{t('dmca.clock.asked', { by: `@${asked.by}` })}</p>}
    </>
  )
}

/** From when and until when; after a hold there is no "not before" any more, and no last day. */
function Days({ window, zone }: { window: NonNullable<CounterView['window']>; zone: string }) {
  const { opensAt, targetAt, closesAt, isClosed } = window
  if (closesAt === null)
    return <p className="font-semibold">{t('dmca.clock.afterHold', { day: longDayOf(targetAt, zone) })}</p>
  const closes = longDayOf(closesAt, zone)
  if (isClosed) return <p>{t('dmca.clock.none', { opens: longDayOf(opensAt, zone), closes })}</p>
  return (
    <>
      <p className="font-semibold">{t('dmca.clock.window', { day: longDayOf(targetAt, zone) })}</p>
      <p>{t('dmca.clock.between', { closes })}</p>
    </>
  )
}
