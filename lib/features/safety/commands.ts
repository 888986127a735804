import { z } from 'zod'
import { answerOf, moveOn, staleness } from '@/lib/features/cases/commands'
import { visibleTo } from '@/lib/features/cases/model'
import { caseRef } from '@/lib/features/cases/schema'
import { sealAway } from '@/lib/features/quarantine/store'
import { rolesOf } from '@/lib/features/staff/model'
import { can } from '@/lib/platform/access/access'
import { personWho } from '@/lib/platform/access/person'
import { type CommandContext, defineCommand } from '@/lib/platform/commands/define'
import { sql } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'

/**
 * The stop: the case leaves every view but the owner's and the named people's, nothing more is sent or captured. It asks for
 * no version and is harmless when pressed twice: whoever presses it must not be held up by a stale page.
 */
export const stop = defineCommand({
  name: 'safety.stop',
  permission: 'safety.stop',
  input: z.object({ caseId: z.uuid(), reportId: z.string().max(40).nullable(), postId: z.string().max(64).nullable() }),
  isPublicDoor: true,
  async run(context, { caseId, reportId, postId }) {
    const actor = personIn(context)
    await context.tx.$queryRaw(sql`SELECT id FROM "case" WHERE id = ${caseId}::uuid FOR UPDATE`)
    const row = await context.tx.case.findUnique({ where: { id: caseId }, include: { stop: true } })
    const isVisible =
      row !== null && (await context.tx.case.count({ where: { AND: [{ id: caseId }, visibleTo(actor)] } })) === 1
    // Pressed a moment after somebody else: the answer is the same, and tells nothing that the presser did not know.
    const isParty = row?.partyIds.includes(actor.remoteId) ?? false
    const isPressedTwice = row?.stop && row.instanceId === actor.instanceId && !isParty
    if (!row || (!isVisible && !isPressedTwice)) throw new AppError('notFound')
    if (row.stop) return { caseId, number: row.number, maySee: isVisible }
    const ownPostId = postId && (await isOfSomebodyElse(context, row, postId)) ? null : postId
    await context.tx.safetyStop.create({
      data: { caseId, stoppedById: actor.id, stoppedAt: context.now, reportId, postId: ownPostId },
    })
    await moveOn(context, caseId, { class: 'childSafety', ownerId: null, ownedAt: null })
    // Also what another case of the person asked for: nothing more is done to them and nothing more sent.
    const { count } = await context.tx.act.updateMany({
      where: { instanceId: row.instanceId, state: 'asked', OR: [{ caseId }, { targetId: row.subjectId ?? '' }] },
      data: { state: 'cancelled', settledAt: context.now },
    })
    const sealedAway = await sealAway(context.tx, row)
    const named = await nameReviewers(context, row)
    context.remember({
      caseId,
      subjectIds: row.subjectId ? [row.subjectId] : [],
      fields: { report: reportId, post: ownPostId, actsCancelled: count, sealedAway, named },
    })
    const maySee = can(actor, 'safety.read')
    return { caseId, number: row.number, maySee }
  },
})

/** A stop holds nobody up, but it hides no post of another person: that one has a case of their own, or gets one. */
async function isOfSomebodyElse(
  { tx }: CommandContext,
  row: { instanceId: string; subjectId: string | null },
  postId: string,
): Promise<boolean> {
  const where = { instanceId_remoteId: { instanceId: row.instanceId, remoteId: postId } }
  const post = await tx.post.findUnique({ where, select: { authorId: true } })
  return post !== null && post.authorId !== row.subjectId
}

/** Everybody with the child-safety role is named on the case, but whom it concerns; the owner sees it anyway. */
export async function nameReviewers(
  { tx }: CommandContext,
  row: { id: string; instanceId: string; partyIds: string[] },
): Promise<string[]> {
  const people = await tx.person.findMany({
    where: { instanceId: row.instanceId, roles: { has: 'childSafety' }, remoteId: { notIn: row.partyIds } },
  })
  await tx.casePerson.createMany({
    data: people.map((person) => ({ caseId: row.id, personId: person.id })),
    skipDuplicates: true,
  })
  return people.map((person) => person.acct)
}

/** The number that the CyberTipline gave for the report that was filed on its web form. */
export const recordTip = defineCommand({
  name: 'safety.recordTip',
  permission: 'safety.read',
  input: caseRef.extend({
    tipNumber: z
      .string()
      .trim()
      .regex(/^[0-9]{4,20}$/),
  }),
  isPublicDoor: true,
  async run(context, { caseId, version, tipNumber }) {
    const actor = personIn(context)
    await context.tx.$queryRaw(sql`SELECT id FROM "case" WHERE id = ${caseId}::uuid FOR UPDATE`)
    const row = await context.tx.case.findFirst({
      where: { AND: [{ id: caseId, class: 'childSafety' }, visibleTo(actor)] },
      include: { stop: true },
    })
    if (!row?.stop) throw new AppError('notFound')
    if (row.version !== version) throw await staleness(context, caseId, { seen: version, stands: row.version })
    const before = row.stop.tipNumber
    await context.tx.safetyStop.update({
      where: { caseId },
      data: { tipNumber, tipFiledAt: context.now, tipById: actor.id },
    })
    const next = await moveOn(context, caseId)
    context.remember({ caseId, fields: { tipNumber, before } })
    return answerOf(caseId, next)
  },
})

/** The owner names somebody who may see a stopped case from now on. */
export const namePerson = defineCommand({
  name: 'safety.namePerson',
  permission: 'staff.manage',
  fresh: true,
  input: z.object({ caseId: z.uuid(), personId: z.uuid() }),
  isPublicDoor: true,
  async run({ tx, actor, remember }, { caseId, personId }) {
    const row = await tx.case.findFirst({ where: { AND: [{ id: caseId, class: 'childSafety' }, visibleTo(actor)] } })
    const person = row ? await tx.person.findFirst({ where: { id: personId, instanceId: row.instanceId } }) : null
    // Nobody is named on a case about or from themselves.
    if (!row || !person || row.partyIds.includes(person.remoteId)) throw new AppError('notFound')
    if (!rolesOf(person).includes('childSafety')) throw new AppError('safety.roleNeeded', { who: person.acct })
    await tx.casePerson.createMany({ data: [{ caseId, personId }], skipDuplicates: true })
    remember({ caseId, fields: { named: person.acct } })
    return { caseId }
  },
})

const personIn = personWho('safety.stop')
