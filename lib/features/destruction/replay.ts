import { type Db, transaction } from '@/lib/platform/db/client'
import { applyEntry, finishPending } from './commands'
import { LedgerError, type Line, readLedger } from './parse'
import { headOf, keepLines, syncLedger, textOf } from './store'

export interface Replayed {
  /** Entries that the database did not know, and that were done to it now. */
  entries: number
}

/**
 * A database that was restored is older than the ledger beside its vault: what was destroyed since is destroyed again, before
 * anything opens. A ledger that does not reach as far as the database, or tells another story, is refused.
 */
export async function replayLedger(db: Db, now: Date): Promise<Replayed> {
  const lines = readLedger(await textOf())
  const head = await headOf(db)
  if (lines.length < head.entries) {
    // A crash between the commit and the file leaves the file a line short: it is brought up, unless it says something else.
    await syncLedger(db)
    await finishPending(db, now)
    return { entries: 0 }
  }
  assertReaches(lines, head)
  for (const line of lines.slice(head.entries)) {
    await transaction(db, async (tx) => {
      // An intent alone is not enough: a hold may have come between, and then it was never done.
      if (line.entry.step === 'done') await applyEntry(tx, line.entry, now)
      await keepLines(tx, [line])
    })
  }
  await finishPending(db, now)
  return { entries: lines.length - head.entries }
}

/** Refuses a ledger that does not hold everything that a database knows to be destroyed. */
export function assertReaches(lines: readonly Line[], head: { entries: number; hash: string }): void {
  if (lines.length === 0 && head.entries > 0) throw new LedgerError('missing')
  if (lines.length < head.entries) throw new LedgerError('older', lines.length)
  if (head.entries > 0 && lines[head.entries - 1]?.hash !== head.hash) throw new LedgerError('other', head.entries)
}
