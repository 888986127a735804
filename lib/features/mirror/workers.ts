import { readerConnection } from '@/lib/features/instances/connections'
import { mirrorKey, readInstanceJob, readPersonJob, wakeMirrorJob } from '@/lib/features/instances/jobs'
import { takeIn } from '@/lib/features/intake/commands'
import { accountRow, type AccountRow, rowsOf } from '@/lib/features/intake/parse'
import { noteDeadToken } from '@/lib/features/staff/commands'
import { showAdminAccount } from '@/lib/integrations/mastodon/client/adminAccounts'
import type { Connection } from '@/lib/integrations/mastodon/client/connection'
import { MastodonFailure } from '@/lib/integrations/mastodon/client/failure'
import { listReports } from '@/lib/integrations/mastodon/client/reports'
import { runCommand } from '@/lib/platform/commands/run'
import { type Db, transaction } from '@/lib/platform/db/client'
import { defineWorker, enqueue } from '@/lib/platform/jobs/define'
import { log } from '@/lib/platform/log/log'
import { isSlow, LEASE_MS, PAGE, pauseMs } from './model'
import { MACHINE, paceOf, type Reading } from './probing'
import { backfill, follow, readHistory, readSettings } from './readings'
import { keepState, leaseMirror, type MirrorRow } from './store'

/** Steps wait for the connected instance and for nothing else; called every minute and after a sign-in. */
export const wakeMirror = defineWorker(wakeMirrorJob, async (_payload, { db, now }) => {
  const instance = await db.instance.findFirst({ where: { state: 'connected' }, select: { id: true } })
  if (instance) await next(db, instance.id, now(), 'unlessSet')
})

/**
 * One request at a time over all processes. A step that dies is repeated by the next one: rows are written before the place
 * of the reading moves on, and taking in a page twice changes nothing.
 */
export const readMirror = defineWorker(readInstanceJob, async ({ instanceId }, { db, now }) => {
  const state = await leaseMirror(db, instanceId, now(), LEASE_MS)
  if (!state) return lookAtItsEnd(db, instanceId, now())
  const pace = paceOf(state, now())
  const leaving: Reading['leaving'] = {}
  const onAnswer = (seen: { tookMs: number }) => {
    pace.slowestMs = Math.max(pace.slowestMs, seen.tookMs)
    pace.busyMs += seen.tookMs
  }
  const connection = await readerConnection(db, instanceId, {
    onAnswer,
    onSend: () => leaving.told?.(),
    priority: 'background',
  })
  if (!connection) {
    await keepState(db, instanceId, { failure: 'noReader', failedAt: now(), leasedUntil: null })
    await next(db, instanceId, now(), 30_000)
    return
  }
  const pause = await step({ db, now, connection, leaving, instanceId, pace }, state)
  await next(db, instanceId, now(), pause)
})

/** What came before with one person: earlier reports about them, newest first, and how their account stands now. */
export const readPerson = defineWorker(readPersonJob, async ({ instanceId, remoteId }, { db, now }) => {
  const connection = await readerConnection(db, instanceId, { priority: 'opened' })
  // A stopped case is not looked into any further.
  const stopped = await db.case.count({ where: { instanceId, subjectId: remoteId, class: 'childSafety' } })
  if (!connection || stopped > 0) return
  const askedAt = now()
  try {
    const earlier = await listReports(connection, { state: 'resolved', targetAccountId: remoteId, limit: PAGE })
    const account = await accountOf(connection, remoteId)
    const input = { instanceId, reports: earlier.value.map(rowsOf), ...account, seenAt: askedAt }
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

async function step(reading: Reading, state: MirrorRow): Promise<number> {
  const { db, now, instanceId, pace } = reading
  try {
    if (state.backfillDone) {
      await follow(reading, state)
      await apart(() => readHistory(reading, state))
      await apart(() => readSettings(reading, state))
    } else await backfill(reading, state)
    const rests = isSlow(pace)
    const pause = pauseMs(
      { isBackfilling: !state.backfillDone, busyMs: pace.busyMs, isSlow: rests, failure: null },
      now(),
    )
    await keepState(db, instanceId, {
      seenAt: now(),
      failure: null,
      failedAt: null,
      answerMs: pace.slowestMs,
      reportMs: pace.reportMs,
      bestReportMs: pace.bestReportMs,
      restsUntil: rests ? new Date(now().getTime() + pause) : null,
      leasedUntil: null,
    })
    return pause
  } catch (error) {
    if (error instanceof MastodonFailure) return afterFailure(reading, error)
    // A fault of ours is told by the job that fails; it keeps nobody from the next step.
    await keepState(db, instanceId, { leasedUntil: null })
    throw error
  }
}

/**
 * What is no list of open reports may fail by itself, for days (a deep list that takes too long, a page that is broken): the open
 * ones are compared on, and what failed is tried with the next step. What concerns all requests alike ends the step.
 */
async function apart(read: () => Promise<void>): Promise<void> {
  try {
    await read()
  } catch (error) {
    if (!(error instanceof MastodonFailure) || error.detail.isUnsent || CONCERNS_ALL.has(error.kind)) throw error
    log('warn', 'mirror.partFailed', { kind: error.kind, status: error.detail.status, path: error.detail.path })
  }
}
const CONCERNS_ALL: ReadonlySet<string> = new Set(['rateLimited', 'tokenDead'])

async function afterFailure(reading: Reading, { kind, detail }: MastodonFailure): Promise<number> {
  const { db, now, instanceId } = reading
  const pause = pauseMs({ isBackfilling: false, busyMs: 0, failure: { resetAt: detail.resetAt ?? null } }, now())
  // What we allow ourselves is used up for now: nothing is wrong with the instance.
  if (detail.isUnsent) {
    await keepState(db, instanceId, { leasedUntil: null })
    return pause
  }
  log('warn', 'mirror.failed', { kind, status: detail.status })
  if (kind === 'tokenDead') {
    const { personId, purpose } = reading.connection
    await runCommand(noteDeadToken, { db, actor: MACHINE, now: now(), input: { personId, purpose } })
  }
  await keepState(db, instanceId, { failure: kind, failedAt: now(), leasedUntil: null })
  return pause
}

/** Somebody else is at it, who may die with it. Whoever goes on meanwhile sets the next step by themselves. */
async function lookAtItsEnd(db: Db, instanceId: string, now: Date): Promise<void> {
  const { leasedUntil } = (await db.mirrorState.findUnique({ where: { instanceId } })) ?? { leasedUntil: null }
  const instance = await db.instance.findFirst({ where: { id: instanceId, state: 'connected' }, select: { id: true } })
  if (!instance || !leasedUntil) return
  const options = { key: mirrorKey(instanceId), keepsTime: true, maxAttempts: 3 }
  const runAt = leasedUntil > now ? leasedUntil : now
  await transaction(db, (tx) => enqueue(tx, readInstanceJob, { instanceId }, { ...options, runAt }))
}

/** Sets the next step: at once, in so many milliseconds, or at once unless one is set already. */
async function next(db: Db, instanceId: string, now: Date, at: number | 'unlessSet'): Promise<void> {
  const options = {
    // Without a time it is due by the database's clock, and is begun without waiting for the next look at the clock.
    ...(typeof at === 'number' && at > 0 ? { runAt: new Date(now.getTime() + at) } : {}),
    key: mirrorKey(instanceId),
    keepsTime: at === 'unlessSet',
    maxAttempts: 3,
  }
  await transaction(db, (tx) => enqueue(tx, readInstanceJob, { instanceId }, options))
}
