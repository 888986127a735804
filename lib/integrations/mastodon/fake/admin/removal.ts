import type { Call } from '../call'
import { nextNumber } from '../ids'
import type { Account, Post, Report } from '../state'
import { dropPost } from './deletion'
import { record } from './log'
import { resolveReport } from './reports'

/**
 * "Delete posts" on a report, which only Mastodon's own pages offer (reference 6.1, 8.4): all of the report's posts together,
 * a strike, and the report resolved. Those of a local person stay hidden for thirty days; those of a remote one are destroyed.
 */
export function removePosts(call: Call, { report, actor }: { report: Report; actor: Account }): void {
  const { state, at } = call
  const author = state.accounts[report.targetAccountId]
  for (const post of postsOf(call, report)) {
    record(call, actor, 'destroy', { kind: 'post', id: post.id })
    post.deletedAt = at.toISOString()
    if (author?.domain) dropPost(state, post)
  }
  addStrike(call, { report, actor, author })
  resolveReport(call, report, actor)
}

export const postsOf = ({ state }: Call, report: Report): Post[] =>
  report.statusIds.flatMap((id) => {
    const post = state.posts[id]
    return post && !post.deletedAt ? [post] : []
  })

interface Removal {
  report: Report
  actor: Account
  author: Account | undefined
}

function addStrike({ state, at }: Call, { report, actor, author }: Removal): void {
  const email = author?.user?.email
  const statusIds = [...report.statusIds]
  state.strikes.push({
    id: String(nextNumber(state, 'strike')),
    action: 'delete_statuses',
    accountId: actor.id,
    targetAccountId: report.targetAccountId,
    reportId: report.id,
    statusIds,
    text: '',
    createdAt: at.toISOString(),
    emailed: email !== undefined,
  })
  if (email === undefined) return
  const subject = `Your posts on @${author?.username ?? ''} have been taken down`
  state.mails.push({ at: at.toISOString(), to: email, subject, text: '', statusIds })
}
