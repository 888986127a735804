import type { Permission } from '@/lib/platform/access/access'
import type { ErrorCode } from '@/lib/platform/errors/error'
import type { CounterState } from '@/lib/features/notices/schema'
import { COUNTER_ELEMENTS, type CounterElement, type CounterElements } from './schema'

export const COUNTER_STEPS = [
  'findDefective',
  'accept',
  'forward',
  'hold',
  'letGo',
  'putBack',
  'restore',
  'escalate',
  'withdraw',
] as const
export type CounterStep = (typeof COUNTER_STEPS)[number]

interface Move {
  from: readonly CounterState[]
  to: CounterState
  who: Permission
  /** Two people, or one a day later where the team is one (single-admin mode). */
  takesTwo?: true
}

/** How a counter-notice moves (legal-workflows.md 2.4). */
export const COUNTER_MOVES: Record<CounterStep, Move> = {
  findDefective: { from: ['received'], to: 'defective', who: 'notice.decide' },
  accept: { from: ['received'], to: 'valid', who: 'notice.decide' },
  forward: { from: ['valid'], to: 'forwarded', who: 'notice.decide' },
  // Whenever it came first: also before the counter-notice was judged, or made whole; and beside another that holds it already.
  hold: {
    from: ['received', 'defective', 'valid', 'forwarded', 'held'],
    to: 'held',
    who: 'notice.decide',
    takesTwo: true,
  },
  letGo: { from: ['held'], to: 'forwarded', who: 'notice.decide', takesTwo: true },
  putBack: { from: ['forwarded'], to: 'restoring', who: 'notice.decide', takesTwo: true },
  // Said by what was seen, not by a person.
  restore: { from: ['restoring'], to: 'restored', who: 'mirror.write' },
  // DMCA-14: what was put back before a court paper came is not taken down again by itself.
  escalate: { from: ['restoring', 'restored', 'escalated'], to: 'escalated', who: 'notice.decide' },
  withdraw: { from: ['received', 'defective', 'valid', 'forwarded'], to: 'withdrawn', who: 'notice.decide' },
}

export const mayCounter = (step: CounterStep, state: CounterState): boolean => COUNTER_MOVES[step].from.includes(state)

/** What 512(g)(3) asks for and this version lacks: while anything is missing there is no window (DMCA-12). */
export const missingIn = (elements: Partial<CounterElements>): CounterElement[] =>
  COUNTER_ELEMENTS.filter((element) => !elements[element])

/**
 * Who sent it. 512(g)(2) promises a put-back for what is stored at the direction of a subscriber: the author of a copy of a remote
 * post is none of ours and is referred to the server that is theirs (DMCA-20).
 */
export function standingOf(items: readonly { isLocal: boolean | null }[]): CounterState {
  if (items.length === 0) return 'refused'
  return items.some((item) => item.isLocal) ? 'received' : 'referred'
}

export const COURT_SORTS = ['action', 'claim', 'restraint', 'dismissal', 'order', 'threat'] as const
export type CourtSort = (typeof COURT_SORTS)[number]
export type CourtDecision = 'hold' | 'letGo' | 'none'

/** What a second person may find of each: an order may do either, and whoever reads it says which. */
export const COURT_DECISIONS: Record<CourtSort, readonly CourtDecision[]> = {
  action: ['hold', 'none'],
  claim: ['hold', 'none'],
  restraint: ['hold', 'none'],
  dismissal: ['letGo', 'none'],
  order: ['hold', 'letGo', 'none'],
  threat: [],
}

export interface CourtFacts {
  sort: CourtSort
  isFromSender: boolean
  isSameMaterial: boolean
  docket: string
}

/**
 * Whether a paper by its facts keeps the material down: an action that seeks an order, or a claim before the Copyright Claims Board
 * about the same material (17 USC 1507(d)); from whoever sent the notification; with a number. A court that forbids the put-back is
 * obeyed, whoever asked for it. "We will sue" is none of these (DMCA-13).
 */
export function holdsUp({ sort, isFromSender, isSameMaterial, docket }: CourtFacts): boolean {
  if (sort === 'restraint') return true
  if (sort !== 'action' && sort !== 'claim') return false
  return isFromSender && docket.trim() !== '' && (sort === 'action' || isSameMaterial)
}

/** Where a counter-notice stands when a hold on it is let go: where it stood before. */
export function afterHold(counter: {
  forwardedAt: Date | null
  clockId: string | null
  judgedAt: Date | null
}): CounterState {
  if (counter.forwardedAt) return 'forwarded'
  if (counter.clockId) return 'valid'
  return counter.judgedAt ? 'defective' : 'received'
}

/**
 * What a court paper does to the counter-notice that it meets, before anybody has judged it. But for an announcement each waits for
 * a second person: a number that is not known yet, or an order that nobody has read, must not let it be put back meanwhile.
 */
export function effectOf(
  facts: CourtFacts & { receivedAt?: Date },
  counter: { state: CounterState; putBackBegunAt?: Date | null },
): 'wait' | 'escalate' | 'missed' | 'note' {
  if (facts.sort === 'threat') return 'note'
  if (mayCounter('hold', counter.state)) return 'wait'
  if (!mayCounter('escalate', counter.state) || (facts.sort !== 'order' && !holdsUp(facts))) return 'note'
  // 512(g)(2)(C) asks which the agent received first, and not which was entered first: then it should have stayed down.
  const { putBackBegunAt } = counter
  return facts.receivedAt && putBackBegunAt && facts.receivedAt < putBackBegunAt ? 'missed' : 'escalate'
}

export interface PutBackFacts {
  state: CounterState
  /** A court paper that two people have not decided on yet: received first is received first (512(g)(2)(C)). */
  isPaperWaiting: boolean
  /** The finding that it is an intimate image stands: 47 USC 223a knows no counter-notice (MULTI-01). */
  isIntimate: boolean
  /** Something of theirs is down because of the notice. */
  hasDown: boolean
  window: Window | null
}

/** When a counter-notice may be followed by a put-back: as its clock has it now, also after a day was added or taken back. */
export interface Window {
  /** End of business day 10, or when a hold ended. */
  opensAt: Date
  /** What was approved ahead runs from here: business day 11 at ten. */
  runsFrom: Date
  targetAt: Date
  /** End of business day 14; null after a hold, where the law names no day. */
  closesAt: Date | null
  /** An added day has left no day between the two: counsel is asked. */
  isClosed: boolean
}

/** Why nothing may be put back now, or null. Approving ahead needs all of it but the day, and that there is one. */
export function putBackBarrier(facts: PutBackFacts, now: Date, when: 'now' | 'ahead' = 'now'): ErrorCode | null {
  const { window } = facts
  if (facts.isIntimate) return 'putBack.intimate'
  if (facts.state === 'held') return 'putBack.held'
  if (facts.state !== 'forwarded') return 'putBack.notForwarded'
  if (facts.isPaperWaiting) return 'putBack.paperWaits'
  if (!facts.hasDown) return 'putBack.nothingDown'
  if (window === null) return 'putBack.noWindow'
  if (now > window.opensAt) return null
  if (window.isClosed) return 'putBack.windowClosed'
  return when === 'ahead' ? null : 'putBack.tooEarly'
}

/** What was approved runs then by itself: computed from the clock as it is now, so that it moves with its day. */
export const runsAt = (approvedAt: Date, { runsFrom }: Window): Date => (runsFrom > approvedAt ? runsFrom : approvedAt)

/**
 * An approval that was given for days that are not left any more, because days were added or because they passed: two people
 * decide anew. What came in meanwhile nobody has looked at, and a closed window is never run by itself.
 */
export function isSetAside(approvedAt: Date, window: Window, now: Date): boolean {
  const { opensAt, closesAt, isClosed } = window
  if (isClosed) return approvedAt <= opensAt
  return closesAt !== null && now > closesAt && approvedAt <= closesAt
}
