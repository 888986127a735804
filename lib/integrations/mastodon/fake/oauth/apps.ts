import { invalid, json, type Answer } from '../answer'
import { checkAccess } from '../access'
import type { Call } from '../call'
import { nextNumber } from '../ids'
import { word, words } from '../params'
import { isSubset, knownScopes, splitScopes } from '../scopes'
import type { OauthApp, State } from '../state'
import { from, since } from '../versions'
import { newSecret } from './secrets'

/** `POST /api/v1/apps` (reference 1.1). */
export function registerApp(call: Call): Answer {
  const { state } = call
  const name = word(call.params, 'client_name') ?? ''
  const redirectUris = redirectsOf(call)
  const scopes = splitScopes(word(call.params, 'scopes') ?? 'read')
  const website = word(call.params, 'website') || null
  const problems = [
    name === '' ? "Application name can't be blank" : null,
    name.length > 60 ? 'Application name is too long (maximum is 60 characters)' : null,
    redirectProblem(redirectUris),
    redirectUris.join('\n').length > 2000 ? 'Redirect URI is too long (maximum is 2000 characters)' : null,
    isSubset(scopes, knownScopes(state)) ? null : scopeProblem(state),
    website !== null && !/^https?:\/\//.test(website) ? 'Website is not a valid URL' : null,
  ].filter((problem) => problem !== null)
  if (problems.length > 0) throw invalid(problems.join(', '))
  const app: OauthApp = {
    id: String(nextNumber(state, 'app')),
    name,
    website,
    redirectUris,
    scopes,
    clientId: newSecret(),
    clientSecret: newSecret(),
    createdAt: call.at.toISOString(),
  }
  state.apps.push(app)
  return json(showApp(state, app, { client_id: app.clientId, client_secret: app.clientSecret }))
}

/** Text with one address a line; a list only from 4.3 on. */
function redirectsOf(call: Call): string[] {
  const listed = since(call.state, '4.3') ? words(call.params, 'redirect_uris') : []
  return listed.length > 0
    ? listed
    : (word(call.params, 'redirect_uris') ?? '').split(/\s+/).filter((uri) => uri !== '')
}

const OUT_OF_BAND = 'urn:ietf:wg:oauth:2.0:oob'
const FORBIDDEN = new Set(['data:', 'vbscript:', 'javascript:'])

function redirectProblem(uris: string[]): string | null {
  if (uris.length === 0) return "Redirect URI can't be blank"
  for (const uri of uris) {
    if (uri === OUT_OF_BAND) continue
    if (!URL.canParse(uri)) return 'Redirect URI must be an absolute URI.'
    const parsed = new URL(uri)
    if (FORBIDDEN.has(parsed.protocol)) return 'Redirect URI is forbidden by the server.'
    if (uri.includes('#')) return 'Redirect URI cannot contain a fragment.'
    if (!uri.includes('://')) return 'Redirect URI must be an absolute URI.'
  }
  return null
}

const scopeProblem = (state: State) =>
  since(state, '4.4')
    ? "Scopes doesn't match those configured on the server."
    : "Scopes doesn't match configured on the server."

/** `GET /api/v1/apps/verify_credentials`: any living token from 4.3 on, `read` before. */
export function verifyApp(call: Call): Answer {
  const { state } = call
  const scopes = since(state, '4.3') ? (call.viewer.token?.scopes ?? []) : ['read']
  checkAccess(call, { kind: 'hard', scopes })
  const app = state.apps.find((one) => one.id === call.viewer.token?.appId)
  return json(app ? showApp(state, app) : null)
}

function showApp(state: State, app: OauthApp, secrets: object = {}) {
  return {
    id: app.id,
    name: app.name,
    website: app.website,
    ...from(state, '4.3', { scopes: app.scopes, redirect_uris: app.redirectUris }),
    vapid_key: 'vapid-public-key',
    redirect_uri: app.redirectUris.join('\n'),
    ...secrets,
    ...('client_secret' in secrets ? from(state, '4.3', { client_secret_expires_at: 0 }) : {}),
  }
}
