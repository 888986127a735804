import { takeUp } from '@/lib/features/cases/commands'
import type { CaseRef } from '@/lib/features/cases/schema'
import { resolveItemsJob } from '@/lib/features/copyright/jobs'
import { kindOf } from '@/lib/features/copyright/parse'
import { ELEMENTS } from '@/lib/features/copyright/schema'
import { startClock } from '@/lib/features/deadlines/commands'
import { keepPaper } from '@/lib/features/papers/commands'
import type { CommandContext } from '@/lib/platform/commands/define'
import { newId } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { noticeOf } from './queries'
import type { NoticeInput } from './schema'

/**
 * Opens the case of a notice: its works and addresses with a row and a fate each, its elements as they were found, the original
 * sealed, the target of 512(c)(1)(C) from receipt. To which posts the addresses lead is asked of the instance afterwards.
 */
export async function openNotice(
  context: CommandContext,
  input: NoticeInput,
): Promise<{ caseId: string; number: number }> {
  const { tx, now, actor } = context
  const receivedAt = new Date(input.receivedAt)
  if (receivedAt.getTime() > now.getTime() + SLACK_MS) throw new AppError('clock.ahead')
  const instanceId = await instanceOf(context)
  const caseId = newId()
  // Without a list nobody would see it: NULL is no empty list to the predicate of sight.
  const row = await tx.case.create({ data: { id: caseId, instanceId, kind: 'copyright', partyIds: [], openedAt: now } })
  const zone = await agentZoneOf(context, instanceId)
  await tx.notice.create({
    data: {
      caseId,
      zone,
      receivedAt,
      recordedAt: now,
      recordedById: actor.kind === 'person' ? actor.id : null,
      channel: input.channel,
      isConfirmed: input.isConfirmed,
      language: input.language,
      senderName: input.sender.name,
      principal: input.sender.principal,
      email: input.sender.email,
      phone: input.sender.phone,
      address: input.sender.address,
      tokenHash: input.tokenHash,
    },
  })
  await writeElements(context, caseId, input)
  await writeItems(context, caseId, input)
  await keepPaper(context, row, {
    way: 'in',
    kind: 'notice',
    at: input.receivedAt,
    party: input.sender.name || input.sender.email || '—',
    channel: input.channel,
    subject: input.subject,
    original: input.original,
  })
  await startClock(context, row, {
    clock: 'dmca.disable',
    at: input.receivedAt,
    zone,
    calendar: null,
    complianceOn: null,
  })
  await context.enqueue(resolveItemsJob, { caseId }, { key: `filings:${caseId}` })
  const { channel, works, urls, isConfirmed } = input
  const fields = { kind: 'copyright', channel, receivedAt: input.receivedAt, works: works.length, isConfirmed }
  context.remember({ caseId, fields: { ...fields, items: urls.length } })
  return { caseId, number: row.number }
}

/** Clocks of browsers differ a little from ours. */
const SLACK_MS = 60_000

async function instanceOf({ tx, actor }: CommandContext): Promise<string> {
  if (actor.kind === 'person') return actor.instanceId
  const instance = await tx.instance.findFirst({ where: { state: 'connected' } })
  if (!instance) throw new AppError('notConnected')
  return instance.id
}

/** Where business days are counted: at the designated agent's. */
const DEFAULT_ZONE = 'America/New_York'
async function agentZoneOf({ tx }: CommandContext, instanceId: string): Promise<string> {
  const agent = await tx.designatedAgent.findFirst({
    where: { instanceId },
    orderBy: { number: 'desc' },
    select: { zone: true },
  })
  return agent?.zone ?? DEFAULT_ZONE
}

async function writeElements({ tx }: CommandContext, caseId: string, { elements }: NoticeInput): Promise<void> {
  await tx.noticeElement.createMany({
    data: ELEMENTS.map((element) => {
      const found = elements.find((one) => one.element === element)
      const { standing = 'notFound', quote = '', start = null } = found ?? {}
      return { caseId, element, standing, quote, start }
    }),
  })
}

async function writeItems({ tx }: CommandContext, caseId: string, { works, urls }: NoticeInput): Promise<void> {
  const workIds = works.map(() => newId())
  await tx.noticeWork.createMany({
    data: works.map((text, n) => ({ id: workIds[n] ?? newId(), caseId, number: n + 1, text })),
  })
  await tx.noticeItem.createMany({
    data: urls.map(({ url, work }, n) => ({
      id: newId(),
      caseId,
      number: n + 1,
      url,
      kind: kindOf(url),
      workId: work === null ? null : (workIds[work] ?? null),
    })),
  })
}

/** Locks a case and its notice for work on it, for whoever may see it. */
export async function takeNotice(context: CommandContext, ref: CaseRef) {
  const row = await takeUp(context, ref)
  const notice = await noticeOf(context.tx, row.id)
  if (!notice) throw new AppError('notFound')
  return { row, notice }
}
export type Taken = Awaited<ReturnType<typeof takeNotice>>
