import { type Db, sql } from '@/lib/platform/db/client'

export interface ChainState {
  rows: number
  /** Hash of the last row, in hex. */
  head: string
  fault: { seq: string; fault: string } | null
  /** When every row was recomputed last. */
  checkedAt: string
}

// Checking recomputes every hash. A short log is checked once a minute and process for the page that asks; a longer one would
// keep the page waiting, and is checked by a job.
const FRESH_MS = 60_000
export const LONG_ROWS = 20_000n
const checked = new WeakMap<Db, { atMs: number; state: ChainState }>()

/** Whether the live chain is unbroken; the first fault by its row when it is not. A fault stays looked at until it is gone. */
export async function chainState(db: Db, now: Date): Promise<ChainState> {
  const head = await db.auditHead.findFirst()
  const present = { rows: Number(head?.seq ?? 0), head: head ? hex(head.hash) : '' }
  const last = (head?.seq ?? 0n) > LONG_ROWS ? await db.chainCheck.findFirst() : null
  if (last) {
    const fault = last.fault === null ? null : { seq: String(last.faultSeq ?? 0n), fault: last.fault }
    return { ...present, fault, checkedAt: last.at.toISOString() }
  }
  const known = checked.get(db)
  if (known && !known.state.fault && head && now.getTime() - known.atMs < FRESH_MS)
    return { ...known.state, ...present }
  const state = { ...present, fault: await firstFault(db), checkedAt: now.toISOString() }
  checked.set(db, { atMs: now.getTime(), state })
  return state
}

/** Recomputes every row and keeps what was found. */
export async function checkWholeChain(db: Db, now: Date): Promise<void> {
  const head = await db.auditHead.findFirst()
  const fault = await firstFault(db)
  const found = {
    at: now,
    rows: head?.seq ?? 0n,
    fault: fault?.fault ?? null,
    faultSeq: fault ? BigInt(fault.seq) : null,
  }
  await db.chainCheck.upsert({ where: { one: true }, create: found, update: found })
}

async function firstFault(db: Db): Promise<ChainState['fault']> {
  const [fault] = await db.$queryRaw<{ seq: bigint; fault: string }[]>(sql`SELECT seq, fault FROM audit_first_fault()`)
  return fault ? { seq: fault.seq.toString(), fault: fault.fault } : null
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
