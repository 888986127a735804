import { z } from 'zod'
import { categoryOf } from '@/lib/features/acts/model'
import { reasonsOff } from '@/lib/features/acts/queries'
import type { Category } from '@/lib/features/acts/schema'
import { visibleAndOrdinary } from '@/lib/features/cases/model'
import { rulesOf } from '@/lib/features/intake/queries'
import { AppError } from '@/lib/platform/errors/error'
import { plainText } from '@/lib/platform/text/plain'
import { defineQuery } from '@/lib/platform/queries/define'

export interface CategoryChoices {
  /** Why it cannot be changed: a key of the catalogue under `off.`. */
  off: string | null
  /** The rules of the instance, and those that a report names although they are no longer among them. */
  rules: { id: string; text: string }[]
  reports: { id: string; label: string; now: Category }[]
}

/** What the reports of a case are for, and what else they could be for. Open ones first, the newest first. */
export const choices = defineQuery({
  name: 'categories.choices',
  permission: 'report.act',
  input: z.object({ caseId: z.uuid() }),
  async run({ db, actor }, { caseId }): Promise<CategoryChoices> {
    const row = await db.case.findFirst({ where: { AND: [{ id: caseId }, visibleAndOrdinary(actor)] } })
    if (!row || actor.kind !== 'person') throw new AppError('notFound')
    const instance = await db.instance.findUniqueOrThrow({ where: { id: row.instanceId } })
    const links = await db.caseReport.findMany({
      where: { caseId, report: { goneAt: null } },
      include: { report: true },
    })
    const reports = links
      .map(({ report }) => ({ ...report, rules: rulesOf(report.rules) }))
      .toSorted((a, b) => Number(a.isResolved) - Number(b.isResolved) || (a.sequence < b.sequence ? 1 : -1))
    const rules = new Map([...rulesOf(instance.rules), ...reports.flatMap((r) => r.rules)].map((r) => [r.id, r]))
    return {
      off: (await reasonsOff(db, actor, row))('categorise'),
      rules: [...rules.values()],
      reports: reports.map((report) => ({
        id: report.remoteId,
        label: plainText(report.comment, 80),
        now: categoryOf(report),
      })),
    }
  },
})
