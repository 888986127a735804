import Link from 'next/link'
import { cx } from '@/components/ui/cx'
import type { QueueFilter, QueueView } from '@/lib/features/reports/schema'
import { isolate } from '@/components/ui/isolate'
import { type Message, t } from '@/lib/platform/i18n/translate'
import { addressOf, changed } from './filter-address'

interface Choice {
  label: Message
  count: keyof QueueView['counts']
  on: Partial<QueueFilter>
  off: Partial<QueueFilter>
  /** Shown only where there is something. */
  isSeldom?: true
}
const CHOICES: readonly Choice[] = [
  { label: 'queue.filter.mention', count: 'mention', on: { wants: 'mention' }, off: { wants: 'any' }, isSeldom: true },
  { label: 'queue.filter.look', count: 'look', on: { wants: 'look' }, off: { wants: 'any' }, isSeldom: true },
  { label: 'queue.filter.none', count: 'none', on: { owner: 'none' }, off: { owner: 'any' } },
  { label: 'queue.filter.me', count: 'me', on: { owner: 'me' }, off: { owner: 'any' } },
  { label: 'queue.filter.spam', count: 'spam', on: { category: 'spam' }, off: { category: 'any' } },
  { label: 'queue.filter.rule', count: 'rule', on: { category: 'rule' }, off: { category: 'any' } },
  { label: 'queue.filter.legal', count: 'legal', on: { category: 'legal' }, off: { category: 'any' } },
  { label: 'queue.filter.other', count: 'other', on: { category: 'other' }, off: { category: 'any' } },
  { label: 'queue.filter.local', count: 'local', on: { server: 'local' }, off: { server: 'any' } },
  { label: 'queue.filter.remote', count: 'remote', on: { server: 'remote' }, off: { server: 'any' } },
  { label: 'queue.filter.old', count: 'old', on: { older: '3d' }, off: { older: 'any' } },
]

// For the catalogue, whose plurals know numbers only.
const NOT_COUNTED = -1

/** The filters as links: each stands in the address, so a filtered queue can be kept, sent and gone back to. */
export function QueueFilters({ view }: { view: Pick<QueueView, 'filter' | 'counts'> }) {
  const { filter, counts } = view
  const isClosed = filter.state === 'closed'
  return (
    <nav
      aria-label={t('queue.filters')}
      className="flex flex-wrap gap-1.5 px-4 pb-2.5 phone:flex-nowrap phone:overflow-x-auto phone:pb-2"
    >
      {CHOICES.map((choice) => {
        const isOn = isWithin(choice.on, filter)
        if (choice.isSeldom && !isOn && counts[choice.count] === 0) return null
        return (
          <FilterLink key={choice.label} isOn={isOn} filter={changed(filter, isOn ? choice.off : choice.on)}>
            {t(choice.label, { n: counts[choice.count] ?? NOT_COUNTED })}
          </FilterLink>
        )
      })}
      <FilterLink isOn={isClosed} filter={changed(filter, { state: isClosed ? 'open' : 'closed' })}>
        {t('queue.filter.closed')}
      </FilterLink>
      {filter.text && (
        <FilterLink isOn filter={changed(filter, { text: '' })}>
          {t('queue.filter.text', { text: isolate(filter.text) })}
        </FilterLink>
      )}
    </nav>
  )
}

const isWithin = (part: Partial<QueueFilter>, filter: QueueFilter): boolean => {
  const whole: Record<string, string | undefined> = { ...filter }
  return Object.entries(part).every(([key, value]) => whole[key] === value)
}

function FilterLink({ isOn, filter, children }: { isOn: boolean; filter: QueueFilter; children: string }) {
  return (
    <Link
      href={addressOf(filter)}
      prefetch={false}
      aria-current={isOn ? 'true' : undefined}
      dir="auto"
      className={cx(
        'inline-flex min-h-7 max-w-72 flex-none items-center rounded-full border px-2.5 text-small whitespace-nowrap phone:min-h-8',
        isOn
          ? 'border-accent bg-accent-ground text-accent'
          : 'bg-sheet text-ink-2 hover:border-line-strong hover:text-ink',
      )}
    >
      <span className="truncate">{children}</span>
    </Link>
  )
}
