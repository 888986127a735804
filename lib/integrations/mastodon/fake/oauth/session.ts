import { redirect, Refusal, type Answer } from '../answer'
import type { Call } from '../call'
import { word } from '../params'
import type { Account, State } from '../state'
import { personCalled } from '../markup'
import { roleOf } from '../roles'
import { markup, page, type Markup } from '../pages/layout'
import { newSecret } from './secrets'

/** Cookies of localhost are shared by all ports: the name must not be one that Docket uses. */
const COOKIE = '_mastodon_session'

/** Who is signed in on the web pages. */
export function webPerson({ state, cookies }: Call): Account | null {
  const session = state.webSessions.find((one) => one.id === cookies[COOKIE])
  const account = session && state.accounts[session.accountId]
  return account && mayLogIn(account) ? account : null
}

const mayLogIn = ({ user }: Account) => user !== null && user.confirmed && user.approved && !user.disabled

/** Only addresses of this server: a sign-in page must not send people elsewhere. */
function nextOf({ params }: Call): string {
  const next = word(params, 'next') ?? '/'
  return /^\/(?![/\\])/.test(next) ? next : '/'
}

/** `GET /auth/sign_in`: no passwords here, one button for each person. */
export function signInPage(call: Call): Answer {
  const { state } = call
  const next = nextOf(call)
  const staff = people(state).filter((account) => roleOf(state, account)?.name)
  const others = people(state).filter((account) => !roleOf(state, account)?.name)
  const offered = state.offered.flatMap((name) => others.filter((account) => account.username === name))
  const signedIn = webPerson(call)
  return page(state, {
    title: 'Sign in',
    main: markup`<h1>Sign in to ${state.instance.title}</h1>
<p>On a demo instance nobody has a password. Who are you?</p>
${signedIn && signOutForm(signedIn, next)}
<h2>Staff</h2>
<ul class="people">${staff.map((account) => button(state, account, next))}</ul>
<h2>Others</h2>
<ul class="people">${(offered.length > 0 ? offered : others.slice(0, 6)).map((account) => button(state, account, next))}</ul>
<form method="post" action="/auth/sign_in">
<input type="hidden" name="next" value="${next}">
<p><label>Somebody else <input name="username" autocomplete="off"></label> <button>Sign in</button></p>
</form>`,
  })
}

const signOutForm = (account: Account, next: string) => markup`<form method="post" action="/auth/sign_out">
<input type="hidden" name="next" value="${next}">
<p>Signed in as @${account.username}. <button>Sign out</button></p>
</form>`

/** Staff by rank, then those who were here first. */
function people(state: State): Account[] {
  const rank = (account: Account) => roleOf(state, account)?.position ?? -1
  return Object.values(state.accounts)
    .filter((account) => mayLogIn(account) && !account.suspendedAt)
    .sort((a, b) => rank(b) - rank(a) || (a.createdAt < b.createdAt ? -1 : 1))
}

function button(state: State, account: Account, next: string): Markup {
  const role = roleOf(state, account)?.name
  return markup`<li><form method="post" action="/auth/sign_in">
<input type="hidden" name="next" value="${next}">
<button name="username" value="${account.username}">${account.displayName || account.username} <span class="quiet">@${account.username}${role ? ` · ${role}` : ''}</span></button>
</form></li>`
}

export function signIn(call: Call): Answer {
  const { state, at } = call
  const account = personCalled(state, (word(call.params, 'username') ?? '').replace(/^@/, ''), null)
  if (!account || !mayLogIn(account)) return signInPage(call)
  const session = { id: newSecret(), accountId: account.id, createdAt: at.toISOString() }
  state.webSessions.push(session)
  return redirect(nextOf(call), { 'set-cookie': `${COOKIE}=${session.id}; Path=/; HttpOnly; SameSite=Lax` })
}

export function signOut(call: Call): Answer {
  const { state, cookies } = call
  state.webSessions = state.webSessions.filter((session) => session.id !== cookies[COOKIE])
  return redirect(`/auth/sign_in?next=${encodeURIComponent(nextOf(call))}`, {
    'set-cookie': `${COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0`,
  })
}

/** The person, or a detour over the sign-in page that comes back to `next`. */
export function needPerson(call: Call, next: string): Account {
  const account = webPerson(call)
  if (!account) throw new Refusal(redirect(`/auth/sign_in?next=${encodeURIComponent(next)}`))
  return account
}
