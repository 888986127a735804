import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { challengeOf, locationOf, newBrowser, signInAs, wishOf, type Browser } from './replay/browser'
import type { Version } from './state'
import { startTrial, type Trial } from './trial'

const CALLBACK = 'http://localhost:3000/cb'
const SCOPE = 'read:accounts admin:read'

let trial: Trial
let browser: Browser
let client: { id: string; secret: string; redirectUri: string; scope: string }

async function open(version: Version): Promise<void> {
  trial = await startTrial(version)
  browser = newBrowser(trial.fake.origin)
  const wish = { client_name: 'Docket', redirect_uris: CALLBACK, scopes: SCOPE }
  const app = await (await trial.ask(null, 'POST', '/api/v1/apps', wish)).json()
  client = { id: app.client_id, secret: app.client_secret, redirectUri: CALLBACK, scope: SCOPE }
}

afterEach(() => trial.fake.close())

const address = (more: Record<string, string> = {}) => `/oauth/authorize?${new URLSearchParams(wishOf(client, more))}`

async function allow(more: Record<string, string> = {}): Promise<string> {
  await signInAs(browser, 'kofi')
  const sentBack = await browser.press('/oauth/authorize', wishOf(client, more))
  return new URL(locationOf(sentBack)).searchParams.get('code') ?? ''
}

const exchange = (code: string, more: Record<string, string> = {}) =>
  trial.ask(null, 'POST', '/oauth/token', {
    grant_type: 'authorization_code',
    client_id: client.id,
    client_secret: client.secret,
    redirect_uri: CALLBACK,
    code,
    ...more,
  })

describe('proof key (PKCE)', () => {
  test('4.2 ignores it: a wrong verifier is as good as none', async () => {
    await open('4.2')
    const code = await allow(challengeOf('right'))
    expect((await exchange(code, { code_verifier: 'wrong' })).status).toBe(200)
  })

  test.each<[Version, number]>([
    ['4.3', 200],
    ['4.4', 400],
  ])('%s answers %i to the method "plain"', async (version, status) => {
    await open(version)
    await signInAs(browser, 'kofi')
    const page = await browser.open(address({ code_challenge: 'x', code_challenge_method: 'plain' }))
    expect(page.status).toBe(status)
  })

  test('without the verifier the code is refused, and still good afterwards', async () => {
    await open('4.5')
    const code = await allow(challengeOf('right'))
    expect((await exchange(code)).status).toBe(400)
    expect((await exchange(code, { code_verifier: 'right' })).status).toBe(200)
  })
})

describe('signing in', () => {
  beforeEach(() => open('4.6'))

  test('a browser without a session is sent to the list of people, and comes back', async () => {
    const first = await browser.open(address())
    expect(locationOf(first)).toMatch(/^\/auth\/sign_in\?next=/)
    const list = await (await browser.open(locationOf(first))).text()
    for (const name of ['ines', 'kofi', 'lena', 'alice']) expect(list).toContain(`value="${name}"`)
    const next = new URL(locationOf(first), trial.fake.origin).searchParams.get('next') ?? ''
    const signedIn = await signInAs(browser, 'lena', next)
    expect(locationOf(signedIn)).toBe(next)
    expect(await (await browser.open(next)).text()).toContain('Docket')
  })

  test('no other server can be the next stop', async () => {
    for (const next of ['https://elsewhere.example/', '//elsewhere.example', '/\\elsewhere.example']) {
      expect(locationOf(await signInAs(browser, 'kofi', next))).toBe('/')
    }
  })

  test('the second time nobody is asked, unless the app insists', async () => {
    const code = await allow()
    const first = await (await exchange(code)).json()
    const again = await browser.open(address())
    expect(again.status).toBe(302)
    const second = await (await exchange(new URL(locationOf(again)).searchParams.get('code') ?? '')).json()
    expect(second.access_token).toBe(first.access_token)
    expect('expires_in' in first || 'refresh_token' in first).toBe(false)
    expect((await browser.open(address({ force_login: 'true' }))).status).toBe(200)
  })

  test('a frozen login cannot sign in', async () => {
    const { user } = trial.people.kofi
    if (user) user.disabled = true
    await signInAs(browser, 'kofi')
    expect(locationOf(await browser.open(address()))).toMatch(/^\/auth\/sign_in/)
  })

  test('a code is good for ten minutes', async () => {
    const code = await allow()
    trial.clock.now += 600_000
    expect((await exchange(code)).status).toBe(400)
  })

  test('what an app calls itself is shown as text', async () => {
    const wish = { client_name: '<script>alert(1)</script>', redirect_uris: CALLBACK, scopes: SCOPE }
    const app = await (await trial.ask(null, 'POST', '/api/v1/apps', wish)).json()
    client = { ...client, id: app.client_id }
    await signInAs(browser, 'kofi')
    const page = await (await browser.open(address())).text()
    expect(page).toContain('&lt;script&gt;alert(1)')
    expect(page).not.toContain('<script>')
  })
})

test('4.2 forgets an app that nobody used for a day, 4.3 does not', async () => {
  for (const [version, status] of [
    ['4.2', 401],
    ['4.3', 200],
  ] as const) {
    await open(version)
    trial.clock.now += 86_400_001
    const wish = {
      grant_type: 'client_credentials',
      client_id: client.id,
      client_secret: client.secret,
      scope: 'read:accounts',
    }
    expect((await trial.ask(null, 'POST', '/oauth/token', wish)).status).toBe(status)
    if (version === '4.2') await trial.fake.close()
  }
})

test('a revoked token is told so for a day, then it is as unknown as any', async () => {
  await open('4.6')
  const token = trial.state.tokens.find((one) => one.token === 'kofi')
  if (token) token.revokedAt = new Date(trial.clock.now).toISOString()
  expect((await trial.ask('kofi', 'GET', '/api/v1/admin/reports')).status).toBe(401)
  trial.clock.now += 86_400_001
  expect((await trial.ask('kofi', 'GET', '/api/v1/admin/reports')).status).toBe(403)
})

test('the secret may come by HTTP Basic, and the body as a form', async () => {
  await open('4.6')
  const response = await fetch(new URL('/oauth/token', trial.fake.origin), {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${client.id}:${client.secret}`)}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'read:accounts' }),
  })
  expect(response.status).toBe(200)
})
