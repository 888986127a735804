import '@/lib/platform/i18n/rooms/copyright'
import Link from 'next/link'
import { ExactTime } from '@/components/case/exact-time'
import { toneOfCounter, toneOfState } from '@/components/dmca/words'
import { Chip } from '@/components/ui/chip'
import { cx } from '@/components/ui/cx'
import { Panel } from '@/components/ui/panel'
import type { DmcaList, DmcaRow } from '@/lib/features/dmca/schema'
import { t } from '@/lib/platform/i18n/translate'

/** In the order of their hurry. */
export const DESK_TABS = ['judge', 'act', 'tell', 'waiting', 'held'] as const
const MOST = 4

/** The copyright desk: how many notices wait for what, and the first of those that somebody has to look at. */
export function DeskBlock({ view: { tab, counts, rows, now } }: { view: DmcaList }) {
  const isEmpty = DESK_TABS.every((one) => counts[one] === 0)
  return (
    <Panel
      title={t('dmca.title')}
      end={
        <Link href="/dmca" prefetch={false} className="text-accent underline underline-offset-2">
          {t('home.desk')}
        </Link>
      }
    >
      {isEmpty ? (
        <p className="text-ink-2">{t('home.deskEmpty')}</p>
      ) : (
        <>
          <ul className="mb-3 grid grid-cols-5 gap-1">
            {DESK_TABS.map((one) => (
              <li key={one}>
                <Link
                  href={`/dmca?tab=${one}`}
                  prefetch={false}
                  className={cx(
                    'flex min-h-11 flex-col items-center rounded border px-1 py-1.5 text-center text-small hover:bg-sunk',
                    counts[one] === 0 && 'text-ink-2',
                  )}
                >
                  <strong className="text-title font-semibold tabular-nums">{counts[one]}</strong>
                  {t(`dmca.tab.${one}`)}
                </Link>
              </li>
            ))}
          </ul>
          <ul aria-label={t(`dmca.tab.${tab}`)} className="flex flex-col border-t">
            {rows.slice(0, MOST).map((row) => (
              <Line key={row.caseId} row={row} now={now} />
            ))}
          </ul>
          {rows.length > MOST && (
            <p className="mt-2 text-small text-ink-2">{t('home.more', { n: rows.length - MOST })}</p>
          )}
        </>
      )}
    </Panel>
  )
}

function Line({ row, now }: { row: DmcaRow; now: string }) {
  const { caseId, number, sender, principal, state, counter, next } = row
  const isLate = next !== null && next.at < now
  return (
    <li className="border-b py-2 last:border-b-0">
      <span className="flex items-baseline justify-between gap-2">
        <Link
          href={`/dmca/${caseId}`}
          prefetch={false}
          className="inline-block min-h-6 font-semibold text-accent underline underline-offset-2 phone:-my-2.5 phone:py-2.5"
        >
          {t('dmca.caseTitle', { number })}
        </Link>
        <Chip tone={counter ? toneOfCounter(counter) : toneOfState(state)}>
          {t(counter ? `dmca.counter.${counter}` : `dmca.state.${state}`)}
        </Chip>
      </span>
      <span className="block text-small text-ink-2">
        <bdi>{principal || sender}</bdi>
      </span>
      {next && (
        <span className={cx('block text-small', isLate ? 'text-danger' : 'text-ink-2')}>
          {t(`direction.${next.direction}`)} <ExactTime at={next.at} {...(next.day ? { zone: next.zone } : {})} />
        </span>
      )}
    </li>
  )
}
