import { type Answer } from '../answer'
import { acctOf } from '../addresses'
import { part, type Call } from '../call'
import { compareIds } from '../ids'
import type { LogEntry, Report, State } from '../state'
import { errorPage, markup, page, table, type Markup } from './layout'
import { showPost } from './public'
import { deletionForm, takeOutForm } from './removal'

/** Who, linked to the page about them; a person erased since is a dash. */
export function nameOf(state: State, id: string | null): Markup {
  const account = id === null ? undefined : state.accounts[id]
  return account ? markup`<a href="/admin/accounts/${account.id}">@${acctOf(account)}</a>` : markup`–`
}

/** `GET /admin/reports`: the fake shows its staff pages to anybody who can reach it. */
export function reportListPage(call: Call): Answer {
  const { state } = call
  const reports = Object.values(state.reports).sort((a, b) => compareIds(b.id, a.id))
  const open = reports.filter((report) => !report.actionTakenAt)
  return page(state, {
    title: 'Reports',
    main: markup`<h1>Reports</h1><h2>Open: ${open.length}</h2>${reportTable(state, open)}
<h2>Resolved: ${reports.length - open.length}</h2>${reportTable(
      state,
      reports.filter((report) => report.actionTakenAt),
    )}`,
  })
}

function reportTable(state: State, reports: Report[]): Markup {
  const rows = reports.slice(0, 200).map(
    (
      report,
    ) => markup`<tr><td><a href="/admin/reports/${report.id}">#${report.id}</a></td><td>${nameOf(state, report.targetAccountId)}</td>
<td>${report.category}</td><td dir="auto">${report.comment.slice(0, 120)}</td><td>${nameOf(state, report.assignedAccountId)}</td></tr>`,
  )
  return table(['No.', 'On', 'Category', 'Comment', 'Assigned to'], rows)
}

export function reportPage(call: Call): Answer {
  const { state } = call
  const report = state.reports[part(call, 'id')]
  if (!report) return errorPage(state, 404, "The page you are looking for isn't here.")
  const strikes = state.strikes.filter((strike) => strike.reportId === report.id)
  const posts = report.statusIds.flatMap((id) => state.posts[id] ?? [])
  const status = report.actionTakenAt
    ? markup`Resolved by ${nameOf(state, report.actionTakenByAccountId)} at ${report.actionTakenAt}`
    : markup`Open`
  return page(state, {
    title: `Report #${report.id}`,
    main: markup`<h1>Report #${report.id}</h1>
<table>
<tr><th>Reported</th><td>${nameOf(state, report.targetAccountId)}</td></tr>
<tr><th>By</th><td>${nameOf(state, report.accountId)}</td></tr>
<tr><th>Category</th><td>${report.category}</td></tr>
<tr><th>Status</th><td>${status}</td></tr>
<tr><th>Assigned to</th><td>${nameOf(state, report.assignedAccountId)}</td></tr>
<tr><th>Reported at</th><td>${report.createdAt}</td></tr>
</table>
<blockquote dir="auto">${report.comment}</blockquote>
<h2>Posts</h2>${posts.map((post) => markup`${showPost(call, post)}${takeOutForm(report, post)}`)}
${deletionForm(report, posts)}
<h2>Strikes</h2>${strikeTable(state, strikes)}
<h2>Audit log</h2>${logTable(state, { kind: 'report', id: report.id })}`,
  })
}

export function strikeTable(state: State, strikes: State['strikes']): Markup {
  const rows = strikes.map(
    (
      strike,
    ) => markup`<tr><td>${strike.createdAt}</td><td>${strike.action}</td><td>${nameOf(state, strike.accountId)}</td>
<td dir="auto">${strike.text}</td><td>${strike.emailed ? 'mailed' : 'no mail'}</td></tr>`,
  )
  return table(['At', 'Act', 'By', 'Text', 'Mail'], rows)
}

export function logTable(state: State, target: LogEntry['target']): Markup {
  const rows = state.log
    .filter((entry) => entry.target.kind === target.kind && entry.target.id === target.id)
    .map(
      (entry) =>
        markup`<tr><td>${entry.at}</td><td>${nameOf(state, entry.accountId)}</td><td>${entry.action}</td></tr>`,
    )
  return table(['At', 'Who', 'What'], rows)
}
