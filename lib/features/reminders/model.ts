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

/** At half the time and later, all with the role are told: whoever has the case may be asleep, ill or gone. */
export const tellsAll = (moment: Moment, hasOwner: boolean): boolean => moment !== 'before' || !hasOwner
