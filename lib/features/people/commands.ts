import { z } from 'zod'
import { personIn } from '@/lib/features/acts/intents'
import { answerOf } from '@/lib/features/cases/commands'
import { visibleAndOrdinary } from '@/lib/features/cases/model'
import { holdCases, settle } from '@/lib/features/intake/commands'
import { inSightOf } from '@/lib/features/reports/queries'
import { type CommandContext, defineCommand } from '@/lib/platform/commands/define'
import { newId, sql } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { REPORTS_TAKEN_ALONG } from './model'
import { barrierTo } from './queries'

/**
 * A case for somebody who has none, so that an act on them can be written down: with their earlier resolved reports, if there
 * are any. It is closed from the start, because nothing in it waits for an answer; a new report opens a case of its own.
 */
export const openCase = defineCommand({
  name: 'people.openCase',
  permission: 'report.act',
  input: z.object({ accountId: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/) }),
  isPublicDoor: true,
  async run(context, { accountId: remoteId }) {
    const actor = personIn(context)
    const { tx, now } = context
    const { instanceId } = actor
    // As the mirror does when it opens a case: two who press at once get the same one.
    await tx.$queryRaw(
      sql`SELECT 1 AS held FROM (SELECT pg_advisory_xact_lock(hashtextextended(${`${instanceId} ${remoteId}`}, 0))) AS lock`,
    )
    // Whoever stops a case about the person at this moment is waited for, and then heard.
    await holdCases(context, instanceId, [remoteId])
    const account = await tx.account.findUnique({ where: { instanceId_remoteId: { instanceId, remoteId } } })
    if (!account) throw new AppError('notFound')
    const barrier = await barrierTo(tx, { actor, instanceId, remoteId })
    if (barrier === 'stopped') throw new AppError('case.stopped')
    if (barrier) throw new AppError('act.off', { why: barrier })
    const about = { kind: 'report', instanceId, subjectId: remoteId }
    const before = await tx.case.findFirst({
      where: { AND: [visibleAndOrdinary(actor), about] },
      orderBy: [{ state: 'desc' }, { openedAt: 'desc' }],
    })
    if (before) return answerOf(before.id, before.version)
    const caseId = newId()
    const row = await tx.case.create({
      data: { id: caseId, ...about, partyIds: [remoteId], state: 'closed', openedAt: now, closedAt: now },
    })
    const reports = await takeAlong(context, { caseId, instanceId, remoteId })
    context.remember({ caseId, subjectIds: [remoteId], fields: { reports } })
    return answerOf(caseId, row.version)
  },
})

/** Resolved reports on the person that stand in no case yet, but none from or about the actor. */
async function takeAlong(
  context: CommandContext,
  { caseId, instanceId, remoteId }: { caseId: string; instanceId: string; remoteId: string },
): Promise<number> {
  const loose = await context.tx.report.findMany({
    where: {
      AND: [
        { instanceId, targetId: remoteId, isResolved: true, goneAt: null, cases: { none: {} } },
        inSightOf(context.actor),
      ],
    },
    orderBy: { sequence: 'desc' },
    take: REPORTS_TAKEN_ALONG,
    select: { remoteId: true },
  })
  await context.tx.caseReport.createMany({
    data: loose.map((report) => ({ caseId, instanceId, reportId: report.remoteId })),
  })
  if (loose.length > 0) await settle(context, { instanceId, subjects: [remoteId], isOwnAct: true })
  return loose.length
}
