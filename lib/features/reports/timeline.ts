import { type Db, kept, sql } from '@/lib/platform/db/client'
import { readable } from '@/lib/features/trail/queries'
import type { TimelineLine } from './schema'

const READINGS = ['reports.case', 'media.uncover', 'media.recordViewing']

interface Row extends Omit<TimelineLine, 'at' | 'fields'> {
  at: Date
  fields: Record<string, string> | null
}

/** The case's own rows of the audit, newest first; reads stay in the audit page. */
export async function timelineOf(db: Pick<Db, '$queryRaw'>, caseId: string): Promise<TimelineLine[]> {
  const rows = await db.$queryRaw<Row[]>(
    kept(sql`
    SELECT r.at, r.actor AS by, r.command, r.outcome,
      (SELECT json_object_agg(v.field, v.value) FROM audit_value v WHERE v.audit_id = r.id) AS fields
    FROM audit_row r WHERE r.case_id = ${caseId}::uuid AND r.command <> ALL(${READINGS}::text[])
    ORDER BY r.recorded_at DESC, r.id DESC LIMIT 50`),
  )
  return rows.map(({ at, by, command, outcome, fields }) => ({
    at: at.toISOString(),
    by,
    command,
    outcome,
    fields: Object.fromEntries(Object.entries(fields ?? {}).map(([name, value]) => [name, readable(value)])),
  }))
}
