import type { PersonConnection } from '@/lib/features/instances/connections'
import { takeIn } from '@/lib/features/intake/commands'
import { rowsOf } from '@/lib/features/intake/parse'
import type { ReportAnswer } from '@/lib/features/snapshots/store'
import { compareIds } from '@/lib/integrations/mastodon/client/cursor'
import { MastodonFailure } from '@/lib/integrations/mastodon/client/failure'
import { listReports, type ReportQuery, showReport } from '@/lib/integrations/mastodon/client/reports'
import type { AdminReport } from '@/lib/integrations/mastodon/schema/report'
import { runCommand } from '@/lib/platform/commands/run'
import type { JobContext } from '@/lib/platform/jobs/define'
import { log } from '@/lib/platform/log/log'
import { LEASE_MS, measured, PAGE, withoutOldPosts } from './model'
import { keepState, type MirrorRow } from './store'

export const MACHINE = { kind: 'system', name: 'mirror' } as const

/** One step of the mirror: its way to the instance, and what it has learnt about the server's pace. */
export interface Reading extends JobContext {
  connection: PersonConnection
  /** Called when a request is on its way, after it was permitted and had its turn. */
  leaving: { told?: () => void }
  instanceId: string
  pace: {
    /** How long Mastodon took for the slowest answer of this step, and for all of them. */
    slowestMs: number
    busyMs: number
    reportMs: number | null
    bestReportMs: number | null
    /** When the lease was taken or renewed last. */
    leasedAtMs: number
  }
}

export const paceOf = (
  { reportMs, bestReportMs }: Pick<MirrorRow, 'reportMs' | 'bestReportMs'>,
  now: Date,
): Reading['pace'] => ({
  leasedAtMs: now.getTime(),
  slowestMs: 0,
  busyMs: 0,
  reportMs,
  bestReportMs,
})

export interface Page {
  /** Newest first. */
  ids: string[]
  isLast: boolean
  oldestAt: Date | null
  keptCount: number
  lastKeptId: string | null
}

/** A page as it came, not yet taken in. */
export interface AskedPage {
  ids: string[]
  isLast: boolean
  reports: AdminReport[]
  askedAt: Date
  /** What brought them. */
  answer: ReportAnswer
}

/** Reads a page and takes in what was filed since then. */
export const readPage = async (reading: Reading, query: ReportQuery, since: Date | null = null): Promise<Page> =>
  takeInPage(reading, await askPage(reading, query), since)

export async function askPage(reading: Reading, query: ReportQuery): Promise<AskedPage> {
  // It lasts for many lists: once in a while is enough, and Mastodon does not wait for it.
  if (reading.now().getTime() - reading.pace.leasedAtMs > LEASE_MS / 4) await renewLease(reading)
  const before = reading.pace.busyMs
  const askedAt = reading.now()
  const answer = await listReports(reading.connection, query)
  const count = answer.value.length + answer.skipped.length
  Object.assign(reading.pace, measured(reading.pace, { tookMs: reading.pace.busyMs - before, count }))
  if (answer.skipped.length > 0)
    log('warn', 'mirror.skipped', { count: answer.skipped.length, fault: answer.skipped[0]?.fault })
  // A report that could not be read still moves the reading on.
  const ids = newestFirst([
    ...answer.value.map((report) => report.id),
    ...answer.skipped.flatMap((skipped) => (skipped.id ? [skipped.id] : [])),
  ])
  assertMovedOn(ids, query)
  return { ids, isLast: answer.next === undefined || ids.length === 0, reports: answer.value, askedAt, answer }
}

export async function takeInPage(reading: Reading, asked: AskedPage, since: Date | null = null): Promise<Page> {
  const { ids, isLast, reports, askedAt, answer } = asked
  const kept = reports.filter((report) => !since || new Date(report.created_at) >= since)
  await takeInReports(reading, kept, { askedAt, answer })
  const times = reports.map((report) => Date.parse(report.created_at))
  return {
    ids,
    isLast,
    oldestAt: times.length > 0 ? new Date(Math.min(...times)) : null,
    keptCount: kept.length,
    lastKeptId: newestFirst(kept.map((report) => report.id)).at(-1) ?? null,
  }
}

const newestFirst = (ids: readonly string[]): string[] => ids.toSorted((a, b) => compareIds(b, a))

/** A server, or a cache before it, that answers every page alike would be read for ever. */
function assertMovedOn(ids: readonly string[], { maxId, minId }: ReportQuery): void {
  const newest = ids[0]
  const isAhead = maxId !== undefined && newest !== undefined && compareIds(newest, maxId) >= 0
  const isBehind = minId !== undefined && newest !== undefined && compareIds(newest, minId) <= 0
  if (isAhead || isBehind)
    throw new MastodonFailure('notMastodon', { method: 'GET', path: '/api/v1/admin/reports', fault: 'samePage' })
}

/** A step may read many reports one by one, and takes longer then than the lease was given for. */
export async function renewLease({ db, now, instanceId, pace }: Reading): Promise<void> {
  pace.leasedAtMs = now().getTime()
  await keepState(db, instanceId, { leasedUntil: new Date(pace.leasedAtMs + LEASE_MS) })
}

interface Missing {
  remoteId: string
  targetId: string
}

/**
 * Open reports that a sweep did not meet were resolved or destroyed. Many about one person (a suspension resolves them all) stand
 * together in one list; the others, and what is in no list either, are asked for one by one. What Mastodon fails at keeps
 * neither the others nor the sweep from their end: it is asked for again in the next one.
 */
export async function readMissing(reading: Reading, missing: readonly Missing[]) {
  const open = new Set(missing.map((report) => report.remoteId))
  const troubled = new Set<string>()
  const passOver = (targetId: string, failure: MastodonFailure) => {
    troubled.add(targetId)
    if (!isItsOwn(failure) || troubled.size >= TOO_MANY_IN_A_ROW) throw failure
    log('warn', 'mirror.passedOver', { kind: failure.kind, status: failure.detail.status })
  }
  for (const targetId of new Set(missing.map((report) => report.targetId))) {
    const reports = missing.filter((report) => report.targetId === targetId)
    if (reports.length < WORTH_A_LIST) continue
    const failure = await readListOn(reading, targetId, { reports, open })
    if (failure) {
      passOver(targetId, failure)
      for (const { remoteId } of reports) open.delete(remoteId)
    } else troubled.clear()
  }
  for (const { remoteId, targetId } of missing) {
    if (!open.has(remoteId)) continue
    const failure = await readOne(reading, remoteId)
    if (failure) passOver(targetId, failure)
    else troubled.clear()
  }
}
const WORTH_A_LIST = 4
/** People of whom nothing could be read, one after the other: then it is the instance that is in trouble. */
const TOO_MANY_IN_A_ROW = 3
// Mastodon is there, and fails at this one, or at its size.
const isItsOwn = ({ kind }: MastodonFailure): boolean => ['temporary', 'timeout', 'dropped', 'tooLarge'].includes(kind)

/** Takes what it meets out of `open`. */
async function readListOn(
  reading: Reading,
  targetAccountId: string,
  { reports, open }: { reports: readonly Missing[]; open: Set<string> },
): Promise<MastodonFailure | null> {
  const oldest = newestFirst(reports.map((report) => report.remoteId)).at(-1) ?? ''
  try {
    for (let maxId: string | undefined; ; ) {
      const query = { state: 'resolved', targetAccountId, limit: PAGE, ...(maxId ? { maxId } : {}) } as const
      const page = await readPage(reading, query)
      for (const id of page.ids) open.delete(id)
      maxId = page.ids.at(-1)
      if (page.isLast || !maxId || compareIds(maxId, oldest) <= 0) return null
    }
  } catch (error) {
    if (error instanceof MastodonFailure) return error
    throw error
  }
}

/** Null when it was read, or is gone, or makes no sense: then there is nothing to try again. */
async function readOne(reading: Reading, remoteId: string): Promise<MastodonFailure | null> {
  await renewLease(reading)
  const askedAt = reading.now()
  try {
    const answer = await showReport(reading.connection, remoteId)
    await takeInReports(reading, [answer.value], { askedAt, answer })
    return null
  } catch (error) {
    if (!(error instanceof MastodonFailure)) throw error
    // One report that makes no sense any more must not keep the others from being read; it stays as it was.
    if (isOddity(error)) {
      log('warn', 'mirror.skipped', { count: 1, fault: error.detail.fault })
      return null
    }
    if (error.kind !== 'notFound' && error.kind !== 'gone') return error
    const { db, now, instanceId } = reading
    await runCommand(takeIn, {
      db,
      actor: MACHINE,
      now: now(),
      input: { instanceId, reports: [], gone: [remoteId], seenAt: now() },
    })
    return null
  }
}

// An answer of Mastodon's own whose content cannot be read, as against a page of some wall.
const isOddity = ({ kind, detail }: MastodonFailure): boolean =>
  kind === 'notMastodon' && detail.fault !== 'html' && detail.fault !== 'notJson'

async function takeInReports(
  { db, now, instanceId }: Reading,
  reports: AdminReport[],
  { askedAt, answer }: { askedAt: Date; answer: ReportAnswer },
): Promise<void> {
  if (reports.length === 0) return
  const rows = reports.map((report) => withoutOldPosts(rowsOf(report), now()))
  const input = { instanceId, reports: rows, seenAt: askedAt, answers: [answer] }
  await runCommand(takeIn, { db, actor: MACHINE, now: now(), input })
}
