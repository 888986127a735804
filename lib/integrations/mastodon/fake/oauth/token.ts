import { json, noRoute, Refusal, type Answer } from '../answer'
import { bearer, checkAccess, person } from '../access'
import { actorUri, avatarUrl, profileUrl } from '../addresses'
import type { Call } from '../call'
import { nextNumber } from '../ids'
import { word } from '../params'
import { isSubset, sameScopes, splitScopes } from '../scopes'
import type { Grant, OauthApp, State, Token } from '../state'
import { since } from '../versions'
import { authenticateClient } from './clients'
import { newSecret, s256 } from './secrets'

const CODE_LIFETIME = 600_000
const PROBLEMS = {
  invalid_client:
    'Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.',
  invalid_grant:
    'The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.',
  invalid_scope: 'The requested scope is invalid, unknown, or malformed.',
  invalid_request: 'Missing required parameter: grant_type.',
  unsupported_grant_type: 'The authorization grant type is not supported by the authorization server.',
} as const

function oauthProblem(error: keyof typeof PROBLEMS): Refusal {
  const description = PROBLEMS[error]
  const headers = { 'www-authenticate': bearer(error, description), 'cache-control': 'no-store' }
  const status = error === 'invalid_client' ? 401 : 400
  return new Refusal(json({ error, error_description: description }, status, headers))
}

const GRANTS: Record<string, (call: Call) => Token> = {
  authorization_code: redeemCode,
  client_credentials: ofTheApp,
}

/** `POST /oauth/token`: tokens never expire and there is no refresh token (reference 1.3). */
export function issueToken(call: Call): Answer {
  const kind = word(call.params, 'grant_type')
  if (!kind) throw oauthProblem('invalid_request')
  const grant = GRANTS[kind]
  if (!grant) throw oauthProblem('unsupported_grant_type')
  const token = grant(call)
  return json(
    {
      access_token: token.token,
      token_type: 'Bearer',
      scope: token.scopes.join(' '),
      created_at: Math.floor(Date.parse(token.createdAt) / 1000),
    },
    200,
    { 'cache-control': 'no-store' },
  )
}

function client(call: Call): OauthApp {
  const app = authenticateClient(call)
  if (!app) throw oauthProblem('invalid_client')
  return app
}

/** A wrong verifier does not use the code up; a code used twice is refused and its token lives on (seen). */
function redeemCode(call: Call): Token {
  const { state, at } = call
  const app = client(call)
  const grant = state.grants.find((one) => one.code === word(call.params, 'code'))
  if (!grant || !isRedeemable(call, grant, app)) throw oauthProblem('invalid_grant')
  grant.redeemedAt = at.toISOString()
  return tokenFor(call, { app, accountId: grant.accountId, scopes: grant.scopes })
}

function isRedeemable({ params, at }: Call, grant: Grant, app: OauthApp): boolean {
  const fresh = at.getTime() - Date.parse(grant.createdAt) < CODE_LIFETIME
  const ours = grant.appId === app.id && grant.redirectUri === word(params, 'redirect_uri')
  return !grant.redeemedAt && fresh && ours && answersChallenge(grant, word(params, 'code_verifier'))
}

function answersChallenge({ challenge }: Grant, verifier: string | null): boolean {
  // Without a challenge a verifier is out of place; Doorkeeper refuses it where PKCE exists.
  if (!challenge) return true
  if (!verifier) return false
  return challenge.value === (challenge.method === 'S256' ? s256(verifier) : verifier)
}

function ofTheApp(call: Call): Token {
  const app = client(call)
  const scopes = splitScopes(word(call.params, 'scope') ?? 'read')
  if (!isSubset(scopes, app.scopes)) throw oauthProblem('invalid_scope')
  return tokenFor(call, { app, accountId: null, scopes })
}

/** The same person, app and scopes get the same token again. */
function tokenFor(call: Call, wanted: { app: OauthApp; accountId: string | null; scopes: string[] }): Token {
  const { state, at } = call
  const known = livingToken(state, wanted)
  if (known) return known
  const token: Token = {
    id: String(nextNumber(state, 'token')),
    token: newSecret(),
    appId: wanted.app.id,
    accountId: wanted.accountId,
    scopes: wanted.scopes,
    createdAt: at.toISOString(),
    revokedAt: null,
  }
  state.tokens.push(token)
  return token
}

export function livingToken(
  state: State,
  wanted: { app: OauthApp; accountId: string | null; scopes: string[] },
): Token | undefined {
  return state.tokens.find(
    (token) =>
      token.appId === wanted.app.id &&
      token.accountId === wanted.accountId &&
      !token.revokedAt &&
      sameScopes(token.scopes, wanted.scopes),
  )
}

/** `POST /oauth/revoke`: unknown tokens are fine, a wrong client is not (reference 1.4). */
export function revokeToken(call: Call): Answer {
  const app = authenticateClient(call)
  const token = call.state.tokens.find((one) => one.token === word(call.params, 'token'))
  if (!app || (token && token.appId !== app.id)) throw notYours()
  if (token) token.revokedAt ??= call.at.toISOString()
  return json({}, 200, { 'cache-control': 'max-age=0, private, must-revalidate' })
}

function notYours(): Refusal {
  const body = { error: 'unauthorized_client', error_description: 'You are not authorized to revoke this token' }
  return new Refusal(json(body, 403, { 'cache-control': 'no-cache' }))
}

/** `GET|POST /oauth/userinfo`, from 4.4 on. */
export function userinfo(call: Call): Answer {
  if (!since(call.state, '4.4')) throw noRoute()
  checkAccess(call, { kind: 'user', scopes: ['profile'] })
  const account = person(call)
  return json({
    iss: `${call.origin}/`,
    sub: actorUri(call, account),
    name: account.displayName,
    preferred_username: account.username,
    profile: profileUrl(call, account),
    picture: avatarUrl(call, account),
  })
}
