import type { Poll, Post } from '../state'
import type { PostView } from './post'

export function showPoll(view: PostView, post: Post, poll: Poll) {
  const votes = poll.options.reduce((sum, option) => sum + option.votesCount, 0)
  return {
    id: poll.id,
    expires_at: poll.expiresAt,
    expired: poll.expiresAt !== null && Date.parse(poll.expiresAt) <= view.at.getTime(),
    multiple: poll.multiple,
    votes_count: votes,
    voters_count: poll.votersCount,
    // The author counts as having voted.
    ...(view.viewer ? { voted: view.viewer.id === post.accountId, own_votes: [] } : {}),
    options: poll.options.map((option) => ({ title: option.title, votes_count: option.votesCount })),
    emojis: [],
  }
}
