import { redirect, Refusal, type Answer } from '../answer'
import type { Call } from '../call'
import { isTrue, word } from '../params'
import { errorPage, markup, page } from '../pages/layout'
import { isSubset, splitScopes } from '../scopes'
import type { Account, Grant, OauthApp } from '../state'
import { since } from '../versions'
import { findApp } from './clients'
import { newSecret } from './secrets'
import { needPerson } from './session'
import { livingToken } from './token'

const OUT_OF_BAND = 'urn:ietf:wg:oauth:2.0:oob'
const DENIED = 'The resource owner or authorization server denied the request.'
const FIELDS = [
  'client_id',
  'redirect_uri',
  'response_type',
  'scope',
  'state',
  'code_challenge',
  'code_challenge_method',
]

type Wish = {
  app: OauthApp
  redirectUri: string
  scopes: string[]
  state: string | null
  challenge: Grant['challenge']
}

/** `GET /oauth/authorize`: sign in, then consent, unless the same consent was given before (reference 1.2). */
export function authorize(call: Call): Answer {
  const account = needPerson(call, sameAddress(call))
  const wish = readWish(call)
  const given = livingToken(call.state, { app: wish.app, accountId: account.id, scopes: wish.scopes })
  if (given && !isTrue(call.params, 'force_login')) return sendBack(call, wish, account)
  return consentPage(call, wish, account)
}

function sameAddress(call: Call): string {
  const query = new URLSearchParams()
  for (const key of [...FIELDS, 'force_login', 'lang']) {
    const value = word(call.query, key)
    if (value !== null) query.set(key, value)
  }
  return `/oauth/authorize?${query}`
}

/** `POST` allows, `DELETE` (or `_method=delete`) denies. */
export function decide(call: Call): Answer {
  const account = needPerson(call, sameAddress(call))
  const wish = readWish(call)
  if (word(call.params, '_method') === 'delete' || call.method === 'DELETE') return sendDenial(wish)
  return sendBack(call, wish, account)
}

/** A wish that Mastodon does not understand is answered with a page, never with a redirect. */
function readWish(call: Call): Wish {
  const { state, params } = call
  const app = findApp(state, word(params, 'client_id'), call.at)
  if (!app) throw wrong(call, 'Client authentication failed due to unknown client.', 401)
  const redirectUri = word(params, 'redirect_uri') ?? ''
  if (!app.redirectUris.some((registered) => isSameRedirect(registered, redirectUri))) {
    throw wrong(call, "The requested redirect uri is malformed or doesn't match client redirect URI.")
  }
  if (word(params, 'response_type') !== 'code') throw wrong(call, 'The response type is not supported.')
  const scopes = splitScopes(word(params, 'scope') ?? 'read')
  if (!isSubset(scopes, app.scopes)) throw wrong(call, 'The requested scope is invalid, unknown, or malformed.')
  return { app, redirectUri, scopes, state: word(params, 'state'), challenge: readChallenge(call) }
}

const wrong = (call: Call, why: string, status = 400) => new Refusal(errorPage(call.state, status, why))

const LOOPBACK = new Set(['127.0.0.1', '[::1]'])

/** Exactly a registered one; the port does not matter between loopback addresses. */
function isSameRedirect(registered: string, asked: string): boolean {
  if (registered === asked) return true
  if (!URL.canParse(registered) || !URL.canParse(asked)) return false
  const [a, b] = [new URL(registered), new URL(asked)]
  if (!LOOPBACK.has(a.hostname) || !LOOPBACK.has(b.hostname)) return false
  a.port = b.port
  return a.href === b.href
}

/** 4.2 has no columns for it and ignores it; `plain` was taken by 4.3 only. */
function readChallenge(call: Call): Grant['challenge'] {
  const value = word(call.params, 'code_challenge')
  if (!value || !since(call.state, '4.3')) return null
  const method = word(call.params, 'code_challenge_method') ?? 'plain'
  if (method === 'S256') return { method, value }
  if (method === 'plain' && !since(call.state, '4.4')) return { method, value }
  throw wrong(call, 'The code challenge method must be S256.')
}

function sendBack(call: Call, wish: Wish, account: Account): Answer {
  const code = newSecret()
  call.state.grants.push({
    code,
    appId: wish.app.id,
    accountId: account.id,
    redirectUri: wish.redirectUri,
    scopes: wish.scopes,
    challenge: wish.challenge,
    createdAt: call.at.toISOString(),
    redeemedAt: null,
  })
  if (wish.redirectUri === OUT_OF_BAND) {
    return page(call.state, { title: 'Code', main: markup`<h1>Copy this code</h1><p><code>${code}</code></p>` })
  }
  return redirect(withQuery(wish, { code }))
}

const sendDenial = (wish: Wish) => redirect(withQuery(wish, { error: 'access_denied', error_description: DENIED }))

function withQuery(wish: Wish, query: Record<string, string>): string {
  const added = new URLSearchParams({ ...query, ...(wish.state === null ? {} : { state: wish.state }) })
  return `${wish.redirectUri}${wish.redirectUri.includes('?') ? '&' : '?'}${added}`
}

function consentPage(call: Call, wish: Wish, account: Account): Answer {
  const hidden = FIELDS.flatMap((name) => {
    const value = word(call.params, name)
    return value === null ? [] : [markup`<input type="hidden" name="${name}" value="${value}">`]
  })
  const next = sameAddress(call)
  return page(call.state, {
    title: 'Authorization required',
    main: markup`<h1>Authorization required</h1>
<p><strong>${wish.app.name}</strong> would like permission to access your account.
Signed in as <strong>@${account.username}</strong>.</p>
<ul>${wish.scopes.map((scope) => markup`<li><code>${scope}</code></li>`)}</ul>
<form method="post" action="/oauth/authorize">${hidden}<button type="submit">Authorize</button></form>
<form method="post" action="/oauth/authorize">${hidden}<input type="hidden" name="_method" value="delete"><button type="submit">Deny</button></form>
<form method="post" action="/auth/sign_out"><input type="hidden" name="next" value="${next}"><p><button type="submit">Sign in as somebody else</button></p></form>`,
  })
}
