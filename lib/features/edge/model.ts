import type { AnswerSeen } from './schema'

export const FLAVOURS = ['nginx', 'caddy', 'haproxy'] as const
export type Flavour = (typeof FLAVOURS)[number]

/** What is blocked, and has to answer 451. */
export const SUBJECTS = ['file', 'small', 'proxy', 'page', 'embed', 'activity'] as const
/** Where a post may still stand, whatever its own addresses answer. */
export const CARRIERS = ['api', 'account', 'public', 'tag', 'search', 'rss', 'outbox'] as const
export const PLACES = [...SUBJECTS, ...CARRIERS] as const
export type Place = (typeof PLACES)[number]
export type Carrier = (typeof CARRIERS)[number]

export const STATES = ['asked', 'handedOut', 'proved', 'lost', 'lifting', 'lifted', 'gone'] as const
export type EdgeState = (typeof STATES)[number]
export type EdgeKind = 'media' | 'text'

/** What wants somebody's eye: keys of the catalogue under `edge.attention.`. */
export const ATTENTIONS = ['noProxy', 'notPulling', 'notSeen', 'lost', 'liftNotSeen', 'stale'] as const
export type EdgeAttention = (typeof ATTENTIONS)[number]

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** What the rules say of it at the moment. */
export const IN_RULES = ['asked', 'handedOut', 'proved', 'lost'] as const satisfies readonly EdgeState[]
export const isInRules = (state: EdgeState): boolean => IN_RULES.some((one) => one === state)
export const isOver = (state: EdgeState): boolean => state === 'lifted' || state === 'gone'

/** A file decides for media, a page for text: only where each of its addresses is shut is the block there. */
const DECIDING: Record<EdgeKind, readonly string[]> = {
  media: ['file', 'small', 'proxy'],
  text: ['page', 'embed', 'activity'],
}
/** What has to be served again before a block counts as lifted; a smaller copy may never have been made. */
const MAIN: Record<EdgeKind, string> = { media: 'file', text: 'page' }

export type Verdict = 'blocked' | 'served' | 'gone' | 'open' | 'noAnswer'

/** Too many requests, or a server in trouble: that says nothing of the address. */
const isSaid = (status: number | null): status is number => status !== null && status !== 429 && status < 500

/** `open`: some address is not shut, and not everything is served either. 451 is said by nothing but a rule (RFC 7725). */
export function verdictOf(kind: EdgeKind, seen: readonly Pick<AnswerSeen, 'place' | 'status'>[]): Verdict {
  const deciding = seen.filter(({ place }) => DECIDING[kind].includes(place))
  if (deciding.length === 0) return 'noAnswer'
  const said = deciding.map(({ status }) => status).filter(isSaid)
  const open = said.filter((status) => status !== 451)
  if (open.length < said.length && open.length > 0) return 'open'
  const main = deciding.filter(({ place }) => place === MAIN[kind]).map(({ status }) => status)
  // A copy that gave no answer takes nothing from the main address being served.
  if (open.length > 0 && main.every((status) => isSaid(status) && status >= 200 && status < 300)) return 'served'
  if (said.length < deciding.length) return 'noAnswer'
  if (open.length === 0) return 'blocked'
  return main.every((status) => status === 404 || status === 410) ? 'gone' : 'open'
}

/** What all addresses that decide answered alike. */
export function statusOf(kind: EdgeKind, seen: readonly Pick<AnswerSeen, 'place' | 'status'>[]): number | null {
  const statuses = new Set(seen.filter(({ place }) => DECIDING[kind].includes(place)).map(({ status }) => status))
  const [status = null] = statuses
  return statuses.size === 1 ? status : null
}

export const isCarrier = (place: Place): place is Carrier => CARRIERS.some((one) => one === place)

/** Where a post was found, whatever its own addresses answer. */
export function carriersIn(seen: readonly Pick<AnswerSeen, 'place' | 'carries'>[]): Carrier[] {
  return CARRIERS.filter((carrier) => seen.some(({ place, carries }) => place === carrier && carries === true))
}

/** How a block moves by what was seen. Nothing is lost or lifted by an answer that did not come. */
export function nextState(state: EdgeState, verdict: Verdict): EdgeState {
  if (verdict === 'noAnswer') return state
  if (state === 'lifting') return verdict === 'served' ? 'lifted' : verdict === 'gone' ? 'gone' : state
  if (!isInRules(state)) return state
  if (verdict === 'blocked') return 'proved'
  return state === 'proved' ? 'lost' : state
}

/** From the first look after the rules were pulled on: often, then ever more rarely. */
const BACKOFF_MS = [15 * SECOND, 30 * SECOND, MINUTE, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 6 * HOUR]
/** A proxy is reloaded a moment after it has pulled. */
export const AFTER_PULL_MS = 5 * SECOND
export const REPROBE_MS = 24 * HOUR

/** When it is looked at next; null where nothing is left to be seen. */
export function nextProbeAt(state: EdgeState, tries: number, now: Date): Date | null {
  if (isOver(state)) return null
  const wait = state === 'proved' && tries === 0 ? REPROBE_MS : BACKOFF_MS[Math.min(tries, BACKOFF_MS.length - 1)]
  return new Date(now.getTime() + (wait ?? HOUR))
}

/** Blocks looked at in a minute: the owner chooses. Each costs the proxy three to seven answers of 451. */
export const PACES = [15, 30, 60, 120, 240] as const
export const PACE = 60
/** Whoever asks for so many waits for nobody; more of them take their turns. */
export const FEW = 4
/** Looks under way at the same time. */
export const LANES = 4
/** One search through the lists is up to nine requests to Mastodon, and a stranger has 300 in five minutes. */
export const LISTS_PER_MINUTE = 6
/** Lists are looked through again so long after, or when the block has moved. */
export const LISTS_AGAIN_MS = 23 * HOUR

interface ListFacts {
  postId: string | null
  listsAt: Date | null
  state: EdgeState
  before: EdgeState
  now: Date
}
/** Where a post that is blocked still stands is asked once it is, when that changes, and once a day. */
export function wantsLists({ postId, listsAt, state, before, now }: ListFacts): boolean {
  if (!postId || (state !== 'proved' && state !== 'lost')) return false
  return state !== before || !listsAt || now.getTime() - listsAt.getTime() > LISTS_AGAIN_MS
}

const SLOW_MS = 4 * SECOND
const REST_MS = [30 * SECOND, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE] as const
const LONGEST_REST_MS = 30 * MINUTE

export interface Told {
  place: Place
  status: number | null
  failure: string | null
  tookMs: number
  /** As the answer asks in Retry-After. */
  retryAfterMs: number | null
}

/**
 * `loud`: too many requests, or a server in trouble, after which nothing more is asked for a while. `slow`: one such look may be
 * chance, or a host that is away. Mastodon gives a stranger thirty files of its media proxy in ten minutes: that alone is neither.
 */
export function strainIn(told: readonly Told[]): { loud: Told | null; slow: Told | null } {
  const asked = told.filter(({ place, status }) => !(place === 'proxy' && status === 429))
  return {
    loud: asked.find(({ status }) => status === 429 || (status !== null && status >= 500)) ?? null,
    slow: asked.find(({ failure, tookMs }) => failure === 'timeout' || tookMs > SLOW_MS) ?? null,
  }
}
/** So many slow looks in one go, and the looks rest. */
export const SLOW_LOOKS = 3

/** How long: what was asked for, or else longer with each rest in a row. */
export function restMs(rests: number, { retryAfterMs }: Pick<Told, 'retryAfterMs'>): number {
  const step = REST_MS[Math.min(rests, REST_MS.length - 1)] ?? MINUTE
  return Math.min(LONGEST_REST_MS, Math.max(step, retryAfterMs ?? 0))
}

const PULLS_WITHIN_MS = 30 * MINUTE
const FIRST_PULL_WITHIN_MS = 10 * MINUTE
const SEEN_WITHIN_MS = 30 * MINUTE
const LOOKED_WITHIN_MS = 2 * HOUR
const FRESH_MS = 36 * HOUR

export interface BlockFacts {
  state: EdgeState
  askedAt: Date
  liftAskedAt: Date | null
  handedOutAt: Date | null
  probedAt: Date | null
}

/** What is wrong with a block: what it says is loud, on its case and on every page. */
export function attentionTo(block: BlockFacts, lastPullAt: Date | null, now: Date): EdgeAttention | null {
  if (isOver(block.state)) return null
  const age = (since: Date | null) => (since ? now.getTime() - since.getTime() : 0)
  if (block.state === 'lost') return 'lost'
  if (!lastPullAt) return age(block.askedAt) > FIRST_PULL_WITHIN_MS ? 'noProxy' : null
  if (age(lastPullAt) > PULLS_WITHIN_MS) return 'notPulling'
  const isLifting = block.state === 'lifting'
  const waitsSince = block.handedOutAt ?? (isLifting ? block.liftAskedAt : block.askedAt)
  if (block.state === 'proved') return age(block.probedAt) > FRESH_MS ? 'stale' : null
  // Of hundreds, the turn of the last comes late: nothing is wrong with it before somebody has looked.
  const isLooked = block.probedAt !== null && block.handedOutAt !== null && block.probedAt >= block.handedOutAt
  if (age(waitsSince) <= (isLooked || !block.handedOutAt ? SEEN_WITHIN_MS : LOOKED_WITHIN_MS)) return null
  if (!block.handedOutAt) return 'notPulling'
  return isLifting ? 'liftNotSeen' : 'notSeen'
}
