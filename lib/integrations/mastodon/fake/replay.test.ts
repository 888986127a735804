import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Value } from './params'
import { castState } from './replay/cast'
import { challengeOf, locationOf, newBrowser, signInAs, wishOf, type Browser } from './replay/browser'
import { shapeDifferences, valueDifferences } from './replay/differences'
import { NEVER_SENT_HERE, NOT_REPLAYED, ROOT_READS_ALL, VALUES_NOT_COMPARED } from './replay/exceptions'
import { inOurNames, learnNames, type Names } from './replay/names'
import { recordedBrowser, recordedCast, recordedExchanges, recordedWebhooks, type Exchange } from './replay/recording'
import { openSink, type Sink } from './replay/sink'
import { startFake, type Fake } from './server'
import type { Version } from './state'
import { EVENT_NAMES } from './webhooks'

const RELEASES: { release: string; version: Version; home: string }[] = [
  { release: '4.3.23', version: '4.3', home: 'https://mas43.test' },
  { release: '4.6.5', version: '4.6', home: 'https://mas46.test' },
]
const START = Date.parse('2026-11-23T01:31:22.000Z')
/** How often a call was made before the one that was kept, within one window. */
const REPEATED: Record<string, number> = { 'call 300 of one token in one window': 298, 'paged call 300': 298 }
const CALLBACK = 'http://localhost:3000/api/auth/callback/mastodon'
const SCOPES = 'read:accounts read:statuses read:search read:notifications write:reports admin:read admin:write'

describe.each(RELEASES)('the conversation with Mastodon $release', ({ release, version, home }) => {
  const exchanges = recordedExchanges(release)
  const names: Names = new Map([['token-of-garbage', 'garbage']])
  const clock = { now: START }
  const webhooks = recordedWebhooks(release)
  let fake: Fake
  let browser: Browser
  let sink: Sink

  beforeAll(async () => {
    const state = castState(version, recordedCast(release), exchanges)
    sink = await openSink()
    state.webhooks.push({ id: '1', url: sink.url, secret: webhooks.secret, events: EVENT_NAMES, enabled: true })
    fake = await startFake({ state, now: () => new Date(clock.now) })
    browser = newBrowser(fake.origin)
  })
  afterAll(async () => {
    await fake.close()
    await sink.close()
  })

  const replayed = exchanges.filter((exchange) => !(exchange.name in NOT_REPLAYED))
  test.each(replayed)('$n $name', async (exchange) => {
    if (exchange.name === 'exchange with a wrong verifier') await allowInBrowser()
    if (exchange.name === 'authorize again: same token?') await allowAgain()
    // The recorder asked from a new address each time; here the window passes.
    if (exchange.name === 'register with an array of redirects') clock.now += 600_000
    clock.now += 100
    for (let n = 0; n < (REPEATED[exchange.name] ?? 0); n++) await ask(exchange)
    const response = await ask(exchange)
    await expect.poll(() => fake.webhooks().waiting, { interval: 1 }).toBe(0)
    const { status, headers, body } = ours(exchange.response)
    if (ROOT_READS_ALL.test(exchange.name) && status === 200) return expect(response.status).toBe(403)
    expect(response.status).toBe(status)
    expect(response.headers.get('content-type')).toBe(headers['content-type'])
    expect(response.headers.get('www-authenticate')).toBe(headers['www-authenticate'] ?? null)
    expect(response.headers.get('x-ratelimit-limit')).toBe(headers['x-ratelimit-limit'] ?? null)
    expect(response.headers.get('deprecation')).toBe(headers.deprecation ?? null)
    if (body === undefined) return
    const given = (await response.json()) as Value
    learnNames(names, exchange.response.body ?? null, given)
    const known = ours(exchange.response)
    expect(linkQueries(response.headers.get('link'))).toEqual(linkQueries(known.headers.link ?? null))
    expect(shapeDifferences(known.body ?? null, given)).toEqual([])
    expect(valueDifferences(known.body ?? null, given, isComparedIn(exchange.name))).toEqual([])
  })

  const sent = webhooks.deliveries.filter(({ event }) => !NEVER_SENT_HERE[release]?.includes(event))
  test.each(sent.map((delivery, n) => ({ ...delivery, n })))('webhook $n: $event', ({ event, headers, raw, n }) => {
    const recorded = JSON.parse(raw) as { object: { id: string } }
    const earlier = sent
      .slice(0, n)
      .filter((one) => one.event === event && JSON.parse(one.raw).object.id === recorded.object.id)
    const [id] = inOurNames(names, recorded.object.id).split(' ')
    const here = sink.received.filter((one) => {
      const body = JSON.parse(one.raw)
      return body.event === event && body.object.id === id
    })
    const given = here[earlier.length]
    expect(given).toBeDefined()
    expect(Object.keys(given?.headers ?? {})).toEqual(expect.arrayContaining(Object.keys(headers)))
    const [there, ours] = [headers['user-agent'] ?? '', given?.headers['user-agent'] ?? '']
    expect(ours).toBe(there.replace(home, fake.origin))
    expect(shapeDifferences(recorded as unknown as Value, JSON.parse(given?.raw ?? '{}') as Value)).toEqual([])
    expect(/^[^<>]*$/.test(given?.raw ?? '')).toBe(/^[^<>]*$/.test(raw))
  })

  function ask({ as, name, request }: Exchange): Promise<Response> {
    const wanted = ours(request)
    const body = wanted.body ?? wanted.form
    return fetch(new URL(wanted.path, fake.origin), {
      method: wanted.method,
      redirect: 'manual',
      headers: {
        accept: acceptOf(request.path, name),
        ...(as ? { authorization: `Bearer ${tokenOf(as)}` } : {}),
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
  }

  /** Anything recorded, at our address and in our names. */
  function ours<T>(recorded: T): T {
    const here = JSON.stringify(recorded)
      .replaceAll(home, fake.origin)
      .replaceAll(encodeURIComponent(home), encodeURIComponent(fake.origin))
      .replaceAll(home.replace('https', 'wss'), fake.origin.replace('http', 'ws'))
    return JSON.parse(inOurNames(names, here)) as T
  }

  function tokenOf(as: string): string {
    const word = as === 'oauth' ? 'token-of-mod1-by-oauth-again' : `token-of-${as}`
    return names.get(word) ?? word
  }

  const client = () => ({ id: names.get('client-id-of-docket') ?? '', redirectUri: CALLBACK, scope: SCOPES })

  /** What the browser did between registering the app and the exchange of the code. */
  async function allowInBrowser(): Promise<void> {
    const steps = recordedBrowser(release)
    const wish = wishOf(client(), challengeOf('verifier-1'))
    const address = `/oauth/authorize?${new URLSearchParams(wish)}`
    const signedIn = await signInAs(browser, 'mod1')
    expect([signedIn.status, new URL(locationOf(signedIn), home).href]).toEqual(steps.signIn)
    expect((await browser.open(address)).status).toBe(200)
    const denied = await browser.press('/oauth/authorize', { ...wish, _method: 'delete' })
    expect([denied.status, locationOf(denied)]).toEqual(steps.deny)
    const allowed = await browser.press('/oauth/authorize', wish)
    expect([allowed.status, codeHidden(locationOf(allowed))]).toEqual(steps.allow)
    names.set('code-1', codeIn(allowed))
    names.set('verifier-1', 'verifier-1')
    const elsewhere = { ...wish, redirect_uri: 'https://elsewhere.example/' }
    const wrong = await browser.open(`/oauth/authorize?${new URLSearchParams(elsewhere)}`)
    expect([wrong.status, wrong.headers.get('location')]).toEqual(steps.wrongRedirect)
    const greedy = await browser.open(`/oauth/authorize?${new URLSearchParams({ ...wish, scope: 'read write' })}`)
    expect([greedy.status, greedy.headers.get('location')]).toEqual(steps.scopeNotInApp)
  }

  async function allowAgain(): Promise<void> {
    const wish = wishOf(client(), challengeOf('verifier-1'))
    const again = await browser.open(`/oauth/authorize?${new URLSearchParams(wish)}`)
    expect(again.status).toBe(302)
    names.set('code-again', codeIn(again))
  }
})

const codeIn = (response: Response) => new URL(locationOf(response)).searchParams.get('code') ?? ''
const codeHidden = (location: string) => location.replace(/code=[^&]+/, 'code=code-1')

/** One question was asked as a browser asks, pictures as a fetch without wishes; all else wanted JSON. */
function acceptOf(path: string, name: string): string {
  if (name === 'unknown API path, HTML accepted') return 'text/html'
  return /^\/(system|media_proxy)\//.test(path) ? '*/*' : 'application/json'
}

function linkQueries(link: string | null): string[] {
  return [...(link ?? '').matchAll(/<([^>]+)>; rel="(\w+)"/g)].map(([, address, rel]) => {
    const query = new URL(address ?? '').searchParams
    query.sort()
    return `${rel}: ${query}`
  })
}

const isComparedIn = (name: string) => (place: string) =>
  !VALUES_NOT_COMPARED.some(({ ends }) => ends.some((end) => place.endsWith(end) || `${place}[${name}]`.endsWith(end)))
