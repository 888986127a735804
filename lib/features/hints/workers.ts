import { setTimeout as pause } from 'node:timers/promises'
import { LONGEST_WINDOW_MS } from '@/lib/features/budget/model'
import { type PersonConnection, readerConnection } from '@/lib/features/instances/connections'
import { takeIn } from '@/lib/features/intake/commands'
import { accountRow, rowsOf } from '@/lib/features/intake/parse'
import { withoutOldPosts } from '@/lib/features/mirror/model'
import { noteDeadToken } from '@/lib/features/staff/commands'
import { showAdminAccount } from '@/lib/integrations/mastodon/client/adminAccounts'
import { MastodonFailure } from '@/lib/integrations/mastodon/client/failure'
import { showReport } from '@/lib/integrations/mastodon/client/reports'
import { runCommand } from '@/lib/platform/commands/run'
import { defineWorker, type JobContext } from '@/lib/platform/jobs/define'
import { log } from '@/lib/platform/log/log'
import { answerHintsJob, wakeHintsJob } from './jobs'
import { againMs, backoffMs, GIVE_UP_MS, gapMs, isInstanceAway, ROUND, troubleMs } from './model'
import {
  countReading,
  type Hint,
  holdBack,
  leaseDesk,
  markAnswered,
  nextHint,
  releaseDesk,
  renewLease,
  type Rest,
  settleKnown,
  wake,
} from './store'

const MACHINE = { kind: 'system', name: 'hints' } as const

/** Called every minute: a process may have died with hints in its hands, or before it could call for them. */
export const wakeHints = defineWorker(wakeHintsJob, async (_payload, { db }) => {
  const instance = await db.instance.findFirst({ where: { state: 'connected' }, select: { id: true } })
  if (instance) await wake(db, instance.id)
})

/**
 * Reads again what webhooks named, one request at a time over all processes; beside the mirror's own, which may be reading a long
 * list at this moment, because somebody looks at a queue that is to be current within two seconds. A hint is answered after its row was taken in:
 * whoever dies before leaves it waiting, and reading it twice changes nothing.
 */
export const answerHints = defineWorker(answerHintsJob, async ({ instanceId }, { db, now }) => {
  const lease = await leaseDesk(db, instanceId)
  // Somebody has it, who may die with it, or the desk rests: another look when that is over.
  if (!lease) return wake(db, instanceId)
  let rest: Rest | null = null
  try {
    rest = await answerRound({ db, now, instanceId, failures: lease.failures })
  } finally {
    await releaseDesk(db, instanceId, rest)
  }
  // Looked at after the right was given back: a hint that came just before found nobody to call.
  await wake(db, instanceId)
})

interface Round extends JobContext {
  instanceId: string
  /** How often in a row the instance could not be read. */
  failures: number
}

const DONE: Rest = { ms: 0, failures: 0, failure: null }

async function answerRound(round: Round): Promise<Rest> {
  const { db, instanceId } = round
  const seen = { tookMs: 0 }
  const onAnswer = ({ tookMs }: { tookMs: number }) => {
    seen.tookMs = tookMs
  }
  const connection = await readerConnection(db, instanceId, { priority: 'hint', onAnswer })
  if (!connection) return restAfter(round, 'noReader')
  const restsFor = await mirrorRestsMs(round)
  if (restsFor > 0) return { ...DONE, ms: restsFor }
  let failedBefore: Hint | null = null
  for (let read = 0; read < ROUND; read++) {
    await settleKnown(db, instanceId)
    const hint = await nextHint(db, instanceId)
    if (!hint) break
    await renewLease(db, instanceId)
    if (read > 0) await pause(gapMs(seen.tookMs))
    const failure = await tryToAnswer(round, connection, hint)
    if (!failure) await markAnswered(db, instanceId, hint)
    else {
      const rest = await afterFailure(round, connection, { failure, hint, failedBefore })
      if (rest) return rest
    }
    failedBefore = failure ? hint : null
  }
  // A hint that failed alone says nothing about the instance.
  return DONE
}

async function tryToAnswer(round: Round, connection: PersonConnection, hint: Hint): Promise<MastodonFailure | null> {
  const { db, instanceId } = round
  await countReading(db, instanceId)
  try {
    await answer(round, connection, hint)
    return null
  } catch (error) {
    if (error instanceof MastodonFailure) return error
    // A fault of ours: it is told by the job that fails, and must not keep the other hints from being read.
    await holdBack(db, instanceId, { hint, ms: againMs(hint.tries), isItsOwn: true })
    throw error
  }
}

/** The mirror has found the server slow and leaves it alone for a while: then so do we. */
async function mirrorRestsMs({ db, now, instanceId }: Round): Promise<number> {
  const mirror = await db.mirrorState.findUnique({ where: { instanceId }, select: { restsUntil: true } })
  return Math.min(LONGEST_WINDOW_MS, (mirror?.restsUntil?.getTime() ?? 0) - now().getTime())
}

async function answer(round: Round, connection: PersonConnection, hint: Hint): Promise<void> {
  const { db, now, instanceId } = round
  const read = hint.kind === 'report' ? readReport : readAccount
  const askedAt = now()
  const found = await read(connection, hint.remoteId, askedAt)
  if (!found) return
  const input = { instanceId, reports: [], ...found, seenAt: askedAt }
  await runCommand(takeIn, { db, actor: MACHINE, now: now(), input })
}

async function readReport(connection: PersonConnection, id: string, now: Date) {
  try {
    const answer = await showReport(connection, id)
    return { reports: [withoutOldPosts(rowsOf(answer.value), now)], answers: [answer] }
  } catch (error) {
    return whatItMeans(error, { gone: [id] })
  }
}

async function readAccount(connection: PersonConnection, id: string) {
  try {
    return { accounts: [accountRow((await showAdminAccount(connection, id)).value)] }
  } catch (error) {
    // Without manage_users the reader sees people only as they stand in reports.
    if (error instanceof MastodonFailure && MAY_NOT.has(error.kind)) return null
    return whatItMeans(error, { goneAccounts: [id] })
  }
}

const MAY_NOT: ReadonlySet<string> = new Set(['permissionMissing', 'scopeMissing', 'notAllowed', 'forbidden'])

/** Gone is an answer; so is one that makes no sense, which another reading would not mend. Anything else is trouble. */
function whatItMeans<G>(error: unknown, gone: G): G | null {
  if (!(error instanceof MastodonFailure)) throw error
  if (error.kind === 'notFound' || error.kind === 'gone') return gone
  const { fault } = error.detail
  if (error.kind !== 'notMastodon' || fault === 'html' || fault === 'notJson') throw error
  log('warn', 'hints.unreadable', { fault })
  return null
}

interface Failed {
  failure: MastodonFailure
  hint: Hint
  /** The one that was asked for right before, where that failed as well. */
  failedBefore: Hint | null
}

/**
 * How long the desk rests; null where the others are read on. Nothing piles up while the instance is away: hints on the same
 * report are one row, and all of them wait together. One that fails while others can be read waits by itself.
 */
async function afterFailure(
  round: Round,
  connection: PersonConnection,
  { failure, hint, failedBefore }: Failed,
): Promise<Rest | null> {
  const { db, now, instanceId } = round
  log('warn', 'hints.failed', { kind: failure.kind, status: failure.detail.status })
  if (failure.kind === 'tokenDead') {
    const { personId, purpose } = connection
    await runCommand(noteDeadToken, { db, actor: MACHINE, now: now(), input: { personId, purpose } })
  }
  const { resetAt } = failure.detail
  // The budget is used up: no failure, only a time to wait for.
  if (resetAt) {
    const ms = Math.max(1000, resetAt.getTime() - now().getTime() + 1000)
    return { ...DONE, ms: Math.min(ms, LONGEST_WINDOW_MS) }
  }
  const isAway = isInstanceAway(failure.kind, hint.tries)
  const ms = isAway ? 0 : againMs(hint.tries)
  const failsForMs = await holdBack(db, instanceId, { hint, ms, isItsOwn: !isAway })
  if (isAway) return restAfter(round, failure.kind)
  if (failedBefore && isAnother(failedBefore, hint))
    return { ...restAfter(round, failure.kind), ms: troubleMs(round.failures) }
  if (failsForMs > GIVE_UP_MS && (await isReadByMirror(round))) {
    log('warn', 'hints.givenUp', { kind: hint.kind, tries: hint.tries })
    await markAnswered(db, instanceId, hint)
  }
  return null
}

const isAnother = (one: Hint, other: Hint): boolean => one.kind !== other.kind || one.remoteId !== other.remoteId

async function isReadByMirror({ db, instanceId }: Round): Promise<boolean> {
  const mirror = await db.mirrorState.findUnique({ where: { instanceId }, select: { failure: true } })
  return mirror !== null && mirror.failure === null
}

const restAfter = ({ failures }: Round, failure: string): Rest => ({
  ms: backoffMs(failures),
  failures: failures + 1,
  failure,
})
