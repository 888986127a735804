import { z } from 'zod'
import { assertOn, intend } from '@/lib/features/acts/intents'
import { captureJob, captureOptions } from '@/lib/features/captures/jobs'
import { captureNamed } from '@/lib/features/captures/workers'
import { answerOf, moveOn } from '@/lib/features/cases/commands'
import { visibleAndOrdinary } from '@/lib/features/cases/model'
import { isPersonStopped } from '@/lib/features/cases/queries'
import { caseRef } from '@/lib/features/cases/schema'
import { endClocks, startClock } from '@/lib/features/deadlines/commands'
import { blockItems, liftItems } from '@/lib/features/edge/commands'
import { sweepHoldsJob } from '@/lib/features/holds/jobs'
import { lockForPlacing } from '@/lib/features/holds/statements'
import { takeNotice, type Taken } from '@/lib/features/notices/commands'
import { isActing, isDown, isLever, isSettled, itemBarrier } from '@/lib/features/notices/model'
import {
  factsOf,
  itemStateOf,
  neverTold,
  noticeOf,
  type NoticeRow,
  shutAt,
  untoldOf,
} from '@/lib/features/notices/queries'
import { can } from '@/lib/platform/access/access'
import { personWho } from '@/lib/platform/access/person'
import { type CommandContext, defineCommand, type LookContext } from '@/lib/platform/commands/define'
import { newId } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { decideItems, type ItemDecision } from './schema'

type Row = Taken['row']
type Item = NoticeRow['items'][number]

/** What becomes of addresses of a notice, each by itself: refused with a reason, gone already, or by which lever it goes. */
export const decide = defineCommand({
  name: 'takedowns.decide',
  permission: 'notice.work',
  input: decideItems,
  isPublicDoor: true,
  /** Every removal starts with a snapshot (legal-workflows.md 1.4), also of what nobody reported. */
  async look({ db, actor, now }: LookContext, { caseId, decision }) {
    if (!isLever(decision.step) || actor.kind !== 'person') return
    const seen = await db.case.count({ where: { AND: [{ id: caseId }, visibleAndOrdinary(actor)] } })
    if (seen > 0) await captureNamed({ db, now: () => now }, { caseId, personId: actor.id })
  },
  async run(context, { itemIds, decision, ...ref }) {
    const actor = personIn(context)
    if (decision.step === 'refuse' && !can(actor, 'notice.decide'))
      throw new AppError('notAllowed', { permission: 'notice.decide' })
    const taken = await takeNotice(context, ref)
    const { row } = taken
    const items = taken.notice.items.filter((item) => itemIds.includes(item.id))
    if (items.length !== new Set(itemIds).size) throw new AppError('notFound')
    const facts = factsOf(taken.notice)
    await assertNobodyStopped(context, row, items)
    for (const item of items) {
      const { state: notice, hasKnowledge } = facts
      const barrier = itemBarrier(decision.step, { state: itemStateOf(item.state), notice, hasKnowledge })
      if (barrier) throw new AppError(barrier, { number: item.number })
    }
    await carryOut(context, row, items, decision)
    await settleClocks(context, row)
    const { step } = decision
    const [said, words] =
      'reason' in decision ? (['reason', decision.reason] as const) : (['fairUse', decision.fairUse] as const)
    context.remember({
      caseId: row.id,
      subjectIds: [...new Set(items.flatMap((item) => item.accountId ?? []))],
      fields: { step, items: items.map((item) => String(item.number)), [said]: words },
    })
    return answerOf(row.id, await moveOn(context, row.id))
  },
})

/** A notice may name posts of several people: nothing is done to one who was stopped, nor captured of them. */
async function assertNobodyStopped({ tx }: CommandContext, { instanceId }: Row, items: readonly Item[]): Promise<void> {
  for (const subjectId of new Set(items.flatMap((item) => item.accountId ?? [])))
    if (await isPersonStopped(tx, { instanceId, subjectId })) throw new AppError('case.stopped')
}

async function carryOut(
  context: CommandContext,
  row: Row,
  items: readonly Item[],
  decision: ItemDecision,
): Promise<void> {
  const { tx, now } = context
  const where = { id: { in: items.map((item) => item.id) } }
  if (decision.step === 'refuse' || decision.step === 'alreadyGone') {
    const state = decision.step === 'refuse' ? 'refused' : 'alreadyGone'
    await tx.noticeItem.updateMany({ where, data: { state, why: decision.reason, resolvedAt: now } })
    return
  }
  await tx.noticeItem.updateMany({ where, data: { lever: decision.step, fairUse: decision.fairUse } })
  for (const accountId of new Set(items.flatMap((item) => (item.isLocal ? (item.accountId ?? []) : []))))
    await tx.noticeSubscriber.upsert({
      where: { caseId_accountId: { caseId: row.id, accountId } },
      create: { caseId: row.id, accountId },
      update: {},
    })
  await keepSight(context, row, items)
  if (decision.step === 'edgeBlock') {
    const { asked } = await blockItems(context, row, where.id.in)
    if (asked === 0) throw new AppError('notice.nothingToBlock')
  }
  if (decision.step === 'accountAct') await suspendAuthors(context, row, items)
}

/** The posts become posts of the case, and what was not looked at yet is. */
async function keepSight(context: CommandContext, row: Row, items: readonly Item[]): Promise<void> {
  const { tx, now } = context
  const author = row.subjectId ?? items.find((item) => item.accountId)?.accountId ?? null
  if (!row.subjectId && author) await tx.case.update({ where: { id: row.id }, data: { subjectId: author } })
  const { instanceId } = row
  const known = await tx.post.findMany({
    where: { instanceId, remoteId: { in: items.flatMap((item) => item.postId ?? []) } },
    select: { remoteId: true },
  })
  const added = { caseId: row.id, instanceId, addedById: personIn(context).id, addedAt: now }
  await tx.casePost.createMany({
    data: known.map(({ remoteId: postId }) => ({ ...added, postId })),
    skipDuplicates: true,
  })
  await context.enqueue(captureJob, { caseId: row.id, personId: personIn(context).id }, captureOptions(row.id))
}

/** Reversible for thirty days only: a hold is put on the account at once, whose alarms say before Mastodon destroys it (DMCA-19). */
async function suspendAuthors(context: CommandContext, row: Row, items: readonly Item[]): Promise<void> {
  const actor = personIn(context)
  if (!can(actor, 'report.act')) throw new AppError('notAllowed', { permission: 'report.act' })
  for (const targetId of new Set(items.flatMap((item) => item.accountId ?? []))) {
    const about = { ...row, subjectId: targetId }
    await assertOn(context, about, 'suspend')
    const ground = { kind: 'law', law: '17 USC 512(c)(1)(C)', why: `#${row.number}` } as const
    await intend(context, row, [{ kind: 'suspend', targetId, reportId: null, ground, source: 'ownLook' }])
    await holdAccount(context, row, targetId)
  }
}

async function holdAccount(context: CommandContext, row: Row, accountId: string): Promise<void> {
  const { tx, now } = context
  await lockForPlacing(tx)
  await tx.hold.create({
    data: {
      id: newId(),
      instanceId: row.instanceId,
      source: 'counterNotice',
      reference: `#${row.number}`,
      releaseEvent: '17 USC 512(g)(2)(C)',
      caseIds: [row.id],
      accountIds: [accountId],
      postIds: [],
      startsAt: now,
      keepUntil: null,
      isSecret: false,
      namedIds: [],
      placedById: personIn(context).id,
      placedAt: now,
    },
  })
  await context.enqueue(sweepHoldsJob, {}, { key: 'holds.sweep' })
  await startClock(context, row, {
    clock: 'mastodon.purge',
    at: now.toISOString(),
    zone: 'UTC',
    calendar: null,
    complianceOn: null,
  })
}

/** A block by mistake is taken away again: not what waits for a put-back, which has rules and people of its own. */
export const undo = defineCommand({
  name: 'takedowns.undo',
  permission: 'notice.decide',
  input: caseRef.extend({ itemIds: z.array(z.uuid()).min(1).max(500), reason: z.string().trim().min(1).max(2000) }),
  isPublicDoor: true,
  async run(context, { itemIds, reason, ...ref }) {
    const { row, notice } = await takeNotice(context, ref)
    if (factsOf(notice).hasOpenCounter) throw new AppError('notice.counterOpen')
    const { asked } = await liftItems(context, row, itemIds)
    if (asked === 0) throw new AppError('edge.nothing')
    context.remember({ caseId: row.id, fields: { items: itemIds.length, reason } })
    return answerOf(row.id, await moveOn(context, row.id))
  },
})

/** What was seen meanwhile of the levers that others pull: Mastodon's page, an act on the account, the author. */
export const settle = defineCommand({
  name: 'takedowns.settle',
  permission: 'mirror.write',
  input: z.object({ caseId: z.uuid() }),
  async run(context, { caseId }) {
    const { tx, now } = context
    const row = await tx.case.findUnique({ where: { id: caseId } })
    const notice = await noticeOf(tx, caseId)
    if (!row || !notice || !isActing(factsOf(notice))) return { moved: 0 }
    const moved: string[] = []
    for (const item of notice.items) {
      const state = await seenState(context, row, item)
      if (!state) continue
      await tx.noticeItem.update({ where: { id: item.id }, data: { state, disabledAt: item.disabledAt ?? now } })
      moved.push(`${item.number} ${state}`)
    }
    const clocks = await settleClocks(context, row)
    if (moved.length + clocks === 0) return { moved: 0 }
    await moveOn(context, caseId)
    context.remember({ caseId, fields: { items: moved } })
    return { moved: moved.length }
  },
})

interface CaseFacts {
  id: string
  instanceId: string
}

async function seenState({ tx }: CommandContext, row: CaseFacts, item: Item): Promise<'removed' | 'disabled' | null> {
  if (isSettled(itemStateOf(item.state)) || !item.lever || item.lever === 'edgeBlock') return null
  if (item.lever === 'accountAct') {
    const where = { caseId: row.id, targetId: item.accountId ?? '', kind: 'suspend', state: 'confirmed' }
    return (await tx.act.count({ where })) > 0 ? 'disabled' : null
  }
  const removal = await tx.removal.findUnique({
    where: { caseId_postId: { caseId: row.id, postId: item.postId ?? '' } },
  })
  return removal?.state === 'removed' || removal?.state === 'said' ? 'removed' : null
}

/** "Expeditiously" is met when every address has its fate; from the first that is down, its author is to be told "promptly". */
export async function settleClocks(context: CommandContext, row: CaseFacts): Promise<number> {
  const { tx } = context
  const notice = await noticeOf(tx, row.id)
  if (!notice || !isActing(factsOf(notice))) return 0
  const states = notice.items.map((item) => itemStateOf(item.state))
  const reason = ''
  let changed = 0
  if (states.every(isSettled))
    for (const clock of ['dmca.disable', 'dmca.ownKnowledge'] as const)
      changed += await endClocks(context, row, { clock, kind: 'met', reason })
  const isDue = untoldOf(notice).length > 0
  const running = await tx.clock.count({ where: { caseId: row.id, name: 'dmca.notifyUser', state: 'running' } })
  if (!isDue && running > 0) {
    // Back before anybody wrote to them: 512(g)(2)(A) was not kept, and no ledger says that it was.
    const came =
      neverTold(notice).length > 0
        ? { kind: 'missed' as const, reason: 'back before told' }
        : { kind: 'met' as const, reason }
    changed += await endClocks(context, row, { clock: 'dmca.notifyUser', ...came })
  }
  if (isDue && running === 0) {
    const first = notice.items
      .filter((item) => item.isLocal)
      .flatMap((item) => (isDown(itemStateOf(item.state)) ? (item.disabledAt ?? []) : (shutAt(notice, item) ?? [])))
      .toSorted((a, b) => a.getTime() - b.getTime())[0]
    const at = (first ?? context.now).toISOString()
    const facts = { zone: notice.zone, calendar: null, complianceOn: null }
    await startClock(context, row, { clock: 'dmca.notifyUser', at, ...facts })
    changed += 1
  }
  return changed
}

const personIn = personWho('notice.work')
