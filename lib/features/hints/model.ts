import type { MastodonFailureKind } from '@/lib/integrations/mastodon/client/failure'

/**
 * `report` and `signUp` (an account that is new or was approved) are read again in any case, `account` (a profile or a flag
 * that changed, of anybody on the instance) only where the person is known here.
 */
export type HintKind = 'report' | 'signUp' | 'account'

/**
 * On average one reading in four seconds, which leaves the mirror more than half of what background reading may ask for
 * (budget/model). So many may follow each other in a burst: what is left when people are done is for reports, and its last part
 * for reports that nobody here has seen yet. In a flood the mirror's sweep answers most: a hint on a report that was read since
 * is settled without a request.
 */
export const PACE_MS = 4_000
export const BURST = { newReport: 20, report: 15, person: 10 } as const
/** Readings of one job: it ends now and then, however many hints come. */
export const ROUND = 25
/** Between two readings: at most a quarter of one of the server's workers. */
export const gapMs = (answerMs: number): number => Math.min(5000, 3 * answerMs)
export const LEASE_MS = 90_000

/** How long to leave an instance alone that did not answer, the first time and the later ones. */
export function backoffMs(failures: number): number {
  return Math.min(10 * 60_000, 15_000 * 2 ** Math.min(failures, 10))
}
/** The same where it answers, but not with what was asked for: others may be readable meanwhile. */
export const troubleMs = (failures: number): number => Math.min(60_000, backoffMs(failures))
/** How long one hint waits that could not be read, while the others are. */
export const againMs = (tries: number): number => Math.min(3_600_000, 15_000 * 2 ** Math.min(tries, 10))
/** A hint that fails for so long, while the instance can be read, is given up: the mirror's own reading stays. */
export const GIVE_UP_MS = 24 * 3_600_000
/** Hints that wait for longer want somebody's eye. */
export const LATE_MS = 10 * 60_000

const AWAY: readonly MastodonFailureKind[] = ['unreachable', 'dns', 'tls', 'rateLimited', 'tokenDead', 'blockedIp']
// A report may be the cause of these, too: large ones make a server slow, and break what is in front of it.
const AWAY_AT_FIRST: readonly MastodonFailureKind[] = ['timeout', 'dropped']

/** Whether a failure speaks of the instance, and not of the one thing that was asked for, which failed so many times before. */
export const isInstanceAway = (kind: MastodonFailureKind, tries: number): boolean =>
  AWAY.includes(kind) || (AWAY_AT_FIRST.includes(kind) && tries === 0)
