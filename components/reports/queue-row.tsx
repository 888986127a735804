import Link from 'next/link'
import { Ago } from '@/components/case/ago'
import { Avatar } from '@/components/ui/avatar'
import { Chip } from '@/components/ui/chip'
import { cx } from '@/components/ui/cx'
import { isolate } from '@/components/ui/isolate'
import type { QueueRow as Row } from '@/lib/features/reports/schema'
import { day } from '@/lib/platform/i18n/time'
import { messageFor, t } from '@/lib/platform/i18n/translate'
import { Reasons } from './reasons'

export const COLUMNS =
  'grid-cols-[minmax(190px,1.1fr)_minmax(140px,.8fr)_2.2fr_112px_64px_104px] desk:narrow:grid-cols-[minmax(160px,1fr)_minmax(120px,.7fr)_1.6fr_64px_88px]'

export interface QueueRowProps {
  row: Row
  now: string
  /** Who has the case open at this moment, besides oneself. */
  looker: string | null
  isActive: boolean
  onFocus: () => void
  onClaim: () => void
  isClaiming: boolean
}

/** One person of the queue: two lines on a desk, four on a phone; the whole row opens the case. */
export function QueueRow({ row, now, looker, isActive, onFocus, onClaim, isClaiming }: QueueRowProps) {
  const { person } = row
  return (
    <div
      role="row"
      onFocus={onFocus}
      className={cx(
        'group relative grid items-center gap-x-3 border-s-[3px] border-b px-4 desk:h-14',
        COLUMNS,
        'phone:grid-cols-[1fr_auto] phone:gap-y-0.5 phone:py-2',
        isActive ? 'border-s-accent bg-accent-ground' : 'border-s-transparent hover:bg-sunk',
      )}
    >
      <span role="cell" className="flex min-w-0 items-center gap-2.5">
        <Avatar initials={person.initials} />
        <span className="min-w-0">
          <Link
            href={`/reports/${row.caseId}`}
            prefetch={false}
            tabIndex={isActive ? 0 : -1}
            data-row={row.caseId}
            className="foreign block truncate font-semibold outline-none after:absolute after:inset-0 focus-visible:after:rounded-sm focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
          >
            {person.name}
          </Link>
          <Link
            href={`/people/${person.remoteId}`}
            prefetch={false}
            dir="ltr"
            tabIndex={isActive ? 0 : -1}
            title={t('people.allOf', { handle: person.handle })}
            // Above the row's own link; on a phone the whole row is one, and a finger would hit the wrong one.
            className="foreign relative z-10 block max-w-fit truncate rounded-sm text-small text-ink-2 underline-offset-2 hover:underline phone:pointer-events-none"
          >
            {person.handle}
          </Link>
        </span>
      </span>
      <span role="cell" className="min-w-0 phone:col-start-1 phone:row-start-3">
        <Reasons reasons={row.reasons} />
      </span>
      <span role="cell" className="min-w-0 phone:col-span-2 phone:row-start-2">
        <span className="flex min-w-0 items-center gap-1.5">
          <Wanted row={row} />
          <span className={cx('foreign block min-w-0 truncate', !row.latestComment && 'text-ink-2')}>
            {row.latestComment || t('queue.noComment')}
          </span>
        </span>
        <span className="foreign block truncate text-small text-ink-2 phone:hidden">{countsOf(row)}</span>
      </span>
      <span role="cell" className="foreign line-clamp-2 min-w-0 text-small text-ink-2 narrow:hidden">
        {stateOf(row)}
      </span>
      <span role="cell" className="phone:col-start-2 phone:row-start-1 phone:text-end">
        <Ago at={row.oldestAt} now={now} className={row.isLate ? 'font-semibold text-danger' : ''} />
        {row.isLate && <span className="sr-only">{t('queue.late', { age: '' })}</span>}
      </span>
      <span role="cell" className="min-w-0 phone:col-start-2 phone:row-start-3 phone:text-end">
        <OwnerCell row={row} isActive={isActive} onClaim={onClaim} isClaiming={isClaiming} />
        {looker && (
          <span className="foreign block truncate text-small text-accent" title={t('lease.title', { name: looker })}>
            {t('lease.row', { name: looker })}
          </span>
        )}
      </span>
    </div>
  )
}

/** Why one's own eye is wanted here. */
function Wanted({ row }: { row: Row }) {
  if (!row.isMentioned && !row.needsLook) return null
  return (
    <span className="flex flex-none gap-1">
      {row.isMentioned && <Chip tone="accent">{t('queue.mentioned')}</Chip>}
      {row.needsLook && <Chip tone="danger">{t('queue.look')}</Chip>}
    </span>
  )
}

function OwnerCell({
  row,
  isActive,
  onClaim,
  isClaiming,
}: Pick<QueueRowProps, 'row' | 'isActive' | 'onClaim' | 'isClaiming'>) {
  if (row.owner?.isYou) return <span className="font-medium text-accent">{t('queue.you')}</span>
  if (row.owner) {
    return <span className="foreign block truncate">{row.owner.name}</span>
  }
  return (
    <button
      type="button"
      // One stop of the tab key per row, and the row's own; the key c does the same.
      tabIndex={isActive ? 0 : -1}
      onClick={onClaim}
      aria-label={t('queue.claimFor', { name: isolate(row.person.name) })}
      aria-busy={isClaiming || undefined}
      className="relative z-10 -mx-1.5 min-h-7 rounded px-1.5 text-ink-2 hover:bg-sheet hover:text-accent hover:underline phone:hidden"
    >
      <span className="group-focus-within:hidden group-hover:hidden">{t('queue.noOwner')}</span>
      <span className="hidden font-medium text-accent group-focus-within:inline group-hover:inline">
        {t('queue.claim')}
      </span>
    </button>
  )
}

function countsOf(row: Row): string {
  const parts = [t('queue.from', { reports: row.reportCount, people: row.reporterCount, servers: row.serverCount })]
  if (row.pictureCount > 0) parts.push(t('queue.pictures', { n: row.pictureCount }))
  if (row.noteCount > 0) parts.push(t('queue.notes', { n: row.noteCount }))
  return parts.join(' · ')
}

function stateOf(row: Row): string {
  const marks = row.marks.map((mark) => t(`mark.${mark}`))
  const before = row.before
    ? [t(messageFor('beforeShort', row.before.kind, 'beforeShort.other'), { day: day(row.before.at) })]
    : []
  return [...marks, ...before].join(' · ')
}
