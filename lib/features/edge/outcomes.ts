import { z } from 'zod'
import { moveOn } from '@/lib/features/cases/commands'
import { type CommandContext, defineCommand } from '@/lib/platform/commands/define'
import { newId, sql } from '@/lib/platform/db/client'
import { wakeEdgeJob } from './jobs'
import {
  AFTER_PULL_MS,
  type EdgeKind,
  type EdgeState,
  FLAVOURS,
  carriersIn,
  isOver,
  nextProbeAt,
  nextState,
  verdictOf,
} from './model'
import { answerSeen } from './schema'

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
  input: z.object({ blockId: z.uuid(), answers: z.array(answerSeen).max(200) }),
  async run(context, { blockId, answers }) {
    const { tx, now } = context
    const row = await lockBlock(context, blockId)
    if (!row) return { isSettled: false }
    const round = row.rounds + 1
    await tx.edgeProbe.createMany({ data: answers.map((answer) => ({ id: newId(), blockId, round, ...answer })) })
    // Written by these commands from the same unions.
    const [kind, before] = [row.kind as EdgeKind, row.state as EdgeState]
    const verdict = verdictOf(kind, answers)
    const state = nextState(before, verdict)
    const isAsAsked = state === 'proved' || isOver(state)
    const tries = isAsAsked && verdict !== 'noAnswer' ? 0 : row.tries + 1
    const carriers = carriersIn(answers)
    await tx.edgeBlock.update({
      where: { id: blockId },
      data: {
        state,
        rounds: round,
        tries,
        carriers,
        probedAt: now,
        nextProbeAt: nextProbeAt(state, tries, now),
        ...(state === 'proved' ? { provedAt: row.provedAt ?? now, lostAt: null } : {}),
        ...(state === 'lost' ? { lostAt: row.lostAt ?? now } : {}),
        ...(isOver(state) ? { liftedAt: now } : {}),
      },
    })
    if (state === before) return { isSettled: true }
    if (kind === 'media') await moveItem(context, row, state)
    await moveOn(context, row.caseId)
    context.remember({
      caseId: row.caseId,
      subjectIds: row.accountId ? [row.accountId] : [],
      fields: { item: row.item.number, state, before, answers: statusesOf(answers), carriers },
    })
    return { isSettled: true }
  },
})

/** Only of a file that answered 451 is it said that it is disabled; only of one that is served again that it is restored. */
async function moveItem({ tx, now }: CommandContext, row: Locked, state: EdgeState): Promise<void> {
  const { id, disabledAt } = row.item
  if (state === 'proved')
    await tx.noticeItem.update({
      where: { id },
      data: { state: 'disabled', lever: 'edgeBlock', disabledAt: disabledAt ?? now, restoredAt: null },
    })
  // What is served again is not disabled, whatever was proved before.
  if (state === 'lost') await tx.noticeItem.update({ where: { id }, data: { state: 'found' } })
  if (state === 'lifted') await tx.noticeItem.update({ where: { id }, data: { state: 'restored', restoredAt: now } })
}

async function lockBlock({ tx }: CommandContext, blockId: string) {
  await tx.$queryRaw(sql`SELECT id FROM edge_block WHERE id = ${blockId}::uuid FOR UPDATE`)
  const row = await tx.edgeBlock.findUnique({ where: { id: blockId }, include: { item: true } })
  return row && row.liftedAt === null ? row : null
}
type Locked = NonNullable<Awaited<ReturnType<typeof lockBlock>>>

const statusesOf = (answers: readonly { place: string; status: number | null }[]): string[] =>
  answers.map(({ place, status }) => `${place} ${status ?? '-'}`)
