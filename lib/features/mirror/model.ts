import { daysMs, LIFETIMES } from '@/lib/platform/privacy/lifetimes'

/** Background reading is a guest on a small server: a report in a list costs it 60–75 ms of CPU (mastodon-api.md 11). */
export const FIRST_PAGE = 10
export const PAGE = 20
/** Resolved reports are wanted by nobody at this moment: half a page for each look at the open ones. */
export const HISTORY_PAGE = 10
/** How often resolved reports are looked for that were never seen open. */
export const HISTORY_TOP_MS = 3_600_000
export const MAX_MONTHS = 36
export const POLL_MS = 10_000
export const LEASE_MS = 90_000

interface Pace {
  isBackfilling: boolean
  /** How long the last answer took. */
  answerMs: number
  failure: { resetAt: Date | null } | null
}

/** How long to wait before the next page: at most a quarter of the server's time once the open reports are in. */
export function pauseMs({ isBackfilling, answerMs, failure }: Pace, now: Date): number {
  if (failure?.resetAt) return Math.max(1000, failure.resetAt.getTime() - now.getTime() + 1000)
  if (failure) return 30_000
  const afterAnswer = isBackfilling ? answerMs : answerMs * 4
  return Math.min(60_000, Math.max(isBackfilling ? 250 : POLL_MS, afterAnswer))
}

/**
 * About how many open reports there are, while the first reading goes on. Mastodon gives no count: the share of ids that were
 * open so far is taken for the rest. Never less than what was read.
 */
export function estimate(read: number, firstId: string | null, reachedId: string | null): number {
  const first = Number(firstId ?? 0)
  const reached = Number(reachedId ?? 0)
  const span = first - reached + 1
  if (!Number.isFinite(span) || span <= 0 || read === 0) return read
  return Math.max(read, Math.round(read + Math.max(0, reached - 1) * Math.min(1, read / span)))
}

interface OldRows<P> {
  report: { isResolved: boolean; resolvedAt: Date | null }
  posts: P[]
}
/** Posts of reports that were resolved too long ago are not taken in: they would be dropped again within the hour. */
export function withoutOldPosts<P, R extends OldRows<P>>(rows: R, now: Date): R {
  const { isResolved, resolvedAt } = rows.report
  const isOld = isResolved && resolvedAt !== null && now.getTime() - resolvedAt.getTime() > daysMs(LIFETIMES.postDays)
  return isOld ? { ...rows, posts: [] } : rows
}
