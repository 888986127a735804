import { CLOCKS } from '@/lib/features/deadlines/deadlines'
import { isoDay, parseDay } from '@/lib/platform/calendar/days'
import { anniversary } from '@/lib/platform/calendar/periods'
import { dayIn } from '@/lib/platform/calendar/zones'

/** 37 CFR 201.3: for each designation, amendment or resubmission, however many names. Looked up before it is paid. */
export const FEE_CENTS = 600
export const CITATION = CLOCKS['dmca.agentDesignation'].citation

/** Designation, amendment and resubmission each begin three new years (37 CFR 201.38(c)); a correction of what was typed does not. */
export const REASONS = ['designation', 'amendment', 'resubmission', 'correction'] as const
export type Reason = (typeof REASONS)[number]

/** The anniversary counts as expired: the day before is the last on which it can be renewed. */
export function lapseOf(registeredOn: string): { renewBy: string; expiresOn: string } | null {
  const day = parseDay(registeredOn)
  if (day === null) return null
  const expires = anniversary(day, 3)
  return { renewBy: isoDay(expires - 1), expiresOn: isoDay(expires) }
}

export type Standing = 'none' | 'inForce' | 'soon' | 'expired'
const SOON_DAYS = 90

export function standingOf(registeredOn: string | null, zone: string, now: Date): Standing {
  const lapse = registeredOn ? lapseOf(registeredOn) : null
  if (!lapse) return 'none'
  const left = (parseDay(lapse.expiresOn) ?? 0) - dayIn(now, zone)
  if (left <= 0) return 'expired'
  return left <= SOON_DAYS ? 'soon' : 'inForce'
}

/** What the public has to find on the instance's own pages (512(c)(2)(A)). */
const SOUGHT = ['name', 'address', 'phone', 'email'] as const
export type Sought = (typeof SOUGHT)[number]

/** What a page does not say of the agent. Blanks, line ends and the way a number is written make no difference. */
export function missingIn(page: string, agent: Record<Sought, string>): Sought[] {
  const words = plain(page)
  return SOUGHT.filter((part) => {
    const wanted = agent[part]
    if (wanted === '') return false
    if (part === 'phone') return !numberLike(wanted).test(page)
    return !wanted
      .split(/[\n,]/)
      .map(plain)
      .filter(Boolean)
      .every((line) => words.includes(line))
  })
}

/** The same digits, however they are set apart; not the end of a longer number. */
const numberLike = (phone: string): RegExp =>
  new RegExp(`(?<!\\d)${(phone.match(/\d/g) ?? []).join('[\\s()./+-]{0,3}')}(?!\\d)`)

const plain = (text: string): string =>
  text
    .replace(/[\s,]+/g, ' ')
    .trim()
    .toLowerCase()
