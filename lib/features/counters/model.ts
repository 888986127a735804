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
  // Whenever it came first: also before the counter-notice was judged, or made whole.
  hold: { from: ['received', 'defective', 'valid', 'forwarded'], to: 'held', who: 'notice.decide', takesTwo: true },
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

export const COURT_SORTS = ['action', 'claim', 'threat', 'dismissal', 'order'] as const
export type CourtSort = (typeof COURT_SORTS)[number]
export interface CourtFacts {
  sort: CourtSort
  isFromSender: boolean
  isSameMaterial: boolean
  docket: string
}

/**
 * Whether a paper keeps the material down: an action that seeks an order, or a claim before the Copyright Claims Board about the
 * same material (17 USC 1507(d)); from whoever sent the notification; with a number. "We will sue" is not one (DMCA-13).
 */
export function holdsUp({ sort, isFromSender, isSameMaterial, docket }: CourtFacts): boolean {
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

/** What a court paper does to the counter-notice that it meets. */
export function effectOf(
  facts: CourtFacts & { receivedAt?: Date },
  counter: { state: CounterState; putBackBegunAt?: Date | null },
): 'hold' | 'letGo' | 'escalate' | 'missed' | 'note' {
  if (facts.sort === 'dismissal' || facts.sort === 'order') return counter.state === 'held' ? 'letGo' : 'note'
  if (!holdsUp(facts)) return 'note'
  if (mayCounter('hold', counter.state)) return 'hold'
  if (!mayCounter('escalate', counter.state)) return 'note'
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
  /** End of business day 10. */
  opensAt: Date | null
  /** Counsel's days have left no day between not before and not after: a person decides, at the day, and nothing runs by itself. */
  isWindowClosed: boolean
}

/** Why nothing may be put back now, or null. Approving ahead needs all of it but the day. */
export function putBackBarrier(facts: PutBackFacts, now: Date | 'ahead'): ErrorCode | null {
  if (facts.isIntimate) return 'putBack.intimate'
  if (facts.state === 'held') return 'putBack.held'
  if (facts.state !== 'forwarded') return 'putBack.notForwarded'
  if (facts.isPaperWaiting) return 'putBack.paperWaits'
  if (!facts.hasDown) return 'putBack.nothingDown'
  if (facts.opensAt === null) return 'putBack.noWindow'
  if (facts.isWindowClosed && now === 'ahead') return 'putBack.windowClosed'
  return now === 'ahead' || now > facts.opensAt ? null : 'putBack.tooEarly'
}
