import '@/lib/platform/i18n/rooms/filings'
import type { Tone } from '@/components/ui/chip'
import type { CounterState, ItemState, NoticeState, Standing } from '@/lib/features/notices/schema'
import { isMessage, t } from '@/lib/platform/i18n/translate'

const STATES: Partial<Record<NoticeState, Tone>> = {
  received: 'accent',
  valid: 'ok',
  defectiveCore: 'warn',
  defectiveCurable: 'warn',
}
export const toneOfState = (state: NoticeState): Tone => STATES[state] ?? 'plain'

const COUNTERS: Partial<Record<CounterState, Tone>> = {
  received: 'sealed',
  valid: 'sealed',
  forwarded: 'sealed',
  defective: 'warn',
  held: 'warn',
  escalated: 'danger',
  restored: 'ok',
  restoring: 'accent',
}
export const toneOfCounter = (state: CounterState): Tone => COUNTERS[state] ?? 'plain'

const ITEMS: Partial<Record<ItemState, Tone>> = {
  disabled: 'ok',
  removed: 'ok',
  restored: 'accent',
  found: 'warn',
  remote: 'warn',
  waiting: 'warn',
}
export const toneOfItem = (state: ItemState): Tone => ITEMS[state] ?? 'plain'

const STANDINGS: Partial<Record<Standing, Tone>> = { there: 'ok', cured: 'ok', missing: 'danger' }
export const toneOfStanding = (standing: Standing): Tone => STANDINGS[standing] ?? 'warn'

/** Why something is off, from the code that would refuse it. */
export function whyOf(code: string | null): string | null {
  const key = `error.${code}`
  return code !== null && isMessage(key) ? t(key, { number: '', n: 1 }) : code
}

/** Why an address could not be resolved, in our words; why a person refused it, in theirs. */
export function itemWhy(why: string): string {
  const key = `itemWhy.${why}`
  return isMessage(key) ? t(key, {}) : why
}
