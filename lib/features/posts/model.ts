interface Seen {
  editedAt: Date | null
}

export type Standing = 'unchanged' | 'edited' | 'gone' | 'hidden' | 'unknown'

interface Facts {
  /** The post as Mastodon shows it to the reader now; null when it answers 404. */
  now: { editedAt: Date | null } | null
  /** The post as it stood when the report was read. */
  seen: Seen & { visibility: string }
  isAuthorSuspended: boolean
}

/**
 * How a post stands now against how it was seen. A 404 says "gone" only of a post that everybody could read and whose author
 * is not suspended: of any other it says nothing, because the reader's token never saw it (mastodon-api.md 5.7).
 */
export function standingOf({ now, seen, isAuthorSuspended }: Facts): Standing {
  if (!now) return isOpenTo(seen.visibility) && !isAuthorSuspended ? 'gone' : 'hidden'
  return (now.editedAt?.getTime() ?? 0) > (seen.editedAt?.getTime() ?? 0) ? 'edited' : 'unchanged'
}

export const isOpenTo = (visibility: string): boolean => visibility === 'public' || visibility === 'unlisted'

interface Wording {
  at: Date
}

/** The wording that stood at a moment: the last one from before it, or the first there is. */
export function wordingAt<W extends Wording>(wordings: readonly W[], moment: Date): W | null {
  const before = wordings.filter((wording) => wording.at <= moment)
  return before.at(-1) ?? wordings[0] ?? null
}

/** About so many posts the instance is asked while a person waits. */
export const MOST_POSTS = 20

/** How much of a thread a page shows around a post; a thread may have thousands. */
export const THREAD_SIDE = 20
