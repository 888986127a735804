/**
 * `report` and `signUp` (an account that is new or was approved) are read again in any case, `account` (a profile or a flag
 * that changed, of anybody on the instance) only where the person is known here.
 */
export type HintKind = 'report' | 'signUp' | 'account'

/**
 * Readings in a row, and the pause after them while more wait: on average one in four seconds, which leaves the mirror more
 * than half of what background reading may ask for (budget/model). In a flood the newest are read first, and the mirror's sweep
 * answers the others: a hint on a report that was read since is settled without a request.
 */
export const ROUND = 10
export const ROUND_REST_MS = 40_000
/** Between two readings: at most a quarter of one of the server's workers. */
export const gapMs = (answerMs: number): number => Math.min(5000, 3 * answerMs)
export const LEASE_MS = 90_000

/** How long to leave an instance alone that did not answer, the first time and the later ones. */
export function backoffMs(failures: number): number {
  return Math.min(10 * 60_000, 15_000 * 2 ** Math.min(failures, 10))
}
