import type { Account, Post, State } from './state'

const DAYS_30 = 30 * 86_400_000

/** As any reader: being a moderator adds nothing (reference 5.2). */
export function isVisible(state: State, post: Post, viewer: Account | null): boolean {
  const author = state.accounts[post.accountId]
  if (post.deletedAt || !author || author.suspendedAt) return false
  return mayRead(state, post, viewer)
}

/** Sight by visibility alone, whatever became of the post since. */
export function mayRead(state: State, post: Post, viewer: Account | null): boolean {
  if (post.visibility === 'public' || post.visibility === 'unlisted') return true
  if (!viewer) return false
  if (viewer.id === post.accountId || post.mentionedAccountIds.includes(viewer.id)) return true
  return post.visibility === 'private' && follows(state, viewer.id, post.accountId)
}

export const follows = (state: State, accountId: string, targetAccountId: string) =>
  state.follows.some((follow) => follow.accountId === accountId && follow.targetAccountId === targetAccountId)

/** A report shows private and softly deleted posts; thirty days after deletion they are gone for good. */
export function stillStored(post: Post, at: Date): boolean {
  return !post.deletedAt || at.getTime() - Date.parse(post.deletedAt) < DAYS_30
}
