import type { RemovalState } from './schema'

/** How a removal moves. What was proved stays so; everything else can be looked at again. */
const MOVES: Record<RemovalState, readonly RemovalState[]> = {
  begun: ['begun', 'checking'],
  checking: ['removed', 'stillThere', 'cannotTell'],
  removed: [],
  stillThere: ['begun', 'checking'],
  cannotTell: ['begun', 'checking', 'said', 'saidNot'],
  said: ['checking', 'saidNot'],
  saidNot: ['begun', 'checking', 'said'],
}
export const mayMove = (from: RemovalState, to: RemovalState): boolean => MOVES[from].includes(to)

/** What was recorded before anybody removed anything. */
export interface Before {
  /** The person's token could read the post itself. */
  wasRead: boolean
  /** Anybody could: a post for followers may vanish from sight because one is no follower any more. */
  wasPublic: boolean
  /** A report named the pictures' own addresses. */
  hadPictures: boolean
  /** Of a remote post Mastodon names its proxy also when it has merely cleared its copies. */
  isLocal: boolean
}

/** What is seen afterwards; null where the instance gave no answer. */
export interface After {
  /** The post as the person's token reads it, and as anybody does. */
  isThere: boolean | null
  isThereForAnybody: boolean | null
  isAuthorSuspended: boolean | null
  /** All its pictures hide behind Mastodon's proxy. */
  isBehindProxy: boolean | null
}

export interface Verdict {
  state: 'removed' | 'stillThere' | 'cannotTell'
  why: string | null
}

const cannotTell = (why: string): Verdict => ({ state: 'cannotTell', why })

/**
 * "Removed" is said only of a post that could be read before, whose author is not suspended, and which is gone now, or whose
 * pictures have gone behind the proxy (mastodon-api.md 8.4). A suspended author hides posts just the same; so does a block.
 */
export function verdictOf(before: Before, after: After): Verdict {
  if (after.isThere || after.isThereForAnybody) return { state: 'stillThere', why: null }
  if (after.isAuthorSuspended === null || after.isThere === null) return cannotTell('noAnswer')
  if (after.isAuthorSuspended) return cannotTell('authorSuspended')
  const isGone = before.wasRead && before.wasPublic
  if (isGone && after.isThereForAnybody === false) return { state: 'removed', why: 'notFound' }
  if (before.hadPictures && before.isLocal && after.isBehindProxy) return { state: 'removed', why: 'pictures' }
  // Whoever asks may have been blocked: only strangers tell that from a removal, and they got no answer.
  if (isGone) return cannotTell('strangersUnanswered')
  return cannotTell(before.wasRead ? 'notForAnybody' : 'neverRead')
}

/** A page that anybody may see is cached for a while: what only strangers still see is looked at again (3.3). */
export const LOOKS = 3
export const LOOK_AGAIN_MS = 40_000
export const looksAgain = (after: After, looks: number): boolean =>
  after.isThere === false && after.isThereForAnybody === true && looks < LOOKS

/** The proxy that stands for a file which is not given out any more. */
export const isProxied = (url: string | null): boolean => url !== null && /\/media_proxy\/\d+\//.test(url)
