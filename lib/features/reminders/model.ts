import { type Moment, momentsOf } from '@/lib/features/deadlines/model'
import type { Mark } from '@/lib/features/deadlines/schema'
import type { Role } from '@/lib/platform/access/access'

/** Who answers for a kind of case when its owner does not: everybody with the role. */
const ROLES: Record<string, Role> = {
  agent: 'legal',
  copyright: 'legal',
  legalOrder: 'legal',
  illegalContent: 'legal',
  dataRequest: 'privacy',
  underAge: 'privacy',
  childSafety: 'childSafety',
}
export const roleFor = (kind: string): Role => ROLES[kind] ?? 'moderator'

/** A reminder that is late by more than this says nothing new: the next one is sent, or the page says it. */
const LATE_MS = 24 * 3600_000

/** What is to be said of a mark now: the last moment that has come, if it has not been long ago. */
export function momentNow(
  mark: Pick<Mark, 'name' | 'direction' | 'at' | 'day'>,
  startedAt: Date,
  now: Date,
): Moment | null {
  const last = momentsOf(mark, startedAt).findLast(({ at }) => at <= now)
  return last && now.getTime() - last.at.getTime() < LATE_MS ? last.moment : null
}

const HOUR_MS = 3600_000
/** Before the moment of a reminder that went to the deputy. */
export const DEPUTY = 'deputy.'
/** So long at most an alarm waits for somebody here before the deputy hears of it. */
export const DEPUTY_MS = 4 * HOUR_MS

/** When to look whether anybody touched it: after half of what is left, and no later than four hours. */
export function deputyLooksAt(markAt: Date, now: Date): Date {
  const left = markAt.getTime() - now.getTime()
  return new Date(now.getTime() + (left > 0 ? Math.min(left / 2, DEPUTY_MS) : DEPUTY_MS))
}

/** Desks that have a deputy. */
export const hasDeputy = (kind: string): boolean => kind === 'copyright' || kind === 'agent'

/** At half the time and later, all with the role are told: whoever has the case may be asleep, ill or gone. */
export const tellsAll = (moment: Moment, hasOwner: boolean): boolean => moment !== 'before' || !hasOwner
