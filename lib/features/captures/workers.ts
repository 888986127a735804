import { setTimeout as sleep } from 'node:timers/promises'
import { LONGEST_WINDOW_MS } from '@/lib/features/budget/model'
import { readerConnection } from '@/lib/features/instances/connections'
import { MastodonFailure } from '@/lib/integrations/mastodon/client/failure'
import { runCommand, type Startable } from '@/lib/platform/commands/run'
import { transaction } from '@/lib/platform/db/client'
import { defineWorker, enqueue, type Job, type JobContext } from '@/lib/platform/jobs/define'
import { log, traceOf } from '@/lib/platform/log/log'
import { isVaultFault } from '@/lib/platform/vault/classes'
import { begin, finish, noteLate } from './commands'
import { captureJob, captureOptions } from './jobs'
import { AGAIN_MS, BOUND_MS, FRESH_MS, MOST_TRIES } from './model'
import { lookAt, Stopped } from './probing'
import { learnPosts } from './readings'
import { toCapture, unsealedOf } from './queries'

const MACHINE = { kind: 'system', name: 'captures' } as const

interface Wish {
  caseId: string
  cause: 'opened' | 'act'
  personId: string | null
  /** Posts that were looked at since are done. */
  since?: Date
  /** While it is not aborted, somebody waits. */
  hurry?: AbortSignal
}
/** `full`: no room in the vault. `failed`: not everything could be asked; what was found is sealed. */
type Outcome = 'done' | 'failed' | 'full' | 'off' | 'running'

/**
 * What a person opened is looked at in the background. A run that dies leaves what it had sealed; after five minutes the next one may
 * begin.
 */
export const captureCase = defineWorker(captureJob, async ({ caseId, personId, tries = 0, since }, context) => {
  const from = since ? { since: new Date(since) } : {}
  const ended = await capture(context, { caseId, cause: 'opened', personId, ...from })
  if (ended.outcome !== 'running') return goOn(context, { caseId, personId, tries, ended })
  // Another one is at it, and need not know of what was put to the case since it began.
  if (tries >= MOST_TRIES) return
  await again(context, { caseId, personId, tries: tries + 1, ...(since ? { since } : {}) }, AGAIN_MS)
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
  const [hurry, ended] = [new AbortController(), new AbortController()]
  const wish = { caseId, cause: 'act', personId, hurry: hurry.signal } as const
  const looking = captureAfterOthers(context, wish).catch((error: unknown) => {
    log('error', 'capture.failed', traceOf(error))
    return 'failed' as const
  })
  const bound = sleep(boundMs, 'late' as const, { signal: ended.signal }).catch(() => 'late' as const)
  const outcome = await Promise.race([looking, bound])
  ended.abort()
  hurry.abort()
  if (outcome === 'full') return 'full'
  if (outcome !== 'late') return 'ready'
  await command(context, noteLate, { caseId, kind })
  return 'late'
}

const LOOK_MS = 300
/** Another look is waited for: then there is nothing left to do, or what was put to the case since it began. */
async function captureAfterOthers(context: JobContext, wish: Wish & { hurry: AbortSignal }): Promise<Outcome> {
  for (;;) {
    const ended = await capture(context, wish)
    if (ended.outcome !== 'running') {
      await goOn(context, { ...wish, tries: 0, ended })
      return ended.outcome
    }
    if (wish.hurry.aborted) return 'running'
    await sleep(LOOK_MS)
  }
}

interface Ended {
  outcome: Outcome
  /** Until when the limits of Mastodon leave no room for the rest of it. */
  waitsUntil: Date | null
  since: Date
  isAhead: boolean
}

/** What looks may ask for was used up: this one goes on when Mastodon counts anew, as long as it comes ahead. */
async function goOn(
  context: JobContext,
  { caseId, personId, tries, ended }: { caseId: string; personId: string | null; tries: number; ended: Ended },
): Promise<void> {
  const { waitsUntil, since, isAhead } = ended
  if (!waitsUntil || (tries >= MOST_TRIES && !isAhead)) return
  const waitMs = Math.min(LONGEST_WINDOW_MS, Math.max(0, waitsUntil.getTime() - context.now().getTime())) + 1000
  await again(context, { caseId, personId, tries: isAhead ? 0 : tries + 1, since: since.toISOString() }, waitMs)
}

async function again({ db, now }: JobContext, payload: JobPayload, waitMs: number): Promise<void> {
  const options = { ...captureOptions(payload.caseId), runAt: new Date(now().getTime() + waitMs) }
  await transaction(db, (tx) => enqueue(tx, captureJob, payload, options))
}
type JobPayload = typeof captureJob extends Job<infer P> ? P : never

async function capture(context: JobContext, wish: Wish): Promise<Ended> {
  const { caseId, cause, personId } = wish
  const since = wish.since ?? new Date(context.now().getTime() - FRESH_MS)
  const { state, captureId } = await command(context, begin, { caseId, cause, personId })
  const nothing = { waitsUntil: null, since, isAhead: false }
  if (state === 'running' || state === 'off') return { outcome: state, ...nothing }
  if (!captureId || state === 'fresh') return { outcome: 'done', ...nothing }
  const { outcome, why, ...more } = await look(context, { ...wish, since }, captureId)
  await command(context, finish, { captureId, state: outcome === 'done' ? 'done' : 'failed', why })
  return { outcome, ...nothing, ...more }
}

interface Found {
  outcome: Outcome
  why: string | null
  waitsUntil?: Date | null
  isAhead?: boolean
}

async function look(context: JobContext, wish: Wish & { since: Date }, captureId: string): Promise<Found> {
  const subject = await toCapture(context.db, wish.caseId, wish.since)
  const connection = subject ? await connectionFor(context, subject.instanceId, wish.hurry) : null
  if (!subject || !connection) return { outcome: 'failed', why: 'noReader' }
  const owed: MastodonFailure[] = []
  let isAhead = false
  try {
    const looking = { ...context, captureId, subject, owed, connection, onPost: () => void (isAhead = true) }
    await lookAt({ ...looking, subject: (await learnPosts(looking, wish.since)) ?? subject })
    if (!owed[0]) return { outcome: 'done', why: null }
    return { ...kept(owed[0]), isAhead }
  } catch (error) {
    if (error instanceof Stopped) return { outcome: 'off', why: 'stopped' }
    if (isVaultFault(error, 'full', 'unreachable')) return { outcome: 'full', why: 'full' }
    if (error instanceof MastodonFailure) return { ...kept(error), isAhead }
    await command(context, finish, { captureId, state: 'failed', why: 'broken' })
    throw error
  }
}

const kept = ({ kind, detail }: MastodonFailure): Found => ({
  outcome: 'failed',
  why: kind,
  waitsUntil: detail.resetAt ?? null,
})

/** As long as an act waits a look asks as if a person did; then it leaves what there is to those who wait. */
async function connectionFor({ db }: JobContext, instanceId: string, hurry?: AbortSignal) {
  const quiet = await readerConnection(db, instanceId, { priority: 'look' })
  const hurried = hurry ? await readerConnection(db, instanceId, { priority: 'person' }) : null
  return quiet && (() => (hurry && !hurry.aborted && hurried ? hurried : quiet))
}

const command = <O>({ db, now }: JobContext, what: Startable<O>, input: unknown): Promise<O> =>
  runCommand(what, { db, actor: MACHINE, now: now(), input })
