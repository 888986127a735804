import { keepPaper } from '@/lib/features/papers/commands'
import type { CommandContext } from '@/lib/platform/commands/define'
import { newId } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import type { CounterInput, CounterState } from './schema'

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
  const state = await standingOf(context, row.id, input.accountId)
  if (state === 'received') await replaceEarlier(context, row.id, input.accountId)
  const paperId = await keepPaper(context, row, {
    way: 'in',
    kind: 'counterNotice',
    at: input.receivedAt,
    party: input.name || '—',
    channel: input.channel,
    subject: '',
    original: input.original,
  })
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
  context.remember({
    caseId: row.id,
    subjectIds: accountId ? [accountId] : [],
    fields: { counter: counterId, state, channel, receivedAt: input.receivedAt },
  })
  return { counterId, state }
}

/** Clocks of browsers differ a little from ours. */
const SLACK_MS = 60_000

/** 512(g)(2) promises a put-back for what is stored at the direction of a subscriber: not of a copy of a remote post. */
async function standingOf({ tx }: CommandContext, caseId: string, accountId: string): Promise<CounterState> {
  const items = await tx.noticeItem.findMany({ where: { caseId, accountId }, select: { isLocal: true } })
  if (accountId === '' || items.length === 0) return 'refused'
  return items.some((one) => one.isLocal) ? 'received' : 'referred'
}

/** A cured version stands in for the one before; while one is being answered no second is taken. */
async function replaceEarlier({ tx }: CommandContext, caseId: string, accountId: string): Promise<void> {
  const answered = await tx.counterNotice.count({
    where: { caseId, accountId, state: { in: ['valid', 'forwarded', 'held', 'restored', 'escalated'] } },
  })
  if (answered > 0) throw new AppError('counter.already')
  await tx.counterNotice.updateMany({
    where: { caseId, accountId, state: { in: ['received', 'defective'] } },
    data: { state: 'replaced' },
  })
}
