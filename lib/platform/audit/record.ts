import { createHash, randomBytes } from 'node:crypto'
import { type Actor, isHolder, nameOf } from '@/lib/platform/access/access'
import { newId, type Tx } from '@/lib/platform/db/client'
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

/** The same for several, in their order: three statements at most, however many. */
export async function recordAll(tx: Tx, actor: Actor, now: Date, remembered: readonly Remembered[]): Promise<string[]> {
  if (remembered.length === 0) return []
  const rows = remembered.map((row) => ({ ...row, id: newId(), values: commit(row.fields ?? {}) }))
  await tx.auditRow.createMany({
    data: rows.map(({ id, command, outcome, caseId, subjectIds, values }) => ({
      id,
      at: now,
      actor: nameOf(actor),
      actorId: isHolder(actor) ? actor.id : null,
      command,
      outcome,
      caseId: caseId ?? null,
      subjectIds: [...(subjectIds ?? [])],
      fields: JSON.stringify(values.map((v) => [v.field, v.hash])),
    })),
  })
  const values = rows.flatMap((row) =>
    row.values.map(({ field, subjectId, salt, value }) => ({ auditId: row.id, field, subjectId, salt, value })),
  )
  if (values.length > 0) await tx.auditValue.createMany({ data: values })
  const keys = rows.flatMap((row) => searchHashesOf(row).map((hash) => ({ hash, auditId: row.id })))
  if (keys.length > 0) await tx.searchKey.createMany({ data: keys })
  return rows.map((row) => row.id)
}

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
