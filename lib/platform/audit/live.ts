import { type Db, sql } from '@/lib/platform/db/client'
import { lineOf, rowLines, keptHeads } from './export'
import { checkHead, type Keyring, readKeys } from './head-check'
import { jsonOf, type KeyLine, rowLine } from './lines'
import { followChain } from './row-check'
import { publicKeys } from './signing'
import type { CaseHead } from './statement'
import { readStamp } from './time-stamp'
import type { Expectations } from './verify'

export interface LiveReport {
  fault: { row: number; fault: string } | null
  rows: number
  /** The last row that a head with a stamp covers. */
  stampedRow: number
  isTrusted: boolean | null
}

/** Recomputes every row of the live log, and holds it against each head that was ever signed and the one that was kept outside. */
export async function verifyLive(db: Db, expected: Expectations): Promise<LiveReport> {
  const head = await db.auditHead.findFirst()
  const rows = head?.seq ?? 0n
  const keys: KeyLine[] = await publicKeys(db)
  const ring = readKeys(keys, expected.known)
  const current = Math.max(0, ...keys.map((key) => key.generation))
  const told = { rows: Number(rows), stampedRow: 0, isTrusted: expected.known.size === 0 ? null : false }
  if (typeof ring === 'string') return { ...told, fault: { row: 0, fault: ring } }
  if (expected.known.size > 0 && !ring.trusted.has(current))
    return { ...told, fault: { row: 0, fault: 'signed by another key' } }
  const heads = await readHeads(db, ring, expected)
  const fault = heads.fault ?? (await firstFault(db, rows, [...heads.said, ...keptOf(expected)]))
  const isTrusted = expected.known.size === 0 ? null : fault === null
  return { ...told, stampedRow: heads.stampedRow, isTrusted, fault: fault ?? (await besideFault(db)) }
}

interface Said {
  row: number
  hash: string
  cases: readonly CaseHead[]
  fault: string
}

const keptOf = ({ kept }: Expectations): Said[] =>
  kept ? [{ row: kept.row, hash: kept.hash, cases: [], fault: 'not what was kept outside' }] : []

async function readHeads(db: Db, ring: Keyring, { trusted }: Expectations) {
  const said: Said[] = []
  let stampedRow = 0
  for await (const kept of keptHeads(db, null)) {
    const line = lineOf(kept)
    const checked = checkHead(ring, line)
    const row = Number(kept.seq)
    if ('fault' in checked) return { said, stampedRow, fault: { row, fault: checked.fault } }
    const { head } = checked
    if (Number(head.rows) !== row) return { said, stampedRow, fault: { row, fault: 'head altered' } }
    said.push({ row, hash: head.hash, cases: head.cases, fault: 'head altered' })
    if (kept.stamp) {
      const stamp = { answer: kept.stamp.answer, bytes: Buffer.from(kept.text), trusted }
      const read = await readStamp(stamp).catch(() => null)
      if (!read || read.isTrusted === false) return { said, stampedRow, fault: { row, fault: 'stamp does not fit' } }
      stampedRow = Math.max(stampedRow, row)
    }
  }
  return { said, stampedRow, fault: null }
}

async function firstFault(db: Db, rows: bigint, said: readonly Said[]): Promise<LiveReport['fault']> {
  const chain = followChain()
  const awaited = groupByRow(said)
  for await (const text of rowLines(db, rows)) {
    const value = jsonOf(text)
    const line = typeof value === 'object' && value !== null ? rowLine(value) : null
    const fault = line ? chain.take(line) : 'row unreadable'
    if (fault) return { row: chain.rows + 1, fault }
    for (const one of awaited.get(chain.rows) ?? []) {
      if (one.hash !== chain.head) return { row: one.row, fault: one.fault }
      if (!one.cases.every((each) => chain.isSoFar(each))) return { row: one.row, fault: 'case head altered' }
    }
  }
  const promised = Math.max(Number(rows), ...awaited.keys())
  return chain.rows < promised ? { row: chain.rows + 1, fault: 'rows cut off at the end' } : null
}

function groupByRow(said: readonly Said[]): Map<number, Said[]> {
  const found = new Map<number, Said[]>()
  for (const one of said) found.set(one.row, [...(found.get(one.row) ?? []), one])
  return found
}

async function besideFault(db: Db): Promise<LiveReport['fault']> {
  const [found] = await db.$queryRaw<{ seq: bigint; fault: string }[]>(sql`SELECT seq, fault FROM audit_beside()`)
  return found ? { row: Number(found.seq), fault: found.fault } : null
}
