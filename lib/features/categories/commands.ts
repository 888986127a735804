import { z } from 'zod'
import { assertKnownRules, assertOn, intend } from '@/lib/features/acts/intents'
import { categoryOf, isSameCategory } from '@/lib/features/acts/model'
import { category } from '@/lib/features/acts/schema'
import { answerOf, moveOn, takeUp } from '@/lib/features/cases/commands'
import { caseRef } from '@/lib/features/cases/schema'
import { rulesOf } from '@/lib/features/intake/queries'
import { defineCommand } from '@/lib/platform/commands/define'
import { AppError } from '@/lib/platform/errors/error'

/** Says anew what a report is for. Rules belong to a breach of rules only: any other category stands without. */
export const change = defineCommand({
  name: 'categories.change',
  permission: 'report.act',
  input: caseRef.extend({ reportId: z.string().max(40), to: category }),
  isPublicDoor: true,
  async run(context, { reportId, to, ...ref }) {
    const row = await takeUp(context, ref)
    await assertOn(context, row, 'categorise')
    const link = await context.tx.caseReport.findFirst({
      where: { caseId: row.id, reportId, report: { goneAt: null } },
      include: { report: true },
    })
    if (!link) throw new AppError('report.elsewhere')
    const isRule = to.category === 'rule'
    if (isRule && to.ruleIds.length === 0) throw new AppError('report.rulesNeeded')
    if (isRule) await assertKnownRules(context, row, to.ruleIds)
    const wanted = { category: to.category, ruleIds: isRule ? [...new Set(to.ruleIds)] : [] }
    const from = categoryOf({ category: link.report.category, rules: rulesOf(link.report.rules) })
    if (isSameCategory(wanted, from)) throw new AppError('report.sameCategory')
    const targetId = row.subjectId ?? ''
    const groupId = await intend(context, row, [
      { kind: 'categorise', targetId, reportId, change: { ...wanted, from } },
    ])
    const version = await moveOn(context, row.id)
    context.remember({
      caseId: row.id,
      subjectIds: [targetId],
      fields: {
        group: groupId,
        report: reportId,
        from: from.category,
        fromRules: from.ruleIds,
        to: wanted.category,
        toRules: wanted.ruleIds,
      },
    })
    return answerOf(row.id, version, groupId)
  },
})
