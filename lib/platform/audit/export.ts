import { createHash } from 'node:crypto'
import { type Db, type Prisma, sql } from '@/lib/platform/db/client'
import { signHead } from './heads'
import { proofWords, type SignedLine } from './lines'
import { publicKeys } from './signing'

interface Wish {
  now: () => Date
  /** Gets a head stamped, or leaves it; tells whether it is. */
  stamp: (headId: string) => Promise<boolean>
}

/**
 * The whole log as lines (lines.ts), each without its end. What is written while this runs is not in it. A value that was
 * erased is not there; its row still verifies.
 */
export async function* exportLines(db: Db, { now, stamp }: Wish): AsyncGenerator<string> {
  const contents = createHash('sha256')
  const add = (line: string): string => {
    contents.update(line, 'utf8').update('\n')
    return line
  }
  const { id, seq: rows } = await signHead(db, { now: now() })
  yield add(JSON.stringify({ docket: 'audit export', version: 1, at: now().toISOString(), rows: Number(rows) }))
  for (const { generation, algorithm, fingerprint, pem, endorsed } of await publicKeys(db))
    yield add(JSON.stringify({ key: { generation, algorithm, fingerprint, pem, endorsed } }))
  let furthest: Stamped | null = null
  for await (const head of keptHeads(db, rows)) {
    furthest = stampedOf(head) ?? furthest
    yield add(JSON.stringify({ head: lineOf(head) }))
  }
  for await (const line of rowLines(db, rows)) yield add(line)
  if (await stamp(id)) {
    const head = await db.auditSignedHead.findUniqueOrThrow({ where: { id }, include: { stamp: true } })
    furthest = stampedOf(head) ?? furthest
    yield add(JSON.stringify({ head: lineOf(head) }))
  }
  const end = await signHead(db, { now: now(), rows, contents: contents.digest('hex') })
  const closing = await db.auditSignedHead.findUniqueOrThrow({ where: { id: end.id }, include: { stamp: true } })
  yield JSON.stringify({ end: lineOf(closing), proof: proofWords(furthest) })
}

const BATCH = 10_000n

/** Rows 1 to n. PostgreSQL writes the next lines while these are used; the words that were hashed stand in them as they were. */
export async function* rowLines(db: Db, last: bigint): AsyncGenerator<string> {
  let next = batchFrom(db, 1n, last)
  for (let from = 1n; from <= last; from += BATCH) {
    const lines = await next
    next = batchFrom(db, from + BATCH, last)
    // Whoever stops in the middle does not wait for it.
    next.catch(() => undefined)
    yield* lines
  }
}

async function batchFrom(db: Db, from: bigint, last: bigint): Promise<string[]> {
  const to = from + BATCH - 1n < last ? from + BATCH - 1n : last
  if (from > to) return []
  const found = await db.$queryRaw<{ lines: string | null }[]>(sql`
    WITH present AS (
      SELECT l.seq, json_agg(json_build_array(v.field, encode(v.salt, 'hex'), v.value) ORDER BY v.field) AS list
      FROM audit_link l JOIN audit_value v ON v.audit_id = l.audit_id WHERE l.seq BETWEEN ${from} AND ${to} GROUP BY l.seq)
    SELECT string_agg(replace(json_build_object('row', l.seq, 'text', audit_text(r, l.prev, l.case_seq, l.case_prev),
      'hash', encode(l.hash, 'hex'), 'values', coalesce(p.list, '[]'))::text, E'\n', ''), E'\n' ORDER BY l.seq) AS lines
    FROM audit_link l JOIN audit_row r ON r.id = l.audit_id LEFT JOIN present p ON p.seq = l.seq
    WHERE l.seq BETWEEN ${from} AND ${to}`)
  return found[0]?.lines?.split('\n') ?? []
}

type Kept = Prisma.AuditSignedHeadGetPayload<{ include: { stamp: true } }>
const HEADS = 500

/** Every kept head of the schedule up to a row, or all of them with those that somebody asked for. */
export async function* keptHeads(db: Db, last: bigint | null): AsyncGenerator<Kept> {
  const which = last === null ? {} : { purpose: 'schedule', seq: { lte: last } }
  for (let cursor: string | null = null; ; ) {
    const heads: Kept[] = await db.auditSignedHead.findMany({
      where: which,
      orderBy: [{ seq: 'asc' }, { id: 'asc' }],
      include: { stamp: true },
      take: HEADS,
      ...(cursor ? { cursor: { id: cursor }, skip: 1 } : {}),
    })
    yield* heads
    cursor = heads.at(-1)?.id ?? null
    if (heads.length < HEADS) return
  }
}

/** A kept head as a line of an export. */
export function lineOf({ text, generation, ed25519, p256, stamp }: Kept): SignedLine {
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
  return {
    text,
    generation,
    ed25519: base64(ed25519),
    p256: base64(p256),
    // The head that closes a file stands after its stamp.
    stamp: stamp ? base64(stamp.answer) : null,
  }
}

interface Stamped {
  row: number
  at: Date
  by: string
}

const stampedOf = ({ seq, stamp }: Kept): Stamped | null =>
  stamp && { row: Number(seq), at: stamp.stampedAt, by: stamp.authorityName }
