import type { ReviewKind } from './schema'

export interface Review {
  kind: string
}

export type Step = 'decide' | 'confirm' | 'appeal' | 'answer'

/** What may follow what, by the newest line of an account's reviews. Nothing follows by itself. */
const NEXT: Record<ReviewKind | 'nothing', readonly Step[]> = {
  nothing: ['decide'],
  none: ['decide'],
  warn: ['decide', 'appeal'],
  proposed: ['confirm', 'decide'],
  terminate: ['appeal'],
  appealed: ['answer'],
  upheld: ['decide'],
  overturned: ['decide'],
}

export function stepsAfter(last: ReviewKind | null, points: number): Step[] {
  return NEXT[last ?? 'nothing'].filter((step) => step !== 'decide' || points > 0)
}

/** Who works alone confirms after a night, and the log says that nobody else did. */
export const ALONE_AFTER_MS = 24 * 3600_000

/** Why a termination may not be confirmed yet, or by this person; null when it may. */
export function objectionToConfirm(facts: {
  isProposer: boolean
  areOthers: boolean
  proposedAt: Date
  now: Date
}): 'strike.samePerson' | 'strike.tooSoon' | null {
  if (!facts.isProposer) return null
  if (facts.areOthers) return 'strike.samePerson'
  return facts.now.getTime() - facts.proposedAt.getTime() < ALONE_AFTER_MS ? 'strike.tooSoon' : null
}
