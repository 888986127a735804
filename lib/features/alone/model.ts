import type { ErrorCode } from '@/lib/platform/errors/error'

const HOUR = 3600_000
/** A team of one waits so long before it answers itself. */
export const ALONE_HOURS = 24

/** From when single-admin mode counts: it is asked for as openly, and waits as long, as what it lets one person do. */
export const aloneFrom = (desk: { isAlone: boolean; aloneAt: Date | null } | null): Date | null =>
  desk?.isAlone && desk.aloneAt ? new Date(desk.aloneAt.getTime() + ALONE_HOURS * HOUR) : null

/** Why somebody may not be the second of two. In single-admin mode the first may, a day later. */
export function secondBarrier(
  asked: { byId: string; at: Date },
  second: { id: string; now: Date; isAlone: boolean },
): ErrorCode | null {
  if (asked.byId !== second.id) return null
  if (!second.isAlone) return 'twoPeople.same'
  return second.now.getTime() - asked.at.getTime() >= ALONE_HOURS * HOUR ? null : 'twoPeople.wait'
}
