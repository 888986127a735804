/** What becomes of an address once it was asked for. */
export const FATES = ['found', 'notFound', 'remote', 'alreadyGone', 'notLocatable'] as const
export type FateState = (typeof FATES)[number]

/** Why: named under `item.why.*` of the catalogue. */
export const WHYS = [
  'wildcard',
  'profile',
  'search',
  'page',
  'elsewhere',
  'noAddress',
  // The instance shows no such post: never there, gone, or not for everybody.
  'notShown',
  // There is a post of that number, by somebody else than the address says.
  'otherAuthor',
  // Seen here before, and not shown any more.
  'wasHere',
  // Its author is suspended: nobody is shown it.
  'authorSuspended',
  // No copy of it is known here; its own server is the one to write to.
  'noCopy',
  // A file here, whose post is not known: its address answered.
  'postUnknown',
  // The same, and nothing lies at its address.
  'fileGone',
  // The same, and no answer came that tells.
  'fileUnanswered',
  // The server would fetch it from elsewhere when asked, so it is not.
  'fileUnasked',
  'tooMany',
] as const
export type FateWhy = (typeof WHYS)[number]

/** A sender who has not confirmed the address waits so long for the looking up; the clocks do not wait. */
export const SLOW_MS = 15 * 60_000

export type FileWhy = 'postUnknown' | 'fileGone' | 'fileUnanswered'

/** What the answer at a file's address says of it: 451 is a block of ours, behind which it lies. */
export function fileWhy(status: number | null): FileWhy {
  if (status === 404 || status === 410) return 'fileGone'
  return status !== null && (status === 451 || status < 400) ? 'postUnknown' : 'fileUnanswered'
}
/** What gave no answer that tells is asked again, so long after the notice came in. */
export const FILES_AGAIN_MS = 10 * 60_000

/** As many posts as Mastodon gives at once (4.3 on). */
export const AT_ONCE = 20

/** Asked for by the number of the post, or found among an author's posts around a moment: so many pages, and no more. */
export const MOST_PAGES = 2
