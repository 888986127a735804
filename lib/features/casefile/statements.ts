import { z } from 'zod'
import { type Db, sql } from '@/lib/platform/db/client'
import type { ProvenRow } from './schema'

interface RawRow {
  number: bigint
  id: string
  text: string
  hash: Uint8Array
  subject_ids: string[]
  actor_id: string | null
  fields: string
}

/** The first `count` rows of a case with the exact texts that were hashed, and the values beside them. */
export async function readRows(db: Db, caseId: string, count: number): Promise<ProvenRow[]> {
  const rows = await db.$queryRaw<RawRow[]>(sql`
    SELECT l.case_seq AS number, r.id, audit_text(r, l.prev, l.case_seq, l.case_prev) AS text, l.hash, r.subject_ids, r.actor_id, r.fields
    FROM audit_row r JOIN audit_link l ON l.audit_id = r.id
    WHERE r.case_id = ${caseId}::uuid AND l.case_seq <= ${count} ORDER BY l.case_seq`)
  const values = await db.auditValue.findMany({ where: { row: { caseId } } })
  const of = new Map<string, typeof values>()
  for (const value of values) of.set(value.auditId, [...(of.get(value.auditId) ?? []), value])
  return rows.map((row) => ({
    number: Number(row.number),
    text: row.text,
    hash: Buffer.from(row.hash).toString('hex'),
    subjectIds: row.subject_ids,
    isStaff: row.actor_id !== null,
    values: commitments.parse(JSON.parse(row.fields)).map(([field, sha256]) => {
      const its = of.get(row.id)?.find((value) => value.field === field)
      const opened = its
        ? { salt: Buffer.from(its.salt).toString('hex'), json: its.value, subjectId: its.subjectId }
        : null
      return { field, sha256, opened }
    }),
  }))
}
const commitments = z.array(z.tuple([z.string(), z.string()]))
