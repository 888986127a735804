import { z } from 'zod'
import { assertOn, intend, openReportsOf, personIn } from '@/lib/features/acts/intents'
import { answerOf, moveOn, takeUp } from '@/lib/features/cases/commands'
import { caseRef } from '@/lib/features/cases/schema'
import { defineCommand } from '@/lib/platform/commands/define'
import { AppError } from '@/lib/platform/errors/error'

/** "Assign to me": the case is yours at once; Mastodon is told in its own time, report by report. */
export const claim = defineCommand({
  name: 'reports.claim',
  permission: 'report.act',
  input: caseRef.extend({ takesOver: z.boolean().default(false) }),
  isPublicDoor: true,
  async run(context, input) {
    const actor = personIn(context)
    const row = await takeUp(context, input)
    if (row.ownerId === actor.id) return answerOf(row.id, row.version)
    if (row.ownerId && !input.takesOver) throw new AppError('case.ownedBy', { who: row.owner?.acct ?? '' })
    await assertOn(context, row, 'assign')
    const reports = await openReportsOf(context, row.id)
    const targetId = row.subjectId ?? ''
    const groupId = await intend(
      context,
      row,
      reports.map((report) => ({ kind: 'assign', targetId, reportId: report.remoteId }) as const),
    )
    const version = await moveOn(context, row.id, { ownerId: actor.id, ownedAt: context.now })
    context.remember({
      caseId: row.id,
      subjectIds: [targetId],
      fields: { group: groupId, reports: reports.length, from: row.owner?.acct ?? null },
    })
    return answerOf(row.id, version, groupId)
  },
})

export const release = defineCommand({
  name: 'reports.release',
  permission: 'report.act',
  input: caseRef,
  isPublicDoor: true,
  async run(context, input) {
    const row = await takeUp(context, input)
    await assertOn(context, row, 'unassign')
    const reports = (await openReportsOf(context, row.id)).filter(
      (report) => report.assignedId === personIn(context).remoteId,
    )
    const targetId = row.subjectId ?? ''
    const groupId = await intend(
      context,
      row,
      reports.map((report) => ({ kind: 'unassign', targetId, reportId: report.remoteId }) as const),
    )
    const version = await moveOn(context, row.id, { ownerId: null, ownedAt: null })
    context.remember({ caseId: row.id, subjectIds: [targetId], fields: { group: groupId, reports: reports.length } })
    return answerOf(row.id, version, groupId)
  },
})

/** "Close, no act": every open report of the case is resolved. */
export const close = defineCommand({
  name: 'reports.close',
  permission: 'report.act',
  input: caseRef.extend({ note: z.string().max(5000).default('') }),
  isPublicDoor: true,
  async run(context, input) {
    const row = await takeUp(context, input)
    await assertOn(context, row, 'resolve')
    const reports = await openReportsOf(context, row.id)
    if (reports.length === 0) throw new AppError('case.closed')
    const targetId = row.subjectId ?? ''
    const intents = reports.map(
      (report) => ({ kind: 'resolve', targetId, reportId: report.remoteId, note: input.note }) as const,
    )
    const groupId = await intend(context, row, intents)
    const version = await moveOn(context, row.id)
    context.remember({
      caseId: row.id,
      subjectIds: [targetId],
      fields: {
        group: groupId,
        reports: reports.map((r) => r.remoteId),
        note: { value: input.note, subjectId: targetId },
      },
    })
    return answerOf(row.id, version, groupId)
  },
})

/** Opens every resolved report of the case again. */
export const reopen = defineCommand({
  name: 'reports.reopen',
  permission: 'report.act',
  input: caseRef,
  isPublicDoor: true,
  async run(context, input) {
    const row = await takeUp(context, input)
    await assertOn(context, row, 'reopen')
    const links = await context.tx.caseReport.findMany({
      where: { caseId: row.id, report: { isResolved: true, goneAt: null } },
      include: { report: true },
    })
    const targetId = row.subjectId ?? ''
    const intents = links.map((link) => ({ kind: 'reopen', targetId, reportId: link.reportId }) as const)
    if (intents.length === 0) throw new AppError('notFound')
    const groupId = await intend(context, row, intents)
    const version = await moveOn(context, row.id)
    context.remember({
      caseId: row.id,
      subjectIds: [targetId],
      fields: { group: groupId, reports: intents.map((intent) => intent.reportId) },
    })
    return answerOf(row.id, version, groupId)
  },
})
