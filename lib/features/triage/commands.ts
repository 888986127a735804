import { z } from 'zod'
import { openHand } from '@/lib/features/byhand/commands'
import { ALWAYS } from '@/lib/features/byhand/model'
import type { HandKind } from '@/lib/features/byhand/schema'
import { answerOf, moveOn } from '@/lib/features/cases/commands'
import { visibleTo } from '@/lib/features/cases/model'
import { caseRef } from '@/lib/features/cases/schema'
import { endClocks, startClock } from '@/lib/features/deadlines/commands'
import { takeNotice, type Taken } from '@/lib/features/notices/commands'
import { isActing, isSettled, NOTICE_MOVES, noticeBarrier } from '@/lib/features/notices/model'
import { factsOf } from '@/lib/features/notices/queries'
import { CHANNELS, type PaperInput } from '@/lib/features/papers/schema'
import { countStrikes, voidStrikes } from '@/lib/features/strikes/commands'
import { can, type PersonActor } from '@/lib/platform/access/access'
import { type CommandContext, defineCommand } from '@/lib/platform/commands/define'
import { AppError } from '@/lib/platform/errors/error'
import { readObject } from '@/lib/platform/vault/objects'
import { t } from '@/lib/platform/i18n/translate'
import { type Decision, decideInput, judgeInput, subpoenaInput } from './schema'

export const take = defineCommand({
  name: 'notices.take',
  permission: 'notice.work',
  input: caseRef,
  isPublicDoor: true,
  async run(context, ref) {
    const actor = personIn(context)
    const { row } = await takeNotice(context, ref)
    context.remember({ caseId: row.id, fields: { owner: actor.name } })
    return answerOf(row.id, await moveOn(context, row.id, { ownerId: actor.id, ownedAt: context.now }))
  },
})

/** What a person says of each element, beside what looking for it gave. */
export const judge = defineCommand({
  name: 'notices.judge',
  permission: 'notice.work',
  input: judgeInput,
  isPublicDoor: true,
  async run(context, { elements, ...ref }) {
    const actor = personIn(context)
    const { row, notice } = await takeNotice(context, ref)
    if (!['received', 'defectiveCore', 'defectiveCurable'].includes(notice.state)) throw new AppError('notice.moved')
    for (const { element, standing } of elements)
      await context.tx.noticeElement.update({
        where: { caseId_element: { caseId: row.id, element } },
        data: { standing, judgedAt: context.now, judgedById: actor.id },
      })
    const fields = Object.fromEntries(elements.map(({ element, standing }) => [element, standing]))
    context.remember({ caseId: row.id, fields })
    return answerOf(row.id, await moveOn(context, row.id))
  },
})

/** What the notice is found to be: the step has to be open to it (model), and its clocks move with it. */
export const decide = defineCommand({
  name: 'notices.decide',
  permission: 'notice.decide',
  input: decideInput,
  isPublicDoor: true,
  async run(context, { decision, ...ref }) {
    const actor = personIn(context)
    const taken = await takeNotice(context, ref)
    const { row, notice } = taken
    const barrier = noticeBarrier(decision.step, factsOf(notice))
    if (barrier) throw new AppError(barrier)
    if (decision.step === 'close' && notice.ownKnowledgeAt && !decision.knowledgeDone)
      throw new AppError('notice.knowledgeUnanswered')
    const more = await effectOf(context, taken, decision)
    const reason = 'reason' in decision ? decision.reason : notice.reason
    const state = NOTICE_MOVES[decision.step].to
    const decided = { state, reason, decidedAt: context.now, decidedById: actor.id }
    await context.tx.notice.update({ where: { caseId: row.id }, data: { ...decided, ...more } })
    context.remember({ caseId: row.id, fields: { step: decision.step, state, reason, ...more } })
    // 512(i)(1)(A): what was valid and is closed without being contested counts.
    if (state === 'closed' && notice.state === 'valid') await countStrikes(context, row)
    if (decision.step === 'reject') await voidStrikes(context, row, 'rejected')
    const end = state === 'closed' ? { state: 'closed', closedAt: context.now } : {}
    return answerOf(row.id, await moveOn(context, row.id, end))
  },
})

interface Effect {
  becameCaseId?: string
  duplicateOfId?: string
  knowledgeDone?: string
}

async function effectOf(context: CommandContext, taken: Taken, decision: Decision): Promise<Effect> {
  const { row, notice } = taken
  const withdraw = (reason: string) => endClocks(context, row, { clock: 'dmca.disable', kind: 'withdrawn', reason })
  if (decision.step === 'valid') {
    // Day 0 of what was defective is the day on which it was made whole.
    if (notice.state !== 'received')
      await startClock(context, row, {
        clock: 'dmca.disable',
        at: decision.curedAt ?? context.now.toISOString(),
        zone: notice.zone,
        calendar: null,
        complianceOn: null,
      })
    return {}
  }
  if (decision.step === 'close' && decision.knowledgeDone) {
    await withdraw(decision.step)
    await endClocks(context, row, { clock: 'dmca.ownKnowledge', kind: 'met', reason: decision.knowledgeDone })
    return { knowledgeDone: decision.knowledgeDone }
  }
  // 512(c)(3)(B): what lacks an element is not counted toward knowledge.
  await withdraw(decision.step)
  if (decision.step === 'duplicate') return { duplicateOfId: await earlierOf(context, row.id, decision.of) }
  if (decision.step === 'notCopyright')
    return { becameCaseId: await becomes(context, taken, { kind: decision.kind, title: decision.reason }) }
  return {}
}

async function earlierOf(context: CommandContext, caseId: string, number: number): Promise<string> {
  const other = await context.tx.case.findFirst({
    where: { AND: [visibleTo(context.actor), { number, kind: 'copyright', notice: { isNot: null } }] },
  })
  if (!other || other.id === caseId) throw new AppError('notice.noSuch', { number })
  return other.id
}

/** A case by hand of another kind, with its clock from the receipt of this very letter and a copy of it sealed there. */
async function becomes(
  context: CommandContext,
  taken: Taken,
  { kind, title }: { kind: HandKind; title: string },
): Promise<string> {
  const { row, notice } = taken
  const clocks = ALWAYS[kind].map((clock) => ({ clock, zone: notice.zone, calendar: null, complianceOn: null }))
  const { id: byId } = personIn(context)
  const other = await openHand(context, {
    kind,
    ...besideOf(taken, byId),
    title: title.slice(0, 200),
    receivedAt: notice.receivedAt.toISOString(),
    channel: CHANNELS.find((known) => known === notice.channel) ?? 'other',
    sender: (notice.senderName || notice.email || '—').slice(0, 300),
    clocks,
    tasks: [],
    paper: await originalOf(context, row.id),
    paperKind: 'request',
  })
  return other.id
}

/** About the same people, of the same instance: who may not see the one may not see the other. */
const besideOf = ({ row: { id: besideId, instanceId, partyIds } }: Taken, byId: string) => ({
  besideId,
  instanceId,
  partyIds,
  subjectId: null,
  byId,
})

async function originalOf({ tx }: CommandContext, caseId: string): Promise<PaperInput['original'] | null> {
  const paper = await tx.paper.findFirst({
    where: { caseId, kind: 'notice', way: 'in' },
    orderBy: { recordedAt: 'asc' },
  })
  if (!paper?.objectId) return null
  const bytes = Buffer.from(await readObject(tx, paper.objectId))
  if (paper.mediaType === 'message/rfc822') return { entry: 'eml', base64: bytes.toString('base64') }
  return { entry: 'paste', text: bytes.toString('utf8') }
}

/**
 * 512(c)(1)(A)(ii): what a reviewer sees with own eyes counts from that moment, even where the notice does not; it is written down
 * apart from it. From then on what it names may be taken down, and (iii) asks for it "expeditiously".
 */
export const noteKnowledge = defineCommand({
  name: 'notices.noteKnowledge',
  permission: 'notice.work',
  input: caseRef.extend({ text: z.string().trim().min(1).max(2000) }),
  isPublicDoor: true,
  async run(context, { text, ...ref }) {
    const taken = await takeNotice(context, ref)
    const { row, notice } = taken
    const facts = factsOf(notice)
    if (!isActing({ state: facts.state, hasKnowledge: true })) throw new AppError('notice.knowledgeElsewhere')
    // From the first moment on: what is added later does not make it later.
    const ownKnowledgeAt = notice.ownKnowledgeAt ?? context.now
    const known = { ownKnowledge: text, ownKnowledgeAt }
    await context.tx.notice.update({ where: { caseId: row.id }, data: known })
    await startKnowledgeClock(context, taken)
    context.remember({ caseId: row.id, fields: { knowledge: text } })
    return answerOf(row.id, await moveOn(context, row.id))
  },
})

/** It runs once at a time, and only while there is something left to act on. */
async function startKnowledgeClock(context: CommandContext, { row, notice }: Taken): Promise<void> {
  if (factsOf(notice).items.every(isSettled)) return
  const clock = 'dmca.ownKnowledge'
  if ((await context.tx.clock.count({ where: { caseId: row.id, name: clock, state: 'running' } })) > 0) return
  const at = context.now.toISOString()
  await startClock(context, row, { clock, at, zone: notice.zone, calendar: null, complianceOn: null })
}

/** 512(f): a flag that gathers evidence and does nothing else. */
export const flag = defineCommand({
  name: 'notices.flag',
  permission: 'notice.decide',
  input: caseRef.extend({ isMisrepresented: z.boolean(), text: z.string().trim().max(2000).default('') }),
  isPublicDoor: true,
  async run(context, { isMisrepresented, text, ...ref }) {
    const { row } = await takeNotice(context, ref)
    await context.tx.notice.update({ where: { caseId: row.id }, data: { isMisrepresented, misrepresentation: text } })
    context.remember({ caseId: row.id, fields: { isMisrepresented, text } })
    return answerOf(row.id, await moveOn(context, row.id))
  },
})

/**
 * What the same letter is besides: a request under 47 USC 223a, which knows no counter-notice, so that nothing is put back while
 * its case stands (MULTI-01).
 */
export const openBeside = defineCommand({
  name: 'notices.openBeside',
  permission: 'notice.decide',
  input: caseRef.extend({ title: z.string().trim().min(1).max(200) }),
  isPublicDoor: true,
  async run(context, { title, ...ref }) {
    const taken = await takeNotice(context, ref)
    const { row, notice } = taken
    if (notice.intimateCaseId) throw new AppError('notice.moved')
    const intimateCaseId = await becomes(context, taken, { kind: 'intimateImage', title })
    await context.tx.notice.update({ where: { caseId: row.id }, data: { intimateCaseId } })
    context.remember({ caseId: row.id, fields: { kind: 'intimateImage', beside: intimateCaseId } })
    return answerOf(row.id, await moveOn(context, row.id))
  },
})

/**
 * A subpoena under 512(h) about the notice: a paper of its own, that came on a day of its own. It is answered as a legal order, whose
 * clocks run from when it was served; Rule 45 gives objections 14 days, or less where it asks for an answer sooner (512(h)(6)).
 */
export const openSubpoena = defineCommand({
  name: 'notices.openSubpoena',
  permission: 'notice.decide',
  input: subpoenaInput,
  isPublicDoor: true,
  bodyMaxBytes: 1_100_000,
  async run(context, { title, paper, complianceOn, ...ref }) {
    const taken = await takeNotice(context, ref)
    const { row, notice } = taken
    const { id: byId } = personIn(context)
    const { zone } = notice
    const { number } = row
    const order = await openHand(context, {
      kind: 'legalOrder',
      ...besideOf(taken, byId),
      title,
      receivedAt: paper.at,
      channel: paper.channel,
      sender: paper.party,
      clocks: [
        { clock: 'legal.answer', zone, calendar: null, complianceOn: null },
        { clock: 'frcp.objection', zone, calendar: 'US-FED', complianceOn },
      ],
      tasks: [t('triage.subpoena.copy', { number }), t('triage.subpoena.oath'), t('triage.subpoena.signed')],
      paper: paper.original,
      paperKind: 'order',
    })
    context.remember({ caseId: row.id, fields: { kind: 'legalOrder', beside: order.id, receivedAt: paper.at } })
    return answerOf(row.id, await moveOn(context, row.id))
  },
})

export function personIn({ actor }: Pick<CommandContext, 'actor'>): PersonActor {
  if (actor.kind !== 'person' || !can(actor, 'notice.work'))
    throw new AppError('notAllowed', { permission: 'notice.work' })
  return actor
}
