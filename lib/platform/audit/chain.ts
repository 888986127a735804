import { type Db, sql } from '@/lib/platform/db/client'

export interface ChainState {
  rows: number
  /** Hash of the last row, in hex. */
  head: string
  fault: { seq: string; fault: string } | null
}

// Checking recomputes every hash: once a minute and process is enough for a page that refreshes itself.
const FRESH_MS = 60_000
const checked = new WeakMap<Db, { atMs: number; state: ChainState }>()

/** Whether the live chain is unbroken; the first fault by its row when it is not. A fault stays looked at until it is gone. */
export async function chainState(db: Db, now: Date): Promise<ChainState> {
  const head = await db.auditHead.findFirst()
  const known = checked.get(db)
  if (known && !known.state.fault && head && now.getTime() - known.atMs < FRESH_MS) {
    return { ...known.state, rows: Number(head.seq), head: hex(head.hash) }
  }
  const [fault] = await db.$queryRaw<{ seq: bigint; fault: string }[]>(sql`SELECT seq, fault FROM audit_first_fault()`)
  const state = {
    rows: Number(head?.seq ?? 0),
    head: head ? hex(head.hash) : '',
    fault: fault ? { seq: fault.seq.toString(), fault: fault.fault } : null,
  }
  checked.set(db, { atMs: now.getTime(), state })
  return state
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
