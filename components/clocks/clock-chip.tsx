'use client'
import '@/lib/platform/i18n/rooms/clocks'
import { ExactTime } from '@/components/case/exact-time'
import { useZone } from '@/components/shell/zone'
import { Chip } from '@/components/ui/chip'
import type { MarkView } from '@/lib/features/deadlines/schema'
import { exact } from '@/lib/platform/i18n/time'
import { t } from '@/lib/platform/i18n/translate'
import { isOverdue, isPast, toneOf } from './words'

/**
 * A moment of a clock: in which direction to be careful, when in the clock's own zone, and when that is for whoever reads it.
 * The citation is read with it.
 */
export function ClockChip({
  mark,
  zone,
  citation,
  now,
}: {
  mark: MarkView
  zone: string
  citation: string
  now: string
}) {
  const own = useZone()
  const isElsewhere = exact(mark.at, own) !== exact(mark.at, zone)
  return (
    <span className="inline-flex max-w-full flex-wrap items-baseline gap-x-2 gap-y-0.5">
      <Chip tone={toneOf(mark, now)} title={`${t(`direction.${mark.direction}.long`)} ${citation}`}>
        {t(`direction.${mark.direction}`)}
      </Chip>
      <span className="font-medium">
        <ExactTime at={mark.at} zone={zone} />
      </span>
      {isElsewhere && <span className="text-small text-ink-2">{t('clock.yours', { at: exact(mark.at, own) })}</span>}
      {isPast(mark, now) && <Chip tone="warn">{t('due.past')}</Chip>}
      {isOverdue(mark, now) && <Chip tone="danger">{t('due.overdue')}</Chip>}
    </span>
  )
}
