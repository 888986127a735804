import '@/lib/platform/i18n/rooms/clocks'
import type { MarkView } from '@/lib/features/deadlines/schema'
import { messageFor, t } from '@/lib/platform/i18n/translate'
import type { Tone } from '@/components/ui/chip'

export const clockName = (clock: string): string => t(messageFor('clock', clock, 'clock.unknown'))

const DAY_MS = 24 * 3600_000
const HURRIES: readonly MarkView['direction'][] = ['actBy', 'notAfter']

/** How pressing a mark is. What opens or may be let go never hurries anybody; a target that has passed is late, by no law. */
export function toneOf({ direction, at }: Pick<MarkView, 'direction' | 'at'>, now: string): Tone {
  if (direction === 'target') return new Date(at) < new Date(now) ? 'warn' : 'plain'
  if (!HURRIES.includes(direction)) return 'plain'
  const left = new Date(at).getTime() - new Date(now).getTime()
  if (left < 0) return 'danger'
  return left < DAY_MS ? 'warn' : 'plain'
}

export const isPast = ({ direction, at }: Pick<MarkView, 'direction' | 'at'>, now: string): boolean =>
  direction === 'target' && new Date(at) < new Date(now)

export const isOverdue = (mark: Pick<MarkView, 'direction' | 'at'>, now: string): boolean =>
  toneOf(mark, now) === 'danger'
