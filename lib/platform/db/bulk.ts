import { raw, sql, type Tx } from './client'

interface Rows {
  table: string
  key: readonly string[]
  /**
   * By field, all with the same fields; columns are called alike, in snake case. Dates, big integers and lists are understood; a
   * field that is undefined is left out.
   */
  rows: readonly Record<string, unknown>[]
  /** Fields that are written only when the row is new. */
  firstOnly?: readonly string[]
  /** A time in the row: one that says a later time stays as it is. */
  unlessLater?: string
}

/**
 * Writes many rows in one statement: new ones are added, those with the same key overwritten. No key may stand twice. In the
 * order of their keys: two that write the same rows wait for one another, and never in a circle.
 */
export async function putAll(tx: Tx, { table, key, rows, firstOnly = [], unlessLater }: Rows): Promise<void> {
  const [first] = rows
  if (!first) return
  const columns = Object.keys(first)
    .filter((field) => first[field] !== undefined)
    .map(columnOf)
  const changed = columns.filter((column) => !key.includes(column) && !firstOnly.map(columnOf).includes(column))
  const named = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([field, value]) => [columnOf(field), value])),
  )
  const list = raw(columns.map(quoted).join(', '))
  const target = raw(quoted(table))
  await tx.$executeRaw(sql`
    INSERT INTO ${target} AS kept (${list})
    SELECT ${list} FROM jsonb_populate_recordset(NULL::${target}, ${JSON.stringify(named, storable)}::jsonb)
    ORDER BY ${raw(key.map(columnOf).map(quoted).join(', '))}
    ON CONFLICT (${raw(key.map(quoted).join(', '))}) DO UPDATE SET
    ${raw(changed.map((column) => `${quoted(column)} = excluded.${quoted(column)}`).join(', '))}
    WHERE ${unlessLater ? raw(`kept.${quoted(columnOf(unlessLater))} <= excluded.${quoted(columnOf(unlessLater))}`) : sql`TRUE`}`)
}

const columnOf = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

// Names come from our own code; this is a belt for the day when one does not.
function quoted(name: string): string {
  if (!/^[a-z_]+$/.test(name)) throw new Error('not a name of ours')
  return `"${name}"`
}

const storable = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? value.toString() : value)
