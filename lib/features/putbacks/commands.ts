import { z } from 'zod'
import { assertOn, intend } from '@/lib/features/acts/intents'
import { answerOf, moveOn } from '@/lib/features/cases/commands'
import { visibleTo } from '@/lib/features/cases/model'
import { caseRef } from '@/lib/features/cases/schema'
import { assertSecond } from '@/lib/features/alone/commands'
import { afterHold, effectOf, mayCounter, type PutBackFacts, putBackBarrier } from '@/lib/features/counters/model'
import { windowOf } from '@/lib/features/counters/queries'
import { endClocks, startClock } from '@/lib/features/deadlines/commands'
import { takeNotice } from '@/lib/features/notices/commands'
import { counterStateOf } from '@/lib/features/notices/queries'
import { keepPaper } from '@/lib/features/papers/commands'
import { actorOf, rolesOf } from '@/lib/features/staff/model'
import { can } from '@/lib/platform/access/access'
import { personWho } from '@/lib/platform/access/person'
import { type CommandContext, defineCommand } from '@/lib/platform/commands/define'
import { newId } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { sweepCopyrightJob, tellCounselJob } from './jobs'
import { putBackFacts, retractNotice, suspendedFor } from './outcomes'
import { courtPaperInput, decidePaperInput, ofCounter, retractInput, takeBackInput } from './schema'

const NOTHING_ASKED = { askedAt: null, askedById: null, approvedAt: null, approvedById: null, putBackAt: null }

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
    const barrier = putBackBarrier(facts, momentFor(facts, context.now))
    if (barrier) throw new AppError(barrier)
    if (counter.askedAt) throw new AppError('putBack.asked')
    const asked = { askedAt: context.now, askedById: actor.id }
    await context.tx.counterNotice.update({ where: { id: counterId }, data: asked })
    context.remember({ caseId: row.id, subjectIds: [counter.accountId], fields: { counter: counterId } })
    return answerOf(row.id, await moveOn(context, row.id))
  },
})

/** May lie ahead; where counsel's days have closed the window only once its first day has come, by whoever decides then. */
const momentFor = ({ isWindowClosed, opensAt }: PutBackFacts, now: Date): Date | 'ahead' =>
  isWindowClosed && opensAt !== null && now > opensAt ? now : 'ahead'

/** The second. It runs by itself at the target, business day 11 at 10:00 of the agent's zone, or at once when that has passed. */
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
    const barrier = putBackBarrier(facts, momentFor(facts, context.now))
    const window = await windowOf(context.tx, counter.clockId)
    if (barrier || !window) throw new AppError(barrier ?? 'putBack.noWindow')
    const putBackAt = window.targetAt > context.now ? window.targetAt : context.now
    const approved = { approvedAt: context.now, approvedById: actor.id, putBackAt }
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

/**
 * A paper from a court or the Claims Board. From this moment, and before anybody has judged it, nothing is put back: what counts is
 * which the agent received first. A second person says whether it holds. After the put-back it goes to counsel (DMCA-14).
 */
export const enterCourtPaper = defineCommand({
  name: 'putbacks.enterCourtPaper',
  permission: 'notice.work',
  input: courtPaperInput,
  isPublicDoor: true,
  bodyMaxBytes: 1_100_000,
  async run(context, { counterId, paper, caseId, version, ...facts }) {
    const actor = personIn(context)
    const { row, notice } = await takeNotice(context, { caseId, version })
    const counter = counterId ? counterIn(notice, counterId) : null
    if (!counter && notice.counters.length > 0) throw new AppError('counter.moved')
    const paperId = await keepPaper(context, row, { ...paper, way: 'in', kind: 'courtPaper' })
    // Before any counter-notice it waits for one.
    const before = counter ? { ...counter, state: counterStateOf(counter.state) } : { state: 'received' as const }
    const effect = effectOf({ ...facts, receivedAt: new Date(paper.at) }, before)
    const state = { hold: 'waiting', letGo: 'waiting', escalate: 'late', missed: 'missed', note: 'noted' }[effect]
    const id = newId()
    const recorded = { recordedAt: context.now, recordedById: actor.id, receivedAt: new Date(paper.at) }
    await context.tx.courtPaper.create({ data: { id, caseId, counterId, paperId, ...facts, ...recorded, state } })
    if (counter && (effect === 'escalate' || effect === 'missed'))
      await escalate(context, row, { counterId: counter.id, isMissed: effect === 'missed' })
    const { sort, docket, isFromSender } = facts
    const fields = { courtPaper: id, sort, docket, isFromSender, effect, receivedAt: paper.at }
    context.remember({ caseId, subjectIds: counter ? [counter.accountId] : [], fields })
    return { ...answerOf(caseId, await moveOn(context, caseId)), effect }
  },
})

/** Nothing is taken down again by itself; counsel is told. */
async function escalate(
  context: CommandContext,
  row: { id: string; instanceId: string },
  { counterId, isMissed }: { counterId: string; isMissed: boolean },
): Promise<void> {
  const { tx } = context
  await tx.counterNotice.update({ where: { id: counterId }, data: { state: 'escalated' } })
  const staff = await tx.person.findMany({ where: { instanceId: row.instanceId } })
  const counsel = staff.filter((person) => rolesOf(person).some((role) => role === 'legal' || role === 'lawyer'))
  const told = counsel.length > 0 ? counsel : staff.filter((person) => rolesOf(person).includes('owner'))
  for (const person of told) {
    const sees = await tx.case.count({ where: { AND: [{ id: row.id }, visibleTo(actorOf(person))] } })
    if (sees > 0)
      await context.enqueue(tellCounselJob, { caseId: row.id, personId: person.id, isMissed }, { maxAttempts: 1 })
  }
}

/** The second of two says what a court paper does: it holds, or it lets go of a hold, or it is none of these and is kept. */
export const decideCourtPaper = defineCommand({
  name: 'putbacks.decideCourtPaper',
  permission: 'notice.decide',
  input: decidePaperInput,
  isPublicDoor: true,
  async run(context, { courtPaperId, isConfirmed, reason, ...ref }) {
    const actor = personIn(context)
    const { tx, now } = context
    const { row, notice } = await takeNotice(context, ref)
    const found = await tx.courtPaper.findFirst({ where: { id: courtPaperId, caseId: row.id } })
    if (found?.state !== 'waiting' || !found.counterId) throw new AppError('counter.moved')
    const { isAlone } = await assertSecond(context, actor, { byId: found.recordedById, at: found.recordedAt })
    const counter = counterIn(notice, found.counterId)
    const isRelease = found.sort === 'dismissal' || found.sort === 'order'
    const state = isConfirmed ? (isRelease ? 'released' : 'held') : 'noted'
    const decided = { decidedAt: now, decidedById: actor.id, reason }
    await tx.courtPaper.update({ where: { id: found.id }, data: { state, ...decided } })
    if (isConfirmed) {
      if (!mayCounter(isRelease ? 'letGo' : 'hold', counterStateOf(counter.state))) throw new AppError('counter.moved')
      const { docket, paperId: heldPaperId } = found
      const byCourt = { state: 'held', heldAt: now, heldPaperId, docket }
      const free = {
        state: afterHold(counter),
        heldAt: null,
        heldPaperId: null,
        ...(isRelease ? await windowAnew(context, row, { notice, counter }) : {}),
      }
      const data = { ...NOTHING_ASKED, ...(isRelease ? free : byCourt) }
      await tx.counterNotice.update({ where: { id: counter.id }, data })
      if (!isRelease && counter.clockId) {
        const held = { kind: 'withdrawn', reason: docket, only: counter.clockId } as const
        await endClocks(context, row, { clock: 'dmca.putBack', ...held })
      }
    }
    const fields = { courtPaper: found.id, state, reason, isAlone }
    context.remember({ caseId: row.id, subjectIds: [counter.accountId], fields })
    return answerOf(row.id, await moveOn(context, row.id))
  },
})

/** What was held is owed again, by the same day 0: its window stands on the page of what is due, however late. */
async function windowAnew(
  context: CommandContext,
  row: { id: string; instanceId: string },
  { notice, counter }: { notice: { zone: string }; counter: { clockId: string | null; receivedAt: Date } },
): Promise<{ clockId?: string }> {
  if (!counter.clockId) return {}
  const facts = { zone: notice.zone, calendar: 'US-FED', complianceOn: null }
  const at = counter.receivedAt.toISOString()
  return { clockId: await startClock(context, row, { clock: 'dmca.putBack', at, ...facts }) }
}

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

function counterIn<C extends { id: string }>({ counters }: { counters: readonly C[] }, id: string): C {
  const counter = counters.find((one) => one.id === id)
  if (!counter) throw new AppError('notFound')
  return counter
}

const personIn = personWho('notice.work')
