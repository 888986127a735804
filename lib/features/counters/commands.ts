import { answerOf, moveOn } from '@/lib/features/cases/commands'
import { endClock, startClock } from '@/lib/features/deadlines/commands'
import { takeNotice } from '@/lib/features/notices/commands'
import { isStanding } from '@/lib/features/notices/model'
import { counterStateOf, type NoticeRow } from '@/lib/features/notices/queries'
import type { CounterState } from '@/lib/features/notices/schema'
import { keepPaper } from '@/lib/features/papers/commands'
import { personWho } from '@/lib/platform/access/person'
import { type CommandContext, defineCommand } from '@/lib/platform/commands/define'
import { newId } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { t } from '@/lib/platform/i18n/translate'
import { COUNTER_MOVES, mayCounter, missingIn, standingOf } from './model'
import { elementsOf } from './queries'
import { COUNTER_ELEMENTS, type CounterInput, enterInput, judgeInput, withdrawInput } from './schema'

interface CaseRow {
  id: string
  class: string
}

/**
 * Writes down a counter-notice against the notice of a case that the caller has locked, whoever sent it: a paper that reached
 * the agent is never thrown away. Only a local author whose post the notice names is a subscriber who gets a window.
 */
export async function enterCounter(
  context: CommandContext,
  row: CaseRow,
  input: CounterInput,
): Promise<{ counterId: string; state: CounterState }> {
  const { tx, now } = context
  if (new Date(input.receivedAt).getTime() > now.getTime() + SLACK_MS) throw new AppError('clock.ahead')
  const notice = await tx.notice.findUniqueOrThrow({ where: { caseId: row.id }, select: { receivedAt: true } })
  // A mistyped year would make a window that is long over.
  if (new Date(input.receivedAt) < notice.receivedAt) throw new AppError('counter.beforeNotice')
  const standing = await stateFor(context, row.id, input.accountId)
  const paperId = await keepPaper(context, row, {
    way: 'in',
    kind: 'counterNotice',
    at: input.receivedAt,
    party: input.name || '—',
    channel: input.channel,
    subject: '',
    original: input.original,
  })
  const current = standing === 'received' ? await currentOf(context, row.id, input.accountId) : null
  const place = current ? placeBeside(current, input) : { state: standing, takes: null }
  const taken = place.takes ? current : null
  const elements = taken ? bothOf(taken, input) : input.elements
  const counterId = newId()
  const { accountId, channel, text } = input
  const state = taken?.state === 'held' ? 'held' : place.state
  const hold = taken ? { heldAt: taken.heldAt, heldPaperId: taken.heldPaperId, docket: taken.docket } : {}
  await tx.counterNotice.create({
    data: {
      id: counterId,
      caseId: row.id,
      accountId,
      state,
      receivedAt: new Date(input.receivedAt),
      recordedAt: now,
      channel,
      paperId,
      // What is missing may be sent alone (D7): the rest stands in the version before.
      name: input.name || (taken?.name ?? ''),
      address: input.address || (taken?.address ?? ''),
      phone: input.phone || (taken?.phone ?? ''),
      elements,
      text,
      ...hold,
    },
  })
  if (taken && place.takes) await standIn(context, { from: taken.id, to: counterId, as: place.takes })
  if (standing === 'received' && state !== 'addition') {
    await openAgain(context, row.id)
    await meetPapers(context, row.id, counterId)
  }
  context.remember({
    caseId: row.id,
    subjectIds: accountId ? [accountId] : [],
    fields: { counter: counterId, state, channel, receivedAt: input.receivedAt, insteadOf: taken?.id ?? null },
  })
  return { counterId, state }
}

/** Clocks of browsers differ a little from ours. */
const SLACK_MS = 60_000

async function stateFor({ tx }: CommandContext, caseId: string, accountId: string): Promise<CounterState> {
  if (accountId === '') return 'refused'
  return standingOf(await tx.noticeItem.findMany({ where: { caseId, accountId }, select: { isLocal: true } }))
}

/** What a court sent before there was a counter-notice was received first: it keeps this one from being put back, too. */
async function meetPapers({ tx }: CommandContext, caseId: string, counterId: string): Promise<void> {
  const met = await tx.courtPaper.findMany({ where: { caseId, counterId }, select: { paperId: true } })
  const where = { caseId, counterId: null, state: 'waiting', paperId: { notIn: met.map((one) => one.paperId) } }
  const early = await tx.courtPaper.findMany({ where })
  await tx.courtPaper.createMany({ data: early.map((paper) => ({ ...paper, id: newId(), counterId })) })
}

/** The law sets no limit on when a counter-notice may come: a case that was closed is open again while something is down. */
async function openAgain({ tx }: CommandContext, caseId: string): Promise<void> {
  const down = await tx.noticeItem.count({ where: { caseId, state: { in: ['disabled', 'removed'] } } })
  if (down === 0) return
  // It goes back to what it was found to be: what was taken down without a valid notice does not make it one.
  const { finding } = await tx.notice.findUniqueOrThrow({ where: { caseId } })
  const state = finding ?? 'valid'
  const { count } = await tx.notice.updateMany({ where: { caseId, state: 'closed' }, data: { state } })
  if (count > 0) await tx.case.update({ where: { id: caseId }, data: { state: 'open', closedAt: null } })
}

/** The counter-notice of somebody that stands: what comes after it is measured by it. */
async function currentOf({ tx }: Pick<CommandContext, 'tx'>, caseId: string, accountId: string) {
  const rows = await tx.counterNotice.findMany({ where: { caseId, accountId }, orderBy: { receivedAt: 'asc' } })
  return rows.find((one) => isStanding(counterStateOf(one.state))) ?? null
}
type Row = NonNullable<Awaited<ReturnType<typeof currentOf>>>

const isWhole = (elements: unknown): boolean => missingIn(elementsOf(elements)).length === 0

/**
 * Where a further paper of the same person stands. Day 0 is the first receipt that complies (512(g)(2)(C)), whenever it was entered: a
 * whole one is not replaced by a later paper, and gives way to one that was received before it.
 */
function placeBeside(
  { state, receivedAt, elements, judgedAt, clockId }: Row,
  input: CounterInput,
): { state: CounterState; takes: 'replaced' | 'addition' | null } {
  const isEarlier = new Date(input.receivedAt) < receivedAt
  // What a court holds may still be made whole.
  const isOpen = state === 'received' || state === 'defective' || (state === 'held' && clockId === null)
  const lacks = state === 'defective' || (state === 'held' && judgedAt !== null) || !isWhole(elements)
  if (isOpen && lacks) {
    const isCure = !isEarlier || isWhole(input.elements)
    return isCure ? { state: 'received', takes: 'replaced' } : { state: 'addition', takes: null }
  }
  if (!isEarlier || !isWhole(input.elements)) return { state: 'addition', takes: null }
  if (state === 'received') return { state: 'received', takes: 'addition' }
  // Its window is to run from this one: whoever judges it says so.
  if (state === 'valid' || state === 'forwarded') return { state: 'received', takes: null }
  return { state: 'addition', takes: null }
}

const bothOf = (before: Row, { elements }: CounterInput) => {
  const said = elementsOf(before.elements)
  return Object.fromEntries(COUNTER_ELEMENTS.map((name) => [name, said[name] || elements[name]]))
}

/** One stands in for another: what a court sent about that is about this. */
async function standIn(
  { tx }: CommandContext,
  { from, to, as: state }: { from: string; to: string; as: CounterState },
): Promise<void> {
  const nothing = { askedAt: null, askedById: null, approvedAt: null, approvedById: null }
  await tx.counterNotice.update({ where: { id: from }, data: { state, ...nothing } })
  await tx.courtPaper.updateMany({
    where: { counterId: from, state: { in: ['waiting', 'held'] } },
    data: { counterId: to },
  })
}

/** A counter-notice that reached the agent by any way but the form. */
export const enter = defineCommand({
  name: 'counters.enter',
  permission: 'notice.work',
  input: enterInput,
  isPublicDoor: true,
  bodyMaxBytes: 1_100_000,
  async run(context, { caseId, version, counter }) {
    const { row } = await takeNotice(context, { caseId, version })
    await enterCounter(context, row, counter)
    return answerOf(row.id, await moveOn(context, row.id))
  },
})

/**
 * Whether it has all that 512(g)(3) asks for. If so its window runs from its receipt, whenever it is forwarded: (g)(2)(C) counts
 * from there. If not, there is no window, and whoever sent it is told what is missing (DMCA-12).
 */
export const judge = defineCommand({
  name: 'counters.judge',
  permission: 'notice.decide',
  input: judgeInput,
  isPublicDoor: true,
  async run(context, { caseId, version, counterId, elements, reason }) {
    const { row, notice } = await takeNotice(context, { caseId, version })
    const counter = notice.counters.find((one) => one.id === counterId)
    if (!counter) throw new AppError('notFound')
    const missing = missingIn(elements)
    const step = missing.length > 0 ? 'findDefective' : 'accept'
    if (!mayCounter(step, counterStateOf(counter.state))) throw new AppError('counter.moved')
    const clockId =
      step === 'accept'
        ? await startClock(context, row, {
            clock: 'dmca.putBack',
            at: counter.receivedAt.toISOString(),
            zone: notice.zone,
            calendar: 'US-FED',
            complianceOn: null,
          })
        : null
    const state = COUNTER_MOVES[step].to
    const judged = { judgedAt: context.now, judgedById: personIn(context).id, reason }
    await context.tx.counterNotice.update({
      where: { id: counterId },
      data: { state, clockId, elements, ...judged },
    })
    if (step === 'accept') await takeOver(context, row, { notice, counter })
    else await promote(context, { notice, counter })
    context.remember({
      caseId: row.id,
      subjectIds: [counter.accountId],
      fields: { counter: counterId, state, missing, reason },
    })
    return answerOf(row.id, await moveOn(context, row.id))
  },
})

interface Judged {
  notice: NoticeRow
  counter: NoticeRow['counters'][number]
}

/** Received before the one that is being answered, and whole: that one's window was counted from the wrong day. */
async function takeOver(
  context: CommandContext,
  row: { id: string; instanceId: string },
  { notice, counter }: Judged,
): Promise<void> {
  const later = notice.counters.filter(
    (one) =>
      one.accountId === counter.accountId &&
      one.id !== counter.id &&
      (one.state === 'valid' || one.state === 'forwarded'),
  )
  for (const { id, clockId } of later) {
    await standIn(context, { from: id, to: counter.id, as: 'addition' })
    await endClock(context, row, { clockId, kind: 'withdrawn', reason: t('counter.receivedBefore') })
  }
}

/** Of one that lacks something: what came beside it while it was thought whole is judged now, the first that came first. */
async function promote(context: CommandContext, { notice, counter }: Judged): Promise<void> {
  const beside = notice.counters.filter(
    (one) => one.accountId === counter.accountId && one.state === 'addition' && isWhole(one.elements),
  )
  const [first] = beside.toSorted((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime())
  if (!first) return
  await context.tx.counterNotice.update({ where: { id: first.id }, data: { state: 'received' } })
  await standIn(context, { from: counter.id, to: first.id, as: 'replaced' })
}

export const withdraw = defineCommand({
  name: 'counters.withdraw',
  permission: 'notice.decide',
  input: withdrawInput,
  isPublicDoor: true,
  async run(context, { caseId, version, counterId, reason }) {
    const { row, notice } = await takeNotice(context, { caseId, version })
    const counter = notice.counters.find((one) => one.id === counterId)
    if (!counter) throw new AppError('notFound')
    if (!mayCounter('withdraw', counterStateOf(counter.state))) throw new AppError('counter.moved')
    await context.tx.counterNotice.update({ where: { id: counterId }, data: { state: 'withdrawn', reason } })
    // Somebody else's window in the same notice goes on.
    await endClock(context, row, { clockId: counter.clockId, kind: 'withdrawn', reason })
    context.remember({ caseId: row.id, subjectIds: [counter.accountId], fields: { counter: counterId, reason } })
    return answerOf(row.id, await moveOn(context, row.id))
  },
})

const personIn = personWho('notice.work')
