import { setTimeout as sleep } from 'node:timers/promises'
import { isPersonStopped } from '@/lib/features/cases/queries'
import { outwardTo } from '@/lib/features/instances/connections'
import { runCommand } from '@/lib/platform/commands/run'
import { type Db, sql } from '@/lib/platform/db/client'
import { isEnding } from '@/lib/platform/http/peer'
import { LANES, LISTS_PER_MINUTE, PACE, REPROBE_MS, SLOW_LOOKS, strainIn, type Told } from './model'
import { noteRest, settle } from './outcomes'
import { both, hostsIn, type Look, seeLists, seeOwn } from './probing'

const MACHINE = { kind: 'system', name: 'edge' } as const

interface Context {
  db: Db
  now: () => Date
}
type Part = 'own' | 'lists'

/** Asks from outside and writes down what was seen. Null where there is nothing to be asked. */
export async function lookAt({ db, now }: Context, blockId: string, parts: readonly Part[]): Promise<Look | null> {
  const block = await db.edgeBlock.findUnique({ where: { id: blockId } })
  if (!block || block.liftedAt) return null
  const instance = await db.instance.findFirst({ where: { id: block.instanceId, state: 'connected' } })
  if (!instance) return null
  const { instanceId, accountId, postId, postUrl, mediaUrls } = block
  // Nothing is asked about a person who was stopped meanwhile.
  if (await isPersonStopped(db, { instanceId, subjectId: accountId })) {
    const nextProbeAt = new Date(now().getTime() + REPROBE_MS)
    await db.edgeBlock.update({ where: { id: blockId }, data: { nextProbeAt, listsDueAt: null } })
    return null
  }
  const author = accountId
    ? await db.account.findUnique({ where: { instanceId_remoteId: { instanceId, remoteId: accountId } } })
    : null
  // The instance itself named the files of its posts. What a notice calls a file is asked for only where the instance is known to be.
  const named = postId ? hostsIn(mediaUrls) : []
  const http = outwardTo({ ...instance, mediaHosts: [...new Set([...instance.mediaHosts, ...named])] })
  const subject = { origin: instance.origin, postId, postUrl, mediaUrls, accountId, acct: author?.acct ?? null }
  let look: Look = { answers: [], told: [] }
  if (parts.includes('own')) look = await seeOwn(http, subject)
  if (parts.includes('lists')) look = both(look, await seeLists(http, subject))
  const input = { blockId, parts, answers: look.answers }
  await runCommand(settle, { db, actor: MACHINE, now: now(), input })
  return look
}

/** So long one sweep takes: a worker is free again after it, and the pace can be changed. */
const SWEEP_MS = 20_000

/**
 * Looks at what is due, as fast as is set and four at a time, until something says that this is too fast. When the next sweep is to
 * begin is given back; null where nothing is due any more.
 */
export async function sweep(context: Context, forMs = SWEEP_MS): Promise<Date | null> {
  const { db, now } = context
  const instance = await db.instance.findFirst({ where: { state: 'connected' }, select: { id: true } })
  if (!instance) return null
  const door = await db.edgeDoor.findUnique({ where: { instanceId: instance.id } })
  if (door?.restUntil && door.restUntil > now()) return door.restUntil
  const perMinute = door?.looksPerMinute ?? PACE
  const most = Math.max(1, Math.round((perMinute * forMs) / 60_000))
  const due = await dueOwn(db, instance.id, now(), most)
  const lists = await dueLists(db, instance.id, now(), Math.ceil((LISTS_PER_MINUTE * forMs) / 60_000))
  if (due.length + lists.length === 0) return null
  const strain = watchStrain()
  const at = (part: Part) => async (blockId: string) =>
    strain.note((await lookAt(context, blockId, [part]))?.told ?? [])
  const isOver = () => isEnding() || strain.reason() !== null
  await Promise.all([
    inTurns(due, { everyMs: 60_000 / perMinute, lanes: LANES - 1, isOver, run: at('own') }),
    inTurns(lists, { everyMs: 60_000 / LISTS_PER_MINUTE, lanes: 1, isOver, run: at('lists') }),
  ])
  const rest = strain.reason()
  if (!rest && !door?.rests) return now()
  const { restUntil } = await runCommand(noteRest, {
    db,
    actor: MACHINE,
    now: now(),
    input: { instanceId: instance.id, rest },
  })
  return restUntil ? new Date(restUntil) : now()
}

/** Whether a sweep is to begin. */
export async function isAnyDue(db: Db, now: Date): Promise<boolean> {
  const due = await db.edgeBlock.findFirst({
    where: { liftedAt: null, OR: [{ nextProbeAt: { lte: now } }, { listsDueAt: { lte: now } }] },
    select: { id: true },
  })
  return due !== null
}

const HOUR_MS = 3600_000
export async function makeDue(db: Db, caseId: string, now: Date): Promise<void> {
  await db.edgeBlock.updateMany({
    where: { caseId, liftedAt: null, handedOutAt: { not: null }, probedAt: { lt: new Date(now.getTime() - HOUR_MS) } },
    data: { nextProbeAt: now },
  })
}

/** Of each case one in turn: a notice with five hundred addresses does not keep another waiting. */
async function dueOwn(db: Db, instanceId: string, now: Date, most: number): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>(sql`
    SELECT id FROM (
      SELECT id, next_probe_at, row_number() OVER (PARTITION BY case_id ORDER BY next_probe_at, id) AS turn
      FROM edge_block WHERE instance_id = ${instanceId}::uuid AND lifted_at IS NULL AND next_probe_at <= ${now}
    ) due ORDER BY turn, next_probe_at, id LIMIT ${most}`)
  return rows.map(({ id }) => id)
}

async function dueLists(db: Db, instanceId: string, now: Date, most: number): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>(sql`
    SELECT id FROM (
      SELECT id, lists_due_at, row_number() OVER (PARTITION BY case_id ORDER BY lists_due_at, id) AS turn
      FROM edge_block WHERE instance_id = ${instanceId}::uuid AND lifted_at IS NULL AND lists_due_at <= ${now}
    ) due ORDER BY turn, lists_due_at, id LIMIT ${most}`)
  return rows.map(({ id }) => id)
}

function watchStrain() {
  let loud: Told | null = null
  const slow: Told[] = []
  return {
    note(told: readonly Told[]) {
      const found = strainIn(told)
      loud ??= found.loud
      if (found.slow) slow.push(found.slow)
    },
    reason: (): Pick<Told, 'status' | 'retryAfterMs'> | null => {
      const told = loud ?? (slow.length >= SLOW_LOOKS ? slow.at(-1) : null)
      // A slow answer is told as none: what counts is that it was slow.
      return told ? { status: loud ? told.status : null, retryAfterMs: told.retryAfterMs } : null
    },
  }
}

/** A process that is to end does not wait for the next look. */
async function sleepUntil(moment: number, isOver: () => boolean): Promise<void> {
  for (let left = moment - performance.now(); left > 0 && !isOver(); left = moment - performance.now())
    await sleep(Math.min(left, 500))
}

interface Turns {
  /** From the beginning of one to that of the next, at least. */
  everyMs: number
  /** At most so many at the same time. */
  lanes: number
  isOver: () => boolean
  run: (id: string) => Promise<void>
}

async function inTurns(ids: readonly string[], { everyMs, lanes, isOver, run }: Turns): Promise<void> {
  const under = new Set<Promise<void>>()
  const startedAt = performance.now()
  for (const [at, id] of ids.entries()) {
    await sleepUntil(startedAt + at * everyMs, isOver)
    if (under.size >= lanes) await Promise.race(under)
    if (isOver()) break
    const one: Promise<void> = run(id).finally(() => under.delete(one))
    under.add(one)
  }
  await Promise.all(under)
}
