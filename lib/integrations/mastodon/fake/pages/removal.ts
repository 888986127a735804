import { redirect, Refusal, type Answer } from '../answer'
import { postsOf, removePosts } from '../admin/removal'
import { part, type Call } from '../call'
import { needPerson } from '../oauth/session'
import { word } from '../params'
import { can } from '../roles'
import type { Account, Post, Report } from '../state'
import { happen } from '../webhooks'
import { errorPage, markup, page, type Markup } from './layout'
import { showPost } from './public'

/** On a report's page: all of its posts go together, as in Mastodon. */
export function deletionForm({ id }: Report, posts: readonly Post[]): Markup {
  if (posts.every((post) => post.deletedAt)) return markup``
  return markup`<form method="post" action="/admin/reports/${id}/actions/preview"><button>Delete posts</button></form>`
}

/** Leaves the post where it is, and the report without it. */
export function takeOutForm(report: Report, post: Post): Markup {
  return markup`<form method="post" action="/admin/accounts/${post.accountId}/statuses/batch">
<input type="hidden" name="report_id" value="${report.id}">
<button name="status_id" value="${post.id}">Take this post out of the report</button>
</form>`
}

/** `POST /admin/reports/:id/actions/preview`: asks once more. */
export function askDeletion(call: Call): Answer {
  const { report } = reportAndPerson(call)
  const posts = postsOf(call, report)
  return page(call.state, {
    title: 'Confirm deletion',
    main: markup`<h1>Delete ${posts.length === 1 ? 'this post' : `these ${posts.length} posts`}?</h1>
<p>Their author is told by mail, gets a strike, and report #${report.id} is resolved.</p>
${posts.map((post) => showPost(call, post))}
<form method="post" action="/admin/reports/${report.id}/actions"><button name="type" value="delete">Confirm deletion</button></form>
<p><a href="/admin/reports/${report.id}">Back</a></p>`,
  })
}

export function deletePosts(call: Call): Answer {
  const { report, actor } = reportAndPerson(call)
  removePosts(call, { report, actor })
  return redirect(`/admin/reports/${report.id}`)
}

/** `POST /admin/accounts/:id/statuses/batch`, of which the fake knows one act. */
export function takeOut(call: Call): Answer {
  const { report } = reportAndPerson(call, word(call.params, 'report_id') ?? '')
  const postId = word(call.params, 'status_id')
  report.statusIds = report.statusIds.filter((id) => id !== postId)
  report.updatedAt = call.at.toISOString()
  happen(call, 'report.updated', report.id)
  return redirect(`/admin/reports/${report.id}`)
}

function reportAndPerson(call: Call, id = part(call, 'id')): { report: Report; actor: Account } {
  const { state } = call
  const actor = needPerson(call, `/admin/reports/${id}`)
  if (!can(state, actor, 'manage_reports')) throw new Refusal(errorPage(state, 403, 'This action is not allowed'))
  const report = state.reports[id]
  if (!report) throw new Refusal(errorPage(state, 404, "The page you are looking for isn't here."))
  return { report, actor }
}
