import { z } from 'zod'
import { assertOn, intend } from '@/lib/features/acts/intents'
import { answerOf, moveOn } from '@/lib/features/cases/commands'
import { caseRef } from '@/lib/features/cases/schema'
import { assertSecond } from '@/lib/features/alone/commands'
import { isSetAside, putBackBarrier, runsAt } from '@/lib/features/counters/model'
import { takeNotice } from '@/lib/features/notices/commands'
import { can } from '@/lib/platform/access/access'
import { personWho } from '@/lib/platform/access/person'
import { defineCommand } from '@/lib/platform/commands/define'
import { AppError } from '@/lib/platform/errors/error'
import { sweepCopyrightJob } from './jobs'
import { putBackFacts, retractNotice, suspendedFor } from './outcomes'
import { ofCounter, retractInput, takeBackInput } from './schema'

/** What two people had said of a put-back, taken back. */
export const NOTHING_ASKED = { askedAt: null, askedById: null, approvedAt: null, approvedById: null }

/** The first of two: what is asked for now may lie ahead. */
export const ask = defineCommand({
  name: 'putbacks.ask',
  permission: 'notice.decide',
  input: ofCounter,
  isPublicDoor: true,
  async run(context, { counterId, ...ref }) {
    const actor = personIn(context)
    const { row, notice } = await takeNotice(context, ref)
    const counter = counterIn(notice, counterId)
    const facts = await putBackFacts(context, notice, counter)
    const barrier = putBackBarrier(facts, context.now, 'ahead')
    if (barrier) throw new AppError(barrier)
    const { approvedAt } = counter
    const isAside = approvedAt && facts.window && isSetAside(approvedAt, facts.window, context.now)
    if (counter.askedAt && !isAside) throw new AppError('putBack.asked')
    const asked = { ...NOTHING_ASKED, askedAt: context.now, askedById: actor.id }
    await context.tx.counterNotice.update({ where: { id: counterId }, data: asked })
    context.remember({ caseId: row.id, subjectIds: [counter.accountId], fields: { counter: counterId } })
    return answerOf(row.id, await moveOn(context, row.id))
  },
})

/**
 * The second. It runs by itself at the target, business day 11 at 10:00 of the agent's zone, or at once when that has passed. The
 * target is the clock's: when counsel's days move it, it moves the run.
 */
export const approve = defineCommand({
  name: 'putbacks.approve',
  permission: 'notice.decide',
  input: ofCounter,
  isPublicDoor: true,
  async run(context, { counterId, ...ref }) {
    const actor = personIn(context)
    const { row, notice } = await takeNotice(context, ref)
    const counter = counterIn(notice, counterId)
    if (!counter.askedAt || !counter.askedById || counter.approvedAt) throw new AppError('putBack.notAsked')
    const { isAlone } = await assertSecond(context, actor, { byId: counter.askedById, at: counter.askedAt })
    const facts = await putBackFacts(context, notice, counter)
    const barrier = putBackBarrier(facts, context.now, 'ahead')
    if (barrier || !facts.window) throw new AppError(barrier ?? 'putBack.noWindow')
    const putBackAt = runsAt(context.now, facts.window)
    const approved = { approvedAt: context.now, approvedById: actor.id }
    await context.tx.counterNotice.update({ where: { id: counterId }, data: approved })
    await context.enqueue(sweepCopyrightJob, {}, { key: `putBack:${counterId}`, runAt: putBackAt })
    const fields = { counter: counterId, putBackAt: putBackAt.toISOString(), isAlone }
    context.remember({ caseId: row.id, subjectIds: [counter.accountId], fields })
    return answerOf(row.id, await moveOn(context, row.id))
  },
})

export const takeBack = defineCommand({
  name: 'putbacks.takeBack',
  permission: 'notice.decide',
  input: takeBackInput,
  isPublicDoor: true,
  async run(context, { counterId, reason, ...ref }) {
    const { row, notice } = await takeNotice(context, ref)
    const counter = counterIn(notice, counterId)
    if (!counter.askedAt || counter.state !== 'forwarded') throw new AppError('putBack.notAsked')
    await context.tx.counterNotice.update({ where: { id: counterId }, data: NOTHING_ASKED })
    context.remember({ caseId: row.id, subjectIds: [counter.accountId], fields: { counter: counterId, reason } })
    return answerOf(row.id, await moveOn(context, row.id))
  },
})

/** Lifts a suspension that was for a notice which its sender took back by the link: nobody of the team had decided it then. */
export const unsuspend = defineCommand({
  name: 'putbacks.unsuspend',
  permission: 'notice.decide',
  input: caseRef.extend({ accountId: z.string().max(64) }),
  isPublicDoor: true,
  async run(context, { accountId, ...ref }) {
    const actor = personIn(context)
    if (!can(actor, 'report.act')) throw new AppError('notAllowed', { permission: 'report.act' })
    const { row, notice } = await takeNotice(context, ref)
    if (notice.state !== 'retracted' || !(await suspendedFor(context, notice)).includes(accountId))
      throw new AppError('notice.moved')
    await assertOn(context, { ...row, subjectId: accountId }, 'unsuspend')
    await intend(context, row, [{ kind: 'unsuspend', targetId: accountId, reportId: null }])
    await context.enqueue(sweepCopyrightJob, {}, { key: `retract:${row.id}` })
    context.remember({ caseId: row.id, subjectIds: [accountId], fields: { unsuspend: true } })
    return answerOf(row.id, await moveOn(context, row.id))
  },
})

/** Whoever sent the notice takes it back: everything that is down because of it is put back at once, whatever was under way. */
export const retract = defineCommand({
  name: 'putbacks.retract',
  permission: 'notice.decide',
  input: retractInput,
  isPublicDoor: true,
  bodyMaxBytes: 1_100_000,
  async run(context, { paper, ...ref }) {
    const actor = personIn(context)
    const taken = await takeNotice(context, ref)
    const { row } = taken
    await retractNotice(context, taken, { paper, decidedById: actor.id })
    return answerOf(row.id, await moveOn(context, row.id, { state: 'open', closedAt: null }))
  },
})

export function counterIn<C extends { id: string }>({ counters }: { counters: readonly C[] }, id: string): C {
  const counter = counters.find((one) => one.id === id)
  if (!counter) throw new AppError('notFound')
  return counter
}

const personIn = personWho('notice.work')
