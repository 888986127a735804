import type { Account, Post, State } from '../state'

/**
 * What is left of a suspended person (reference 8.3): the shell, the login with its e-mail and IPs, reports and strikes,
 * and posts that an open report names.
 */
export function deleteContent(state: State, account: Account, at: Date): void {
  const spared = sparedPosts(state, account)
  for (const post of postsOf(state, account)) if (!spared.has(post.id)) dropPost(state, post)
  Object.assign(account, {
    displayName: '',
    note: '',
    fields: [],
    discoverable: false,
    avatarTile: null,
    followersCount: 0,
    followingCount: 0,
    statusesCount: 0,
    lastStatusAt: null,
    purgedAt: at.toISOString(),
  })
  if (account.user) account.user.disabled = true
  state.follows = state.follows.filter((one) => one.accountId !== account.id && one.targetAccountId !== account.id)
  state.deletionRequests = state.deletionRequests.filter((one) => one.accountId !== account.id)
}

function sparedPosts(state: State, account: Account): Set<string> {
  const open = Object.values(state.reports).filter((one) => one.targetAccountId === account.id && !one.actionTakenAt)
  return new Set(open.flatMap((report) => report.statusIds))
}

const postsOf = (state: State, account: Account) =>
  Object.values(state.posts).filter((post) => post.accountId === account.id)

export function dropPost(state: State, post: Post): void {
  for (const id of post.mediaIds) delete state.media[id]
  delete state.posts[post.id]
}

/** Every trace, reports by and about the person too: what a rejection does. */
export function eraseAccount(state: State, account: Account): void {
  for (const post of postsOf(state, account)) dropPost(state, post)
  for (const report of Object.values(state.reports)) {
    if (report.accountId === account.id || report.targetAccountId === account.id) delete state.reports[report.id]
  }
  state.tokens = state.tokens.filter((token) => token.accountId !== account.id)
  state.grants = state.grants.filter((grant) => grant.accountId !== account.id)
  state.strikes = state.strikes.filter((strike) => strike.targetAccountId !== account.id)
  state.webSessions = state.webSessions.filter((session) => session.accountId !== account.id)
  delete state.accounts[account.id]
}

const DAYS_30 = 30 * 86_400_000

/** What Mastodon's schedulers do over time; run before each request, so that a moved clock shows. */
export function sweep(state: State, at: Date): void {
  const due = state.deletionRequests.filter((request) => Date.parse(request.dueAt) <= at.getTime())
  for (const { accountId } of due) {
    const account = state.accounts[accountId]
    if (account) deleteContent(state, account, at)
  }
  for (const post of Object.values(state.posts)) {
    // Open reports do not save a deleted post from this one.
    if (post.deletedAt && at.getTime() - Date.parse(post.deletedAt) >= DAYS_30) dropPost(state, post)
  }
}
