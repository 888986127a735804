import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeOutward, type Outward } from '@/lib/platform/http/outward'
import { newBrowser, signInAs } from '../fake/replay/browser'
import { castState } from '../fake/replay/cast'
import { recordedCast, recordedExchanges } from '../fake/replay/recording'
import { type Fake, startFake } from '../fake/server'
import { VERSIONS } from '../fake/state'
import { has } from '../schema/permissions'
import { Status } from '../schema/status'
import { lookupAccount, showAccount } from './accounts'
import {
  actOnAccount,
  enableAccount,
  listAdminAccounts,
  showAdminAccount,
  unsilenceAccount,
  unsuspendAccount,
} from './adminAccounts'
import { registerApp } from './apps'
import type { Connection } from './connection'
import { compareIds, pages } from './cursor'
import { verifyCredentials } from './me'
import { fetchMedia } from './media'
import { authorizeUrl, exchangeCode, makePkce, offersPkce, revokeToken } from './oauth'
import { instancePolicy } from './policy'
import { probeInstance } from './probe'
import {
  assignReport,
  fileReport,
  listReports,
  reopenReport,
  resolveReport,
  showReport,
  unassignReport,
  updateReport,
} from './reports'
import { search } from './search'
import { listAccountStatuses, showStatus, statusContext, statusHistory } from './statuses'
import { isAtLeast, type ServerVersion } from './version'

// 4.3.23 and 4.6.5 were recorded, and the fake is held against the recordings; the other versions prove only that
// client and fake read the reference alike.
describe.each(VERSIONS)('the client and a %s server', (release) => {
  const recorded = release === '4.6' ? '4.6.5' : '4.3.23'
  const cast = recordedCast(recorded)
  const idOf = (name: string) => cast[name] ?? ''
  let fake: Fake
  let http: Outward
  let version: ServerVersion
  const as = (name: string, more: Partial<Connection> = {}): Connection => ({
    origin: fake.origin,
    token: `token-of-${name}`,
    http,
    ...more,
  })

  beforeAll(async () => {
    fake = await startFake({ state: castState(release, cast, recordedExchanges(recorded)), limits: false })
    http = makeOutward({
      policy: instancePolicy({ origin: fake.origin, privateAddressConfirmed: true, mediaHosts: [] }),
      readTimeoutMs: 1_000,
      writeTimeoutMs: 1_000,
    })
  })
  afterAll(async () => {
    await http.close()
    await fake.close()
  })

  it('find out about each other, and a moderator signs in and out', async () => {
    const probe = await probeInstance(fake.origin, { privateAddressConfirmed: true })
    if (!probe.isUsable) throw new Error(probe.fault)
    version = probe.version
    expect(`${version.major}.${version.minor}`).toBe(release)
    expect(isAtLeast(version, release)).toBe(true)
    expect(offersPkce(probe.metadata)).toBe(release !== '4.2')

    const { token: _token, ...nobody } = as('nobody')
    const redirectUri = 'http://localhost:3000/api/auth/callback/mastodon'
    const app = (await registerApp(nobody, { name: 'Docket', redirectUris: [redirectUri], scopes: probe.scopes })).value
    const { verifier, challenge } = makePkce()
    const pkce = offersPkce(probe.metadata)
    const page = authorizeUrl(fake.origin, {
      clientId: app.client_id,
      redirectUri,
      scopes: probe.scopes,
      state: 'state-1',
      ...(pkce ? { codeChallenge: challenge } : {}),
    })
    const browser = newBrowser(fake.origin)
    await signInAs(browser, 'mod1')
    expect((await browser.open(page)).status).toBe(200)
    const allowed = await browser.press('/oauth/authorize', Object.fromEntries(new URL(page).searchParams))
    const back = new URL(allowed.headers.get('location') ?? '')
    expect(back.searchParams.get('state')).toBe('state-1')

    const client = { clientId: app.client_id, clientSecret: app.client_secret }
    const code = { ...client, redirectUri, code: back.searchParams.get('code') ?? '' }
    const token = (await exchangeCode(nobody, pkce ? { ...code, codeVerifier: verifier } : code)).value
    expect(token.scope.split(' ').toSorted()).toEqual(probe.scopes.toSorted())
    await expect(exchangeCode(nobody, code)).rejects.toMatchObject({ kind: 'invalidGrant' })

    const signedIn = as('', { token: token.access_token })
    const me = (await verifyCredentials(signedIn)).value
    expect([me.username, has(me.permissions, 'manage_reports'), has(me.permissions, 'manage_blocks')]).toEqual([
      'mod1',
      true,
      false,
    ])
    await expect(revokeToken(nobody, { ...client, clientSecret: 'wrong', token: 'x' })).rejects.toMatchObject({
      kind: 'invalidClient',
    })
    await revokeToken(nobody, { ...client, token: token.access_token })
    await expect(verifyCredentials(signedIn)).rejects.toMatchObject({ kind: 'tokenDead' })
    await expect(listReports(signedIn, { state: 'open' })).rejects.toMatchObject({ kind: 'tokenDead' })
  })

  it('work a report from its filing to its end', async () => {
    const mod = as('mod1')
    const statusIds = [idOf('pirate_status0')]
    const filed = (
      await fileReport(as('bob'), { accountId: idOf('pirate'), statusIds, category: 'spam', comment: 'Ahoy' })
    ).value
    expect(filed.status_ids).toEqual(statusIds)

    const open = await listReports(mod, { state: 'open' })
    expect(open.skipped).toEqual([])
    expect(open.value.map((report) => report.id)).toContain(filed.id)
    const report = (await showReport(mod, filed.id)).value
    expect(report).toMatchObject({
      category: 'spam',
      comment: 'Ahoy',
      action_taken: false,
      assigned_account: null,
      statusesSkipped: 0,
    })
    expect(report.target_account).toMatchObject({ domain: 'far.example', email: null, ips: null, role: null })
    expect(report.statuses.map((status) => status.id)).toEqual(statusIds)

    expect((await assignReport(mod, filed.id)).value.assigned_account?.username).toBe('mod1')
    expect((await unassignReport(mod, filed.id)).value.assigned_account).toBeNull()
    expect((await updateReport(mod, filed.id, { category: 'violation', ruleIds: ['1'] })).value.rules).toHaveLength(1)
    expect((await updateReport(mod, filed.id, { category: 'legal' })).value).toMatchObject({
      category: 'legal',
      rules: [],
    })
    expect((await resolveReport(mod, filed.id)).value).toMatchObject({
      action_taken: true,
      action_taken_by_account: { username: 'mod1' },
    })
    const ids = async (query: Parameters<typeof listReports>[1]) =>
      (await listReports(mod, query)).value.map((each) => each.id)
    expect(await ids({ state: 'resolved', targetAccountId: idOf('pirate') })).toEqual([filed.id])
    expect(await ids({ state: 'open' })).not.toContain(filed.id)
    if (isAtLeast(version, '4.6')) expect(await ids({ state: 'all', version })).toContain(filed.id)
    else await expect(ids({ state: 'all', version })).rejects.toMatchObject({ kind: 'tooOld' })
    expect((await reopenReport(mod, filed.id)).value.action_taken_at).toBeNull()
  })

  it('limit, suspend and take it back, with the reports that this resolves', async () => {
    const mod = as('mod1')
    const id = idOf('emil')
    const first = (await fileReport(as('bob'), { accountId: id, category: 'other' })).value
    await fileReport(as('carol'), { accountId: id, category: 'other' })
    await actOnAccount(mod, id, { type: 'none', reportId: first.id, text: 'Please stop', sendEmail: true })
    const openOn = async () => (await listReports(mod, { state: 'open', targetAccountId: id })).value.length
    expect(await openOn()).toBe(1)
    await actOnAccount(mod, id, { type: 'silence', sendEmail: false })
    expect(await openOn()).toBe(0)
    expect((await showAdminAccount(mod, id)).value.silenced).toBe(true)
    expect((await unsilenceAccount(mod, id)).value.silenced).toBe(false)
    await actOnAccount(mod, id, { type: 'suspend', sendEmail: false })
    expect((await showAccount(mod, id)).value).toMatchObject({ suspended: true, display_name: '' })
    await expect(fileReport(as('bob'), { accountId: id, category: 'other' })).rejects.toMatchObject({
      kind: 'notFound',
    })
    expect((await unsuspendAccount(mod, id)).value.suspended).toBe(false)
    await expect(unsuspendAccount(mod, id)).rejects.toMatchObject({ kind: 'notAllowed', maybeActed: false })
  })

  it('page through everybody, newest first, without losing one', async () => {
    const found: string[] = []
    for await (const page of pages((cursor) => listAdminAccounts(as('mod1'), { ...cursor, limit: 4 }))) {
      found.push(...page.value.map((account) => account.id))
    }
    expect(found.toSorted((a, b) => compareIds(b, a))).toEqual(found)
    expect(new Set(found).size).toBe(found.length)
    expect(found).toEqual(expect.arrayContaining([idOf('owner'), idOf('pirate'), idOf('pen1'), idOf('modgone')]))
    const staff = (await listAdminAccounts(as('mod1'), { isStaff: true })).value
    expect(staff.map((account) => account.username)).toContain('modlite')
  })

  it('show posts, their histories and their pictures', async () => {
    const response = await fetch(`${fake.origin}/api/v1/statuses`, {
      method: 'POST',
      headers: { authorization: 'Bearer token-of-dora', 'content-type': 'application/json' },
      body: JSON.stringify({ status: 'مرحبا', language: 'ar', media_ids: [Object.keys(fake.state.media)[0]] }),
    })
    const posted = Status.parse(await response.json())
    const mod = as('mod1')
    const shown = (await showStatus(mod, posted.id)).value
    expect(shown).toMatchObject({ language: 'ar', visibility: 'public', quote: null, reblog: null })
    expect((await statusHistory(mod, posted.id)).value.length).toBeGreaterThanOrEqual(1)
    expect((await statusContext(mod, posted.id)).value).toEqual({ ancestors: [], descendants: [] })
    expect((await listAccountStatuses(mod, idOf('dora'), { onlyMedia: true })).value[0]?.id).toBe(posted.id)
    const [attachment] = shown.media_attachments
    if (!attachment) throw new Error('no picture')
    expect(await fetchMedia(mod, attachment, 'original')).toMatchObject({ contentType: 'image/png', status: 200 })
    expect((await lookupAccount(mod, 'pirate@far.example')).value.id).toBe(idOf('pirate'))
    const found = (await search(mod, { text: `${fake.origin}/@dora/${posted.id}`, resolve: true })).value
    expect(found.statuses.map((status) => status.id)).toEqual([posted.id])
  })

  it('say why not', async () => {
    const act = (name: string, target: string, more: Partial<Connection> = {}) =>
      actOnAccount(as(name, more), idOf(target), { type: 'silence', sendEmail: false })
    await expect(act('modlite', 'kai')).rejects.toMatchObject({
      kind: 'permissionMissing',
      detail: { missing: ['manage_users'] },
    })
    await expect(act('alice', 'kai')).rejects.toMatchObject({ kind: 'permissionMissing' })
    await expect(act('garbage', 'kai')).rejects.toMatchObject({ kind: 'tokenDead' })
    await expect(act('revoked', 'kai')).rejects.toMatchObject({ kind: 'tokenDead' })
    await expect(act('modgone', 'kai')).rejects.toMatchObject({ kind: 'loginDisabled' })
    await expect(act('mod1', 'admin1')).rejects.toMatchObject({ kind: 'notAllowed' })
    await expect(act('readonly', 'kai', { scopes: ['read'] })).rejects.toMatchObject({ kind: 'scopeMissing' })
    await expect(verifyCredentials(as('modfrozen'))).rejects.toMatchObject({ kind: 'loginDisabled' })
    await expect(enableAccount(as('mod1'), idOf('sailor'))).rejects.toMatchObject({ kind: 'notAllowed' })
    const freeze = actOnAccount(as('mod1'), idOf('sailor'), { type: 'disable', sendEmail: false })
    await expect(freeze).rejects.toMatchObject({ kind: 'temporary', detail: { status: 500 } })
    await expect(showReport(as('mod1'), '999999')).rejects.toMatchObject({ kind: 'notFound' })
    const long = fileReport(as('bob'), { accountId: idOf('kai'), category: 'other', comment: 'x'.repeat(1_001) })
    await expect(long).rejects.toMatchObject({ kind: 'invalid', maybeActed: false })
  })

  it('survive what goes wrong between them, and know what may have been done', async () => {
    const mod = as('mod1')
    const id = idOf('fay')
    const silence = () => actOnAccount(mod, id, { type: 'silence', sendEmail: false })
    const isSilenced = async () => (await showAdminAccount(mod, id)).value.silenced

    fake.setFault({ kind: 'dropBefore', match: { method: 'POST' }, times: 1 })
    await expect(silence()).rejects.toMatchObject({ kind: 'dropped', maybeActed: true })
    expect(await isSilenced()).toBe(false)
    fake.setFault({ kind: 'dropAfter', match: { method: 'POST' }, times: 1 })
    await expect(silence()).rejects.toMatchObject({ kind: 'dropped', maybeActed: true })
    expect(await isSilenced()).toBe(true)
    await unsilenceAccount(mod, id)

    fake.setFault({ kind: '429', times: 1 })
    await expect(silence()).rejects.toMatchObject({ kind: 'rateLimited', maybeActed: false })
    fake.setFault({ kind: '5xx', times: 1 })
    await expect(silence()).rejects.toMatchObject({ kind: 'temporary', maybeActed: true })
    fake.setFault({ kind: 'html', times: 1 })
    await expect(silence()).rejects.toMatchObject({ kind: 'notMastodon', detail: { fault: 'html' } })
    fake.setFault({ kind: 'huge', times: 1 })
    await expect(silence()).rejects.toMatchObject({ kind: 'tooLarge' })
    fake.setFault({ kind: 'slow', ms: 1_500, times: 1 })
    await expect(isSilenced()).rejects.toMatchObject({ kind: 'timeout', maybeActed: false })
    fake.setFault(null)
    expect(await isSilenced()).toBe(false)
  })
})
