import { answerOf, moveOn } from '@/lib/features/cases/commands'
import { endClock, startClock } from '@/lib/features/deadlines/commands'
import { takeNotice } from '@/lib/features/notices/commands'
import { counterStateOf } from '@/lib/features/notices/queries'
import type { CounterState } from '@/lib/features/notices/schema'
import { keepPaper } from '@/lib/features/papers/commands'
import { personWho } from '@/lib/platform/access/person'
import { type CommandContext, defineCommand } from '@/lib/platform/commands/define'
import { newId } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { COUNTER_MOVES, mayCounter, missingIn, standingOf } from './model'
import { elementsOf } from './queries'
import { type CounterInput, enterInput, judgeInput, withdrawInput } from './schema'

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
  const state = await stateFor(context, row.id, input.accountId)
  const first = state === 'received' ? await wholeBefore(context, row.id, input.accountId) : null
  const paperId = await keepPaper(context, row, {
    way: 'in',
    kind: 'counterNotice',
    at: input.receivedAt,
    party: input.name || '—',
    channel: input.channel,
    subject: '',
    original: input.original,
  })
  if (first) {
    // Day 0 stays: the window runs from the first version that complies (512(g)(2)(C)).
    context.remember({
      caseId: row.id,
      subjectIds: [input.accountId],
      fields: { counter: first.counterId, further: paperId },
    })
    return first
  }
  if (state === 'received') {
    await replaceEarlier(context, row.id, input.accountId)
    await openAgain(context, row.id)
  }
  const { accountId, channel, name, address, phone, elements, text } = input
  const counterId = newId()
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
      name,
      address,
      phone,
      elements,
      text,
    },
  })
  if (state === 'received') await meetPapers(context, row.id, counterId)
  context.remember({
    caseId: row.id,
    subjectIds: accountId ? [accountId] : [],
    fields: { counter: counterId, state, channel, receivedAt: input.receivedAt },
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
  const early = await tx.courtPaper.findMany({ where: { caseId, counterId: null, state: 'waiting' } })
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

const ANSWERED: readonly string[] = ['valid', 'forwarded', 'held', 'restoring', 'restored', 'escalated']

/** One that is being answered, or has all that is asked for: whatever comes after it from the same person is a paper beside it. */
async function wholeBefore({ tx }: CommandContext, caseId: string, accountId: string) {
  const rows = await tx.counterNotice.findMany({ where: { caseId, accountId }, orderBy: { receivedAt: 'asc' } })
  const found = rows.find(
    ({ state, elements }) =>
      ANSWERED.includes(state) || (state === 'received' && missingIn(elementsOf(elements)).length === 0),
  )
  return found ? { counterId: found.id, state: counterStateOf(found.state) } : null
}

/** A cured version stands in for the one before. */
async function replaceEarlier({ tx }: CommandContext, caseId: string, accountId: string): Promise<void> {
  await tx.counterNotice.updateMany({
    where: { caseId, accountId, state: { in: ['received', 'defective'] } },
    data: { state: 'replaced' },
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
    context.remember({
      caseId: row.id,
      subjectIds: [counter.accountId],
      fields: { counter: counterId, state, missing, reason },
    })
    return answerOf(row.id, await moveOn(context, row.id))
  },
})

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
