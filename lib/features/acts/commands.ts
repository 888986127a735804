import { setTimeout } from 'node:timers/promises'
import { z } from 'zod'
import { answerOf, lockCase, moveOn, staleness, takeUp } from '@/lib/features/cases/commands'
import { type CommandContext, defineCommand } from '@/lib/platform/commands/define'
import { AppError } from '@/lib/platform/errors/error'
import { endOf } from './deadlines'
import {
  assertKnownRules,
  assertOn,
  groundText,
  intend,
  type Intent,
  letFollow,
  openReportsOf,
  personIn,
} from './intents'
import { readBackJob } from './jobs'
import {
  type ActKind,
  type ActState,
  barrierTo,
  isHarsh,
  isReportAct,
  isUndoneByKey,
  isWaiting,
  mayEnd,
  OPPOSITE,
  resolvesAllReports,
} from './model'
import { LAST_LOOK } from './outcomes'
import { type AskAct, askAct, change } from './schema'

/** What is done to an account, and its undoing, from the panel. */
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
    if (isHarsh(input.kind) && !input.ground) throw new AppError('act.noGround')
    if (input.ground?.kind === 'rule') await assertKnownRules(context, row, input.ground.ruleIds)
    const intents = await intentsOf(context, input, { caseId: row.id, targetId })
    const groupId = await intend(context, row, intents)
    const version = await moveOn(context, row.id)
    const [act] = intents
    context.remember({
      caseId: row.id,
      subjectIds: [targetId],
      fields: {
        kind: input.kind,
        group: groupId,
        report: act?.reportId ?? null,
        closesOthers: input.closesOthers,
        keeps: input.keeps,
        reopens: intents.flatMap((intent) => (intent.followsFirst ? (intent.reportId ?? []) : [])),
        sendsMail: act?.sendsMail ?? false,
        source: input.source,
        ground: groundText(input.ground),
        automation: 'human',
        territory: input.territory,
        endsAt: act?.endsAt?.toISOString() ?? null,
        note: { value: input.note, subjectId: targetId },
        message: { value: input.message, subjectId: targetId },
      },
    })
    return answerOf(row.id, version, groupId)
  },
})

/** The act itself first, then what goes with it. */
async function intentsOf(
  context: CommandContext,
  input: AskAct,
  { caseId, targetId }: { caseId: string; targetId: string },
): Promise<Intent[]> {
  const { kind, message, note, ground, source, territory } = input
  const reports = await openReportsOf(context, caseId)
  if (input.reportId && !reports.some((report) => report.remoteId === input.reportId))
    throw new AppError('report.elsewhere')
  const kept = input.keeps ? reports.filter((report) => report.postIds.length > 0) : []
  if (input.keeps && (kept.length === 0 || !resolvesAllReports(kind))) throw new AppError('act.nothingToKeep')
  const end = input.end ? endOf(input.end, context.now) : null
  if (input.end && (!end || !mayEnd(kind))) throw new AppError('act.wrongEnd')
  const answered = input.reportId ?? reports[0]?.remoteId ?? null
  const act: Intent = {
    kind,
    targetId,
    // A report that is named puts its posts into the strike and into the mail.
    reportId: isHarsh(kind) && !input.keeps ? answered : null,
    sendsMail: isHarsh(kind) && !input.keeps && input.sendsMail,
    message,
    note,
    ground,
    source,
    territory,
    keeps: input.keeps,
    ...end,
  }
  const others = kind === 'warn' && input.closesOthers ? reports.filter((r) => r.remoteId !== answered) : []
  return [
    act,
    ...others.map((report): Intent => ({ kind: 'resolve', targetId, reportId: report.remoteId })),
    ...kept.map((report): Intent => ({ kind: 'reopen', targetId, reportId: report.remoteId, followsFirst: true })),
  ]
}

/** One key takes back the last act: what it did is undone by its opposite, each of its calls by one. */
export const undo = defineCommand({
  name: 'acts.undo',
  permission: 'report.act',
  input: z.object({ caseId: z.uuid(), version: z.int(), groupId: z.uuid() }),
  isPublicDoor: true,
  // The key is pressed in the very moment in which the act is on its way: a little patience, and it can be undone.
  async look({ db }, { caseId, groupId }) {
    for (let look = 0; look < UNDO_LOOKS; look++) {
      if ((await db.act.count({ where: { caseId, groupId, state: 'sent' } })) === 0) return
      await setTimeout(UNDO_LOOK_MS)
    }
  },
  async run(context, { caseId, version, groupId }) {
    const row = await takeUp(context, { caseId, version })
    const acts = await context.tx.act.findMany({ where: { caseId, groupId }, orderBy: { askedAt: 'asc' } })
    if (acts.length === 0) throw new AppError('notFound')
    const isClaim = acts.some((act) => act.kind === 'assign')
    // Taking it back would take it from whoever has taken it over, here and on the instance.
    if (isClaim && row.ownerId !== personIn(context).id) throw new AppError('act.off', { why: 'ownedByOther' })
    await assertMayTakeBack(context, row, acts)
    // What has not left yet is simply not sent.
    const { count: cancelled } = await context.tx.act.updateMany({
      where: { caseId, groupId, state: 'asked' },
      data: { state: 'cancelled', settledAt: context.now },
    })
    const done = await context.tx.act.findMany({
      where: { caseId, groupId, state: { in: ['sent', 'confirmed'] }, NOT: await undoneOf(context, caseId) },
    })
    const intents = done.flatMap(undoing)
    if (intents.length === 0 && cancelled === 0) throw new AppError('act.off', { why: 'notUndoable' })
    if (done.some((act) => isWaiting(act.state))) throw new AppError('act.waiting')
    // Of an account its state is asked for too: somebody may have undone it otherwise, or done more since.
    for (const kind of new Set(intents.map((intent) => intent.kind)))
      if (!isReportAct(kind)) await assertOn(context, row, kind)
    const undoGroup = intents.length > 0 ? await intend(context, row, intents) : null
    const kinds = [...new Set(acts.map((act) => act.kind))]
    const next = await moveOn(context, caseId, isClaim ? { ownerId: null, ownedAt: null } : {})
    context.remember({
      caseId,
      subjectIds: [acts[0]?.targetId ?? ''],
      fields: { kinds, group: groupId, undoneBy: undoGroup, cancelled },
    })
    return answerOf(caseId, next, undoGroup)
  },
})

/** Taking back asks for as much as doing the opposite. Only what one asked for oneself, and has not left, is always one's own. */
async function assertMayTakeBack(
  context: CommandContext,
  row: Parameters<typeof assertOn>[1],
  acts: readonly { kind: string; state: string; personId: string }[],
): Promise<void> {
  const isOwn = (act: (typeof acts)[number]) => act.state === 'asked' && act.personId === personIn(context).id
  const kinds = acts.filter((act) => !isOwn(act)).map((act) => act.kind as ActKind) // Written by `intend` from the same union.
  for (const kind of new Set(kinds)) await assertOn(context, row, OPPOSITE[kind] ?? kind, barrierTo)
}

const UNDO_LOOKS = 16
const UNDO_LOOK_MS = 500

/** Acts of the case that were undone, or are being undone: once is enough. An undoing that failed may be tried again. */
async function undoneOf({ tx }: CommandContext, caseId: string) {
  const undoings = await tx.act.findMany({
    where: { caseId, undoesId: { not: null }, state: { notIn: ['failed', 'cancelled'] } },
    select: { undoesId: true },
  })
  return { id: { in: undoings.flatMap((act) => act.undoesId ?? []) } }
}

/** What followed an act only made good what it did besides: it goes with the act and is not undone by itself. */
function undoing(act: {
  id: string
  kind: string
  targetId: string
  reportId: string | null
  afterId: string | null
  change: unknown
}): Intent[] {
  const kind = act.kind as ActKind // Written by `intend` from the same union.
  const opposite = isUndoneByKey(kind) && act.afterId === null ? OPPOSITE[kind] : undefined
  if (!opposite) return []
  const { from, ...to } = change.nullable().parse(act.change) ?? { from: null }
  return [
    {
      kind: opposite,
      targetId: act.targetId,
      reportId: isReportAct(kind) ? act.reportId : null,
      undoesId: act.id,
      ...(from && 'category' in to ? { change: { ...from, from: to } } : {}),
    },
  ]
}

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
    const doubtful = await context.tx.act.findMany({ where: { caseId, groupId, state: 'notConfirmed' } })
    if (doubtful.length === 0) throw new AppError('notFound')
    const state: ActState = seen === 'done' ? 'confirmed' : 'failed'
    const { count } = await context.tx.act.updateMany({
      where: { id: { in: doubtful.map((act) => act.id) }, state: 'notConfirmed' },
      data: { state, failure: seen === 'done' ? null : 'saidNotDone', settledAt: context.now },
    })
    // A look has found out meanwhile: what Mastodon says counts, and not what was seen before.
    if (count < doubtful.length) throw await staleness(context, caseId)
    for (const act of doubtful) await letFollow(context, act.id, state)
    const version = await moveOn(context, caseId)
    context.remember({ caseId, fields: { group: groupId, seen, acts: doubtful.length } })
    return answerOf(caseId, version, groupId)
  },
})
