import { type Answer } from '../answer'
import { acctOf } from '../addresses'
import { part, type Call } from '../call'
import { compareIds } from '../ids'
import type { Account } from '../state'
import { errorPage, markup, page } from './layout'
import { showPost } from './public'

const nothingHere = (call: Call) => errorPage(call.state, 404, "The page you are looking for isn't here.")
const authorOf = (call: Call): Account | undefined => call.state.accounts[part(call, 'id')]

/** `GET /admin/accounts/:id/statuses`: what somebody wrote for everybody. */
export function statusesPage(call: Call): Answer {
  const account = authorOf(call)
  if (!account) return nothingHere(call)
  const posts = Object.values(call.state.posts)
    .filter((post) => post.accountId === account.id && !post.deletedAt)
    .filter((post) => post.visibility === 'public' || post.visibility === 'unlisted')
    .sort((a, b) => compareIds(b.id, a.id))
  return page(call.state, {
    title: `Posts of @${acctOf(account)}`,
    main: markup`<h1>Posts of <a href="/admin/accounts/${account.id}">@${acctOf(account)}</a></h1>${posts.slice(0, 20).map((post) => showPost(call, post))}`,
  })
}

/** `GET /admin/accounts/:id/statuses/:post`: one of them. Mastodon deletes it only by way of a report that names it. */
export function statusPage(call: Call): Answer {
  const account = authorOf(call)
  const post = call.state.posts[part(call, 'post')]
  if (!account || post?.accountId !== account.id) return nothingHere(call)
  const reports = Object.values(call.state.reports).filter((report) => report.statusIds.includes(post.id))
  return page(call.state, {
    title: 'Post',
    main: markup`<h1>Post of <a href="/admin/accounts/${account.id}">@${acctOf(account)}</a></h1>
${showPost(call, post)}
<p>${reports.length === 0 ? 'No report names it.' : 'Named by:'}</p>
<ul>${reports.map((report) => markup`<li><a href="/admin/reports/${report.id}">Report #${report.id}</a></li>`)}</ul>`,
  })
}
