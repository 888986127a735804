import fs from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import type { Counts } from './dump'
import { isOver, openPart } from './files'
import { BackupError, type Secret } from './format'
import { assertFits, load, moveSequences, type Start, startOf } from './load'

interface Wish {
  /** The owner of the tables: for the time of the loading no trigger fires. */
  ownerUrl: string
  vaultFolder: string
  file: string
  keysFile: string
  secret: Secret
  now: Date
  /** Throws when the ledger beside the vault does not reach as far as the backup. */
  assertLedger: (head: { entries: number; hash: string }) => void
}

export interface Restored {
  at: string
  counts: Counts
}

/**
 * Puts a backup into an empty database, in one transaction, and the files of the vault into their folder. Whoever dies on the way
 * leaves an empty database. What was destroyed since is destroyed again by whoever calls, before anything opens.
 */
export async function restore(wish: Wish): Promise<Restored> {
  const { ownerUrl, vaultFolder, file, keysFile, secret, now } = wish
  const main = await openPart(file, secret, 'main')
  const keys = await openPart(keysFile, secret, 'keys')
  if (isOver(keys.head, now)) throw new BackupError('expired', { until: keys.head.keepsUntil ?? '' })
  if (keys.head.at < main.head.at) throw new BackupError('otherParts')
  const [start, keysStart] = [await startOf(main.frames), await startOf(keys.frames)]
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'docket restore' })
  await client.connect()
  try {
    await assertFits(client, start)
    assertLedgers(wish, start, keysStart)
    await client.query('BEGIN')
    await client.query(`SET LOCAL timezone = 'UTC'`)
    const counts = await load(client, main.frames, 'main', vaultFolder)
    const wrapped = await load(client, keys.frames, 'keys', vaultFolder)
    await moveSequences(client)
    await settle(client, now)
    await client.query('COMMIT')
    return { at: main.head.at, counts: { ...counts, rows: { ...counts.rows, ...wrapped.rows } } }
  } finally {
    // Without a COMMIT nothing of it stays.
    await client.end()
  }
}

const BEGINNING = { entries: 0, hash: '0'.repeat(64) }

/** Keys that are younger than the database may be taken; the ledger has to reach as far as both. */
function assertLedgers({ assertLedger }: Wish, ...starts: Start[]): void {
  for (const { ledger } of starts) assertLedger(ledger ?? BEGINNING)
}

async function settle(client: pg.Client, now: Date): Promise<void> {
  // An act that waited then may have been sent since: it is not sent again, and a person looks.
  await client.query(
    `UPDATE act SET state = 'cancelled', failure = 'restored', settled_at = $1 WHERE state = 'asked'`,
    [now],
  )
  await client.query(
    `UPDATE act SET state = 'notConfirmed', failure = 'restored', settled_at = $1 WHERE state = 'sent'`,
    [now],
  )
  // Media that nobody had judged are in no backup.
  await client.query(`
    UPDATE evidence SET state = 'expired' WHERE state = 'sealed'
      AND object_id IN (SELECT id FROM vault_object WHERE class = 'quarantine' AND destroyed_at IS NULL)`)
  await client.query(
    `UPDATE vault_object SET destroyed_at = $1, dropped_at = $1 WHERE class = 'quarantine' AND destroyed_at IS NULL`,
    [now],
  )
  // Keys of what the backup of the database does not know, or knows to be destroyed.
  await client.query(`
    DELETE FROM vault_object_key k WHERE NOT EXISTS (SELECT FROM vault_object o WHERE o.id = k.object_id AND o.destroyed_at IS NULL)`)
}

/** A place where somebody has worked is not overwritten: only a key and a ledger may lie there already. */
export async function assertEmpty(vaultFolder: string): Promise<void> {
  const names = await fs.readdir(vaultFolder).catch(() => [])
  const other = names.find((name) => name !== 'destroyed.jsonl')
  if (other) throw new BackupError('notEmpty', { place: path.join(vaultFolder, other) })
}
