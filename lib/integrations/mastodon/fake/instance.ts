import { errorJson, json, noRoute, Refusal, type Answer } from './answer'
import type { Call } from './call'
import { showLanguages } from './languages'
import { knownScopes } from './scopes'
import { liveRules, livingUsers, localPosts, peers, showInstance, showOldInstance } from './serialise/instance'
import { from, RELEASES, since } from './versions'

const CACHED = { 'cache-control': 'max-age=300, public, stale-while-revalidate=30, stale-if-error=86400' }
const WEEK = 604_800

export const instanceV2 = (call: Call) => json(showInstance(call), 200, CACHED)

export function instanceV1(call: Call): Answer {
  const deprecated: Record<string, string> = since(call.state, '4.4') ? { deprecation: '@1668384000' } : {}
  return json(showOldInstance(call), 200, { ...CACHED, ...deprecated })
}

export const rules = (call: Call) => json(liveRules(call.state), 200, CACHED)
export const languages = (call: Call) => json(showLanguages(call.state), 200, CACHED)
export const knownPeers = (call: Call) => json(peers(call.state), 200, CACHED)
export const extendedDescription = (call: Call) =>
  json({ updated_at: null, content: call.state.about ?? '' }, 200, CACHED)

export function privacyPolicy(call: Call): Answer {
  const content = `<p>What ${call.state.instance.domain} keeps about you, and why.</p>`
  return json({ updated_at: '2022-10-07T00:00:00+00:00', content }, 200, CACHED)
}

/** Before 4.4 the route does not exist; after, there is none to show. */
export function termsOfService(call: Call): Answer {
  if (!since(call.state, '4.4')) throw noRoute()
  throw new Refusal(errorJson(404, 'Record not found', CACHED))
}

/** The list is not public here: 404 with nothing in it. */
export function domainBlocks(): Answer {
  return { status: 404, headers: { 'content-type': 'text/html', 'cache-control': 'private, no-store' }, body: '' }
}

export function activity(call: Call): Answer {
  const now = Math.floor(call.at.getTime() / 1000)
  const weeks = Array.from({ length: 12 }, (_, ago) => String(now - ago * WEEK))
  return json(
    weeks.map((week) => ({ week, statuses: '0', logins: '0', registrations: '0' })),
    200,
    CACHED,
  )
}

export function oauthMetadata(call: Call): Answer {
  const { state, origin } = call
  if (!since(state, '4.3')) throw noRoute()
  return json(
    {
      issuer: `${origin}/`,
      authorization_endpoint: `${origin}/oauth/authorize`,
      token_endpoint: `${origin}/oauth/token`,
      revocation_endpoint: `${origin}/oauth/revoke`,
      ...from(state, '4.4', { userinfo_endpoint: `${origin}/oauth/userinfo` }),
      scopes_supported: knownScopes(state),
      response_types_supported: ['code'],
      response_modes_supported: ['query', 'fragment', 'form_post'],
      grant_types_supported: ['authorization_code', ...(since(state, '4.4') ? [] : ['password']), 'client_credentials'],
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
      code_challenge_methods_supported: ['S256'],
      service_documentation: 'https://docs.joinmastodon.org/',
      app_registration_endpoint: `${origin}/api/v1/apps`,
    },
    200,
    { 'cache-control': 'max-age=0, private, must-revalidate' },
  )
}

export function nodeinfoLinks({ origin }: Call): Answer {
  const rel = 'http://nodeinfo.diaspora.software/ns/schema/2.0'
  return json({ links: [{ rel, href: `${origin}/nodeinfo/2.0` }] }, 200, { 'cache-control': 'max-age=259200, public' })
}

export function nodeinfo({ state }: Call): Answer {
  const body = {
    version: '2.0',
    software: { name: 'mastodon', version: RELEASES[state.version].software },
    protocols: ['activitypub'],
    services: { outbound: [], inbound: [] },
    usage: { users: { total: livingUsers(state), activeMonth: 0, activeHalfyear: 0 }, localPosts: localPosts(state) },
    openRegistrations: state.instance.registrations.enabled,
    metadata: { nodeName: state.instance.title, nodeDescription: state.instance.description },
  }
  return json(body, 200, { 'cache-control': 'max-age=1800, public' })
}

export const health = (): Answer => ({
  status: 200,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: 'OK',
})
