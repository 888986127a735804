import { type PersonConnection, readerConnection } from '@/lib/features/instances/connections'
import { mirrorKey, readInstanceJob, readPersonJob, wakeMirrorJob } from '@/lib/features/instances/jobs'
import { takeIn } from '@/lib/features/intake/commands'
import { accountRow, type AccountRow, rowsOf } from '@/lib/features/intake/parse'
import { noteDeadToken } from '@/lib/features/staff/commands'
import { showAdminAccount } from '@/lib/integrations/mastodon/client/adminAccounts'
import type { Connection } from '@/lib/integrations/mastodon/client/connection'
import { MastodonFailure } from '@/lib/integrations/mastodon/client/failure'
import { listReports, type ReportQuery, showReport } from '@/lib/integrations/mastodon/client/reports'
import type { AdminReport } from '@/lib/integrations/mastodon/schema/report'
import { runCommand } from '@/lib/platform/commands/run'
import { type Db, transaction } from '@/lib/platform/db/client'
import { defineWorker, enqueue, type JobContext } from '@/lib/platform/jobs/define'
import { log } from '@/lib/platform/log/log'
import { monthsBefore } from '@/lib/platform/privacy/lifetimes'
import { FIRST_PAGE, HISTORY_PAGE, HISTORY_TOP_MS, LEASE_MS, PAGE, pauseMs, withoutOldPosts } from './model'
import { keepState, leaseMirror, monthsKept, type MirrorRow, openSweep, reportsNotSeenSince } from './store'

const MACHINE = { kind: 'system', name: 'mirror' } as const

/** Steps wait for the connected instance and for nothing else; called every minute and after a sign-in. */
export const wakeMirror = defineWorker(wakeMirrorJob, async (_payload, { db, now }) => {
  const instance = await db.instance.findFirst({ where: { state: 'connected' }, select: { id: true } })
  if (instance) await next(db, instance.id, now(), 0)
})

/**
 * One request at a time over all processes. A step that dies is repeated by the next one: rows are written before the place
 * of the reading moves on, and taking in a page twice changes nothing.
 */
export const readMirror = defineWorker(readInstanceJob, async ({ instanceId }, { db, now }) => {
  const state = await leaseMirror(db, instanceId, now(), LEASE_MS)
  if (!state) return
  const pace = { slowestMs: 0 }
  const note = (seen: { tookMs: number }) => {
    pace.slowestMs = Math.max(pace.slowestMs, seen.tookMs)
  }
  const connection = await readerConnection(db, instanceId, { onAnswer: note, priority: 'background' })
  if (!connection) {
    await keepState(db, instanceId, { failure: 'noReader', failedAt: now(), leasedUntil: null })
    await next(db, instanceId, now(), 30_000)
    return
  }
  const pause = await step({ db, now, connection, instanceId, pace }, state)
  await next(db, instanceId, now(), pause)
})

/** What came before with one person: earlier reports about them, newest first, and how their account stands now. */
export const readPerson = defineWorker(readPersonJob, async ({ instanceId, remoteId }, { db, now }) => {
  const connection = await readerConnection(db, instanceId)
  // A stopped case is not looked into any further.
  const stopped = await db.case.count({ where: { instanceId, subjectId: remoteId, class: 'childSafety' } })
  if (!connection || stopped > 0) return
  try {
    const earlier = await listReports(connection, { state: 'resolved', targetAccountId: remoteId, limit: PAGE })
    const account = await accountOf(connection, remoteId)
    const input = { instanceId, reports: earlier.value.map(rowsOf), ...account, seenAt: now() }
    await runCommand(takeIn, { db, actor: MACHINE, now: now(), input })
  } catch (error) {
    if (!(error instanceof MastodonFailure)) throw error
    log('warn', 'person.notRead', { kind: error.kind })
  }
})

/** Without manage_users the reader sees people only as they stand in reports. */
async function accountOf(
  connection: Connection,
  remoteId: string,
): Promise<{ accounts?: AccountRow[]; goneAccounts?: string[] }> {
  try {
    return { accounts: [accountRow((await showAdminAccount(connection, remoteId)).value)] }
  } catch (error) {
    if (!(error instanceof MastodonFailure)) throw error
    if (error.kind === 'notFound') return { goneAccounts: [remoteId] }
    if (error.kind === 'permissionMissing') return {}
    throw error
  }
}

interface Reading extends JobContext {
  connection: PersonConnection
  instanceId: string
  /** How long Mastodon took for the slowest answer of this step. */
  pace: { slowestMs: number }
}

async function step(reading: Reading, state: MirrorRow): Promise<number> {
  const { db, now, instanceId } = reading
  try {
    if (state.backfillDone) {
      await follow(reading, state)
      await readHistory(reading, state)
    } else await backfill(reading, state)
    const answerMs = reading.pace.slowestMs
    await keepState(db, instanceId, { seenAt: now(), failure: null, failedAt: null, answerMs, leasedUntil: null })
    return pauseMs({ isBackfilling: !state.backfillDone, answerMs, failure: null }, now())
  } catch (error) {
    if (!(error instanceof MastodonFailure)) throw error
    log('warn', 'mirror.failed', { kind: error.kind, status: error.detail.status })
    if (error.kind === 'tokenDead') {
      const { personId, purpose } = reading.connection
      await runCommand(noteDeadToken, { db, actor: MACHINE, now: now(), input: { personId, purpose } })
    }
    await keepState(db, instanceId, { failure: error.kind, failedAt: now(), leasedUntil: null })
    return pauseMs({ isBackfilling: false, answerMs: 0, failure: { resetAt: error.detail.resetAt ?? null } }, now())
  }
}

/** The open reports, newest first, page after page: the queue can be worked from the first page on. */
async function backfill(reading: Reading, state: MirrorRow): Promise<void> {
  const isFirst = state.backfillMaxId === null
  const page = await readPage(reading, {
    state: 'open',
    limit: isFirst ? FIRST_PAGE : PAGE,
    ...(state.backfillMaxId ? { maxId: state.backfillMaxId } : {}),
  })
  const newest = page.ids[0] ?? null
  await keepState(reading.db, reading.instanceId, {
    ...(isFirst ? { firstId: newest, newestId: newest } : {}),
    backfillMaxId: page.ids.at(-1) ?? state.backfillMaxId,
    reportsRead: state.reportsRead + page.ids.length,
    backfillDone: page.isLast,
    ...(page.isLast ? { sweptAt: reading.now() } : {}),
  })
}

/** What is new, then one page of the sweep that finds what changed. */
async function follow(reading: Reading, state: MirrorRow): Promise<void> {
  let newestId = state.newestId
  for (let isMore = true; isMore; ) {
    const page = await readPage(reading, { state: 'open', limit: PAGE, ...(newestId ? { minId: newestId } : {}) })
    isMore = newestId !== null && page.ids.length === PAGE
    newestId = page.ids[0] ?? newestId
    await keepState(reading.db, reading.instanceId, { newestId, seenAt: reading.now() })
  }
  await sweep(reading, state)
}

async function sweep(reading: Reading, state: MirrorRow): Promise<void> {
  const { db, instanceId, now } = reading
  const startedAt = state.sweepStartedAt ?? (await openSweep(db, instanceId, now()))
  const page = await readPage(reading, {
    state: 'open',
    limit: PAGE,
    ...(state.sweepMaxId ? { maxId: state.sweepMaxId } : {}),
  })
  if (!page.isLast) return keepState(db, instanceId, { sweepMaxId: page.ids.at(-1) ?? null })
  // An open report that a whole sweep did not meet was resolved or destroyed meanwhile: each is asked for by itself.
  for (const remoteId of await reportsNotSeenSince(db, instanceId, startedAt)) await readOne(reading, remoteId)
  await keepState(db, instanceId, { sweepMaxId: null, sweepStartedAt: null, sweptAt: now() })
}

/** Resolved reports of the last months, newest first: one small page with each look at the open ones, until they are in. */
async function readHistory(reading: Reading, state: MirrorRow): Promise<void> {
  const { db, instanceId, now } = reading
  const months = await monthsKept(db, instanceId)
  if (months === 0) return
  if (state.historyDone) return topUp(reading, state)
  const since = monthsBefore(now(), months)
  const page = await readPage(
    reading,
    { state: 'resolved', limit: HISTORY_PAGE, ...(state.historyMaxId ? { maxId: state.historyMaxId } : {}) },
    since,
  )
  const isDone = page.isLast || (page.oldestAt !== null && page.oldestAt < since)
  await keepState(db, instanceId, {
    ...(state.historyMaxId || state.historyNewestId ? {} : { historyNewestId: page.ids[0] ?? null }),
    historyMaxId: page.lastKeptId ?? state.historyMaxId,
    historyReachedAt: isDone ? since : (page.oldestAt ?? state.historyReachedAt),
    historyRead: state.historyRead + page.keptCount,
    historyDone: isDone,
    ...(isDone ? { historyToppedAt: now() } : {}),
  })
}

/** Reports that came and were resolved between two looks were never among the open ones. */
async function topUp(reading: Reading, state: MirrorRow): Promise<void> {
  const { db, instanceId, now } = reading
  if (state.historyToppedAt && now().getTime() - state.historyToppedAt.getTime() < HISTORY_TOP_MS) return
  const page = await readPage(reading, {
    state: 'resolved',
    limit: HISTORY_PAGE,
    ...(state.historyNewestId ? { minId: state.historyNewestId } : {}),
  })
  const isMore = state.historyNewestId !== null && page.ids.length === HISTORY_PAGE
  await keepState(db, instanceId, {
    historyNewestId: page.ids[0] ?? state.historyNewestId,
    ...(isMore ? {} : { historyToppedAt: now() }),
  })
}

interface Page {
  /** Newest first. */
  ids: string[]
  isLast: boolean
  oldestAt: Date | null
  keptCount: number
  lastKeptId: string | null
}

/** Reads a page and takes in what was filed since then. */
async function readPage(reading: Reading, query: ReportQuery, since: Date | null = null): Promise<Page> {
  await renewLease(reading)
  const answer = await listReports(reading.connection, query)
  if (answer.skipped.length > 0)
    log('warn', 'mirror.skipped', { count: answer.skipped.length, fault: answer.skipped[0]?.fault })
  const kept = answer.value.filter((report) => !since || new Date(report.created_at) >= since)
  await takeInReports(reading, kept)
  // A report that could not be read still moves the reading on.
  const ids = [...answer.value.map((report) => report.id), ...answer.skipped.flatMap((s) => (s.id ? [s.id] : []))]
  const times = answer.value.map((report) => Date.parse(report.created_at))
  return {
    ids: newestFirst(ids),
    isLast: answer.next === undefined,
    oldestAt: times.length > 0 ? new Date(Math.min(...times)) : null,
    keptCount: kept.length,
    lastKeptId: newestFirst(kept.map((report) => report.id)).at(-1) ?? null,
  }
}

const newestFirst = (ids: readonly string[]): string[] =>
  ids.toSorted((a, b) => b.length - a.length || (a < b ? 1 : -1))

/** A step may read many reports one by one, and takes longer then than the lease was given for. */
const renewLease = ({ db, now, instanceId }: Reading): Promise<void> =>
  keepState(db, instanceId, { leasedUntil: new Date(now().getTime() + LEASE_MS) })

async function readOne(reading: Reading, remoteId: string): Promise<void> {
  await renewLease(reading)
  try {
    await takeInReports(reading, [(await showReport(reading.connection, remoteId)).value])
  } catch (error) {
    if (!(error instanceof MastodonFailure)) throw error
    // One report that makes no sense any more must not keep the others from being read; it stays as it was.
    if (isOddity(error)) return log('warn', 'mirror.skipped', { count: 1, fault: error.detail.fault })
    if (error.kind !== 'notFound' && error.kind !== 'gone') throw error
    const { db, now, instanceId } = reading
    await runCommand(takeIn, {
      db,
      actor: MACHINE,
      now: now(),
      input: { instanceId, reports: [], gone: [remoteId], seenAt: now() },
    })
  }
}

// An answer of Mastodon's own whose content cannot be read, as against a page of some wall.
const isOddity = ({ kind, detail }: MastodonFailure): boolean =>
  kind === 'notMastodon' && detail.fault !== 'html' && detail.fault !== 'notJson'

async function takeInReports({ db, now, instanceId }: Reading, reports: AdminReport[]): Promise<void> {
  if (reports.length === 0) return
  const rows = reports.map((report) => withoutOldPosts(rowsOf(report), now()))
  const input = { instanceId, reports: rows, seenAt: now() }
  await runCommand(takeIn, { db, actor: MACHINE, now: now(), input })
}

async function next(db: Db, instanceId: string, now: Date, inMs: number): Promise<void> {
  const options = {
    runAt: new Date(now.getTime() + inMs),
    key: mirrorKey(instanceId),
    keepsTime: inMs === 0,
    maxAttempts: 3,
  }
  await transaction(db, (tx) => enqueue(tx, readInstanceJob, { instanceId }, options))
}
