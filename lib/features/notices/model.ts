import type { ElementName } from '@/lib/features/copyright/schema'
import type { Permission } from '@/lib/platform/access/access'
import type { ErrorCode } from '@/lib/platform/errors/error'
import type { CounterState, ItemState, NoticeState, Standing } from './schema'

export const NOTICE_STEPS = [
  'notCopyright',
  'duplicate',
  'defectiveCore',
  'defectiveCurable',
  'valid',
  'reject',
  'retract',
  'close',
] as const
export type NoticeStep = (typeof NOTICE_STEPS)[number]

interface Move {
  from: readonly NoticeState[]
  to: NoticeState
  who: Permission
}

/** How a notice moves (legal-workflows.md 2.4). What is only a proposal of the law's word "promptly" has its clock elsewhere. */
export const NOTICE_MOVES: Record<NoticeStep, Move> = {
  notCopyright: { from: ['received'], to: 'notCopyright', who: 'notice.decide' },
  duplicate: { from: ['received'], to: 'duplicate', who: 'notice.decide' },
  // 512(c)(3)(B)(i) and (ii); a letter that was cured in part may move between them.
  defectiveCore: { from: ['received', 'defectiveCurable'], to: 'defectiveCore', who: 'notice.decide' },
  defectiveCurable: { from: ['received', 'defectiveCore'], to: 'defectiveCurable', who: 'notice.decide' },
  valid: { from: ['received', 'defectiveCore', 'defectiveCurable'], to: 'valid', who: 'notice.decide' },
  reject: { from: ['valid'], to: 'rejected', who: 'notice.decide' },
  retract: {
    from: ['received', 'defectiveCore', 'defectiveCurable', 'valid', 'closed'],
    to: 'retracted',
    who: 'notice.decide',
  },
  close: {
    from: ['notCopyright', 'duplicate', 'defectiveCore', 'defectiveCurable', 'valid', 'rejected', 'retracted'],
    to: 'closed',
    who: 'notice.decide',
  },
}

/** (ii), (iii) and (iv): without them a notice counts for nothing, 512(c)(3)(B)(i). */
const CORE: readonly ElementName[] = ['work', 'material', 'contact']

export type Verdict = 'unjudged' | 'core' | 'curable' | 'complete'
export type Standings = Partial<Record<ElementName, Standing>>

/** What the elements come to, as a person judged each; what only a search found or missed is not judged. */
export function verdictOf(standings: Standings): Verdict {
  const all = Object.entries(standings)
  if (all.some(([, standing]) => standing === 'found' || standing === 'notFound')) return 'unjudged'
  const missing = all.filter(([, standing]) => standing === 'missing').map(([element]) => element)
  if (missing.length === 0) return 'complete'
  return missing.some((element) => CORE.some((core) => core === element)) ? 'core' : 'curable'
}

export interface NoticeFacts {
  state: NoticeState
  standings: Standings
  /** D3 went out: 512(c)(3)(B)(ii). */
  isAsked: boolean
  items: readonly ItemState[]
  /** Somebody whose post was disabled has not been told yet: 512(g)(2)(A). */
  isTellingDue: boolean
  hasOpenCounter: boolean
  /** A reviewer saw an infringement with own eyes. */
  hasKnowledge: boolean
}

const WITHDRAWN: readonly NoticeState[] = ['retracted', 'closed']
/**
 * What it names is acted on: because it is valid, or, whatever it lacks, because a reviewer saw it (512(c)(1)(A)(ii) and (iii)): a
 * defective notice is no knowledge by itself, and does not undo what somebody saw.
 */
export const isActing = ({ state, hasKnowledge }: Pick<NoticeFacts, 'state' | 'hasKnowledge'>): boolean =>
  state === 'valid' || (hasKnowledge && !WITHDRAWN.includes(state))

const VERDICTS: Partial<Record<NoticeStep, Verdict>> = {
  defectiveCore: 'core',
  defectiveCurable: 'curable',
  valid: 'complete',
}

/** Why a step cannot be taken, or null. */
export function noticeBarrier(step: NoticeStep, facts: NoticeFacts): ErrorCode | null {
  if (!NOTICE_MOVES[step].from.includes(facts.state)) return 'notice.moved'
  const wanted = VERDICTS[step]
  if (wanted) {
    const verdict = verdictOf(facts.standings)
    if (verdict === 'unjudged') return 'notice.unjudged'
    return verdict === wanted ? null : 'notice.otherVerdict'
  }
  if (step === 'reject') return facts.items.some(isDown) ? 'notice.itemsDown' : null
  return step === 'close' ? closingBarrier(facts) : null
}

function closingBarrier(facts: NoticeFacts): ErrorCode | null {
  // The disregard of 512(c)(3)(B)(ii) holds only for who promptly tried to reach the sender.
  if (facts.state === 'defectiveCurable' && !facts.isAsked) return 'notice.askFirst'
  if (facts.hasOpenCounter) return 'notice.counterOpen'
  if (facts.state === 'valid' && !facts.items.every(isSettled)) return 'notice.itemsOpen'
  if (isActing(facts) && !facts.items.every(isSettled)) return 'notice.knowledgeOpen'
  if (facts.state === 'retracted' && facts.items.includes('disabled')) return 'notice.notRestored'
  return facts.isTellingDue ? 'notice.tellFirst' : null
}

/** Nothing of it can be seen any more because of the notice. */
export const isDown = (state: ItemState): boolean => state === 'disabled' || state === 'removed'

const OPEN: readonly ItemState[] = ['waiting', 'found', 'remote']
/** Its fate is decided. */
export const isSettled = (state: ItemState): boolean => !OPEN.includes(state)

export const ITEM_STEPS = ['refuse', 'alreadyGone', 'edgeBlock', 'mastodonPage', 'accountAct', 'author'] as const
export type ItemStep = (typeof ITEM_STEPS)[number]
export const LEVERS = ['edgeBlock', 'mastodonPage', 'accountAct', 'author'] as const
export type Lever = (typeof LEVERS)[number]

/** Something is done to a post, and not only said of it. */
export const isLever = (step: ItemStep): boolean => step !== 'refuse' && step !== 'alreadyGone'

/** From where a decision about one address may be made. A lever says what is tried; what came of it is seen, not said. */
export const ITEM_FROM: Record<ItemStep, readonly ItemState[]> = {
  refuse: ['waiting', 'found', 'notFound', 'remote', 'alreadyGone', 'notLocatable'],
  alreadyGone: ['waiting', 'found', 'notFound', 'remote'],
  edgeBlock: ['found', 'remote'],
  mastodonPage: ['found', 'remote'],
  // Of an account elsewhere only the copies here would go, and it is no subscriber of ours.
  accountAct: ['found'],
  author: ['found'],
}

export function itemBarrier(
  step: ItemStep,
  { state, notice, hasKnowledge = false }: { state: ItemState; notice: NoticeState; hasKnowledge?: boolean },
): ErrorCode | null {
  if (!ITEM_FROM[step].includes(state)) return 'notice.itemMoved'
  return isLever(step) && !isActing({ state: notice, hasKnowledge }) ? 'notice.notValid' : null
}

/** What a lever can undo: everything, nothing at all, or for thirty days only (mastodon-api.md 5). */
export const UNDOES: Record<Lever, 'all' | 'nothing' | 'thirtyDays'> = {
  edgeBlock: 'all',
  mastodonPage: 'nothing',
  accountAct: 'thirtyDays',
  author: 'nothing',
}

const DAY_MS = 24 * 3600_000
/** After how many days Mastodon destroys what a suspended account held. */
const PURGE_DAYS = 30

/** Whether Mastodon will have destroyed the material before it may be put back (DMCA-19), and until when to prevent it. */
export function purgeConflict(suspendedAt: Date, opensAt: Date): { purgeAt: Date; isConflict: boolean } {
  const purgeAt = new Date(suspendedAt.getTime() + PURGE_DAYS * DAY_MS)
  return { purgeAt, isConflict: opensAt >= purgeAt }
}

/** A counter-notice that is still being answered. */
const SET_ASIDE: readonly CounterState[] = ['withdrawn', 'replaced', 'addition', 'referred', 'refused']
const ENDED: readonly CounterState[] = ['restored', 'escalated', ...SET_ASIDE]
/** It counts, or counted: what comes of it is its own. */
export const isStanding = (state: CounterState): boolean => !SET_ASIDE.includes(state)
export const isCounterOpen = (state: CounterState): boolean => !ENDED.includes(state)

/** How many addresses a notice names: one row may stand for all that have none of their own. */
export function addressesOf(items: readonly { why: string }[], more: number): number {
  const own = items.filter(({ why }) => why !== 'tooMany').length
  return own < items.length ? own + more : own
}

/** Why a notice is given to no archive. */
export const LEFT_OUT = [
  'unjudged',
  'defective',
  'notCopyright',
  'intimateImage',
  'duplicate',
  'rejected',
  'retracted',
] as const
export type LeftOut = (typeof LEFT_OUT)[number]

interface Found {
  finding: string | null
  becameCaseId: string | null
  intimateCaseId: string | null
}

const WHY: Record<string, LeftOut> = {
  defectiveCore: 'defective',
  defectiveCurable: 'defective',
  notCopyright: 'notCopyright',
  duplicate: 'duplicate',
}
/** A person found these to be copyright notices, and what became of them says so: given by choice. */
const BY_CHOICE: Record<string, LeftOut> = { rejected: 'rejected', retracted: 'retracted' }

/**
 * Whatever an archive is given it publishes. It gets what a person found to be a valid copyright notice: nothing that is a request
 * about an intimate image as well, nothing that nobody judged, nothing that lacks an element. Null: it may have it.
 */
export function leftOutOf(notice: Found, withRejected = false): LeftOut | null {
  const { finding, becameCaseId, intimateCaseId } = notice
  if (intimateCaseId) return 'intimateImage'
  if (becameCaseId) return 'notCopyright'
  if (finding === null) return 'unjudged'
  return WHY[finding] ?? (withRejected ? null : (BY_CHOICE[finding] ?? null))
}

/** What a browser would open; whatever else somebody wrote into the form is no address for an archive. */
export const isWeb = (url: string): boolean => /^https?:\/\//i.test(url) && URL.canParse(url)
