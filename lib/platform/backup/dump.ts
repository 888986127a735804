import path from 'node:path'
import pg from 'pg'
import { isVaultFault } from '@/lib/platform/vault/classes'
import type { Shelf } from '@/lib/platform/vault/shelf'
import type { Frame } from './format'
import { migrationsOf, quoted, tablesOf, WITHOUT_QUARANTINE } from './tables'

const ROWS = 500
/** Rows of tables that hold bytes are large. */
const FEW = 10

export interface Counts {
  rows: Record<string, number>
  files: number
}

/** The database as one moment has it: all tables and files of a backup are of the same transaction. */
export async function openSnapshot(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: 'docket backup' })
  await client.connect()
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  await client.query(`SET LOCAL timezone = 'UTC'`)
  // The moment is that of the first statement.
  await client.query('SELECT 1')
  return client
}

/** Rows as JSON, in which every type of ours comes back as it was; and the sealed files of the vault as they lie there. */
export async function* framesOf(client: pg.Client, part: 'main' | 'keys', shelf: Shelf): AsyncGenerator<Frame> {
  const counts: Counts = { rows: {}, files: 0 }
  yield { kind: 'words', value: { part, migrations: await migrationsOf(client), ledger: await ledgerHead(client) } }
  for (const table of await tablesOf(client, part)) {
    yield { kind: 'words', value: { table } }
    counts.rows[table] = 0
    for await (const text of rowsOf(client, table)) {
      counts.rows[table] += text.length
      yield { kind: 'words', value: { rows: text } }
    }
  }
  if (part === 'main')
    for await (const frame of filesOf(client, shelf)) {
      if (frame.kind === 'words') counts.files += 1
      yield frame
    }
  yield { kind: 'words', value: { end: counts } }
}

async function* rowsOf(client: pg.Client, table: string): AsyncGenerator<string[]> {
  const where = WITHOUT_QUARANTINE[table] ?? ''
  const many = table === 'vault_blob' ? FEW : ROWS
  await client.query(`DECLARE rows CURSOR FOR SELECT to_jsonb(t)::text AS text FROM ${quoted(table)} t ${where}`)
  for (;;) {
    const { rows } = await client.query<{ text: string }>(`FETCH ${many} FROM rows`)
    if (rows.length === 0) break
    yield rows.map((row) => row.text)
  }
  await client.query('CLOSE rows')
}

async function* filesOf(client: pg.Client, shelf: Shelf): AsyncGenerator<Frame> {
  const { rows: places } = await client.query<{ identity: string }>('SELECT identity FROM vault_place')
  const identity = places[0]?.identity
  if (!identity) return
  const { rows } = await client.query<{ address: string }>(
    `SELECT address FROM vault_object WHERE is_on_shelf AND destroyed_at IS NULL AND class <> 'quarantine' ORDER BY address`,
  )
  for (const { address } of rows) {
    const file = path.join('objects', address.slice(0, 2), address)
    try {
      let isNamed = false
      for await (const bytes of shelf.read(address)) {
        if (!isNamed) yield { kind: 'words', value: { file: path.join(identity, file) } }
        isNamed = true
        yield { kind: 'bytes', value: bytes }
      }
    } catch (error) {
      // Destroyed meanwhile: the ledger says so, and a restore destroys its row.
      if (!isVaultFault(error, 'missing')) throw error
    }
  }
}

async function ledgerHead(client: pg.Client): Promise<{ entries: number; hash: string } | null> {
  const { rows } = await client.query<{ entries: string; hash: Buffer }>('SELECT entries, hash FROM destruction_head')
  const [head] = rows
  return head ? { entries: Number(head.entries), hash: head.hash.toString('hex') } : null
}
