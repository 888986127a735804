import { createHash, randomBytes } from 'node:crypto'
import { type Actor, isHolder, nameOf } from '@/lib/platform/access/access'
import { kept, newId, sql, type Tx } from '@/lib/platform/db/client'
import { searchHashesOf } from './search-keys'

export type FieldValue = string | number | boolean | null | readonly string[]

/** One thing to remember: what, with which outcome, on which case, about whom. */
export interface Remembered {
  command: string
  outcome: 'done' | 'refused' | 'failed'
  caseId?: string | null
  /** Mastodon account ids of the people whom it is about. */
  subjectIds?: readonly string[]
  /** Values lie beside the row with a salt; a value that belongs to a subject can be taken away and the row still verifies. */
  fields?: Record<string, FieldValue | { value: FieldValue; subjectId: string }>
}

/**
 * Appends to the audit log inside the caller's transaction. The database stamps `recordedAt` and links the row at COMMIT
 * (migration `ground`): a row that is here is either chained or was never committed.
 */
export async function record(tx: Tx, actor: Actor, now: Date, remembered: Remembered): Promise<string> {
  const [id = ''] = await recordAll(tx, actor, now, [remembered])
  return id
}

/** The same for several, in their order: one statement, however many, because every act and every reading waits for it. */
export async function recordAll(tx: Tx, actor: Actor, now: Date, remembered: readonly Remembered[]): Promise<string[]> {
  if (remembered.length === 0) return []
  const rows = remembered.map((row) => ({ ...row, id: newId(), values: commit(row.fields ?? {}) }))
  const logged = rows.map(({ id, command, outcome, caseId, subjectIds, values }, place) => ({
    place,
    id,
    command,
    outcome,
    case_id: caseId ?? null,
    subject_ids: [...(subjectIds ?? [])],
    fields: JSON.stringify(values.map((v) => [v.field, v.hash])),
  }))
  const values = rows.flatMap((row) =>
    row.values.map(({ field, subjectId, salt, value }) => ({
      audit_id: row.id,
      field,
      subject_id: subjectId,
      salt: hexOf(salt),
      value,
    })),
  )
  const keys = rows.flatMap((row) => searchHashesOf(row).map((hash) => ({ hash: hexOf(hash), audit_id: row.id })))
  await tx.$executeRaw(
    kept(sql`
    WITH kept_values AS (
      INSERT INTO audit_value (audit_id, field, subject_id, salt, value)
      SELECT audit_id, field, subject_id, decode(salt, 'hex'), value
      FROM json_to_recordset(${JSON.stringify(values)}::json) AS v(audit_id uuid, field text, subject_id text, salt text, value text)
    ), search_keys AS (
      INSERT INTO search_key (hash, audit_id) SELECT decode(hash, 'hex'), audit_id
      FROM json_to_recordset(${JSON.stringify(keys)}::json) AS k(hash text, audit_id uuid)
    )
    INSERT INTO audit_row (id, at, actor, actor_id, command, outcome, case_id, subject_ids, fields)
    SELECT id, ${now}::timestamptz, ${nameOf(actor)}, ${isHolder(actor) ? actor.id : null}::uuid, command, outcome, case_id,
      subject_ids, fields
    FROM json_to_recordset(${JSON.stringify(logged)}::json) AS r(place int, id uuid, command text, outcome text, case_id uuid,
      subject_ids text[], fields text) ORDER BY place`),
  )
  return rows.map((row) => row.id)
}

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

/** Salted SHA-256 commitments, sorted by name: hash = sha256(salt || UTF-8 of the JSON value). */
export function commit(fields: NonNullable<Remembered['fields']>) {
  return Object.entries(fields)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([field, given]) => {
      const isOwned = typeof given === 'object' && given !== null && 'subjectId' in given
      const value = JSON.stringify(isOwned ? given.value : given)
      const salt = new Uint8Array(randomBytes(16))
      const hash = createHash('sha256').update(salt).update(value, 'utf8').digest('hex')
      return { field, subjectId: isOwned ? given.subjectId : null, salt, value, hash }
    })
}
