import { setTimeout as sleep } from 'node:timers/promises'
import { LONGEST_WINDOW_MS } from '@/lib/features/budget/model'
import { readerConnection } from '@/lib/features/instances/connections'
import { MastodonFailure } from '@/lib/integrations/mastodon/client/failure'
import { runCommand, type Startable } from '@/lib/platform/commands/run'
import { transaction } from '@/lib/platform/db/client'
import { defineWorker, enqueue, type JobContext } from '@/lib/platform/jobs/define'
import { log, traceOf } from '@/lib/platform/log/log'
import { isVaultFault } from '@/lib/platform/vault/classes'
import { begin, finish, noteLate } from './commands'
import { captureJob, captureOptions } from './jobs'
import { BOUND_MS, MOST_TRIES } from './model'
import { lookAt, Stopped } from './probing'
import { learnPosts } from './readings'
import { toCapture, unsealedOf } from './queries'

const MACHINE = { kind: 'system', name: 'captures' } as const

interface Wish {
  caseId: string
  cause: 'opened' | 'act'
  personId: string | null
}
/** `full`: no room in the vault. `failed`: not everything could be asked; what was found is sealed. */
type Outcome = 'done' | 'failed' | 'full' | 'off' | 'running'

/**
 * What a person opened is looked at in the background. A run that dies leaves what it had sealed; after five minutes the next one may
 * begin.
 */
export const captureCase = defineWorker(captureJob, async ({ caseId, personId, tries = 0 }, context) => {
  const before = (await unsealedOf(context.db, caseId)).length
  const { outcome, waitsUntil } = await capture(context, { caseId, cause: 'opened', personId })
  const left = outcome === 'done' ? (await unsealedOf(context.db, caseId)).length : 0
  // A notice names more posts than one look takes.
  if (left > 0 && left < before)
    return transaction(context.db, (tx) => enqueue(tx, captureJob, { caseId, personId }, captureOptions(caseId)))
  if (!waitsUntil || tries >= MOST_TRIES) return
  // What looks may ask for was used up by others: it goes on when Mastodon counts anew.
  const waitMs = Math.min(LONGEST_WINDOW_MS, Math.max(0, waitsUntil.getTime() - context.now().getTime())) + 1000
  const options = { ...captureOptions(caseId), runAt: new Date(context.now().getTime() + waitMs) }
  await transaction(context.db, (tx) => enqueue(tx, captureJob, { caseId, personId, tries: tries + 1 }, options))
})

/**
 * Before somebody takes posts of a notice down: looks at those of which nothing is sealed yet, for ten seconds at most. What takes
 * longer goes on behind it, and what could not be sealed is said in the letter.
 */
export async function captureNamed(context: JobContext, wish: { caseId: string; personId: string }): Promise<void> {
  if ((await unsealedOf(context.db, wish.caseId)).length === 0) return
  await captureBefore(context, { ...wish, kind: 'takedown' })
}

/**
 * Before an act: looks at the case unless that was just done, for ten seconds at most. `late`: the act need not wait any longer; the
 * look goes on and its rows say when. `full`: the act has to wait, nothing could be sealed.
 */
export async function captureBefore(
  context: JobContext,
  { caseId, personId, kind }: { caseId: string; personId: string; kind: string },
  boundMs = BOUND_MS,
): Promise<'ready' | 'late' | 'full'> {
  const ended = new AbortController()
  const looking = capture(context, { caseId, cause: 'act', personId }).then(
    ({ outcome }) => outcome,
    (error: unknown) => {
      log('error', 'capture.failed', traceOf(error))
      return 'failed' as const
    },
  )
  const bound = sleep(boundMs, 'late' as const, { signal: ended.signal }).catch(() => 'late' as const)
  let outcome = await Promise.race([looking, bound])
  while (outcome === 'running' && !ended.signal.aborted)
    outcome = await Promise.race([waitForOther(context, caseId), bound])
  ended.abort()
  if (outcome === 'full') return 'full'
  if (outcome !== 'late') return 'ready'
  await command(context, noteLate, { caseId, kind })
  return 'late'
}

const LOOK_MS = 300
async function waitForOther({ db }: JobContext, caseId: string): Promise<Outcome> {
  await sleep(LOOK_MS)
  return (await db.capture.count({ where: { caseId, state: 'running' } })) > 0 ? 'running' : 'done'
}

interface Ended {
  outcome: Outcome
  /** Until when the limits of Mastodon leave no room for the rest of it. */
  waitsUntil: Date | null
}

async function capture(context: JobContext, wish: Wish): Promise<Ended> {
  const { state, captureId } = await command(context, begin, wish)
  if (state === 'running' || state === 'off') return { outcome: state, waitsUntil: null }
  if (!captureId || state === 'fresh') return { outcome: 'done', waitsUntil: null }
  const { outcome, why, waitsUntil = null } = await look(context, wish, captureId)
  await command(context, finish, { captureId, state: outcome === 'done' ? 'done' : 'failed', why })
  return { outcome, waitsUntil }
}

async function look(
  context: JobContext,
  { caseId, cause }: Wish,
  captureId: string,
): Promise<{ outcome: Outcome; why: string | null; waitsUntil?: Date | null }> {
  const priority = cause === 'act' ? 'person' : 'look'
  const subject = await toCapture(context.db, caseId)
  const connection = subject ? await readerConnection(context.db, subject.instanceId, { priority }) : null
  if (!subject || !connection) return { outcome: 'failed', why: 'noReader' }
  try {
    const known = (await learnPosts(context, { connection, captureId, subject })) ?? subject
    await lookAt({ ...context, connection, captureId, subject: known })
    return { outcome: 'done', why: null }
  } catch (error) {
    if (error instanceof Stopped) return { outcome: 'off', why: 'stopped' }
    if (isVaultFault(error, 'full', 'unreachable')) return { outcome: 'full', why: 'full' }
    if (error instanceof MastodonFailure)
      return { outcome: 'failed', why: error.kind, waitsUntil: error.detail.resetAt ?? null }
    await command(context, finish, { captureId, state: 'failed', why: 'broken' })
    throw error
  }
}

const command = <O>({ db, now }: JobContext, what: Startable<O>, input: unknown): Promise<O> =>
  runCommand(what, { db, actor: MACHINE, now: now(), input })
