import { z } from 'zod'
import { visibleAndOrdinary } from '@/lib/features/cases/model'
import { outwardTo } from '@/lib/features/instances/connections'
import { blockedOf } from '@/lib/integrations/edge/schema/addresses'
import { type Actor, can } from '@/lib/platform/access/access'
import { runCommand } from '@/lib/platform/commands/run'
import { type Db, sql } from '@/lib/platform/db/client'
import { env } from '@/lib/platform/env/env'
import { AppError } from '@/lib/platform/errors/error'
import { defineQuery, type QueryContext } from '@/lib/platform/queries/define'
import { hashOf } from './commands'
import { probeJob, wakeEdgeJob } from './jobs'
import {
  ATTENTIONS,
  attentionTo,
  CARRIERS,
  type EdgeAttention,
  type EdgeKind,
  type EdgeState,
  FEW,
  FLAVOURS,
  isCarrier,
  isInRules,
  PACE,
  PLACES,
} from './model'
import { notePull } from './outcomes'
import { seeTest } from './probing'
import { pasteOf, rulesOf } from './render'
import type { AnswerSeen, EdgeLooks, EdgeView } from './schema'

/** How the edge block of each item of a case stands; items that were never blocked are not there. */
export const ofCase = defineQuery({
  name: 'edge.ofCase',
  permission: 'notice.read',
  input: z.object({ caseId: z.uuid() }),
  async run({ db, actor, now }, { caseId }) {
    const row = await db.case.findFirst({ where: { AND: [{ id: caseId }, visibleAndOrdinary(actor)] } })
    if (!row) throw new AppError('notFound')
    return {
      items: await edgeOf(db, row, now),
      looks: await looksOf(db, row.instanceId, now),
      may: { work: can(actor, 'notice.work') },
      now: now.toISOString(),
    }
  },
})

/** The same for whoever shows the case already. The latest block of each item counts. */
export async function edgeOf(db: Db, row: { id: string; instanceId: string }, now: Date): Promise<EdgeView[]> {
  const blocks = await db.edgeBlock.findMany({ where: { caseId: row.id }, orderBy: { askedAt: 'asc' } })
  if (blocks.length === 0) return []
  const latest = [...new Map(blocks.map((block) => [block.itemId, block])).values()]
  const pulledAt = await lastPullAt(db, row.instanceId)
  return latest.map((block) => {
    const facts = factsOf(block)
    const text = (at: Date | null) => at?.toISOString() ?? null
    return {
      itemId: block.itemId,
      kind: facts.kind,
      state: facts.state,
      attention: attentionTo(facts, pulledAt, now),
      askedAt: block.askedAt.toISOString(),
      handedOutAt: text(block.handedOutAt),
      provedAt: text(block.provedAt),
      lostAt: text(block.lostAt),
      liftAskedAt: text(block.liftAskedAt),
      liftedAt: text(block.liftedAt),
      isKept: block.isKept,
      probedAt: text(block.probedAt),
      nextProbeAt: text(block.nextProbeAt),
      listsAt: text(block.listsAt),
      status: block.lastStatus,
      carriers: CARRIERS.filter((carrier) => block.carriers.includes(carrier)),
    }
  })
}

/** What the last looks at one item saw: its own addresses, and the lists. A case of hundreds does not carry them all along. */
export const answersOf = defineQuery({
  name: 'edge.answers',
  permission: 'notice.read',
  input: z.object({ caseId: z.uuid(), itemId: z.uuid() }),
  async run({ db, actor }, { caseId, itemId }): Promise<{ answers: AnswerSeen[] }> {
    const row = await db.case.findFirst({ where: { AND: [{ id: caseId }, visibleAndOrdinary(actor)] } })
    const block = await db.edgeBlock.findFirst({ where: { caseId, itemId }, orderBy: { askedAt: 'desc' } })
    if (!row || !block) throw new AppError('notFound')
    const probes = await db.edgeProbe.findMany({
      where: { blockId: block.id, round: { in: [block.ownRound, block.listsRound] } },
      orderBy: { id: 'asc' },
    })
    const answers = probes.flatMap(
      ({ round, at, place: stored, address, status, failure, contentType, sha256, carries }) => {
        const place = PLACES.find((one) => one === stored) ?? 'page'
        const isLast = round === (isCarrier(place) ? block.listsRound : block.ownRound)
        return isLast ? [{ at: at.toISOString(), place, address, status, failure, contentType, sha256, carries }] : []
      },
    )
    return { answers }
  },
})

/** How fast the looks go, and whether they rest. */
export async function looksOf(db: Db, instanceId: string, now: Date): Promise<EdgeLooks> {
  const door = await db.edgeDoor.findUnique({ where: { instanceId } })
  const isResting = door?.restUntil != null && door.restUntil > now
  return {
    perMinute: door?.looksPerMinute ?? PACE,
    restUntil: isResting ? (door.restUntil?.toISOString() ?? null) : null,
    restStatus: isResting ? door.restStatus : null,
  }
}

/** Of each kind of trouble, on how many blocks of cases that the actor may see. */
export async function countEdgeTroubles(
  db: TroublesDb,
  { actor, instanceId }: { actor: Actor; instanceId: string },
  now: Date,
): Promise<Partial<Record<EdgeAttention, number>>> {
  const blocks = await db.edgeBlock.findMany({
    where: { instanceId, liftedAt: null, item: { notice: { case: visibleAndOrdinary(actor) } } },
    select: { kind: true, state: true, askedAt: true, liftAskedAt: true, handedOutAt: true, probedAt: true },
  })
  if (blocks.length === 0) return {}
  const pulledAt = await lastPullAt(db, instanceId)
  const found = blocks.map((block) => attentionTo(factsOf(block), pulledAt, now))
  return Object.fromEntries(
    ATTENTIONS.map((kind) => [kind, found.filter((one) => one === kind).length] as const).filter(([, n]) => n > 0),
  )
}
type TroublesDb = Pick<Db, 'edgeBlock' | 'edgePuller'>

/** For a monitor: whether anything is not in force as asked. */
export async function isEdgeTroubled(db: TroublesDb, instanceId: string, now: Date): Promise<boolean> {
  const actor = { kind: 'system', name: 'edge' } as const
  return Object.keys(await countEdgeTroubles(db, { actor, instanceId }, now)).length > 0
}

/** A letter will say of these addresses what was seen: where that is not of this hour, they are looked at while it is written. */
export async function lookBeforeLetter(
  { db, now, enqueue }: Pick<QueryContext, 'db' | 'now' | 'enqueue'>,
  caseId: string,
): Promise<void> {
  const blocks = await db.edgeBlock.findMany({
    where: { caseId, liftedAt: null, handedOutAt: { not: null }, probedAt: { lt: new Date(now.getTime() - HOUR_MS) } },
    select: { id: true },
  })
  if (blocks.length > FEW) return enqueue(wakeEdgeJob, { caseId }, { key: `edge:letter:${caseId}` })
  for (const { id } of blocks) await enqueue(probeJob, { blockId: id }, { key: `edge:${id}` })
}
const HOUR_MS = 3600_000

// Written by our commands from the same unions.
const factsOf = <B extends { kind: string; state: string }>(block: B) => ({
  ...block,
  kind: block.kind as EdgeKind,
  state: block.state as EdgeState,
})

async function lastPullAt(db: Pick<Db, 'edgePuller'>, instanceId: string): Promise<Date | null> {
  const { _max } = await db.edgePuller.aggregate({ where: { instanceId }, _max: { lastAt: true } })
  return _max.lastAt
}

/** What to paste where, and how it goes. */
export const standing = defineQuery({
  name: 'settings.edge',
  permission: 'settings.read',
  input: z.object({}),
  async run({ db, actor, now }) {
    if (actor.kind !== 'person') throw new AppError('signIn.needed')
    const instance = await db.instance.findUniqueOrThrow({ where: { id: actor.instanceId } })
    const door = await db.edgeDoor.findUnique({ where: { instanceId: instance.id } })
    const looks = await looksOf(db, instance.id, now)
    const pullers = await db.edgePuller.findMany({ where: { instanceId: instance.id }, orderBy: { lastAt: 'desc' } })
    const { origin, domain, isDemo } = instance
    return {
      domain,
      isDemo,
      hosts: [new URL(origin).host, ...(await mediaHostsOf(db, instance))],
      version: door?.version ?? 0,
      madeAt: door?.madeAt?.toISOString() ?? null,
      pullers: pullers.map(({ flavour, host, firstAt, lastAt, version }) => ({
        flavour,
        host,
        firstAt: firstAt.toISOString(),
        lastAt: lastAt.toISOString(),
        version,
      })),
      looks,
      blocks: await db.edgeBlock.count({ where: { instanceId: instance.id, liftedAt: null } }),
      troubles: await countEdgeTroubles(db, { actor, instanceId: instance.id }, now),
      pastes: FLAVOURS.map((flavour) => ({ flavour, ...pasteOf(flavour, env().url) })),
      may: can(actor, 'edge.manage'),
      now: now.toISOString(),
    }
  },
})

/** Asks each host, as anybody, for the address that answers 451 as long as the rules are in force. */
export const test = defineQuery({
  name: 'edge.test',
  permission: 'edge.manage',
  input: z.object({}),
  async run({ db, actor }) {
    if (actor.kind !== 'person') throw new AppError('signIn.needed')
    const instance = await db.instance.findUniqueOrThrow({ where: { id: actor.instanceId } })
    const mediaHosts = await mediaHostsOf(db, instance)
    const http = outwardTo({ ...instance, mediaHosts })
    const { protocol, origin } = new URL(instance.origin)
    const hosts = [origin, ...mediaHosts.map((host) => `${protocol}//${host}`)]
    return { hosts: await Promise.all(hosts.map((host) => seeTest(http, host))) }
  },
})

interface Known {
  id: string
  origin: string
  mediaHosts: readonly string[]
}

/** Where the instance gives its files out besides its own host: as it said of itself, and as the files of its posts are named. */
async function mediaHostsOf(db: Pick<Db, '$queryRaw'>, { id, origin, mediaHosts }: Known): Promise<string[]> {
  const rows = await db.$queryRaw<{ host: string }[]>(sql`
    SELECT DISTINCT substring(url FROM '^https?://([^/?#]+)') AS host FROM media
    WHERE instance_id = ${id}::uuid AND url ~ '^https?://[^/?#]+'
    UNION SELECT DISTINCT substring(url FROM '^https?://([^/?#]+)') FROM edge_block, unnest(media_urls) url
    WHERE instance_id = ${id}::uuid AND post_id IS NOT NULL AND url ~ '^https?://[^/?#]+'`)
  const own = new URL(origin).host
  return [...new Set([...mediaHosts, ...rows.map(({ host }) => host)])].filter((host) => host !== own).toSorted()
}

interface Pull {
  flavour: string
  token: string
  host: string
}

/** The rules behind the address for proxies, and that they were pulled. Null where the token opens nothing. */
export async function edgeFor(db: Db, { flavour, token, host }: Pull, now: Date) {
  const kind = FLAVOURS.find((one) => one === flavour)
  const door = await db.edgeDoor.findUnique({ where: { tokenHash: hashOf(token) } })
  const instance = door ? await db.instance.findFirst({ where: { id: door.instanceId, state: 'connected' } }) : null
  if (!kind || !door || !instance) return null
  const blocks = await db.edgeBlock.findMany({
    where: { instanceId: instance.id, liftedAt: null, version: { lte: door.version } },
    select: { state: true, postId: true, mediaUrls: true },
  })
  const wanted = blocks.filter(({ state }) => isInRules(factsOf({ kind: '', state }).state))
  const text = rulesOf(kind, { blocked: blockedOf(wanted), version: door.version, console: env().url })
  const actor = { kind: 'system', name: 'edge' } as const
  const input = { instanceId: instance.id, flavour: kind, host: host.slice(0, 253), version: door.version }
  await runCommand(notePull, { db, actor, now, input })
  return {
    text,
    version: door.version,
    etag: `"${kind}-${door.version}-${Buffer.from(hashOf(text)).toString('hex', 0, 6)}"`,
  }
}
