import type { Call } from '../call'
import { word } from '../params'
import type { OauthApp, State } from '../state'
import { since } from '../versions'
import { sameSecret } from './secrets'

const DAY = 86_400_000

/** 4.2 throws away each night the apps older than a day that nobody used (reference 1.1). */
export function findApp(state: State, clientId: string | null, at: Date): OauthApp | null {
  const app = state.apps.find((one) => one.clientId === clientId)
  if (!app) return null
  const old = at.getTime() - Date.parse(app.createdAt) > DAY
  return old && !since(state, '4.3') && isUnused(state, app) ? null : app
}

function isUnused(state: State, app: OauthApp): boolean {
  const named = (record: { appId: string }) => record.appId === app.id
  const madeSomebody = Object.values(state.accounts).some((account) => account.user?.createdByAppId === app.id)
  return !state.tokens.some(named) && !state.grants.some(named) && !madeSomebody
}

/** By `client_id` and `client_secret` in the body, or by HTTP Basic. */
export function authenticateClient(call: Call): OauthApp | null {
  const [id, secret] = basicPair(call) ?? [word(call.params, 'client_id'), word(call.params, 'client_secret')]
  const app = findApp(call.state, id ?? null, call.at)
  return app && sameSecret(app.clientSecret, secret ?? '') ? app : null
}

function basicPair(call: Call): string[] | null {
  const sent = /^Basic\s+(\S+)$/i.exec(call.headers.authorization ?? '')?.[1]
  if (!sent) return null
  const [id = '', ...secret] = Buffer.from(sent, 'base64').toString('utf8').split(':')
  return [id, secret.join(':')].map((text) => decodeURIComponent(text))
}
