import { z } from 'zod'
import { answerOf, moveOn, takeUp } from '@/lib/features/cases/commands'
import { caseRef } from '@/lib/features/cases/schema'
import { startClock } from '@/lib/features/deadlines/commands'
import { keepPaper } from '@/lib/features/papers/commands'
import { nameReviewers } from '@/lib/features/safety/commands'
import type { PersonActor } from '@/lib/platform/access/access'
import { personWho } from '@/lib/platform/access/person'
import { can } from '@/lib/platform/access/access'
import { type CommandContext, defineCommand } from '@/lib/platform/commands/define'
import { newId } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { ALWAYS } from './model'
import { openInput, type OpenInput, OUTCOMES } from './schema'

/** Opens a case by hand, with its clocks, tasks and original, as one thing: either all of it is there or nothing. */
export const open = defineCommand({
  name: 'byhand.open',
  permission: 'case.work',
  input: openInput,
  isPublicDoor: true,
  bodyMaxBytes: 1_100_000,
  async run(context, input) {
    const actor = personIn(context)
    const subjectId = await subjectOf(context, actor, input.handle)
    const { instanceId, id: byId } = actor
    const row = await openHand(context, { ...input, instanceId, subjectId, byId })
    const isStopped = row.class === 'childSafety'
    return { ...answerOf(row.id, row.version), number: row.number, maySee: !isStopped || can(actor, 'safety.read') }
  },
})

type Opening = Omit<OpenInput, 'handle'> & {
  instanceId: string
  subjectId: string | null
  /** Null: it came by the public form, and is nobody's yet. */
  byId: string | null
  /** The case of the notice that it came from or is about: whom that one names may not see this one either. */
  besideId?: string
  partyIds?: readonly string[]
}

/** Opens a case by hand for whoever typed it in, one of the staff or the sender. */
export async function openHand(context: CommandContext, input: Opening) {
  const { tx, now } = context
  const { kind, title, channel, sender, instanceId, subjectId, byId } = input
  const receivedAt = new Date(input.receivedAt)
  if (receivedAt.getTime() > now.getTime() + 60_000) throw new AppError('clock.ahead')
  const isStopped = kind === 'childSafety'
  if (isStopped && input.paper && input.paper.entry !== 'hand') throw new AppError('hand.noBytes')
  const caseId = newId()
  const owned = byId && !isStopped ? { ownerId: byId, ownedAt: now } : {}
  const row = await tx.case.create({
    data: {
      id: caseId,
      instanceId,
      kind,
      class: isStopped ? 'childSafety' : 'ordinary',
      subjectId,
      partyIds: [...new Set([...(subjectId ? [subjectId] : []), ...(input.partyIds ?? [])])],
      openedAt: now,
      ...owned,
    },
  })
  await tx.handCase.create({
    data: {
      caseId,
      title,
      channel,
      sender,
      receivedAt,
      recordedAt: now,
      recordedById: byId,
      besideId: input.besideId ?? null,
    },
  })
  // 47 USC 223a(a)(3): its 48 hours run from receipt, whoever opens the case and whatever they chose.
  const forgotten =
    input.kind === 'intimateImage'
      ? ALWAYS.intimateImage.filter((name) => !input.clocks.some(({ clock }) => clock === name))
      : []
  const without = forgotten.map((clock) => ({ clock, zone: 'UTC', calendar: null, complianceOn: null }))
  for (const clock of [...input.clocks, ...without]) await startClock(context, row, { ...clock, at: input.receivedAt })
  await tx.handTask.createMany({
    data: input.tasks.map((text) => ({ id: newId(), caseId, text, addedAt: now })),
  })
  if (isStopped) await stopAtOnce(context, row, byId)
  else if (input.paper)
    await keepPaper(context, row, {
      way: 'in',
      kind: input.paperKind,
      at: input.receivedAt,
      party: sender,
      channel,
      subject: title,
      original: input.paper,
    })
  context.remember({
    caseId,
    subjectIds: subjectId ? [subjectId] : [],
    fields: { kind, channel, receivedAt: input.receivedAt, clocks: input.clocks.map(({ clock }) => clock) },
  })
  return row
}

/** A child-safety case is stopped from its first moment: only the owner and the named people see it. */
async function stopAtOnce(
  context: CommandContext,
  row: { id: string; instanceId: string; partyIds: string[] },
  stoppedById: string | null,
): Promise<void> {
  await context.tx.safetyStop.create({
    data: { caseId: row.id, stoppedById, stoppedAt: context.now, reportId: null, postId: null },
  })
  await nameReviewers(context, row)
}

async function subjectOf({ tx }: CommandContext, actor: PersonActor, handle: string): Promise<string | null> {
  if (!handle) return null
  const acct = handle.replace(/^@/, '')
  const instance = await tx.instance.findUniqueOrThrow({ where: { id: actor.instanceId } })
  const own = acct.toLowerCase().endsWith(`@${instance.domain.toLowerCase()}`)
    ? acct.slice(0, -instance.domain.length - 1)
    : acct
  const account = await tx.account.findFirst({
    where: { instanceId: actor.instanceId, acct: { equals: own, mode: 'insensitive' } },
  })
  if (!account) throw new AppError('hand.unknownPerson', { handle: `@${acct}` })
  if (account.remoteId === actor.remoteId) throw new AppError('hand.notYours')
  return account.remoteId
}

export const take = defineCommand({
  name: 'byhand.take',
  permission: 'case.work',
  input: caseRef,
  isPublicDoor: true,
  async run(context, ref) {
    const actor = personIn(context)
    await takeHand(context, ref)
    context.remember({ caseId: ref.caseId, fields: { owner: actor.name } })
    return answerOf(ref.caseId, await moveOn(context, ref.caseId, { ownerId: actor.id, ownedAt: context.now }))
  },
})

export const addTask = defineCommand({
  name: 'byhand.addTask',
  permission: 'case.work',
  input: caseRef.extend({ text: z.string().trim().min(1).max(300) }),
  isPublicDoor: true,
  async run(context, { text, ...ref }) {
    await takeHand(context, ref)
    const id = newId()
    await context.tx.handTask.create({ data: { id, caseId: ref.caseId, text, addedAt: context.now } })
    context.remember({ caseId: ref.caseId, fields: { task: id } })
    return answerOf(ref.caseId, await moveOn(context, ref.caseId))
  },
})

export const setTask = defineCommand({
  name: 'byhand.setTask',
  permission: 'case.work',
  input: caseRef.extend({ taskId: z.uuid(), isDone: z.boolean() }),
  isPublicDoor: true,
  async run(context, { taskId, isDone, ...ref }) {
    const actor = personIn(context)
    await takeHand(context, ref)
    const { count } = await context.tx.handTask.updateMany({
      where: { id: taskId, caseId: ref.caseId },
      data: isDone ? { doneAt: context.now, doneById: actor.id } : { doneAt: null, doneById: null },
    })
    if (count === 0) throw new AppError('notFound')
    context.remember({ caseId: ref.caseId, fields: { task: taskId, isDone } })
    return answerOf(ref.caseId, await moveOn(context, ref.caseId))
  },
})

/** How it ended. What must be done in time is settled first; what must be kept goes on being kept. */
export const close = defineCommand({
  name: 'byhand.close',
  permission: 'case.work',
  input: caseRef.extend({ outcome: z.enum(OUTCOMES), text: z.string().trim().min(1).max(2000) }),
  isPublicDoor: true,
  async run(context, { outcome, text, ...ref }) {
    await takeHand(context, ref)
    const running = await context.tx.clockMark.count({
      where: { isOpen: true, direction: { not: 'keepUntil' }, clock: { caseId: ref.caseId } },
    })
    if (running > 0) throw new AppError('hand.clocksOpen')
    await context.tx.handCase.update({ where: { caseId: ref.caseId }, data: { outcome, outcomeText: text } })
    context.remember({ caseId: ref.caseId, fields: { outcome, text } })
    return answerOf(ref.caseId, await moveOn(context, ref.caseId, { state: 'closed', closedAt: context.now }))
  },
})

export const reopen = defineCommand({
  name: 'byhand.reopen',
  permission: 'case.work',
  input: caseRef,
  isPublicDoor: true,
  async run(context, ref) {
    const row = await takeUp(context, ref)
    const { count } = await context.tx.handCase.updateMany({
      where: { caseId: ref.caseId, outcome: { not: null } },
      data: { outcome: null, outcomeText: null },
    })
    if (count === 0) throw new AppError('notFound')
    context.remember({ caseId: row.id })
    return answerOf(row.id, await moveOn(context, row.id, { state: 'open', closedAt: null }))
  },
})

/** Locks an open case that was opened by hand. */
async function takeHand(context: CommandContext, ref: z.infer<typeof caseRef>) {
  const row = await takeUp(context, ref)
  if ((await context.tx.handCase.count({ where: { caseId: row.id } })) === 0) throw new AppError('notFound')
  if (row.state !== 'open') throw new AppError('case.closed')
  return row
}

const personIn = personWho('case.work')
