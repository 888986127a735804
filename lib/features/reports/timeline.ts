import type { Db } from '@/lib/platform/db/client'
import { readable } from '@/lib/features/trail/queries'
import type { TimelineLine } from './schema'

/** The case's own rows of the audit, newest first; reads stay in the audit page. */
export async function timelineOf(db: Db, caseId: string): Promise<TimelineLine[]> {
  const rows = await db.auditRow.findMany({
    where: { caseId, NOT: { command: { in: ['reports.case', 'media.uncover', 'media.recordViewing'] } } },
    include: { values: true },
    orderBy: [{ recordedAt: 'desc' }, { id: 'desc' }],
    take: 50,
  })
  return rows.map((row) => ({
    at: row.at.toISOString(),
    by: row.actor,
    command: row.command,
    outcome: row.outcome,
    fields: Object.fromEntries(row.values.map((value) => [value.field, readable(value.value)])),
  }))
}
