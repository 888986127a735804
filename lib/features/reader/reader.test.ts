import { beforeAll, describe, expect, it } from 'vitest'
import { readerConnection } from '@/lib/features/instances/connections'
import { addAccount } from '@/lib/integrations/mastodon/fake/makers'
import { ROLE_IDS } from '@/lib/integrations/mastodon/fake/roles'
import { setRoles } from '@/lib/features/staff/commands'
import { runCommand } from '@/lib/platform/commands/run'
import { openReef, type Reef } from '@/lib/testing/reef'
import { touched } from '@/lib/testing/touch'
import { askReader, chooseReader, dropReader, takeReader } from './commands'
import { reader } from './queries'

let reef: Reef
beforeAll(async () => {
  reef = await openReef()
  const add = (username: string, roleId: string | null) =>
    addAccount(reef.state, { username, createdAt: new Date('2025-01-01'), user: { roleId } })
  add('lookout', ROLE_IDS.moderator)
  add('stranger', null)
})

/** What a browser does: signs in there, says yes, and comes back with a code. */
async function consent(address: string, username: string): Promise<{ code: string; state: string }> {
  const post = (path: string, form: Record<string, string>, cookie = '') =>
    fetch(`${reef.fake.origin}${path}`, {
      method: 'POST',
      body: new URLSearchParams(form),
      headers: { cookie },
      redirect: 'manual',
    })
  const cookie = (await post('/auth/sign_in', { username })).headers.get('set-cookie')?.split(';')[0] ?? ''
  const wish = Object.fromEntries(new URL(address).searchParams)
  const back = new URL((await post('/oauth/authorize', wish, cookie)).headers.get('location') ?? '')
  expect(back.origin + back.pathname).toBe('http://localhost:3000/api/reader/callback')
  return { code: back.searchParams.get('code') ?? '', state: back.searchParams.get('state') ?? '' }
}

const take = (input: { code: string; state: string }) =>
  runCommand(takeReader, { db: reef.db, actor: { kind: 'public', address: '' }, now: new Date(), input })
const askedFor = async () => (await reef.command(reef.ines, askReader, {})).url
const personOf = (acct: string) => reef.db.person.findFirstOrThrow({ where: { acct } })

describe('the account that reads', () => {
  it('is the owner with the token that they work with, until another one is chosen', async () => {
    expect(await reef.query(reef.kofi, reader, {})).toMatchObject({
      reads: { acct: 'ines', purpose: 'acting' },
      consented: [],
      mayChoose: false,
    })
  })

  it('is asked for by an application of its own that can only read', async () => {
    const url = new URL(await askedFor())
    expect(url.searchParams.get('scope')).toBe('read:accounts read:statuses admin:read')
    expect(url.searchParams.get('force_login')).toBe('true')
    const app = reef.state.apps.find((one) => one.clientId === url.searchParams.get('client_id'))
    expect(app).toMatchObject({ name: 'Docket (reading)', scopes: ['read:accounts', 'read:statuses', 'admin:read'] })
    // The application is kept from one asking to the next.
    expect(new URL(await askedFor()).searchParams.get('client_id')).toBe(app?.clientId)
  })

  it('consents in its own window, signs nobody in, and reads only when the owner has chosen it', async () => {
    expect(await take(await consent(await askedFor(), 'lookout'))).toEqual({ acct: 'lookout' })
    expect(await reef.db.session.count()).toBe(0)
    expect((await reef.query(reef.ines, reader, {})).reads).toMatchObject({ acct: 'ines' })
    await reef.command(reef.ines, chooseReader, { personId: (await personOf('lookout')).id })
    expect(await reef.query(reef.ines, reader, {})).toMatchObject({
      reads: { acct: 'lookout', purpose: 'reading' },
      consented: [{ acct: 'lookout', isChosen: true }],
      mayChoose: true,
    })
    const connection = await readerConnection(reef.db, reef.instanceId)
    expect(connection).toMatchObject({ purpose: 'reading', scopes: ['read:accounts', 'read:statuses', 'admin:read'] })
    await reef.read()
    expect(await reef.db.mirrorState.findFirst()).toMatchObject({ failure: null })
  })

  it('falls back to the owner when its token dies, and ends nobody’s session', async () => {
    const token = reef.state.tokens.find((one) => one.scopes.join(' ') === 'read:accounts read:statuses admin:read')
    if (token) token.revokedAt = new Date().toISOString()
    await reef.work(['mirror.read'])
    await reef.db.$executeRaw`UPDATE graphile_worker._private_jobs SET run_at = now()`
    await reef.work(['mirror.read'])
    expect((await reef.query(reef.ines, reader, {})).reads).toMatchObject({ acct: 'ines', purpose: 'acting' })
    expect((await readerConnection(reef.db, reef.instanceId))?.purpose).toBe('acting')
  })

  it('is taken back with one press, and its token revoked there', async () => {
    await take(await consent(await askedFor(), 'lookout'))
    await reef.command(reef.ines, chooseReader, { personId: (await personOf('lookout')).id })
    await reef.command(reef.ines, dropReader, {})
    await reef.work(['tokens.revoke'])
    expect((await reef.query(reef.ines, reader, {})).reads).toMatchObject({ acct: 'ines', purpose: 'acting' })
    const left = await reef.db.token.findMany({ where: { purpose: 'reading' } })
    expect(left).toMatchObject([{ sealed: null, revokeOutcome: 'revoked' }])
  })
})

describe('a consent', () => {
  it('of an account that may not read reports is refused, and its token given back at once', async () => {
    await expect(take(await consent(await askedFor(), 'stranger'))).rejects.toMatchObject({ code: 'reader.noRight' })
    const stranger = Object.values(reef.state.accounts).find((account) => account.username === 'stranger')
    const tokens = reef.state.tokens.filter((token) => token.accountId === stranger?.id)
    expect(tokens.map((token) => token.revokedAt !== null)).toEqual([true])
    expect(await reef.db.person.count({ where: { acct: 'stranger' } })).toBe(0)
  })

  it('works once', async () => {
    const given = await consent(await askedFor(), 'lookout')
    await take(given)
    await expect(take(given)).rejects.toMatchObject({ code: 'reader.expired' })
  })

  it('is over after a quarter of an hour, and none that this console did not ask for is taken', async () => {
    const given = await consent(await askedFor(), 'lookout')
    await reef.db.readerConsent.updateMany({ data: { expiresAt: new Date() } })
    await expect(take(given)).rejects.toMatchObject({ code: 'reader.expired' })
    await expect(take({ code: 'x', state: 'made up' })).rejects.toMatchObject({ code: 'reader.expired' })
  })

  it('that the instance does not honour is told as such', async () => {
    const { state } = await consent(await askedFor(), 'lookout')
    await expect(take({ code: 'not the code', state })).rejects.toMatchObject({ code: 'reader.notGiven' })
  })
})

describe('whoever signs in without having been asked', () => {
  const reads = async () => (await reef.query(reef.ines, reader, {})).reads?.acct ?? null
  const readNow = async () => {
    await reef.db.$executeRaw`UPDATE graphile_worker._private_jobs SET run_at = now()`
    await reef.work(['mirror.read'])
  }
  const owners = (roles: string[]) => reef.db.person.update({ where: { id: reef.ines.id }, data: { roles } })

  it('does not read, also where nobody else could: the console says that nobody reads', async () => {
    await reef.command(reef.ines, dropReader, {})
    // An owner there is, without a token here.
    await reef.db.person.updateMany({ where: { acct: 'lookout' }, data: { roles: ['owner'] } })
    await owners([])
    await reef.db.instance.updateMany({ data: { readerPersonId: null } })
    await reef.signIn(reef.people.kofi)
    expect([await reads(), await readerConnection(reef.db, reef.instanceId)]).toEqual([null, null])
    await readNow()
    expect(await reef.db.mirrorState.findFirst()).toMatchObject({ failure: 'noReader' })
  })

  it('reads no longer when an owner comes, and not in between either', async () => {
    await reef.db.instance.updateMany({ data: { readerPersonId: reef.kofi.id } })
    expect(await readerConnection(reef.db, reef.instanceId)).toBeNull()
    await owners(['owner'])
    await reef.signIn(reef.people.ines)
    expect(await reads()).toBe('ines')
  })

  it('reads as an owner, and no longer when they are none: the other owner does', async () => {
    await reef.command(touched(reef.ines), setRoles, { personId: reef.kofi.id, roles: ['owner'] })
    const kofi = await reef.signIn(reef.people.kofi)
    await reef.command(touched(kofi), setRoles, { personId: reef.ines.id, roles: [] })
    expect(await reads()).toBe('kofi')
    await owners(['owner'])
    await reef.command(touched(reef.ines), setRoles, { personId: reef.kofi.id, roles: [] })
    expect(await reads()).toBe('ines')
  })
})

it.each(['4.2', '4.4'] as const)('works on %s too', async (version) => {
  reef.state.version = version
  await reef.db.instance.updateMany({
    data: { apiVersion: version === '4.2' ? null : 6, isPkceOffered: version !== '4.2' },
  })
  expect(await take(await consent(await askedFor(), 'lookout'))).toEqual({ acct: 'lookout' })
})
