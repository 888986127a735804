import { z } from 'zod'
import { answerOf, lockCase, moveOn, takeUp } from '@/lib/features/cases/commands'
import { isPersonStopped } from '@/lib/features/cases/queries'
import { tokenOf } from '@/lib/features/instances/connections'
import { rulesOf } from '@/lib/features/intake/commands'
import { has } from '@/lib/integrations/mastodon/schema/permissions'
import type { PersonActor } from '@/lib/platform/access/access'
import { type CommandContext, defineCommand } from '@/lib/platform/commands/define'
import { type Json, JsonNull, newId } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { performActJob, readBackJob } from './jobs'
import { type ActKind, isUndoneByKey, isWaiting, mayMove, OPPOSITE, reasonOff, waitsFor } from './model'
import { type AskAct, askAct } from './schema'

interface Intent {
  kind: ActKind
  targetId: string
  reportId: string | null
  message?: string
  sendsMail?: boolean
  note?: string
  ground?: AskAct['ground']
  source?: AskAct['source']
  undoesId?: string
}

type CaseRow = Awaited<ReturnType<typeof lockCase>>

/** Writes what is intended, and the jobs that will do it, in the transaction of the decision. */
export async function intend(context: CommandContext, row: CaseRow, intents: readonly Intent[]): Promise<string> {
  const { tx, now } = context
  const actor = personIn(context)
  const groupId = newId()
  for (const intent of intents) {
    const id = newId()
    const { ground, ...plain } = intent
    await tx.act.create({
      data: {
        id,
        groupId,
        caseId: row.id,
        instanceId: row.instanceId,
        personId: actor.id,
        askedAt: now,
        ground: ground ? (ground satisfies Json) : JsonNull,
        ...plain,
      },
    })
    await context.enqueue(performActJob, { actId: id }, { key: `act:${id}`, maxAttempts: 3 })
  }
  return groupId
}

export function personIn({ actor }: Pick<CommandContext, 'actor'>): PersonActor {
  if (actor.kind !== 'person') throw new AppError('notAllowed', { permission: 'report.act' })
  return actor
}

/** Refuses an act that is off, with the same reason that the button shows. */
export async function assertOn(context: CommandContext, row: CaseRow, kind: ActKind): Promise<void> {
  const { tx } = context
  const actor = personIn(context)
  const account = row.subjectId
    ? await tx.account.findUnique({
        where: { instanceId_remoteId: { instanceId: row.instanceId, remoteId: row.subjectId } },
      })
    : null
  const waiting = await tx.act.findMany({
    where: { caseId: row.id, state: { in: ['asked', 'sent'] } },
    select: { kind: true },
  })
  const token = await tx.token.findUnique({ where: tokenOf(actor.id) })
  const why = reasonOff({
    kind,
    holds: (permission) => has(actor.mastodon, permission),
    isCaseOpen: row.state === 'open',
    isStopped: false, // Refused by `takeUp` already.
    isWaiting: waitsFor(
      kind,
      waiting.map((act) => act.kind),
    ),
    isSelf: row.subjectId === actor.remoteId,
    hasToken: token !== null && token.deadAt === null,
    isOwnedByYou: row.ownerId === actor.id,
    isSuspended: account?.isSuspended ?? false,
    isLimited: account?.isSilenced ?? false,
  })
  if (why === 'waiting') throw new AppError('act.waiting')
  if (why) throw new AppError('act.off', { why })
}

/** Warn, limit, suspend, and their undoing, from the panel. */
export const ask = defineCommand({
  name: 'acts.ask',
  permission: 'report.act',
  input: askAct,
  isPublicDoor: true,
  async run(context, input) {
    const row = await takeUp(context, input)
    const targetId = row.subjectId
    if (!targetId) throw new AppError('notFound')
    await assertOn(context, row, input.kind)
    const isHarsh = input.kind === 'warn' || input.kind === 'limit' || input.kind === 'suspend'
    if (isHarsh && !input.ground) throw new AppError('act.noGround')
    const reports = await openReportsOf(context, row.id)
    if (input.reportId && !reports.some((report) => report.remoteId === input.reportId))
      throw new AppError('report.elsewhere')
    const reportId = isHarsh ? (input.reportId ?? reports[0]?.remoteId ?? null) : null
    const intents: Intent[] = [
      {
        kind: input.kind,
        targetId,
        reportId,
        message: input.message,
        sendsMail: isHarsh && input.sendsMail,
        note: input.note,
        ground: input.ground,
        source: input.source,
      },
    ]
    if (input.kind === 'warn' && input.closesOthers) {
      const others = reports.filter((report) => report.remoteId !== reportId)
      intents.push(...others.map((report) => ({ kind: 'resolve', targetId, reportId: report.remoteId }) as const))
    }
    const groupId = await intend(context, row, intents)
    const version = await moveOn(context, row.id)
    context.remember({
      caseId: row.id,
      subjectIds: [targetId],
      fields: {
        kind: input.kind,
        group: groupId,
        report: reportId,
        closesOthers: input.closesOthers,
        sendsMail: isHarsh && input.sendsMail,
        source: input.source,
        ground: groundText(input.ground),
        note: { value: input.note, subjectId: targetId },
        message: { value: input.message, subjectId: targetId },
      },
    })
    return answerOf(row.id, version, groupId)
  },
})

/** One key takes back the last act: what it did is undone by its opposite, each of its calls by one. */
export const undo = defineCommand({
  name: 'acts.undo',
  permission: 'report.act',
  input: z.object({ caseId: z.uuid(), version: z.int(), groupId: z.uuid() }),
  isPublicDoor: true,
  async run(context, { caseId, version, groupId }) {
    const row = await takeUp(context, { caseId, version })
    const acts = await context.tx.act.findMany({ where: { caseId, groupId }, orderBy: { askedAt: 'asc' } })
    if (acts.length === 0) throw new AppError('notFound')
    // What has not left yet is simply not sent.
    const { count: cancelled } = await context.tx.act.updateMany({
      where: { caseId, groupId, state: 'asked' },
      data: { state: 'cancelled', settledAt: context.now },
    })
    const done = await context.tx.act.findMany({ where: { caseId, groupId, state: { in: ['sent', 'confirmed'] } } })
    const intents = done.flatMap((act): Intent[] => {
      const kind = act.kind as ActKind // Written by `intend` from the same union.
      const opposite = isUndoneByKey(kind) ? OPPOSITE[kind] : undefined
      return opposite ? [{ kind: opposite, targetId: act.targetId, reportId: act.reportId, undoesId: act.id }] : []
    })
    if (intents.length === 0 && cancelled === 0) throw new AppError('act.off', { why: 'notUndoable' })
    if (done.some((act) => isWaiting(act.state))) throw new AppError('act.waiting')
    const undoGroup = intents.length > 0 ? await intend(context, row, intents) : null
    const kinds = [...new Set(acts.map((act) => act.kind))]
    const next = await moveOn(context, caseId, kinds.includes('assign') ? { ownerId: null, ownedAt: null } : {})
    context.remember({
      caseId,
      subjectIds: [acts[0]?.targetId ?? ''],
      fields: { kinds, group: groupId, undoneBy: undoGroup, cancelled },
    })
    return answerOf(caseId, next, undoGroup)
  },
})

/** Looks again at an act that was not confirmed; reads only. */
export const lookAgain = defineCommand({
  name: 'acts.lookAgain',
  permission: 'report.act',
  input: z.object({ caseId: z.uuid(), groupId: z.uuid() }),
  isPublicDoor: true,
  async run(context, { caseId, groupId }) {
    const row = await lockCase(context, caseId)
    const acts = await context.tx.act.findMany({ where: { caseId, groupId, state: { in: ['notConfirmed', 'sent'] } } })
    for (const act of acts)
      await context.enqueue(readBackJob, { actId: act.id, look: LAST_LOOK }, { key: `look:${act.id}` })
    context.remember({ caseId, fields: { group: groupId, acts: acts.length } })
    return answerOf(caseId, row.version, groupId)
  },
})

/** What a person saw in Mastodon itself about an act that the console cannot confirm. */
export const sayWhatWasSeen = defineCommand({
  name: 'acts.sayWhatWasSeen',
  permission: 'report.act',
  input: z.object({ caseId: z.uuid(), groupId: z.uuid(), seen: z.enum(['done', 'notDone']) }),
  isPublicDoor: true,
  async run(context, { caseId, groupId, seen }) {
    await lockCase(context, caseId)
    const settled = seen === 'done' ? { state: 'confirmed' } : { state: 'failed', failure: 'saidNotDone' }
    const { count } = await context.tx.act.updateMany({
      where: { caseId, groupId, state: 'notConfirmed' },
      data: { ...settled, settledAt: context.now },
    })
    if (count === 0) throw new AppError('notFound')
    const version = await moveOn(context, caseId)
    context.remember({ caseId, fields: { group: groupId, seen, acts: count } })
    return answerOf(caseId, version, groupId)
  },
})

export const LAST_LOOK = 4

/**
 * Asked becomes sent, once: committed before the call, so that no death of a process can make it twice. `isFresh` tells the
 * one caller who may call. What concerns a person who was stopped meanwhile, from whichever case, is not sent any more.
 */
export const markSent = defineCommand({
  name: 'acts.markSent',
  permission: 'mirror.write',
  input: z.object({ actId: z.uuid() }),
  async run({ tx, now }, { actId }) {
    const act = await tx.act.findUniqueOrThrow({ where: { id: actId } })
    const isStopped = await isPersonStopped(tx, { instanceId: act.instanceId, subjectId: act.targetId })
    const { count } = await tx.act.updateMany({
      where: { id: actId, state: 'asked' },
      data: isStopped ? { state: 'cancelled', settledAt: now } : { state: 'sent', sentAt: now },
    })
    return { isFresh: count === 1 && !isStopped }
  },
})

export const settle = defineCommand({
  name: 'acts.settle',
  permission: 'mirror.write',
  input: z.object({
    actId: z.uuid(),
    state: z.enum(['confirmed', 'notConfirmed', 'failed']),
    failure: z.string().max(100).nullable().default(null),
  }),
  async run({ tx, now, remember }, { actId, state, failure }) {
    const act = await tx.act.findUniqueOrThrow({ where: { id: actId } })
    if (!mayMove(act.state as Parameters<typeof mayMove>[0], state)) return { isSettled: false }
    await tx.act.update({ where: { id: actId }, data: { state, failure, settledAt: now } })
    remember({
      caseId: act.caseId,
      subjectIds: [act.targetId],
      outcome: state === 'failed' ? 'failed' : 'done',
      fields: { kind: act.kind, group: act.groupId, report: act.reportId, state, failure },
    })
    return { isSettled: true }
  },
})

/** Mastodon answered with success; kept at once, because the read-back that follows may outlive this process. */
export const noteAnswer = defineCommand({
  name: 'acts.noteAnswer',
  permission: 'mirror.write',
  input: z.object({ actId: z.uuid() }),
  async run({ tx, now }, { actId }) {
    await tx.act.updateMany({ where: { id: actId, answeredAt: null }, data: { answeredAt: now } })
    return {}
  },
})

export async function openReportsOf({ tx }: Pick<CommandContext, 'tx'>, caseId: string) {
  const links = await tx.caseReport.findMany({
    where: { caseId, report: { isResolved: false, goneAt: null } },
    include: { report: true },
  })
  return links
    .map((link) => ({ ...link.report, rules: rulesOf(link.report.rules) }))
    .toSorted((a, b) => (a.sequence < b.sequence ? -1 : 1))
}

function groundText(ground: AskAct['ground']): string | null {
  if (!ground) return null
  return ground.kind === 'rule' ? `rules ${ground.ruleIds.join(', ')}` : `${ground.law}: ${ground.why}`
}
