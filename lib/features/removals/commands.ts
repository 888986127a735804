import { z } from 'zod'
import { personIn } from '@/lib/features/acts/intents'
import { answerOf, lockCase, moveOn } from '@/lib/features/cases/commands'
import { visibleAndOrdinary } from '@/lib/features/cases/model'
import { isPersonStopped } from '@/lib/features/cases/queries'
import { isPartyTo } from '@/lib/features/conflicts/queries'
import { connectionOf } from '@/lib/features/instances/connections'
import { has } from '@/lib/integrations/mastodon/schema/permissions'
import type { Actor } from '@/lib/platform/access/access'
import { type CommandContext, defineCommand, type LookContext } from '@/lib/platform/commands/define'
import { newId } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { lookJob } from './jobs'
import { mayMove } from './model'
import { seeBefore } from './probing'
import { authorOf } from './queries'
import { postOfCase, type RemovalState } from './schema'

/**
 * The way to Mastodon's own page, on which a post is removed: first it is recorded what can be seen of it, because only
 * that proves its removal afterwards.
 */
export const begin = defineCommand({
  name: 'removals.begin',
  permission: 'report.act',
  input: postOfCase,
  isPublicDoor: true,
  async look({ db, actor }: LookContext, { caseId, postId }) {
    const { row, reportId } = await placeOf({ db, actor }, caseId, postId)
    if (actor.kind !== 'person' || !has(actor.mastodon, 'manage_reports'))
      throw new AppError('act.off', { why: 'noManageReports' })
    const connection = await connectionOf(db, actor.id)
    if (!connection) throw new AppError('act.off', { why: 'signInAgain' })
    const authorId = (await authorOf(db, row, postId)) ?? row.subjectId
    const before = await seeBefore(connection, { postId, reportId, authorId })
    return { reportId, before }
  },
  async run(context, { caseId, postId }, { reportId, before }) {
    const { tx, now } = context
    const actor = personIn(context)
    const row = await lockWorkable(context, caseId)
    const known = await tx.removal.findUnique({ where: { caseId_postId: { caseId, postId } } })
    assertMoves(known, 'begun')
    const seen = {
      ...(before.wasRead ? { readAt: now, wasPublic: before.wasPublic } : {}),
      ...(before.hadPictures ? { picturesSeenAt: now } : {}),
    }
    const facts = { reportId, state: 'begun', why: null, settledAt: null, begunById: actor.id, begunAt: now, ...seen }
    await tx.removal.upsert({
      where: { caseId_postId: { caseId, postId } },
      create: { id: newId(), caseId, instanceId: row.instanceId, postId, ...facts },
      update: { ...facts, askedById: null, looks: 0 },
    })
    const version = await moveOn(context, caseId)
    context.remember({
      caseId,
      subjectIds: row.subjectId ? [row.subjectId] : [],
      fields: { post: postId, report: reportId, ...before },
    })
    return answerOf(caseId, version)
  },
})

/** Whoever removed it asks whether it shows. */
export const check = defineCommand({
  name: 'removals.check',
  permission: 'report.act',
  input: postOfCase,
  isPublicDoor: true,
  async run(context, { caseId, postId }) {
    const { removal } = await lockRemoval(context, { caseId, postId }, 'checking')
    const asked = { state: 'checking', why: null, settledAt: null, looks: 0, askedById: personIn(context).id }
    await context.tx.removal.update({ where: { id: removal.id }, data: asked })
    await context.enqueue(lookJob, { removalId: removal.id }, { key: `removal:${removal.id}` })
    const version = await moveOn(context, caseId)
    context.remember({ caseId, fields: { post: postId } })
    return answerOf(caseId, version)
  },
})

/** What cannot be seen from here is recorded as what it is: what a person says. */
export const say = defineCommand({
  name: 'removals.say',
  permission: 'report.act',
  input: postOfCase.extend({ seen: z.enum(['removed', 'notRemoved']) }),
  isPublicDoor: true,
  async run(context, { caseId, postId, seen }) {
    const state = seen === 'removed' ? 'said' : 'saidNot'
    const { removal, row } = await lockRemoval(context, { caseId, postId }, state)
    const said = { state, settledAt: context.now, askedById: personIn(context).id }
    await context.tx.removal.update({ where: { id: removal.id }, data: said })
    const version = await moveOn(context, caseId)
    context.remember({
      caseId,
      subjectIds: row.subjectId ? [row.subjectId] : [],
      fields: { post: postId, seen, why: removal.why },
    })
    return answerOf(caseId, version)
  },
})

/** What the look found. */
export const settle = defineCommand({
  name: 'removals.settle',
  permission: 'mirror.write',
  input: z.object({
    removalId: z.uuid(),
    state: z.enum(['removed', 'stillThere', 'cannotTell']),
    why: z.string().max(40).nullable(),
  }),
  async run(context, { removalId, state, why }) {
    const { tx, now } = context
    const { count } = await tx.removal.updateMany({
      where: { id: removalId, state: 'checking' },
      data: { state, why, settledAt: now },
    })
    if (count === 0) return { isSettled: false }
    const removal = await tx.removal.findUniqueOrThrow({ where: { id: removalId }, include: { case: true } })
    await moveOn(context, removal.caseId)
    context.remember({
      caseId: removal.caseId,
      subjectIds: removal.case.subjectId ? [removal.case.subjectId] : [],
      fields: { post: removal.postId, report: removal.reportId, state, why },
    })
    return { isSettled: true }
  },
})

/** The case as the actor may see it, and the report by which Mastodon deletes the post: an open one before others. */
async function placeOf({ db, actor }: Pick<LookContext, 'db' | 'actor'>, caseId: string, postId: string) {
  const row = await db.case.findFirst({ where: { AND: [{ id: caseId }, visibleAndOrdinary(actor)] } })
  if (!row?.subjectId) throw new AppError('notFound')
  // Nothing is asked about a person who was stopped.
  if (await isPersonStopped(db, row)) throw new AppError('case.stopped')
  await assertNoParty(db, row, actor)
  const links = await db.caseReport.findMany({
    where: { caseId, report: { postIds: { has: postId }, goneAt: null } },
    include: { report: true },
  })
  const reports = links
    .map((link) => link.report)
    .toSorted((a, b) => Number(a.isResolved) - Number(b.isResolved) || (a.sequence < b.sequence ? 1 : -1))
  const added = await db.casePost.count({ where: { caseId, postId } })
  if (reports.length === 0 && added === 0) throw new AppError('notFound')
  return { row: { ...row, subjectId: row.subjectId }, reportId: reports[0]?.remoteId ?? null }
}

async function lockWorkable(context: CommandContext, caseId: string) {
  const row = await lockCase(context, caseId)
  if (await isPersonStopped(context.tx, row)) throw new AppError('case.stopped')
  await assertNoParty(context.tx, row, personIn(context))
  return row
}

/** On the page to which this leads, reports on the person are decided: nobody is led there who filed one of them. */
async function assertNoParty(
  db: Parameters<typeof isPartyTo>[0],
  row: Parameters<typeof isPartyTo>[1],
  actor: Actor,
): Promise<void> {
  const isParty = actor.kind === 'person' && (await isPartyTo(db, row, actor))
  if (isParty) throw new AppError('act.off', { why: 'concernsYou' })
}

async function lockRemoval(context: CommandContext, at: z.infer<typeof postOfCase>, to: RemovalState) {
  const row = await lockWorkable(context, at.caseId)
  const removal = await context.tx.removal.findUnique({ where: { caseId_postId: at } })
  if (!removal) throw new AppError('notFound')
  assertMoves(removal, to)
  return { row, removal }
}

function assertMoves(removal: { state: string } | null, to: RemovalState): void {
  // Written by these commands from the same union.
  if (removal && !mayMove(removal.state as RemovalState, to)) throw new AppError('removal.settled')
}
