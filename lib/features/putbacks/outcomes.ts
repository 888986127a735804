import { z } from 'zod'
import { intendFor } from '@/lib/features/acts/intents'
import { moveOn } from '@/lib/features/cases/commands'
import { isSetAside, type PutBackFacts, putBackBarrier, runsAt } from '@/lib/features/counters/model'
import { windowOf } from '@/lib/features/counters/queries'
import { endClock, endClocks, startClock } from '@/lib/features/deadlines/commands'
import { liftItems } from '@/lib/features/edge/commands'
import type { Taken } from '@/lib/features/notices/commands'
import { isDown, noticeBarrier } from '@/lib/features/notices/model'
import { counterStateOf, factsOf, itemStateOf, noticeOf, type NoticeRow } from '@/lib/features/notices/queries'
import { keepPaper } from '@/lib/features/papers/commands'
import type { PaperInput } from '@/lib/features/papers/schema'
import { voidStrikes } from '@/lib/features/strikes/commands'
import { type CommandContext, defineCommand } from '@/lib/platform/commands/define'
import { sql } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { exact } from '@/lib/platform/i18n/time'
import { t } from '@/lib/platform/i18n/translate'
import { sweepCopyrightJob } from './jobs'

type Counter = NoticeRow['counters'][number]
interface CaseFacts {
  id: string
  instanceId: string
}

/** What decides whether a counter-notice may lead to a put-back now. */
export async function putBackFacts(
  { tx }: Pick<CommandContext, 'tx'>,
  notice: Pick<NoticeRow, 'intimateCaseId' | 'items'>,
  counter: Counter,
): Promise<PutBackFacts> {
  const papers = await tx.courtPaper.count({ where: { counterId: counter.id, state: 'waiting' } })
  const { isIntimate } = await findingOf({ tx }, notice)
  return {
    state: counterStateOf(counter.state),
    isPaperWaiting: papers > 0,
    isIntimate,
    hasDown: notice.items.some((item) => item.accountId === counter.accountId && isDownOrBlocked(item)),
    window: await windowOf(tx, counter.clockId),
  }
}

/** Also where only its own address is blocked, and lists go on carrying it. */
const isDownOrBlocked = ({ state, blocks }: NoticeRow['items'][number]): boolean =>
  isDown(itemStateOf(state)) || blocks.some((block) => block.liftedAt === null)

/** Whether what two people approved runs now, by everything that stands at this moment. */
export async function isToRun(
  tx: Pick<CommandContext, 'tx'>,
  notice: Pick<NoticeRow, 'intimateCaseId' | 'items'>,
  { counter, now }: { counter: Counter; now: Date },
): Promise<boolean> {
  const { approvedAt, approvedById } = counter
  const facts = await putBackFacts(tx, notice, counter)
  if (!approvedAt || !approvedById || !facts.window || putBackBarrier(facts, now)) return false
  return runsAt(approvedAt, facts.window) <= now && !isSetAside(approvedAt, facts.window, now)
}

/** While the case of an intimate image is open it may be so, and done means that it was. */
async function findingOf({ tx }: Pick<CommandContext, 'tx'>, { intimateCaseId }: Pick<NoticeRow, 'intimateCaseId'>) {
  if (!intimateCaseId) return { isIntimate: false }
  const finding = await tx.handCase.findUnique({ where: { caseId: intimateCaseId }, select: { outcome: true } })
  return { isIntimate: finding !== null && (finding.outcome === null || finding.outcome === 'done') }
}

/** Lifts what lies on the posts of one subscriber. Restored is said later, of what was seen. */
export async function beginPutBack(
  context: CommandContext,
  row: CaseFacts,
  { notice, accountId, decidedById }: { notice: NoticeRow; accountId: string; decidedById: string | null },
): Promise<void> {
  const items = notice.items.filter((item) => item.accountId === accountId)
  const blocked = items.filter((item) => item.lever === 'edgeBlock').map((item) => item.id)
  await liftItems(context, row, blocked)
  const isSuspended = (await suspendedFor(context, { ...notice, items })).length > 0
  // An act on Mastodon is somebody's: where nobody decided, it waits for somebody (putbacks.unsuspend).
  if (isSuspended && decidedById)
    await intendFor(context, decidedById, row, [{ kind: 'unsuspend', targetId: accountId, reportId: null }])
}

/** Accounts that were suspended for a notice, or are about to be, and whose suspension nobody has lifted since, here or elsewhere. */
export async function suspendedFor(
  { tx }: Pick<CommandContext, 'tx'>,
  notice: Pick<NoticeRow, 'caseId' | 'items'>,
): Promise<string[]> {
  const ids = notice.items.flatMap((item) => (item.lever === 'accountAct' ? (item.accountId ?? []) : []))
  const found: string[] = []
  for (const targetId of new Set(ids)) {
    const act = await tx.act.findFirst({
      where: {
        caseId: notice.caseId,
        targetId,
        kind: 'suspend',
        // What ended an account for its strikes is another decision, on whichever case it stands.
        ground: { path: ['law'], equals: '17 USC 512(c)(1)(C)' },
        state: { in: ['asked', 'sent', 'confirmed', 'notConfirmed'] },
      },
      orderBy: { askedAt: 'desc' },
    })
    if (act && !(await isLifted(tx, act))) found.push(targetId)
  }
  return found
}

type Suspension = { instanceId: string; targetId: string; askedAt: Date; settledAt: Date | null }
async function isLifted(
  tx: CommandContext['tx'],
  { instanceId, targetId, askedAt, settledAt }: Suspension,
): Promise<boolean> {
  const later = { kind: 'unsuspend', state: 'confirmed', askedAt: { gt: askedAt } }
  if ((await tx.act.count({ where: { instanceId, targetId, ...later } })) > 0) return true
  const account = await tx.account.findUnique({ where: { instanceId_remoteId: { instanceId, remoteId: targetId } } })
  return settledAt !== null && account !== null && !account.isSuspended && account.seenAt > settledAt
}

/**
 * Whoever sent the notice takes it back, by a paper or by their secret link (then nobody decided): everything that is blocked
 * because of it is put back at once, whatever was under way.
 */
export async function retractNotice(
  context: CommandContext,
  { row, notice }: Pick<Taken, 'row' | 'notice'>,
  { paper, decidedById }: { paper: Omit<PaperInput, 'way' | 'kind'>; decidedById: string | null },
): Promise<void> {
  const { tx, now } = context
  const barrier = noticeBarrier('retract', factsOf(notice))
  if (barrier) throw new AppError(barrier)
  // 47 USC 223a knows no retraction by whoever complained of a copyright.
  if (notice.intimateCaseId) throw new AppError('putBack.intimate')
  await keepPaper(context, row, { ...paper, way: 'in', kind: 'retraction' })
  const authors = [...new Set(notice.items.flatMap((item) => item.accountId ?? []))]
  const suspended = await suspendedFor(context, notice)
  for (const accountId of authors) await beginPutBack(context, row, { notice, accountId, decidedById })
  // The act decides, and not what has been seen of it so far: who is suspended for this notice is a step of its own until it is undone.
  const taken = { caseId: row.id, lever: 'accountAct', state: 'found', accountId: { in: suspended } }
  await tx.noticeItem.updateMany({ where: taken, data: { state: 'disabled', disabledAt: now } })
  if (suspended.length > 0)
    await startClock(context, row, {
      clock: 'dmca.restore',
      at: now.toISOString(),
      zone: notice.zone,
      calendar: null,
      complianceOn: null,
    })
  // What it waited for was an action of whoever takes the notice back: no window is left to be kept.
  for (const { clockId } of notice.counters)
    await endClock(context, row, { clockId, kind: 'withdrawn', reason: 'retracted' })
  const where = { caseId: row.id, state: { in: ['valid', 'forwarded', 'held'] } }
  await tx.counterNotice.updateMany({ where, data: { state: 'restoring', putBackBegunAt: now } })
  const early = { caseId: row.id, state: { in: ['received', 'defective'] } }
  await tx.counterNotice.updateMany({ where: early, data: { state: 'withdrawn' } })
  const decided = { state: 'retracted', decidedAt: now, decidedById }
  await tx.notice.update({ where: { caseId: row.id }, data: decided })
  await endClocks(context, row, { clock: 'dmca.disable', kind: 'withdrawn', reason: 'retracted' })
  await endClocks(context, row, { clock: 'dmca.ownKnowledge', kind: 'withdrawn', reason: 'retracted' })
  await endClocks(context, row, { clock: 'dmca.notifyUser', kind: 'withdrawn', reason: 'retracted' })
  await voidStrikes(context, row, 'retracted')
  await context.enqueue(sweepCopyrightJob, {}, { key: `retract:${row.id}` })
  context.remember({ caseId: row.id, subjectIds: authors, fields: { state: 'retracted', at: paper.at } })
}

/**
 * The put-back that two people approved ahead, at its moment. Everything is asked again inside the transaction that does it, under
 * the lock of the case: a court paper that was entered a moment before is a paper received first (512(g)(2)(C)).
 */
export const run = defineCommand({
  name: 'putbacks.run',
  permission: 'mirror.write',
  input: z.object({ counterId: z.uuid() }),
  async run(context, { counterId }) {
    const { tx, now } = context
    const found = await lockCounter(context, counterId)
    if (!found) return { isBegun: false }
    const { row, notice, counter } = found
    if (!(await isToRun(context, notice, { counter, now }))) return { isBegun: false }
    const { accountId, approvedById } = counter
    await beginPutBack(context, row, { notice, accountId, decidedById: approvedById })
    await tx.counterNotice.update({ where: { id: counterId }, data: { state: 'restoring', putBackBegunAt: now } })
    await moveOn(context, row.id)
    context.remember({ caseId: row.id, subjectIds: [accountId], fields: { counter: counterId, state: 'restoring' } })
    return { isBegun: true }
  },
})

/** What was seen of a put-back that is under way. */
export const settle = defineCommand({
  name: 'putbacks.settle',
  permission: 'mirror.write',
  input: z.object({ caseId: z.uuid() }),
  async run(context, { caseId }) {
    const { tx, now } = context
    await tx.$queryRaw(sql`SELECT id FROM "case" WHERE id = ${caseId}::uuid FOR UPDATE`)
    const row = await tx.case.findUnique({ where: { id: caseId } })
    const notice = await noticeOf(tx, caseId)
    if (!row || !notice) return { restored: 0 }
    await settleItems(context, notice)
    if ((await suspendedFor(context, notice)).length === 0)
      await endClocks(context, row, { clock: 'dmca.restore', kind: 'met', reason: '' })
    const done: Counter[] = []
    for (const counter of notice.counters)
      if (isBeingRestored(counter) && !(await isUnderWay(context, row, counter.accountId))) done.push(counter)
    for (const counter of done) {
      await tx.counterNotice.update({
        where: { id: counter.id },
        data: { state: counter.state === 'escalated' ? 'escalated' : 'restored', restoredAt: now },
      })
      await endClock(context, row, { clockId: counter.clockId, ...(await howItEnded(context, notice, counter)) })
      await voidStrikes(context, row, 'countered', counter.accountId)
    }
    if (done.length === 0) return { restored: 0 }
    await moveOn(context, caseId)
    const subjectIds = done.map((counter) => counter.accountId)
    context.remember({ caseId, subjectIds, fields: { restored: done.map((counter) => counter.id) } })
    return { restored: done.length }
  },
})

/** Whether counsel was told of a court paper that came too late to hold, or was entered too late; a line of the case. */
export const noteCounsel = defineCommand({
  name: 'putbacks.tellCounsel',
  permission: 'mirror.write',
  input: z.object({ caseId: z.uuid(), who: z.string().max(200), failure: z.string().max(40).nullable() }),
  async run({ remember }, { caseId, who, failure }) {
    remember({ caseId, outcome: failure === null ? 'done' : 'failed', fields: { told: who, failure } })
    return {}
  },
})

/** Met, or missed and why: a put-back after "not after" is told as what it is (512(g)(2)(C)). */
async function howItEnded(
  { tx, now }: CommandContext,
  { zone }: NoticeRow,
  { clockId, approvedAt, ...counter }: Counter,
) {
  const window = await windowOf(tx, clockId)
  if (!window?.closesAt || now <= window.closesAt) return { kind: 'met', reason: '' } as const
  const { closesAt, isClosed } = window
  const begunAt = counter.putBackBegunAt ?? now
  const isLateApproved = approvedAt !== null && approvedAt > closesAt
  const why = isClosed ? 'closed' : begunAt <= closesAt ? 'seen' : isLateApproved ? 'approved' : 'begun'
  const at = exact(isLateApproved && !isClosed ? approvedAt : begunAt, zone)
  return { kind: 'missed', reason: t('putBack.late', { why, at, seen: exact(now, zone) }) } as const
}

/** Also of one that went to counsel while its blocks were being lifted it is said when it is back. */
const isBeingRestored = ({ state, putBackBegunAt, restoredAt }: Counter): boolean =>
  state === 'restoring' || (state === 'escalated' && putBackBegunAt !== null && restoredAt === null)

/** An account that is no longer suspended gives back what lay under it; a file that is gone behind its lifted block is gone. */
async function settleItems({ tx, now }: CommandContext, notice: NoticeRow): Promise<void> {
  for (const item of notice.items.filter((one) => one.state === 'disabled')) {
    const at = { where: { id: item.id } }
    if (item.lever === 'accountAct' && !(await suspendedFor({ tx }, { ...notice, items: [item] })).length)
      await tx.noticeItem.update({ ...at, data: { state: 'restored', restoredAt: now } })
    if (item.lever === 'edgeBlock') {
      const last = await tx.edgeBlock.findFirst({ where: { itemId: item.id }, orderBy: { askedAt: 'desc' } })
      if (last?.state === 'gone') await tx.noticeItem.update({ ...at, data: { state: 'removed' } })
    }
  }
}

async function isUnderWay({ tx }: CommandContext, { id: caseId }: CaseFacts, accountId: string): Promise<boolean> {
  const blocks = await tx.edgeBlock.count({ where: { caseId, accountId, liftedAt: null } })
  const suspended = await tx.noticeItem.count({ where: { caseId, accountId, lever: 'accountAct', state: 'disabled' } })
  return blocks + suspended > 0
}

async function lockCounter({ tx }: CommandContext, counterId: string) {
  const known = await tx.counterNotice.findUnique({ where: { id: counterId }, select: { caseId: true } })
  if (!known) return null
  await tx.$queryRaw(sql`SELECT id FROM "case" WHERE id = ${known.caseId}::uuid FOR UPDATE`)
  const row = await tx.case.findUnique({ where: { id: known.caseId } })
  const notice = await noticeOf(tx, known.caseId)
  const counter = notice?.counters.find((one) => one.id === counterId)
  return row && notice && counter ? { row, notice, counter } : null
}
