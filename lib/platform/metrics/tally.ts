import { AsyncLocalStorage } from 'node:async_hooks'

interface Tally {
  statements: number
}
// Pages and the server before them are built apart: they share this by the process.
const shared = globalThis as { docketTally?: AsyncLocalStorage<Tally> }
const requests = (shared.docketTally ??= new AsyncLocalStorage<Tally>())

/** Counts, from here on, the statements that a request asks of the database. */
export function withTally<T>(run: (tally: Tally) => T): T {
  const tally = { statements: 0 }
  return requests.run(tally, () => run(tally))
}

/** What only opens, ends or shapes a transaction is not counted. */
const AROUND = /^\s*(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|SET|DEALLOCATE)\b/i

/** One statement of the request in whose course this is called; of none, nothing is counted. */
export function countStatement(text: string): void {
  const tally = requests.getStore()
  if (tally && !AROUND.test(text)) tally.statements += 1
}
