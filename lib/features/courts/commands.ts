import { assertSecond } from '@/lib/features/alone/commands'
import { answerOf, moveOn } from '@/lib/features/cases/commands'
import { visibleTo } from '@/lib/features/cases/model'
import { afterHold, COURT_DECISIONS, COURT_SORTS, effectOf, mayCounter } from '@/lib/features/counters/model'
import { windowOf } from '@/lib/features/counters/queries'
import { endClock, startClock } from '@/lib/features/deadlines/commands'
import { takeNotice } from '@/lib/features/notices/commands'
import { isStanding } from '@/lib/features/notices/model'
import { counterStateOf, type NoticeRow } from '@/lib/features/notices/queries'
import { keepPaper } from '@/lib/features/papers/commands'
import { counterIn, NOTHING_ASKED } from '@/lib/features/putbacks/commands'
import { tellCounselJob } from '@/lib/features/putbacks/jobs'
import { actorOf, rolesOf } from '@/lib/features/staff/model'
import { personWho } from '@/lib/platform/access/person'
import { type CommandContext, defineCommand } from '@/lib/platform/commands/define'
import { newId } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { t } from '@/lib/platform/i18n/translate'
import { courtPaperInput, decidePaperInput } from './schema'

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
    const paperId = await keepPaper(context, row, { ...paper, way: 'in', kind: 'courtPaper' })
    const receivedAt = new Date(paper.at)
    const entered = { ...facts, caseId, paperId, receivedAt, recordedAt: context.now, recordedById: actor.id }
    const { counters, isForLater } = metBy(notice, counterId ? counterIn(notice, counterId) : null)
    const effects: CourtEffect[] = []
    for (const counter of counters) {
      const effect = effectOf({ ...facts, receivedAt }, { ...counter, state: counterStateOf(counter.state) })
      effects.push(effect)
      const state = PAPER_STATES[effect]
      await context.tx.courtPaper.create({ data: { id: newId(), counterId: counter.id, ...entered, state } })
      if (effect === 'escalate' || effect === 'missed')
        await escalate(context, row, { counterId: counter.id, isMissed: effect === 'missed' })
    }
    // Before any counter-notice of somebody it waits for one.
    if (isForLater) {
      const effect = effectOf(facts, { state: 'received' })
      effects.push(effect)
      await context.tx.courtPaper.create({
        data: { id: newId(), counterId: null, ...entered, state: PAPER_STATES[effect] },
      })
    }
    const effect = HEAVIEST.find((one) => effects.includes(one)) ?? 'note'
    const { sort, docket, isFromSender } = facts
    const fields = { paper: paperId, sort, docket, isFromSender, effect, receivedAt: paper.at }
    context.remember({ caseId, subjectIds: counters.map((counter) => counter.accountId), fields })
    return { ...answerOf(caseId, await moveOn(context, caseId)), effect }
  },
})

type CourtEffect = ReturnType<typeof effectOf>
const PAPER_STATES: Record<CourtEffect, string> = { wait: 'waiting', escalate: 'late', missed: 'missed', note: 'noted' }
const HEAVIEST: readonly CourtEffect[] = ['missed', 'escalate', 'wait', 'note']

/**
 * The counter-notices that a paper meets: the one that is named, or each. One that stands no more is met in its later version; where
 * somebody whose post is named has none that stands, the paper waits for it.
 */
function metBy(notice: NoticeRow, named: NoticeRow['counters'][number] | null) {
  const standing = notice.counters.filter(({ state }) => isStanding(counterStateOf(state)))
  if (named) {
    const counters = standing.filter((one) =>
      isStanding(counterStateOf(named.state)) ? one.id === named.id : one.accountId === named.accountId,
    )
    return { counters, isForLater: counters.length === 0 }
  }
  const authors = new Set(notice.items.flatMap((item) => (item.isLocal && item.accountId ? [item.accountId] : [])))
  const isForLater = [...authors].some((id) => !standing.some((one) => one.accountId === id))
  return { counters: standing, isForLater: isForLater || standing.length === 0 }
}

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
  async run(context, { courtPaperId, decision, reason, ...ref }) {
    const actor = personIn(context)
    const { tx, now } = context
    const { row, notice } = await takeNotice(context, ref)
    const found = await tx.courtPaper.findFirst({ where: { id: courtPaperId, caseId: row.id } })
    if (found?.state !== 'waiting' || !found.counterId) throw new AppError('counter.moved')
    const { isAlone } = await assertSecond(context, actor, { byId: found.recordedById, at: found.recordedAt })
    const sort = COURT_SORTS.find((one) => one === found.sort) ?? 'order'
    if (!COURT_DECISIONS[sort].includes(decision)) throw new AppError('court.otherKind')
    const counter = counterIn(notice, found.counterId)
    const taken = { row, notice, counter }
    if (decision === 'hold') await hold(context, taken, found)
    const isReleased = decision === 'letGo' && (await letGo(context, taken, found))
    const state = decision === 'hold' ? 'held' : isReleased ? 'released' : 'noted'
    const decided = { decidedAt: now, decidedById: actor.id, reason }
    await tx.courtPaper.update({ where: { id: found.id }, data: { state, ...decided } })
    const fields = { courtPaper: found.id, state, reason, isAlone }
    context.remember({ caseId: row.id, subjectIds: [counter.accountId], fields })
    return answerOf(row.id, await moveOn(context, row.id))
  },
})

interface Held {
  row: { id: string; instanceId: string }
  notice: NoticeRow
  counter: NoticeRow['counters'][number]
}
interface Paper {
  paperId: string
  docket: string
  receivedAt: Date
}

/** 512(g)(2)(C): the agent received it first. Its own window ends, and nobody else's. */
async function hold(context: CommandContext, { row, counter }: Held, paper: Paper): Promise<void> {
  if (!mayCounter('hold', counterStateOf(counter.state))) throw new AppError('counter.moved')
  const first = { state: 'held', heldAt: context.now, heldPaperId: paper.paperId, docket: paper.docket }
  const further = { docket: [counter.docket, paper.docket].filter(Boolean).join('; ') }
  const data = counter.state === 'held' ? further : { ...NOTHING_ASKED, ...first }
  await context.tx.counterNotice.update({ where: { id: counter.id }, data })
  const { clockId } = counter
  await endClock(context, row, { clockId, kind: 'withdrawn', reason: paper.docket || t('putBack.held') })
}

/** Ends what a paper says has ended. Only when nothing holds it any more does it stand where it stood, with a clock of its own. */
async function letGo(context: CommandContext, { row, notice, counter }: Held, paper: Paper): Promise<boolean> {
  const { tx } = context
  if (counter.state !== 'held') return false
  const holding = await tx.courtPaper.findMany({ where: { counterId: counter.id, state: 'held' } })
  const isSame = (docket: string) => docket.trim().toLowerCase() === paper.docket.trim().toLowerCase()
  const named = holding.filter((one) => isSame(one.docket))
  const ended = holding.length > 1 ? named : holding
  if (holding.length > 1 && named.length === 0) throw new AppError('court.whichEnds')
  await tx.courtPaper.updateMany({ where: { id: { in: ended.map((one) => one.id) } }, data: { state: 'ended' } })
  const [first, ...others] = holding.filter((one) => !ended.includes(one))
  if (first) {
    const docket = [first, ...others].map((one) => one.docket).join('; ')
    await tx.counterNotice.update({ where: { id: counter.id }, data: { heldPaperId: first.paperId, docket } })
    return true
  }
  const clockId = await reopen(context, { row, notice, counter }, paper.receivedAt)
  const free = { state: afterHold(counter), heldAt: null, heldPaperId: null, clockId }
  await tx.counterNotice.update({ where: { id: counter.id }, data: { ...NOTHING_ASKED, ...free } })
  return true
}

/**
 * The window that the hold stopped. The law stops no day: where its fourteen had not passed when the paper came, they still run;
 * where they had, nothing keeps the material down any more, and the law names no other day.
 */
async function reopen(context: CommandContext, { row, notice, counter }: Held, endedAt: Date): Promise<string | null> {
  const before = await windowOf(context.tx, counter.clockId)
  if (!before) return null
  const isStillOpen = before.closesAt !== null && endedAt <= before.closesAt
  const own = isStillOpen
    ? { clock: 'dmca.putBack', at: counter.receivedAt.toISOString(), calendar: 'US-FED' }
    : { clock: 'dmca.afterHold', at: endedAt.toISOString(), calendar: null }
  return startClock(context, row, { ...own, zone: notice.zone, complianceOn: null })
}

const personIn = personWho('notice.work')
