import { setTimeout as pause } from 'node:timers/promises'
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
import { backoffMs, gapMs, ROUND, ROUND_REST_MS } from './model'
import {
  countWaiting,
  type Hint,
  leaseDesk,
  markAnswered,
  nextHint,
  releaseDesk,
  renewLease,
  type Rest,
  setRound,
  settleKnown,
  wake,
} from './store'

const MACHINE = { kind: 'system', name: 'hints' } as const

/** Called every minute: a process may have died with hints in its hands, or before it could call for them. */
export const wakeHints = defineWorker(wakeHintsJob, async (_payload, { db }) => {
  const instance = await db.instance.findFirst({ where: { state: 'connected' }, select: { id: true } })
  if (instance && (await countWaiting(db, instance.id)) > 0) await wake(db, instance.id)
})

/**
 * Reads again what webhooks named, one request at a time over all processes; beside the mirror's own, which may be reading a long
 * list at this moment, because somebody looks at a queue that is to be current within two seconds. A hint is answered after its row was taken in:
 * whoever dies before leaves it waiting, and reading it twice changes nothing.
 */
export const answerHints = defineWorker(answerHintsJob, async ({ instanceId }, { db, now }) => {
  const lease = await leaseDesk(db, instanceId)
  if (!lease) return
  const rest = await answerRound({ db, now, instanceId, failures: lease.failures })
  const restUntil = await releaseDesk(db, instanceId, rest)
  // Looked at after the right was given back: a hint that came just before found nobody to call.
  if ((await countWaiting(db, instanceId)) > 0) await setRound(db, instanceId, restUntil)
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
  const connection = await readerConnection(db, instanceId, { priority: 'background', onAnswer })
  if (!connection) return restAfter(round, 'noReader')
  const restsFor = await mirrorRestsMs(round)
  if (restsFor > 0) return { ...DONE, ms: restsFor }
  for (let read = 0; read < ROUND; read++) {
    await settleKnown(db, instanceId)
    const hint = await nextHint(db, instanceId)
    if (!hint) return DONE
    await renewLease(db, instanceId)
    if (read > 0) await pause(gapMs(seen.tookMs))
    try {
      await answer(round, connection, hint)
    } catch (error) {
      if (!(error instanceof MastodonFailure)) throw error
      return afterFailure(round, connection, error)
    }
    await markAnswered(db, instanceId, hint)
  }
  return { ...DONE, ms: ROUND_REST_MS }
}

/** The mirror has found the server slow and leaves it alone for a while: then so do we. */
async function mirrorRestsMs({ db, now, instanceId }: Round): Promise<number> {
  const mirror = await db.mirrorState.findUnique({ where: { instanceId }, select: { restsUntil: true } })
  return (mirror?.restsUntil?.getTime() ?? 0) - now().getTime()
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

/** Nothing piles up while the instance is away: hints on the same report are one row, and all of them wait together. */
async function afterFailure(round: Round, connection: PersonConnection, failure: MastodonFailure): Promise<Rest> {
  const { db, now } = round
  log('warn', 'hints.failed', { kind: failure.kind, status: failure.detail.status })
  if (failure.kind === 'tokenDead') {
    const { personId, purpose } = connection
    await runCommand(noteDeadToken, { db, actor: MACHINE, now: now(), input: { personId, purpose } })
  }
  const { resetAt } = failure.detail
  // The budget is used up: no failure, only a time to wait for.
  if (resetAt) return { ...DONE, ms: Math.max(1000, resetAt.getTime() - now().getTime() + 1000) }
  return restAfter(round, failure.kind)
}

const restAfter = ({ failures }: Round, failure: string): Rest => ({
  ms: backoffMs(failures),
  failures: failures + 1,
  failure,
})
