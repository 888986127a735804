import { countersOf, LONGEST_WINDOW_MS } from '@/lib/features/budget/model'
import { daysMs, LIFETIMES } from '@/lib/platform/privacy/lifetimes'

/**
 * Background reading is a guest on a small server: a report in a list costs it 60–75 ms of CPU (mastodon-api.md 11), one list
 * holds one of its few workers, and nobody's list should take two seconds.
 */
export const FIRST_PAGE = 10
const LARGEST_PAGE = 25
const SMALLEST_PAGE = 5
const LIST_MS = 1_300
/**
 * How many pages of the first reading one step takes in: a step begins with a look at who reads, and at its end Mastodon waits for
 * the last page to be written down. It renews its lease as it goes.
 */
export const PAGES_IN_A_STEP = 24
/** Resolved reports are wanted by nobody at this moment: half a page for each look at the open ones. */
export const HISTORY_PAGE = 10
/** How often resolved reports are looked for that were never seen open. */
export const HISTORY_TOP_MS = 3_600_000
/** How often a page of resolved reports is read again, for what was changed or destroyed since. */
export const AGAIN_MS = 60_000
/** How often the instance's own settings and the number of sign-ups that wait are read. */
export const SETTINGS_MS = 600_000
export const MAX_MONTHS = 36
export const POLL_MS = 10_000
export const LEASE_MS = 90_000

/** How many reports to ask for, so that the list takes a little more than a second; `reportMs` is what each took lately. */
export function pageSize(reportMs: number | null): number {
  if (reportMs === null || reportMs <= 0) return PAGE
  return Math.min(LARGEST_PAGE, Math.max(SMALLEST_PAGE, Math.floor(LIST_MS / reportMs)))
}
/** Before anything was measured, and where one person's reports are read. */
export const PAGE = 20

interface Measured {
  reportMs: number | null
  bestReportMs: number | null
}

/** What a report costs the server, in milliseconds: the last list counts half. The best ever is what it can do when nobody else asks. */
export function measured({ reportMs, bestReportMs }: Measured, list: { tookMs: number; count: number }): Measured {
  // A short list says more about the way there than about a report.
  if (list.count < SMALLEST_PAGE) return { reportMs, bestReportMs }
  const last = list.tookMs / list.count
  const smooth = reportMs === null ? last : (reportMs + last) / 2
  return { reportMs: smooth, bestReportMs: Math.min(bestReportMs ?? smooth, smooth) }
}

/** Three times as slow as it can be, and slow enough to be felt: others need the server now. */
export const isSlow = ({ reportMs, bestReportMs }: Measured): boolean =>
  reportMs !== null && bestReportMs !== null && reportMs > SLOW_REPORT_MS && reportMs > bestReportMs * 3
const SLOW_REPORT_MS = 120
export const REST_MS = 60_000

interface Pace {
  isBackfilling: boolean
  /** For how long Mastodon worked for this step, all lists together. */
  busyMs: number
  isSlow?: boolean
  failure: { resetAt: Date | null } | null
}

/**
 * How long to wait before the next step. While the open reports come in, nothing: one request after the other. Then at most a
 * quarter of one of the server's workers. A rest when it is slow.
 */
export function pauseMs({ isBackfilling, busyMs, isSlow: rests = false, failure }: Pace, now: Date): number {
  if (failure?.resetAt)
    return Math.min(LONGEST_WINDOW_MS, Math.max(1000, failure.resetAt.getTime() - now.getTime() + 1000))
  if (failure) return 30_000
  if (rests) return REST_MS
  return isBackfilling ? 0 : Math.min(REST_MS, Math.max(POLL_MS, busyMs * 3))
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

/** At most a page of the people who wait to be let in is counted: so many, or more. */
export const PENDING_COUNTED = 40

export type Doing =
  | { kind: 'failing'; why: string }
  | { kind: 'resting' | 'budget'; until: Date }
  | { kind: 'first' | 'following' }

interface Standing {
  failure: string | null
  restsUntil: Date | null
  /** When Mastodon's limits leave room for background reading again; null when they do now. */
  budgetUntil: Date | null
  backfillDone: boolean
}

/** What the background reading does at a moment, as the settings page says it. */
export function doingOf({ failure, restsUntil, budgetUntil, backfillDone }: Standing, now: Date): Doing {
  if (failure) return { kind: 'failing', why: failure }
  if (restsUntil && restsUntil > now) return { kind: 'resting', until: restsUntil }
  if (budgetUntil && budgetUntil > now) return { kind: 'budget', until: budgetUntil }
  return { kind: backfillDone ? 'following' : 'first' }
}

interface Load {
  /** Reports that are to be read. */
  count: number
  reportMs: number | null
  historyDone: boolean
}

/** How long the first reading still takes: a list after the other, no faster than the limit on pages lets it. Null at first. */
export function firstReadingMs({ count, reportMs }: Load): number | null {
  if (reportMs === null) return null
  const pages = Math.ceil(count / pageSize(reportMs))
  const [paging] = countersOf({ purpose: 'reading', priority: 'background', isPaging: true })
  const listMs = pageSize(reportMs) * reportMs
  const pacedMs = paging && pages > paging.ceiling ? paging.windowMs / paging.ceiling : 0
  return pages * Math.max(listMs, pacedMs)
}

/** How long a sweep of the open list takes: a page a step, and between steps the pause of a guest. Null before anything was measured. */
export function sweepMs({ count, reportMs, historyDone }: Load): number | null {
  if (reportMs === null) return null
  const size = pageSize(reportMs)
  const inStep = Math.min(count, size) + (historyDone ? 0 : HISTORY_PAGE)
  const busyMs = inStep * reportMs
  const stepMs = busyMs + pauseMs({ isBackfilling: false, busyMs, failure: null }, new Date(0))
  return Math.max(1, Math.ceil(count / size)) * stepMs
}

/** How long a round over so many resolved reports takes: a small page a minute. */
export const roundMs = (count: number): number => Math.max(1, Math.ceil(count / HISTORY_PAGE)) * AGAIN_MS
