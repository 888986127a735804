import { errorJson, notAllowed, Refusal } from './answer'
import type { Call, Viewer } from './call'
import { can, type Permission } from './roles'
import type { Account, State, Token } from './state'
import { since } from './versions'

/**
 * Who may ask. `hard` needs a token, `soft` looks at one only if it was sent, `user` also needs a living login.
 * One of `scopes` is enough.
 */
export type Access = { kind: 'open' } | { kind: 'soft' | 'hard' | 'user'; scopes: string[] }

const DAY = 86_400_000

export function viewerOf(state: State, headers: Record<string, string>, at: Date): Viewer {
  const sent = /^Bearer\s+(\S+)$/i.exec(headers.authorization ?? '')?.[1]
  const token = sent ? findToken(state, sent, at) : undefined
  const account = token?.accountId ? state.accounts[token.accountId] : undefined
  return { token: token ?? null, account: account ?? null }
}

/** Each night the revoked ones are wiped; then they are as unknown as garbage. */
function findToken(state: State, sent: string, at: Date): Token | undefined {
  const token = state.tokens.find((one) => one.token === sent)
  const wiped = token?.revokedAt && at.getTime() - Date.parse(token.revokedAt) > DAY
  return wiped ? undefined : token
}

/** Throws what Mastodon answers when this token may not ask (reference 1.10). */
export function checkAccess(call: Call, access: Access): void {
  const { token, account } = call.viewer
  if (account?.suspendedAt) throw new Refusal(errorJson(403, 'Your login is currently disabled'))
  if (access.kind === 'open') return
  if (token) checkToken(call, token, access.scopes)
  else if (access.kind !== 'soft') throw unauthorised('The access token is invalid')
  if (access.kind === 'user') checkLogin(account)
}

function checkToken(call: Call, token: Token, scopes: string[]): void {
  if (token.revokedAt) throw unauthorised('The access token was revoked')
  if (token.scopes.some((scope) => scopes.includes(scope))) return
  const description = `Access to this resource requires scope _${scopes.join(' ')}_.`
  // Seen in 4.6.5 and missing in 4.3.23; in between it is taken to have come with 4.4's newer Doorkeeper.
  const headers: Record<string, string> = since(call.state, '4.4')
    ? { 'www-authenticate': bearer('insufficient_scope', description) }
    : {}
  throw new Refusal(errorJson(403, 'This action is outside the authorized scopes', headers))
}

function unauthorised(description: string): Refusal {
  return new Refusal(errorJson(401, description, { 'www-authenticate': bearer('invalid_token', description) }))
}

export const bearer = (error: string, description: string) =>
  `Bearer realm="Doorkeeper", error="${error}", error_description="${description}"`

function checkLogin(account: Account | null): void {
  const user = account?.user
  if (!user) throw new Refusal(errorJson(422, 'This method requires an authenticated user'))
  if (!user.confirmed) throw new Refusal(errorJson(403, 'Your login is missing a confirmed e-mail address'))
  if (!user.approved) throw new Refusal(errorJson(403, 'Your login is currently pending approval'))
  if (user.disabled) throw new Refusal(errorJson(403, 'Your login is currently disabled'))
}

/**
 * The person asking, if their role has the permission. Called after the record was found: 404 comes before 403.
 * A frozen login passes: admin endpoints do not look at it (seen).
 */
export function permit(call: Call, permission: Permission): Account {
  const { account } = call.viewer
  if (!account || !can(call.state, account, permission)) throw notAllowed()
  return account
}

/** The person asking on a route whose access is `user`. */
export function person(call: Call): Account {
  const { account } = call.viewer
  if (!account) throw new Refusal(errorJson(422, 'This method requires an authenticated user'))
  return account
}
