import '@/lib/platform/i18n/rooms/clocks'
import '@/lib/platform/i18n/rooms/byhand'
import Link from 'next/link'
import { ClockChip } from '@/components/clocks/clock-chip'
import { clockName } from '@/components/clocks/words'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import type { DueRow, DueView } from '@/lib/features/deadlines/schema'
import { messageFor, t } from '@/lib/platform/i18n/translate'

const MOST = 8
const DAY_MS = 24 * 3600_000

/** What is late, and what has its moment within a day, the earliest first; then what comes next. */
export function DueBlock({ view: { rows, overdue, soon, isMailOn, now } }: { view: DueView }) {
  const until = Date.parse(now) + DAY_MS
  const today = rows.filter(({ at }) => Date.parse(at) < until)
  const shown = today.length > 0 ? today.slice(0, MOST) : rows.slice(0, 3)
  return (
    <Panel
      title={t('home.due')}
      end={
        <Link href="/due" prefetch={false} className="text-accent underline underline-offset-2">
          {t('home.dueAll', { n: rows.length })}
        </Link>
      }
    >
      <div className="flex flex-col gap-3">
        <p className="flex flex-wrap gap-x-6 gap-y-1">
          <Figure n={overdue} words={t('home.late')} isLoud={overdue > 0} />
          <Figure n={soon} words={t('home.soon')} />
        </p>
        {!isMailOn && <Notice tone="warn">{t('due.noMail')}</Notice>}
        {today.length === 0 && <p>{t(rows.length > 0 ? 'home.nothingToday' : 'due.emptyTitle')}</p>}
        {shown.length > 0 && (
          <ul aria-label={t(today.length > 0 ? 'home.due' : 'home.next')} className="flex flex-col border-t">
            {shown.map((row) => (
              <DueLine key={`${row.clockId} ${row.mark}`} row={row} now={now} />
            ))}
          </ul>
        )}
        {today.length > MOST && <p className="text-ink-2">{t('home.more', { n: today.length - MOST })}</p>}
      </div>
    </Panel>
  )
}

function Figure({ n, words, isLoud = false }: { n: number; words: string; isLoud?: boolean }) {
  return (
    <span className={isLoud ? 'text-danger' : ''}>
      <strong className="text-title font-semibold tabular-nums">{n}</strong> {words}
    </span>
  )
}

function DueLine({ row, now }: { row: DueRow; now: string }) {
  const { caseId, number, kind, title, clock, zone, citation, owner } = row
  return (
    <li className="grid grid-cols-[minmax(0,1fr)] gap-x-4 gap-y-1 border-b py-2 last:border-b-0 desk:grid-cols-[17rem_minmax(0,1fr)_auto]">
      <span>
        <ClockChip mark={{ ...row, name: row.mark }} zone={zone} citation={citation} now={now} />
      </span>
      <span className="min-w-0">
        <Link
          href={kind === 'report' ? `/reports/${caseId}` : `/cases/${caseId}`}
          prefetch={false}
          className="inline-block min-h-6 font-semibold text-accent underline underline-offset-2 phone:-my-2.5 phone:py-2.5"
        >
          {t('hand.caseTitle', { number })}
        </Link>{' '}
        <span className="text-small text-ink-2">{t(messageFor('hand.kind', kind, 'hand.kind.other'))}</span>
        <span className="block text-small text-ink-2">
          {clockName(clock)}
          {title && (
            <>
              {' · '}
              <bdi>{title}</bdi>
            </>
          )}
        </span>
      </span>
      <span className="text-small text-ink-2">{owner ? <bdi dir="ltr">@{owner}</bdi> : t('due.nobody')}</span>
    </li>
  )
}
