import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scriptedMastodon } from '@/lib/testing/scripted-mastodon'
import { lookupAccount } from './accounts'
import type { SeenAnswer } from './connection'
import { compareIds, pages, readLink } from './cursor'
import { readMetadata } from './instance'
import { chooseScopes, covers } from './scopes'
import { listAccountStatuses } from './statuses'
import { isAtLeast, type Release, serverVersion } from './version'

describe('Link', () => {
  it('is read for its cursors, never for its address', () => {
    const header =
      '<https://mas46.test/api/v1/admin/reports?limit=1&max_id=9>; rel="next", <https://mas46.test/x?min_id=9>; rel="prev"'
    expect(readLink(header)).toEqual({ next: { maxId: '9' }, prev: { minId: '9' } })
  })

  it.each([
    [undefined, {}],
    ['', {}],
    ['<https://mas46.test/x>; rel="next"', {}],
    ['</x?offset=20>; rel=next', { next: { offset: '20' } }],
    ['<https://mas46.test/x?max_id=9>; rel="first"', {}],
    ['nonsense', {}],
  ])('%j', (header, expected) => {
    expect(readLink(header)).toEqual(expected)
  })

  it('is followed with the filters of the caller', async () => {
    const rule = { 'content-type': 'application/json', link: '<https://x.example/?max_id=7>; rel="next"' }
    const server = await scriptedMastodon({
      'GET /api/v1/accounts/1/statuses': { json: [], headers: rule },
    })
    const connection = server.connect()
    let turns = 0
    for await (const page of pages((cursor) => listAccountStatuses(connection, '1', { ...cursor, limit: 2 }))) {
      expect(page.next).toEqual({ maxId: '7' })
      turns += 1
      if (turns === 3) break
    }
    expect(server.seen.map((each) => each.url.split('?')[1])).toEqual([
      'limit=2',
      'max_id=7&limit=2',
      'max_id=7&limit=2',
    ])
  })
})

describe('ids', () => {
  it('are ordered as numbers, whatever their length', () => {
    const digits = fc.bigInt({ min: 1n, max: 2n ** 64n })
    fc.assert(
      fc.property(digits, digits, (a, b) => {
        expect(Math.sign(compareIds(String(a), String(b)))).toBe(a < b ? -1 : a > b ? 1 : 0)
      }),
    )
  })
})

describe('an answer', () => {
  it('carries the exact bytes and what is left of the limit, and is told to who listens', async () => {
    const seen: SeenAnswer[] = []
    const server = await scriptedMastodon({
      'GET /api/v1/accounts/lookup': {
        text: '{ "id":"1","username":"ines",\n"acct":"ines","created_at":"2026-01-01T00:00:00.000Z" }',
        headers: {
          'content-type': 'application/json',
          'x-ratelimit-limit': '300',
          'x-ratelimit-remaining': '299',
          'x-ratelimit-reset': '2026-11-23T01:35:00.000000Z',
        },
      },
    })
    const answer = await lookupAccount(
      server.connect({ onAnswer: (each) => void seen.push(each) }),
      ' @ines@reef.example',
    )
    expect(Buffer.from(answer.bytes).toString()).toContain('"ines",\n"acct"')
    expect(answer).toMatchObject({
      status: 200,
      url: `${server.origin}/api/v1/accounts/lookup?acct=ines%40reef.example`,
      rate: { limit: 300, remaining: 299, resetAt: new Date('2026-11-23T01:35:00Z') },
      skipped: [],
    })
    expect(seen).toMatchObject([
      { method: 'GET', path: '/api/v1/accounts/lookup', status: 200, rate: { remaining: 299 } },
    ])
    expect(JSON.stringify(seen)).not.toContain('ines')
    expect(server.seen[0]?.headers).toMatchObject({ authorization: 'Bearer token-of-kofi', accept: 'application/json' })
  })
})

describe('versions', () => {
  it.each<[string, number | null, Release | null, object]>([
    ['4.1.9', null, null, { fork: null }],
    ['4.2.0', null, '4.2', {}],
    ['4.3.23', 2, '4.3', {}],
    ['4.4.22', 6, '4.4', {}],
    ['4.5.0', 7, '4.5', {}],
    ['4.6.5', 11, '4.6', {}],
    ['4.7.0-alpha.2', 11, '4.6', {}],
    ['4.6.5+glitch', 11, '4.6', { fork: 'glitch' }],
    ['4.2.10+hometown-1.1.1', null, '4.2', { fork: 'hometown-1.1.1' }],
    ['1.0.0+reefdon', 7, '4.5', { fork: 'reefdon' }],
    ['2.7.2 (compatible; Pleroma 2.5.0)', null, null, { otherSoftware: 'Pleroma' }],
    ['unknown', null, null, { major: 0 }],
  ])('%s with API %j is %j', (text, api, newest, expected) => {
    const version = serverVersion({ version: text, api_versions: api === null ? null : { mastodon: api } })
    const reached = RELEASES.filter((release) => isAtLeast(version, release)).at(-1) ?? null
    expect(reached).toBe(newest)
    expect(version).toMatchObject(expected)
  })
})

const RELEASES: Release[] = ['4.2', '4.3', '4.4', '4.5', '4.6']

describe('scopes', () => {
  const metadata = {
    issuer: 'x',
    authorization_endpoint: 'x',
    token_endpoint: 'x',
    scopes_supported: ['read', 'profile'],
    code_challenge_methods_supported: [],
    grant_types_supported: [],
  }

  it('are the portable ones, with profile where it is offered', () => {
    expect(chooseScopes(null)).not.toContain('profile')
    expect(chooseScopes(metadata)).toContain('profile')
    expect(chooseScopes({ ...metadata, scopes_supported: [] })).toEqual(chooseScopes(null))
  })

  it('cover what lies below them', () => {
    expect(covers(['admin:read'], 'admin:read:reports')).toBe(true)
    expect(covers(['admin:read:reports'], 'admin:read')).toBe(false)
    expect(covers(['read'], 'admin:read')).toBe(false)
    expect(covers(['read'], 'read:accounts')).toBe(true)
  })
})

describe('metadata', () => {
  it('is null where the server has none', async () => {
    for (const answer of [
      { status: 404, json: { error: 'Not Found' } },
      { status: 404, text: '<html>' },
    ]) {
      const server = await scriptedMastodon({ 'GET /.well-known/oauth-authorization-server': answer })
      expect(await readMetadata(server.connect())).toBeNull()
    }
  })
})
