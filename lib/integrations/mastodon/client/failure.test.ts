import { describe, expect, it } from 'vitest'
import { closeAll } from '@/lib/testing/loopback'
import { connectTo, type Scripted, scriptedMastodon } from '@/lib/testing/scripted-mastodon'
import { permissionBits } from '../schema/permissions'
import { actOnAccount } from './adminAccounts'
import { MastodonFailure } from './failure'
import { readInstance } from './instance'
import { verifyCredentials } from './me'
import { exchangeCode } from './oauth'
import { listReports, resolveReport, showReport } from './reports'

async function failureOf(asked: Promise<unknown>): Promise<MastodonFailure> {
  const caught = await asked.then(
    () => null,
    (error: unknown) => error,
  )
  if (!(caught instanceof MastodonFailure)) throw new Error(`expected a MastodonFailure, got ${String(caught)}`)
  return caught
}

const RESOLVE = 'POST /api/v1/admin/reports/7/resolve'
const VERIFY = 'GET /api/v1/accounts/verify_credentials'
const NOT_ALLOWED: Scripted = { status: 403, json: { error: 'This action is not allowed' } }
const person = (...permissions: Parameters<typeof permissionBits>[0]) => ({
  json: {
    id: '1',
    username: 'kofi',
    acct: 'kofi',
    created_at: '2026-01-01T00:00:00.000Z',
    role: { id: '1', name: 'Moderator', permissions: String(permissionBits(permissions)) },
  },
})

describe('an answer that says no', () => {
  it.each<[string, Scripted, object]>([
    ['a revoked token', { status: 401, json: { error: 'The access token was revoked' } }, { kind: 'tokenDead' }],
    [
      'a missing scope where the server says so',
      { status: 403, json: { error: 'x' }, headers: { 'www-authenticate': 'Bearer error="insufficient_scope"' } },
      { kind: 'scopeMissing' },
    ],
    ['nothing there', { status: 404, json: { error: 'Record not found' } }, { kind: 'notFound' }],
    ['self-destruct', { status: 410, json: { error: 'Gone' } }, { kind: 'gone' }],
    ['a rule broken', { status: 422, json: { error: 'Fehler' } }, { kind: 'invalid', detail: { text: 'Fehler' } }],
    ['a bad parameter', { status: 400, json: { error: 'Unknown origin: moon' } }, { kind: 'invalid' }],
    ['a crash', { status: 500, json: { status: 500, error: 'x' } }, { kind: 'temporary', maybeActed: true }],
    ['a proxy without a server', { status: 502, text: '<html>' }, { kind: 'temporary', maybeActed: true }],
    [
      'a blocked address',
      { status: 403, text: 'Forbidden', headers: { 'content-type': 'text/plain' } },
      { kind: 'blockedIp' },
    ],
    ['a proxy that wants a password', { status: 401, text: '<html>' }, { kind: 'blockedIp' }],
    ['a page that does not exist', { status: 404, text: '<html>' }, { kind: 'notMastodon', maybeActed: false }],
    [
      'a page where JSON belongs',
      { text: '<html>' },
      { kind: 'notMastodon', maybeActed: true, detail: { fault: 'html' } },
    ],
    [
      'broken JSON',
      { text: '{', headers: { 'content-type': 'application/json' } },
      { kind: 'notMastodon', maybeActed: true, detail: { fault: 'notJson' } },
    ],
    [
      'another shape',
      { json: { id: '7' } },
      { kind: 'notMastodon', maybeActed: true, detail: { fault: 'action_taken: invalid_type' } },
    ],
    [
      'a redirect',
      { status: 308, json: {}, headers: { location: 'https://harbour.example/' } },
      { kind: 'redirected', maybeActed: false, detail: { to: 'https://harbour.example/' } },
    ],
    ['a connection that ends', { drop: true }, { kind: 'dropped', maybeActed: true }],
  ])('%s', async (_name, scripted, expected) => {
    const server = await scriptedMastodon({ [RESOLVE]: scripted })
    const failure = await failureOf(resolveReport(server.connect(), '7'))
    expect(failure).toMatchObject({ maybeActed: false, ...expected })
    expect(failure.code).toBe(`mastodon.${failure.kind}`)
    expect(server.seen).toHaveLength(1)
  })

  it('never says that a read may have acted', async () => {
    for (const scripted of [{ status: 500, json: {} }, { drop: true }, { text: '<html>' }]) {
      const server = await scriptedMastodon({ 'GET /api/v1/admin/reports/7': scripted })
      expect((await failureOf(showReport(server.connect(), '7'))).maybeActed).toBe(false)
    }
  })

  it('did not act when nobody was there to ask', async () => {
    const { origin } = await scriptedMastodon({})
    await closeAll()
    expect(await failureOf(resolveReport(connectTo(origin), '7'))).toMatchObject({
      kind: 'unreachable',
      maybeActed: false,
    })
  })

  it('is not logged with what the server wrote', async () => {
    const server = await scriptedMastodon({ [RESOLVE]: { status: 422, json: { error: 'secret of dora' } } })
    expect((await failureOf(resolveReport(server.connect(), '7'))).message).toBe(
      'mastodon: invalid 422 POST /api/v1/admin/reports/7/resolve',
    )
  })

  it.each(['', '../3', '7/resolve', '7?x=1', '..'])('refuses %j as an id before asking', async (id) => {
    const server = await scriptedMastodon({})
    const failure = await failureOf((async () => resolveReport(server.connect(), id))())
    expect(failure).toMatchObject({ kind: 'invalid', detail: { fault: 'id' } })
    expect(server.seen).toEqual([])
  })
})

describe('too many requests', () => {
  it('tells when the window ends', async () => {
    const headers = {
      'x-ratelimit-limit': '300',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': '2026-11-23T01:35:00.634879Z',
    }
    const server = await scriptedMastodon({ [RESOLVE]: { status: 429, json: { error: 'Too many requests' }, headers } })
    expect(await failureOf(resolveReport(server.connect(), '7'))).toMatchObject({
      kind: 'rateLimited',
      maybeActed: false,
      detail: { resetAt: new Date('2026-11-23T01:35:00.634Z') },
    })
  })

  it('tells it by our clock when the server’s is wrong', async () => {
    const serverNow = new Date(Date.now() + 3_600_000)
    const headers = {
      date: serverNow.toUTCString(),
      'x-ratelimit-limit': '300',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': new Date(serverNow.getTime() + 60_000).toISOString(),
    }
    const server = await scriptedMastodon({ [RESOLVE]: { status: 429, json: { error: 'x' }, headers } })
    const { detail } = await failureOf(resolveReport(server.connect(), '7'))
    expect(Math.abs((detail.resetAt?.getTime() ?? 0) - Date.now() - 60_000)).toBeLessThan(2_000)
  })

  it('takes the word of a proxy', async () => {
    const server = await scriptedMastodon({
      [RESOLVE]: { status: 429, text: 'slow down', headers: { 'retry-after': '30' } },
    })
    const { detail } = await failureOf(resolveReport(server.connect(), '7'))
    expect(Math.abs((detail.resetAt?.getTime() ?? 0) - Date.now() - 30_000)).toBeLessThan(2_000)
  })
})

describe('a bare 403 is explained', () => {
  const LIST = 'GET /api/v1/admin/reports'
  const list = (script: Record<string, Scripted>, given: { scopes?: string[]; token?: string } = {}) =>
    scriptedMastodon({ [LIST]: NOT_ALLOWED, ...script }).then((server) =>
      failureOf(listReports(server.connect(given), { state: 'open' })),
    )

  it('as a dead token', async () => {
    const failure = await list({ [VERIFY]: { status: 401, json: { error: 'The access token is invalid' } } })
    expect(failure).toMatchObject({ kind: 'tokenDead', detail: { status: 403, path: '/api/v1/admin/reports' } })
  })

  it('as a login that is disabled', async () => {
    const failure = await list({ [VERIFY]: { status: 403, json: { error: 'Your login is currently disabled' } } })
    expect(failure.kind).toBe('loginDisabled')
  })

  it('as a permission that is missing, by name', async () => {
    const failure = await list({ [VERIFY]: person('view_dashboard') })
    expect(failure).toMatchObject({ kind: 'permissionMissing', detail: { missing: ['manage_reports'] } })
  })

  it('as a scope that is missing, where the server does not say so', async () => {
    const failure = await list({ [VERIFY]: person('manage_reports') }, { scopes: ['read:accounts', 'admin:write'] })
    expect(failure.kind).toBe('scopeMissing')
  })

  it('as not allowed when the role would do: too high a target, or the wrong state', async () => {
    const failure = await list({ [VERIFY]: person('manage_reports') }, { scopes: ['read:accounts', 'admin:read'] })
    expect(failure.kind).toBe('notAllowed')
  })

  it('as no more than it is when nobody can be asked', async () => {
    expect((await list({ [VERIFY]: { status: 503, json: { error: 'x' } } })).kind).toBe('forbidden')
  })

  it('for an act, with both permissions that it takes', async () => {
    const server = await scriptedMastodon({
      'POST /api/v1/admin/accounts/5/action': NOT_ALLOWED,
      [VERIFY]: person('manage_reports'),
    })
    const failure = await failureOf(actOnAccount(server.connect(), '5', { type: 'silence', sendEmail: false }))
    expect(failure).toMatchObject({
      kind: 'permissionMissing',
      maybeActed: false,
      detail: { missing: ['manage_users'] },
    })
  })
})

describe('without a token', () => {
  it('a server that wants one says so', async () => {
    const answer = { status: 401, json: { error: 'This method requires an authenticated user' } }
    const server = await scriptedMastodon({ 'GET /api/v2/instance': answer })
    const { token: _token, ...anonymous } = server.connect()
    expect((await failureOf(readInstance(anonymous))).kind).toBe('tokenNeeded')
    expect(server.seen[0]?.headers.authorization).toBeUndefined()
  })
})

describe('OAuth', () => {
  it.each([
    [400, 'invalid_grant', 'invalidGrant'],
    [401, 'invalid_client', 'invalidClient'],
    [400, 'invalid_scope', 'invalid'],
  ])('%i %s', async (status, error, kind) => {
    const server = await scriptedMastodon({ 'POST /oauth/token': { status, json: { error, error_description: 'x' } } })
    const request = { clientId: 'a', clientSecret: 'b', code: 'c', redirectUri: 'https://docket.example/' }
    expect((await failureOf(exchangeCode(server.connect(), request))).kind).toBe(kind)
  })

  it('says that a frozen person cannot sign in', async () => {
    const server = await scriptedMastodon({ [VERIFY]: { status: 403, json: { error: 'x' } } })
    expect((await failureOf(verifyCredentials(server.connect()))).kind).toBe('loginDisabled')
    const narrow = server.connect({ scopes: ['write:reports'] })
    expect((await failureOf(verifyCredentials(narrow))).kind).toBe('scopeMissing')
  })
})
