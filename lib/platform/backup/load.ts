import { createWriteStream, type WriteStream } from 'node:fs'
import { once } from 'node:events'
import fs from 'node:fs/promises'
import path from 'node:path'
import { finished } from 'node:stream/promises'
import type pg from 'pg'
import { z } from 'zod'
import { BackupError, type Frame } from './format'
import type { Counts } from './dump'
import { migrationsOf, quoted, tablesOf } from './tables'

const start = z.object({
  part: z.enum(['main', 'keys']),
  migrations: z.array(z.string()),
  ledger: z.object({ entries: z.int(), hash: z.string() }).nullable(),
})
const words = z.union([
  z.object({ table: z.string() }),
  z.object({ rows: z.array(z.string()) }),
  z.object({ file: z.string().regex(/^[0-9a-f-]{36}\/objects\/[0-9a-f]{2}\/[0-9a-f]{64}$/) }),
  z.object({ end: z.object({ rows: z.record(z.string(), z.int()), files: z.int() }) }),
])

export type Start = z.output<typeof start>

/** The first words of a part: before anything is written it is known whether it fits. */
export async function startOf(frames: AsyncIterator<Frame>): Promise<Start> {
  const { value } = await frames.next()
  return start.parse((value as Frame | undefined)?.value)
}

/** Refuses rows of another version, and a database in which somebody has worked. */
export async function assertFits(client: pg.Client, { migrations }: Start): Promise<void> {
  const here = await migrationsOf(client)
  const differs = [
    ...here.filter((name) => !migrations.includes(name)),
    ...migrations.filter((name) => !here.includes(name)),
  ]
  if (differs.length > 0) throw new BackupError('otherVersion', { first: differs[0] ?? '' })
  const { rows } = await client.query<{ n: number }>(
    'SELECT (SELECT count(*) FROM instance)::int + (SELECT count(*) FROM audit_row)::int AS n',
  )
  if ((rows[0]?.n ?? 0) > 0) throw new BackupError('notEmpty')
}

/** Puts one part into the open transaction of a superuser, for whom no trigger fires, and files beside it. Gives what was counted. */
export async function load(client: pg.Client, frames: AsyncIterator<Frame>, part: Start['part'], vaultFolder: string) {
  await client.query(`SET LOCAL session_replication_role = replica`)
  const tables = await tablesOf(client, part)
  await client.query(`TRUNCATE ${tables.map(quoted).join(', ')} CASCADE`)
  const counts: Counts = { rows: {}, files: 0 }
  let table = ''
  let file: WriteStream | null = null
  const closeFile = async () => {
    file?.end()
    if (file) await finished(file)
    file = null
  }
  for (let next = await frames.next(); !next.done; next = await frames.next()) {
    if (next.value.kind === 'bytes') {
      if (!file) throw new BackupError('half')
      if (!file.write(next.value.value)) await once(file, 'drain')
      continue
    }
    const said = words.parse(next.value.value)
    await closeFile()
    if ('table' in said) {
      if (!tables.includes(said.table)) throw new BackupError('otherVersion', { first: said.table })
      table = said.table
      counts.rows[table] = 0
    } else if ('rows' in said) {
      await insert(client, table, said.rows)
      counts.rows[table] = (counts.rows[table] ?? 0) + said.rows.length
    } else if ('file' in said) {
      const place = path.join(vaultFolder, said.file)
      await fs.mkdir(path.dirname(place), { recursive: true, mode: 0o700 })
      file = createWriteStream(place, { mode: 0o600, flush: true })
      counts.files += 1
    } else {
      if (JSON.stringify(sorted(said.end)) !== JSON.stringify(sorted(counts))) throw new BackupError('half')
      return counts
    }
  }
  throw new BackupError('half')
}

const sorted = ({ rows, files }: Counts) => [Object.entries(rows).toSorted(([a], [b]) => (a < b ? -1 : 1)), files]

async function insert(client: pg.Client, table: string, rows: readonly string[]): Promise<void> {
  const name = quoted(table)
  await client.query(
    `INSERT INTO ${name} OVERRIDING SYSTEM VALUE SELECT * FROM jsonb_populate_recordset(NULL::${name}, $1::jsonb)`,
    [`[${rows.join(',')}]`],
  )
}

/** Numbers that the database gives go on after the largest that came back. */
export async function moveSequences(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ table: string; column: string }>(`
    SELECT table_name AS table, column_name AS column FROM information_schema.columns
    WHERE table_schema = 'public' AND column_default LIKE 'nextval(%'`)
  for (const { table, column } of rows) {
    const at = `pg_get_serial_sequence('${quoted(table)}', '${column}')`
    const max = `(SELECT max(${quoted(column)}) FROM ${quoted(table)})`
    await client.query(`SELECT setval(${at}, coalesce(${max}, 1), ${max} IS NOT NULL) WHERE ${at} IS NOT NULL`)
  }
}
