import type { HandKind } from '@/lib/features/byhand/schema'
import type { About } from './schema'

/** What becomes of what is not about copyright: a case by hand of its kind. */
export const HAND_KIND: Record<Exclude<About, 'copyright'>, HandKind> = {
  intimateImage: 'intimateImage',
  childSafety: 'childSafety',
  privacy: 'other',
  trademark: 'other',
}

const FEWEST_BITS = 16
const MOST_BITS = 22
/** How much work a form costs: a second at most on a telephone, and the more of them come in an hour, the more. */
export const bitsFor = (inLastHour: number): number =>
  Math.min(MOST_BITS, FEWEST_BITS + Math.floor(Math.log2(1 + inLastHour / 20)))

const HOUR_MS = 3_600_000
/** Without the work done, from one address and from all. */
export const SLOW_OF_ONE = { limit: 6, windowMs: HOUR_MS }
export const SLOW_OF_ALL = { limit: 300, windowMs: HOUR_MS }
/** Mails that ask one address to confirm, whoever wrote it into the form. */
export const MAILS_TO_ONE = { limit: 3, windowMs: 24 * HOUR_MS }
/** Sendings of one address, with the work done. */
export const ATTEMPTS = { limit: 30, windowMs: HOUR_MS }

/** Enough to send a mail to; whether anybody reads it there is what the mail is for. */
export const isMailAddress = (text: string): boolean =>
  /^[^\s@<>,;:"()[\]\\]{1,64}@[\w-]{1,63}(\.[\w-]{1,63})+$/.test(text)
