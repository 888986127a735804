import fs from 'node:fs/promises'
import path from 'node:path'
import { type Db, sql, transaction, type Tx } from '@/lib/platform/db/client'
import { env } from '@/lib/platform/env/env'
import { BEGINNING, type Entry, hashOf, LedgerError, type Line, readLedger } from './parse'

export const ledgerFile = (): string => path.join(env().vaultFolder, 'destroyed.jsonl')

/** Adds lines to the ledger in the caller's transaction; nobody else adds any until it ends. Gives the number of the first. */
export async function append(
  tx: Tx,
  now: Date,
  entries: readonly Omit<Entry, 'seq' | 'at' | 'prev'>[],
): Promise<number> {
  const head = await lockedHead(tx)
  const lines: { seq: bigint; line: string; hash: Uint8Array<ArrayBuffer> }[] = []
  let prev = head.hash
  for (const [at, one] of entries.entries()) {
    const seq = head.entries + at + 1
    const line = JSON.stringify({ seq, at: now.toISOString(), ...one, prev })
    prev = hashOf(line)
    lines.push({ seq: BigInt(seq), line, hash: bytesOf(prev) })
  }
  await keep(tx, lines)
  return head.entries + 1
}

/** Adds lines that another copy of the ledger has, as they are. */
export async function keepLines(tx: Tx, lines: readonly Line[]): Promise<void> {
  await lockedHead(tx)
  await keep(
    tx,
    lines.map(({ entry, text, hash }) => ({ seq: BigInt(entry.seq), line: text, hash: bytesOf(hash) })),
  )
}

export async function headOf(db: Pick<Db, 'destructionHead'> | Tx): Promise<{ entries: number; hash: string }> {
  const row = await db.destructionHead.findFirst()
  return row ? { entries: Number(row.entries), hash: Buffer.from(row.hash).toString('hex') } : NOTHING
}
const NOTHING = { entries: 0, hash: BEGINNING }

async function lockedHead(tx: Tx) {
  await tx.$queryRaw(sql`SELECT 1 AS held FROM (SELECT pg_advisory_xact_lock(${LOCK})) AS lock`)
  return headOf(tx)
}
const LOCK = sql`hashtextextended('ledger of destruction', 0)`

async function keep(tx: Tx, lines: { seq: bigint; line: string; hash: Uint8Array<ArrayBuffer> }[]): Promise<void> {
  const last = lines.at(-1)
  if (!last) return
  await tx.destructionEntry.createMany({ data: lines })
  const head = { entries: last.seq, hash: last.hash }
  await tx.destructionHead.upsert({ where: { one: true }, create: head, update: head })
}

/**
 * Brings the file beside the vault to what the table has, to the disk and not only to its cache. Before this has returned nothing
 * of an intent is destroyed. A file that a crash left half a line behind is mended; one that says something else is not touched.
 */
export async function syncLedger(db: Db, file = ledgerFile()): Promise<void> {
  await transaction(db, async (tx) => {
    // One process at a time writes the file; they may be several on one folder.
    await tx.$queryRaw(
      sql`SELECT 1 AS held FROM (SELECT pg_advisory_xact_lock(hashtextextended('ledger file', 0))) AS lock`,
    )
    const kept = await keptLines(file)
    const known = await tx.destructionEntry.findMany({
      where: { seq: { gt: BigInt(Math.max(0, kept.count - 1)) } },
      orderBy: { seq: 'asc' },
    })
    const first = known.at(0)
    const isSame = kept.count === 0 || (first && Buffer.from(first.hash).toString('hex') === kept.hash)
    if (!isSame) throw new LedgerError('other', kept.count)
    const missing = known.filter((row) => row.seq > BigInt(kept.count))
    await fs.mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
    const handle = await fs.open(file, fs.constants.O_RDWR | fs.constants.O_CREAT, 0o600)
    try {
      await handle.truncate(kept.bytes)
      await handle.write(missing.map((row) => `${row.line}\n`).join(''), kept.bytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
    if (kept.count === 0) await syncFolder(path.dirname(file))
  })
}

/** How much of the file is whole lines, and the hash of the last of them. */
async function keptLines(file: string): Promise<{ count: number; bytes: number; hash: string }> {
  const lines = readLedger(await textOf(file))
  const bytes = lines.reduce((sum, line) => sum + Buffer.byteLength(line.text) + 1, 0)
  return { count: lines.length, bytes, hash: lines.at(-1)?.hash ?? BEGINNING }
}

/** The text of the file; nothing where there is none. */
export async function textOf(file = ledgerFile()): Promise<string> {
  return fs.readFile(file, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
    throw error
  })
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await fs.open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const bytesOf = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'))
