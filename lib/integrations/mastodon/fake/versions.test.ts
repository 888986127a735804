import { afterEach, expect, test } from 'vitest'
import { startTrial, type Trial } from './trial'
import { VERSIONS, type Version } from './state'
import { addReport } from './makers'

let trial: Trial
afterEach(() => trial.fake.close())

const SCOPED_APP = { client_name: 'Docket', redirect_uris: 'https://docket.example/cb', scopes: 'read' }

test.each(VERSIONS)('%s starts and tells which it is', async (version) => {
  trial = await startTrial(version)
  const instance = await (await trial.ask(null, 'GET', '/api/v2/instance')).json()
  expect(instance.version.startsWith(version)).toBe(true)
  expect(instance.api_versions?.mastodon ?? null).toBe(
    { '4.2': null, '4.3': 2, '4.4': 6, '4.5': 7, '4.6': 11 }[version],
  )
  expect('min_age' in instance.registrations).toBe(['4.4', '4.5', '4.6'].includes(version))
})

test.each<[Version, number]>([
  ['4.2', 404],
  ['4.3', 200],
])('%s answers %i to the OAuth metadata', async (version, status) => {
  trial = await startTrial(version)
  expect((await trial.ask(null, 'GET', '/.well-known/oauth-authorization-server')).status).toBe(status)
})

test.each<[Version, string, number]>([
  ['4.2', 'profile', 422],
  ['4.3', 'profile', 200],
  ['4.5', 'read:collections', 422],
  ['4.6', 'read:collections', 200],
  ['4.2', 'crypto', 200],
  ['4.3', 'crypto', 422],
])('an app on %s that wants %s gets %i', async (version, scopes, status) => {
  trial = await startTrial(version)
  expect((await trial.ask(null, 'POST', '/api/v1/apps', { ...SCOPED_APP, scopes })).status).toBe(status)
})

test('4.2 tells an app neither its scopes nor that its secret stays valid', async () => {
  trial = await startTrial('4.2')
  const app = await (await trial.ask(null, 'POST', '/api/v1/apps', SCOPED_APP)).json()
  expect(Object.keys(app).sort()).toEqual([
    'client_id',
    'client_secret',
    'id',
    'name',
    'redirect_uri',
    'vapid_key',
    'website',
  ])
})

test.each<[Version, string]>([
  ['4.2', '1048575'],
  ['4.4', '1048575'],
  ['4.5', '2097151'],
  ['4.6', '8388607'],
])('an owner on %s may do everything that it knows: %s', async (version, permissions) => {
  trial = await startTrial(version)
  const own = await (await trial.ask('ines', 'GET', '/api/v1/accounts/verify_credentials')).json()
  expect(own.role.permissions).toBe(permissions)
  expect('collection_limit' in own.role).toBe(version === '4.6')
})

test.each<[Version, string, string[]]>([
  ['4.5', '', ['open']],
  ['4.5', '?resolved=true', ['closed']],
  ['4.5', '?resolved=false', ['closed']],
  ['4.5', '?resolved=', ['closed']],
  ['4.5', '?resolved=true&unresolved=true', ['closed']],
  ['4.6', '?resolved=false', ['open']],
  ['4.6', '?resolved=', ['open']],
  ['4.6', '?resolved=true', ['closed']],
  ['4.6', '?resolved=true&unresolved=true', ['open', 'closed']],
])('%s lists reports with "%s" as %j', async (version, query, comments) => {
  trial = await startTrial(version)
  const { state, people, ask } = trial
  const sent = { accountId: people.alice.id, targetAccountId: people.gull.id, createdAt: new Date(trial.clock.now) }
  addReport(state, { ...sent, comment: 'closed', actionTakenAt: '2026-11-24T12:00:00.000Z' })
  addReport(state, { ...sent, comment: 'open' })
  const list = await (await ask('kofi', 'GET', `/api/v1/admin/reports${query}`)).json()
  expect(list.map((report: { comment: string }) => report.comment)).toEqual(comments)
})
