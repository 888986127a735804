interface Ahead {
  ms: number
}
// One per process: routes and the start of the server are bundled apart and must meet here.
const shared = globalThis as { docketAhead?: Ahead }
const ahead: Ahead = (shared.docketAhead ??= { ms: 0 })

/**
 * The time that the console goes by. It is the machine's, unless somebody lets days pass in the demo: then it runs ahead. What
 * the database itself records of a row (`recordedAt`) never moves.
 */
export const timeNow = (): Date => new Date(Date.now() + ahead.ms)

/** By how much, in milliseconds: for what only the machine's clock starts, such as jobs. */
export const aheadMs = (): number => ahead.ms

export function runAhead(ms: number): void {
  ahead.ms = ms
}
