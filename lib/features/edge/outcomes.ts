import { z } from 'zod'
import { moveOn } from '@/lib/features/cases/commands'
import { blockedOf } from '@/lib/integrations/edge/schema/addresses'
import { type CommandContext, defineCommand } from '@/lib/platform/commands/define'
import { newId, sql } from '@/lib/platform/db/client'
import { wakeEdgeJob } from './jobs'
import {
  AFTER_PULL_MS,
  type EdgeKind,
  type EdgeState,
  FLAVOURS,
  carriersIn,
  IN_RULES,
  isCarrier,
  isOver,
  nextProbeAt,
  nextState,
  restMs,
  statusOf,
  type Verdict,
  verdictOf,
  wantsLists,
} from './model'
import { type AnswerSeen, answerSeen } from './schema'

/** A proxy has pulled these rules. What they ask of it is handed out, and looked at a moment later. */
export const notePull = defineCommand({
  name: 'edge.notePull',
  permission: 'mirror.write',
  input: z.object({
    instanceId: z.uuid(),
    flavour: z.enum(FLAVOURS),
    host: z.string().max(253),
    version: z.number().int(),
  }),
  async run(context, { instanceId, flavour, host, version }) {
    const { tx, now } = context
    const pulled = { lastAt: now, version }
    await tx.edgePuller.upsert({
      where: { instanceId_flavour_host: { instanceId, flavour, host } },
      create: { instanceId, flavour, host, firstAt: now, ...pulled },
      update: pulled,
    })
    await tx.edgeBlock.updateMany({
      where: { instanceId, liftedAt: null, handedOutAt: null, state: 'asked', version: { lte: version } },
      data: { state: 'handedOut' },
    })
    const at = new Date(now.getTime() + AFTER_PULL_MS)
    const { count } = await tx.edgeBlock.updateMany({
      where: { instanceId, liftedAt: null, handedOutAt: null, version: { lte: version } },
      data: { handedOutAt: now, nextProbeAt: at },
    })
    if (count > 0) await context.enqueue(wakeEdgeJob, {}, { runAt: at, key: 'edge:pulled' })
    return {}
  },
})

/** What was seen from outside: each answer is kept, and the block, and with it the item, moves by them alone. */
export const settle = defineCommand({
  name: 'edge.settle',
  permission: 'mirror.write',
  input: z.object({
    blockId: z.uuid(),
    parts: z.array(z.enum(['own', 'lists'])),
    answers: z.array(answerSeen).max(200),
  }),
  async run(context, { blockId, parts, answers }) {
    const { tx, now } = context
    const row = await lockBlock(context, blockId)
    if (!row) return { isSettled: false }
    const round = row.rounds + 1
    await tx.edgeProbe.createMany({ data: answers.map((answer) => ({ id: newId(), blockId, round, ...answer })) })
    const [own, lists] = [
      answers.filter(({ place }) => !isCarrier(place)),
      answers.filter(({ place }) => isCarrier(place)),
    ]
    // Written by these commands from the same unions.
    const [kind, before] = [row.kind as EdgeKind, row.state as EdgeState]
    const verdict = verdictOf(kind, own)
    const isKept = before === 'lifting' && verdict !== 'noAnswer' && (await isShutByAnother(context, row))
    const state = isKept ? 'lifted' : nextState(before, verdict)
    await tx.edgeBlock.update({
      where: { id: blockId },
      data: {
        isKept,
        rounds: round,
        ...(parts.includes('own') ? { ...ownSeen({ row, kind, state, verdict, own, now }), ownRound: round } : {}),
        ...(parts.includes('lists')
          ? { carriers: carriersIn(lists), listsRound: round, listsAt: now, listsDueAt: null }
          : wantsLists({ ...row, state, before, now })
            ? { listsDueAt: now }
            : {}),
      },
    })
    if (state === before) return { isSettled: true }
    if (kind === 'media') await moveItem(context, row, { state, isKept })
    if (await isWorthMoving(context, row, { state, before })) await moveOn(context, row.caseId)
    context.remember({
      caseId: row.caseId,
      subjectIds: row.accountId ? [row.accountId] : [],
      fields: { item: row.item.number, state, before, answers: statusesOf(answers), carriers: carriersIn(lists) },
    })
    return { isSettled: true }
  },
})

interface Seen {
  row: Locked
  kind: EdgeKind
  state: EdgeState
  verdict: Verdict
  own: readonly AnswerSeen[]
  now: Date
}

function ownSeen({ row, kind, state, verdict, own, now }: Seen) {
  const isAsAsked = state === 'proved' || isOver(state)
  const tries = isAsAsked && verdict !== 'noAnswer' ? 0 : row.tries + 1
  return {
    state,
    tries,
    probedAt: now,
    lastStatus: statusOf(kind, own),
    nextProbeAt: nextProbeAt(state, tries, now),
    ...(state === 'proved' ? { provedAt: row.provedAt ?? now, lostAt: null } : {}),
    ...(state === 'lost' ? { lostAt: row.lostAt ?? now } : {}),
    ...(isOver(state) ? { liftedAt: now } : {}),
  }
}

/**
 * Five hundred proofs in ten minutes would make every screen of the case stale once a second: until the last of those that were
 * asked is proved they are told, and nobody's work is refused for them. A block that is lost or lifted is another thing.
 */
async function isWorthMoving(
  { tx }: CommandContext,
  { caseId }: Locked,
  { state, before }: { state: EdgeState; before: EdgeState },
): Promise<boolean> {
  if (state !== 'proved' || (before !== 'asked' && before !== 'handedOut')) return true
  return (await tx.edgeBlock.count({ where: { caseId, liftedAt: null, state: { in: ['asked', 'handedOut'] } } })) === 0
}

/** The looks rest, or are taken up again. */
export const noteRest = defineCommand({
  name: 'edge.noteRest',
  permission: 'mirror.write',
  input: z.object({
    instanceId: z.uuid(),
    rest: z.object({ status: z.int().nullable(), retryAfterMs: z.number().nullable() }).nullable(),
  }),
  async run({ tx, now }, { instanceId, rest }) {
    const { rests } = await tx.edgeDoor.findUniqueOrThrow({ where: { instanceId } })
    const restUntil = rest ? new Date(now.getTime() + restMs(rests, rest)) : null
    await tx.edgeDoor.update({
      where: { instanceId },
      data: rest ? { restUntil, restStatus: rest.status, rests: rests + 1 } : { restUntil, restStatus: null, rests: 0 },
    })
    return { restUntil: restUntil?.toISOString() ?? null }
  },
})

/** Only of a file that answered 451 is it said that it is disabled; only of one that is served again that it is restored. */
async function moveItem(
  { tx, now }: CommandContext,
  row: Locked,
  { state, isKept }: { state: EdgeState; isKept: boolean },
): Promise<void> {
  const { id, disabledAt } = row.item
  if (state === 'proved')
    await tx.noticeItem.update({
      where: { id },
      data: { state: 'disabled', lever: 'edgeBlock', disabledAt: disabledAt ?? now, restoredAt: null },
    })
  // What is served again is not disabled, whatever was proved before.
  if (state === 'lost') await tx.noticeItem.update({ where: { id }, data: { state: 'found' } })
  // Done with here, and not to be seen again: when it came back nobody can say.
  if (state === 'lifted' && isKept)
    await tx.noticeItem.update({ where: { id }, data: { state: 'restored', restoredAt: null, why: 'stillBlocked' } })
  else if (state === 'lifted')
    await tx.noticeItem.update({ where: { id }, data: { state: 'restored', restoredAt: now, why: '' } })
}

/** Another notice about the same post or file: as long as its block stands, this one ends without the address being seen again. */
async function isShutByAnother({ tx }: CommandContext, row: Locked): Promise<boolean> {
  const others = await tx.edgeBlock.findMany({
    where: { id: { not: row.id }, instanceId: row.instanceId, liftedAt: null, state: { in: [...IN_RULES] } },
    select: { postId: true, mediaUrls: true },
  })
  const [own, theirs] = [blockedOf([row]), blockedOf(others)]
  const isText = row.kind === 'text'
  const shut = (kind: keyof typeof own) => own[kind].some((one) => theirs[kind].includes(one))
  return isText ? shut('posts') : shut('files') || shut('proxies') || shut('paths')
}

async function lockBlock({ tx }: CommandContext, blockId: string) {
  // The case first, as every command does.
  await tx.$queryRaw(sql`
    SELECT c.id FROM "case" c JOIN edge_block b ON b.case_id = c.id WHERE b.id = ${blockId}::uuid FOR UPDATE OF c`)
  await tx.$queryRaw(sql`SELECT id FROM edge_block WHERE id = ${blockId}::uuid FOR UPDATE`)
  const row = await tx.edgeBlock.findUnique({ where: { id: blockId }, include: { item: true } })
  return row && row.liftedAt === null ? row : null
}
type Locked = NonNullable<Awaited<ReturnType<typeof lockBlock>>>

const statusesOf = (answers: readonly { place: string; status: number | null }[]): string[] =>
  answers.map(({ place, status }) => `${place} ${status ?? '-'}`)
