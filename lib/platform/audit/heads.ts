import { type Db, newId, sql, transaction, type Tx } from '@/lib/platform/db/client'
import { type CaseHead, type Head, headText } from './statement'
import { currentFingerprints, holdKeys, signInside, type Signatures } from './signing'

/** A head of the log as it was signed. `text` is what the signatures are of, to the byte. */
export interface SignedHead {
  id: string
  seq: bigint
  hash: string
  at: Date
  text: string
  signatures: Signatures
}

interface Wish {
  now: Date
  /** Cases whose number of rows the head is to name. */
  caseIds?: readonly string[]
  /** SHA-256 of the contents that the head closes. */
  contents?: string
  /** Sign the log as it was when it had so many rows. Without it, as it is. */
  rows?: bigint
}

/** Signs the head of the log as it is at this moment, and keeps it. What the caller's own transaction wrote is not in it: rows are linked at COMMIT. */
export async function signHead(db: Db, wish: Wish): Promise<SignedHead> {
  return transaction(db, (tx) => sign(tx, { ...wish, purpose: 'asked' }))
}

const MS_BETWEEN = 3_600_000
export const ROWS_BETWEEN = 1_000n

/** Signs on the schedule: hourly when something is new, and after so many rows. Several processes never sign the same twice. */
export async function signWhenDue(db: Db, now: Date): Promise<SignedHead | null> {
  return transaction(db, async (tx) => {
    await tx.$queryRaw(
      sql`SELECT 1 AS held FROM (SELECT pg_advisory_xact_lock(hashtextextended('signed heads', 0))) AS lock`,
    )
    const last = await tx.auditSignedHead.findFirst({ where: { purpose: 'schedule' }, orderBy: { seq: 'desc' } })
    const head = await tx.auditHead.findFirst()
    const isNew = (head?.seq ?? 0n) - (last?.seq ?? 0n)
    const isTime = !last || now.getTime() - last.at.getTime() >= MS_BETWEEN
    if (isNew <= 0n || !(isTime || isNew >= ROWS_BETWEEN)) return null
    return sign(tx, { now, purpose: 'schedule' })
  })
}

async function sign(tx: Tx, { now, purpose, caseIds = [], contents, rows }: Wish & { purpose: string }) {
  await holdKeys(tx)
  const fingerprints = await currentFingerprints(tx)
  const present = await presentHead(tx, caseIds, rows ?? null)
  const head: Head = { at: now.toISOString(), ...present, fingerprints, contents: contents ?? null }
  const text = headText(head)
  const signatures = await signInside(tx, Buffer.from(text))
  const id = newId()
  await tx.auditSignedHead.create({
    data: {
      id,
      purpose,
      seq: head.rows,
      hash: bytesOf(head.hash, 'hex'),
      at: now,
      generation: signatures.generation,
      text,
      ed25519: bytesOf(signatures.ed25519, 'base64'),
      p256: bytesOf(signatures.p256, 'base64'),
    },
  })
  return { id, seq: head.rows, hash: head.hash, at: now, text, signatures }
}

interface Present {
  rows: bigint
  hash: string
  entries: bigint | null
  destroyed: string | null
  cases: [string, number, string][]
}

/** The ends of the log, of these cases and of the ledger, as one statement sees them: no row comes between. */
async function presentHead(tx: Tx, caseIds: readonly string[], rows: bigint | null) {
  const [row] = await tx.$queryRaw<Present[]>(sql`
    SELECT h.seq AS rows, encode(h.hash, 'hex') AS hash, d.entries, encode(d.hash, 'hex') AS destroyed,
      (SELECT coalesce(json_agg(json_build_array(c.case_id, c.seq, encode(c.hash, 'hex')) ORDER BY c.case_id), '[]')
        FROM audit_case_head c WHERE c.case_id = ANY (${[...caseIds]}::uuid[])) AS cases
    FROM (SELECT seq, hash FROM audit_head WHERE ${rows}::bigint IS NULL OR seq = ${rows}::bigint
      UNION SELECT seq, hash FROM audit_link WHERE seq = ${rows}::bigint) h LEFT JOIN destruction_head d ON true`)
  if (!row) throw new Error('the log has no head')
  const { entries, destroyed } = row
  return {
    rows: row.rows,
    hash: row.hash,
    destroyed: entries !== null && destroyed !== null ? { entries, hash: destroyed } : null,
    cases: row.cases.map(([caseId, rows, hash]): CaseHead => ({ caseId, rows, hash })),
  }
}

const bytesOf = (text: string, as: 'hex' | 'base64') => new Uint8Array(Buffer.from(text, as))
