import { type Answer } from '../answer'
import { acctOf } from '../addresses'
import { part, type Call } from '../call'
import { compareIds } from '../ids'
import { word } from '../params'
import { roleOf } from '../roles'
import type { Account, State } from '../state'
import { errorPage, markup, page, table, type Markup } from './layout'
import { logTable, nameOf, strikeTable } from './report'

/** `GET /admin/accounts`: whom the instance has itself; with `status=pending` those who wait to be let in. */
export function accountListPage(call: Call): Answer {
  const { state, params } = call
  const isPending = word(params, 'status') === 'pending'
  const found = Object.values(state.accounts).filter(({ user }) => user !== null && user.approved !== isPending)
  const rows = found
    .slice(0, 200)
    .map(
      (account) =>
        markup`<tr><td>${nameOf(state, account.id)}</td><td dir="auto">${account.user?.inviteRequest ?? ''}</td></tr>`,
    )
  const title = isPending ? 'Waiting for review' : 'Accounts'
  return page(state, { title, main: markup`<h1>${title}: ${found.length}</h1>${table(['Account', 'Reason'], rows)}` })
}

/** `GET /admin/accounts/:id`: how the person stands, and who did what about them. */
export function accountPage(call: Call): Answer {
  const { state } = call
  const account = state.accounts[part(call, 'id')]
  if (!account) return errorPage(state, 404, "The page you are looking for isn't here.")
  const reports = Object.values(state.reports)
    .filter((report) => report.targetAccountId === account.id)
    .sort((a, b) => compareIds(b.id, a.id))
  const due = state.deletionRequests.find((request) => request.accountId === account.id)
  return page(state, {
    title: `@${acctOf(account)}`,
    main: markup`<h1>@${acctOf(account)}</h1>
<table>
<tr><th>Status</th><td>${statusOf(account)}</td></tr>
<tr><th>Role</th><td>${roleOf(state, account)?.name || '–'}</td></tr>
<tr><th>E-mail</th><td>${account.user?.email ?? '–'}</td></tr>
<tr><th>Joined</th><td>${account.createdAt}</td></tr>
<tr><th>Content will be deleted</th><td>${due?.dueAt ?? '–'}</td></tr>
</table>
<h2>Strikes</h2>${strikeTable(
      state,
      state.strikes.filter((strike) => strike.targetAccountId === account.id),
    )}
<h2>Audit log</h2>${logTable(state, { kind: 'account', id: account.id })}
<h2>Mails sent</h2>${mailTable(state, account)}
<h2>Reports</h2><ul>${reports.map((report) => markup`<li><a href="/admin/reports/${report.id}">#${report.id}</a> ${report.category}, ${report.actionTakenAt ? 'resolved' : 'open'}</li>`)}</ul>`,
  })
}

function statusOf(account: Account): string {
  const marks = [
    account.suspendedAt ? 'suspended' : null,
    account.silencedAt ? 'limited' : null,
    account.sensitizedAt ? 'sensitive' : null,
    account.user?.disabled ? 'frozen' : null,
    account.user?.approved === false ? 'waiting for approval' : null,
  ].filter((mark) => mark !== null)
  return marks.length > 0 ? marks.join(', ') : 'no limitations'
}

function mailTable(state: State, account: Account): Markup {
  const mails = state.mails.filter((mail) => mail.to === account.user?.email)
  const rows = mails.map(
    (mail) => markup`<tr><td>${mail.at}</td><td>${mail.subject}</td><td dir="auto">${mail.text}</td></tr>`,
  )
  return table(['At', 'Subject', 'Text'], rows)
}
