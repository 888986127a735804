import { describe, expect, it } from 'vitest'
import { type Scripted, scriptedMastodon } from '@/lib/testing/scripted-mastodon'
import { recordedExchanges } from '../fake/replay/recording'
import { actOnAccount, listAdminAccounts, needsOfAct, unsilenceAccount } from './adminAccounts'
import { registerApp } from './apps'
import type { Connection } from './connection'
import { MastodonFailure } from './failure'
import { authorizeUrl, exchangeCode, makePkce, offersPkce, revokeToken } from './oauth'
import { assignReport, fileReport, listReports, reopenReport, unassignReport, updateReport } from './reports'
import { search } from './search'
import { listAccountStatuses } from './statuses'
import { serverVersion } from './version'

const exchanges = recordedExchanges('4.6.5')
const recorded = (name: string): Scripted => ({ json: exchanges.find((each) => each.name === name)?.response.body })

/** Runs one call against a server that gives one answer, and returns what the server was asked. */
async function askedBy(call: (connection: Connection) => Promise<unknown>, route: string, answer: Scripted) {
  const server = await scriptedMastodon({ [route]: answer })
  await call(server.connect())
  expect(server.seen).toHaveLength(1)
  const [seen] = server.seen
  return {
    query: decodeURIComponent(seen?.url.split('?')[1] ?? ''),
    body: seen?.body ?? '',
    headers: seen?.headers ?? {},
  }
}

const V46 = serverVersion({ version: '4.6.5', api_versions: { mastodon: 11 } })
const V45 = serverVersion({ version: '4.5.0', api_versions: { mastodon: 7 } })

describe('listing reports', () => {
  const listed = (query: Parameters<typeof listReports>[1]) =>
    askedBy(
      (connection) => listReports(connection, query),
      'GET /api/v1/admin/reports',
      recorded('list reports ?limit=2'),
    )

  it('never sends a false that older servers take for true', async () => {
    expect((await listed({ state: 'open', limit: 10 })).query).toBe('limit=10')
    expect((await listed({ state: 'resolved', minId: '9', targetAccountId: '5' })).query).toBe(
      'resolved=true&target_account_id=5&min_id=9',
    )
  })

  it('asks for all where the server can tell', async () => {
    expect((await listed({ state: 'all', version: V46 })).query).toBe('resolved=true&unresolved=true')
    const server = await scriptedMastodon({})
    const refused = listReports(server.connect(), { state: 'all', version: V45 })
    await expect(refused).rejects.toMatchObject({ kind: 'tooOld' })
    await expect(refused).rejects.toBeInstanceOf(MastodonFailure)
    expect(server.seen).toEqual([])
  })
})

describe('changing a report', () => {
  const report = recorded('resolve')

  it.each([
    [assignReport, 'assign_to_self'],
    [unassignReport, 'unassign'],
    [reopenReport, 'reopen'],
  ])('%o', async (call, name) => {
    const { body } = await askedBy((to) => call(to, '7'), `POST /api/v1/admin/reports/7/${name}`, report)
    expect(body).toBe('')
  })

  it('empties the rules with every category that has none', async () => {
    const route = 'PUT /api/v1/admin/reports/7'
    const spam = await askedBy((to) => updateReport(to, '7', { category: 'spam', ruleIds: ['1'] }), route, report)
    expect(JSON.parse(spam.body)).toEqual({ category: 'spam', rule_ids: [] })
    const violation = await askedBy(
      (to) => updateReport(to, '7', { category: 'violation', ruleIds: ['1'] }),
      route,
      report,
    )
    expect(JSON.parse(violation.body)).toEqual({ category: 'violation', rule_ids: ['1'] })
  })

  it('files one with rules only when it is a violation', async () => {
    const filed = await askedBy(
      (to) => fileReport(to, { accountId: '5', statusIds: ['8'], category: 'legal', ruleIds: ['1'] }),
      'POST /api/v1/reports',
      recorded('report posts, other'),
    )
    expect(JSON.parse(filed.body)).toEqual({
      account_id: '5',
      status_ids: ['8'],
      comment: '',
      category: 'legal',
      forward: false,
    })
  })
})

describe('acting on an account', () => {
  it.each([true, false])('always says whether to mail: %j', async (sendEmail) => {
    const { body, headers } = await askedBy(
      (to) => actOnAccount(to, '5', { type: 'silence', reportId: '7', text: 'Merhaba', sendEmail }),
      'POST /api/v1/admin/accounts/5/action',
      { json: {} },
    )
    const sent = { type: 'silence', send_email_notification: sendEmail, report_id: '7', text: 'Merhaba' }
    expect(JSON.parse(body)).toEqual(sent)
    expect(headers['content-type']).toBe('application/json')
  })

  it('needs a second permission as soon as it resolves a report', () => {
    expect(needsOfAct({ type: 'none' }).permissions).toEqual(['manage_users'])
    expect(needsOfAct({ type: 'none', reportId: '7' }).permissions).toEqual(['manage_users', 'manage_reports'])
    expect(needsOfAct({ type: 'suspend' }).permissions).toEqual(['manage_users', 'manage_reports'])
  })

  it('is undone by a call of its own', async () => {
    const route = 'POST /api/v1/admin/accounts/5/unsilence'
    expect((await askedBy((to) => unsilenceAccount(to, '5'), route, recorded('local account'))).body).toBe('')
  })
})

describe('lists', () => {
  it('of accounts send each filter by its own name', async () => {
    const { query } = await askedBy(
      (to) =>
        listAdminAccounts(to, { origin: 'local', status: 'pending', isStaff: true, roleIds: ['1', '2'], maxId: '9' }),
      'GET /api/v2/admin/accounts',
      { json: [recorded('local account').json, { id: '3' }] },
    )
    expect(query).toBe('origin=local&status=pending&permissions=staff&role_ids[]=1&role_ids[]=2&max_id=9')
  })

  it('name what they skipped', async () => {
    const json = [recorded('local account').json, { id: '3', username: 'x' }]
    const server = await scriptedMastodon({ 'GET /api/v2/admin/accounts': { json } })
    const answer = await listAdminAccounts(server.connect(), {})
    expect(answer.value).toHaveLength(1)
    expect(answer.skipped).toEqual([{ position: 1, id: '3', fault: 'created_at: invalid_type' }])
  })

  it('of posts leave out what is false', async () => {
    const route = 'GET /api/v1/accounts/5/statuses'
    const { query } = await askedBy(
      (to) => listAccountStatuses(to, '5', { onlyMedia: true, excludeReplies: false }),
      route,
      { json: [] },
    )
    expect(query).toBe('only_media=true')
  })
})

describe('search', () => {
  it('hands an address over to be resolved', async () => {
    const { query } = await askedBy(
      (to) => search(to, { text: 'https://far.example/@gull/1', resolve: true }),
      'GET /api/v2/search',
      recorded('search by the address of a local post'),
    )
    expect(query).toBe('q=https://far.example/@gull/1&resolve=true')
  })
})

describe('OAuth', () => {
  it('registers in the form that every version reads', async () => {
    const { body } = await askedBy(
      (to) =>
        registerApp(to, {
          name: 'Docket',
          redirectUris: ['https://a.example/', 'https://b.example/'],
          scopes: ['read', 'profile'],
        }),
      'POST /api/v1/apps',
      recorded('register an app'),
    )
    expect(JSON.parse(body)).toEqual({
      client_name: 'Docket',
      redirect_uris: 'https://a.example/\nhttps://b.example/',
      scopes: 'read profile',
    })
  })

  it('sends the browser to a page with everything in it', () => {
    const { challenge } = makePkce()
    const url = new URL(
      authorizeUrl('https://reef.example', {
        clientId: 'id',
        redirectUri: 'https://docket.example/cb',
        scopes: ['admin:read', 'profile'],
        state: 'state',
        codeChallenge: challenge,
        forceLogin: true,
      }),
    )
    expect(url.origin + url.pathname).toBe('https://reef.example/oauth/authorize')
    expect(Object.fromEntries(url.searchParams)).toEqual({
      response_type: 'code',
      client_id: 'id',
      redirect_uri: 'https://docket.example/cb',
      scope: 'admin:read profile',
      state: 'state',
      code_challenge: challenge,
      code_challenge_method: 'S256',
      force_login: 'true',
    })
  })

  it('makes verifiers of the length that the protocol asks for, each another', () => {
    const pairs = [makePkce(), makePkce()]
    expect(pairs[0]?.verifier).not.toBe(pairs[1]?.verifier)
    for (const { verifier, challenge } of pairs) {
      expect(verifier).toMatch(/^[\w-]{43,128}$/)
      expect(challenge).toMatch(/^[\w-]{43}$/)
    }
    expect(offersPkce(null)).toBe(false)
  })

  it('trades the code as a form, and revokes', async () => {
    const client = { clientId: 'id', clientSecret: 'secret' }
    const traded = await askedBy(
      (to) => exchangeCode(to, { ...client, code: 'c', redirectUri: 'https://docket.example/cb', codeVerifier: 'v' }),
      'POST /oauth/token',
      recorded('exchange'),
    )
    expect(traded.headers['content-type']).toBe('application/x-www-form-urlencoded')
    expect(Object.fromEntries(new URLSearchParams(traded.body))).toMatchObject({
      grant_type: 'authorization_code',
      code_verifier: 'v',
    })
    const revoked = await askedBy((to) => revokeToken(to, { ...client, token: 't' }), 'POST /oauth/revoke', {
      json: {},
    })
    expect(Object.fromEntries(new URLSearchParams(revoked.body))).toEqual({
      client_id: 'id',
      client_secret: 'secret',
      token: 't',
    })
  })
})
