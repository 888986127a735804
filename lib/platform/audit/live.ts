import { type Db, type Sql, sql } from '@/lib/platform/db/client'
import { keptHeads, lineOf } from './export'
import { checkHead, type Keyring, readKeys } from './head-check'
import type { KeyLine } from './lines'
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
  return { ...told, stampedRow: heads.stampedRow, isTrusted, fault }
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

/**
 * The first row that does not fit. The database recomputes every row itself, in several statements at once: what is asked for
 * one row at a time would be ten times slower. `rows` were there when it began; what is written meanwhile is not looked at.
 */
async function firstFault(db: Db, rows: bigint, said: readonly Said[]): Promise<LiveReport['fault']> {
  const found = await Promise.all([
    saidFault(db, said),
    linkFault(db, rows),
    lowest(
      db,
      'row altered',
      sql`
      SELECT min(l.seq) AS seq FROM audit_link l JOIN audit_row r ON r.id = l.audit_id WHERE l.seq <= ${rows}
        AND sha256(convert_to(audit_text(r, l.prev, l.case_seq, l.case_prev), 'UTF8')) <> l.hash`,
    ),
    // Looked for as text, as it was written: fields that are no JSON any more must not end the search.
    lowest(
      db,
      'value altered',
      sql`
      SELECT min(l.seq) AS seq FROM audit_value v JOIN audit_link l ON l.audit_id = v.audit_id JOIN audit_row r ON r.id = v.audit_id
      WHERE strpos(r.fields, '[' || to_json(v.field) || ',"' || encode(sha256(v.salt || convert_to(v.value, 'UTF8')), 'hex') || '"]') = 0`,
    ),
    besideFault(db),
  ])
  const [first] = found.flatMap((fault) => fault ?? []).toSorted((one, other) => one.row - other.row)
  return first ?? null
}

/**
 * How many values that rows name are not there any more, the first such row, and how many destructions the ledger has. The rows
 * verify without them; whoever takes words out of the log by hand leaves more gone than destructions tell.
 */
export async function goneValues(db: Db): Promise<{ gone: number; row: number; destructions: number }> {
  const [found] = await db.$queryRaw<{ gone: bigint; row: bigint | null; destructions: bigint }[]>(sql`
    SELECT coalesce(sum(m.named - m.there), 0)::bigint AS gone, min(m.seq) FILTER (WHERE m.named > m.there) AS row,
      (SELECT count(*) FROM destruction_entry e WHERE e.line::jsonb ->> 'step' = 'done') AS destructions
    FROM (SELECT l.seq, json_array_length(r.fields::json) AS named,
        (SELECT count(*) FROM audit_value v WHERE v.audit_id = r.id) AS there
      FROM audit_row r JOIN audit_link l ON l.audit_id = r.id WHERE r.fields <> '[]') m`)
  return {
    gone: Number(found?.gone ?? 0),
    row: Number(found?.row ?? 0),
    destructions: Number(found?.destructions ?? 0),
  }
}

async function lowest(db: Db, fault: string, statement: Sql): Promise<LiveReport['fault']> {
  const [found] = await db.$queryRaw<{ seq: bigint | null }[]>(statement)
  return found?.seq == null ? null : { row: Number(found.seq), fault }
}

/** Whether each row names the one before it, in the whole log and in its case. */
async function linkFault(db: Db, rows: bigint): Promise<LiveReport['fault']> {
  const [found] = await db.$queryRaw<{ seq: bigint; fault: string }[]>(sql`
    SELECT k.seq, CASE WHEN prior_hash IS NULL THEN 'gap in the sequence' WHEN prev <> prior_hash THEN 'link broken'
      ELSE 'case chain broken' END AS fault
    FROM (SELECT l.seq, l.prev, l.case_seq, l.case_prev, r.case_id,
        CASE WHEN l.seq = 1 THEN sha256('docket') ELSE before.hash END AS prior_hash,
        lag(l.hash, 1, sha256('case')) OVER c AS prior_case_hash, row_number() OVER c AS nth_of_case
      FROM audit_link l LEFT JOIN audit_link before ON before.seq = l.seq - 1
        LEFT JOIN audit_row r ON r.id = l.audit_id WHERE l.seq <= ${rows}
      WINDOW c AS (PARTITION BY r.case_id ORDER BY l.seq)) k
    WHERE prior_hash IS NULL OR prev <> prior_hash OR (case_id IS NOT NULL
      AND (case_seq IS DISTINCT FROM nth_of_case OR case_prev IS DISTINCT FROM prior_case_hash))
    ORDER BY k.seq LIMIT 1`)
  return found ? { row: Number(found.seq), fault: found.fault } : null
}

/** Whether the log still says what signed heads, and somebody outside, say of it. */
async function saidFault(db: Db, said: readonly Said[]): Promise<LiveReport['fault']> {
  const last = Number((await db.auditHead.findFirst())?.seq ?? 0n)
  for (const { row, hash, cases, fault } of said) {
    if (row > last) return { row: last + 1, fault: 'rows cut off at the end' }
    const link = row > 0 ? await db.auditLink.findUnique({ where: { seq: BigInt(row) } }) : null
    if (row > 0 && (!link || Buffer.from(link.hash).toString('hex') !== hash)) return { row, fault }
    for (const { caseId, rows, hash: end } of cases) {
      const of = await db.auditLink.findFirst({ where: { caseSeq: BigInt(rows), row: { caseId } } })
      if (!of || Number(of.seq) > row || Buffer.from(of.hash).toString('hex') !== end)
        return { row, fault: 'case head altered' }
    }
  }
  return null
}

async function besideFault(db: Db): Promise<LiveReport['fault']> {
  const [found] = await db.$queryRaw<{ seq: bigint; fault: string }[]>(sql`SELECT seq, fault FROM audit_beside()`)
  return found ? { row: Number(found.seq), fault: found.fault } : null
}
