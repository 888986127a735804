import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { connectionOf } from '@/lib/features/instances/connections'
import { addAccount } from '@/lib/integrations/mastodon/fake/makers'
import { ROLE_IDS } from '@/lib/integrations/mastodon/fake/roles'
import { grantToken } from '@/lib/integrations/mastodon/fake/trial'
import type { Account } from '@/lib/integrations/mastodon/fake/state'
import { type Desk, openDesk } from '@/lib/testing/desk'
import { connected } from '@/lib/testing/chain'
import { hashOfSession, newSessionToken } from '@/lib/platform/auth/session'
import { signInOptions } from './signin'

const NAMES = ['ines', 'kofi', 'mira', 'lena'] as const
const ROLES = { ines: ROLE_IDS.owner, kofi: ROLE_IDS.moderator, lena: ROLE_IDS.reportsOnly, mira: null }
const SCOPES = 'read:accounts admin:read admin:write'
let desk: Desk
const accounts = new Map<string, Account>()
let ownersMade = 0
beforeAll(async () => {
  desk = await openDesk((state) => {
    for (const username of NAMES) {
      const account = addAccount(state, { username, createdAt: new Date(0), user: { roleId: ROLES[username] } })
      accounts.set(username, account)
    }
  })
})
beforeEach(() => {
  ownersMade = 0
})

interface Way {
  holdsSetup?: boolean
  namedOwner?: string | null
  token?: string
  formerCookie?: string
}

/** What next-auth asks of the provider when somebody comes back from the instance with a token. */
async function comeBack(
  name: (typeof NAMES)[number],
  { holdsSetup = false, namedOwner = null, token = name, formerCookie }: Way = {},
) {
  const account = accounts.get(name)
  if (account && !desk.state.tokens.some((one) => one.token === token))
    grantToken(desk.state, account, SCOPES.split(' '), token)
  const options = await signInOptions({
    db: desk.db,
    callbackUrl: 'http://localhost:3000/api/auth/callback/mastodon',
    isSecure: false,
    secret: 'secret',
    holdsSetup,
    formerCookie,
    namedOwner,
    onOwner: () => {
      ownersMade += 1
    },
    now: () => new Date(),
  })
  const [provider] = options?.providers ?? []
  if (provider?.type !== 'oauth' || typeof provider.userinfo !== 'object' || !provider.userinfo.request)
    throw new Error('no provider')
  const asked = { tokens: { access_token: token, scope: SCOPES } }
  // next-auth hands over more than this provider looks at.
  return Reflect.apply(provider.userinfo.request, provider, [asked]) as Promise<{ sub: string; name: string }>
}
const personOf = (name: string) => desk.db.person.findFirst({ where: { acct: name }, include: { tokens: true } })

describe('the first sign-in', () => {
  it('without the code makes nobody owner', async () => {
    await comeBack('kofi')
    expect(await personOf('kofi')).toMatchObject({ roles: [], roleName: 'Moderator' })
    expect(ownersMade).toBe(0)
  })

  it('with the code, of somebody who may not manage reports, neither', async () => {
    await comeBack('mira', { holdsSetup: true })
    expect(await personOf('mira')).toMatchObject({ roles: [], roleName: '', permissions: '65536' })
    expect(ownersMade).toBe(0)
  })

  it('of two at once with the code makes one owner', async () => {
    await Promise.all([comeBack('ines', { holdsSetup: true }), comeBack('kofi', { holdsSetup: true })])
    expect(await desk.db.person.count({ where: { roles: { has: 'owner' } } })).toBe(1)
    expect(ownersMade).toBe(1)
    await desk.db.person.updateMany({ data: { roles: [] } })
  })

  it('of the one whom the settings name makes them owner, without a code', async () => {
    await comeBack('kofi', { namedOwner: '@ines@reef.example' })
    expect(await desk.db.person.count({ where: { roles: { has: 'owner' } } })).toBe(0)
    await comeBack('ines', { namedOwner: '@ines@reef.example' })
    expect(await personOf('ines')).toMatchObject({ roles: ['owner'] })
    expect(ownersMade).toBe(1)
  })

  it('is followed by others that make nobody owner any more', async () => {
    await comeBack('kofi', { holdsSetup: true })
    await comeBack('lena', { namedOwner: 'lena' })
    expect(await desk.db.person.findMany({ where: { roles: { has: 'owner' } } })).toMatchObject([{ acct: 'ines' }])
  })
})

describe('a later sign-in', () => {
  it('renews name, role and token, and keeps the person and what was given here', async () => {
    const before = await personOf('lena')
    await desk.db.person.update({ where: { id: before?.id ?? '' }, data: { roles: ['legal'] } })
    const lena = accounts.get('lena')
    if (lena?.user) Object.assign(lena, { displayName: 'Lena O.', user: { ...lena.user, roleId: null } })
    await comeBack('lena', { token: 'second-token-of-lena' })
    const after = await personOf('lena')
    expect(after).toMatchObject({ id: before?.id, displayName: 'Lena O.', roleName: '', roles: ['legal'] })
    expect(after?.tokens).toHaveLength(1)
    expect((await connectionOf(desk.db, after?.id ?? ''))?.token).toBe('second-token-of-lena')
  })

  it('ends the session of whoever was signed in before in this browser', async () => {
    const [lena, kofi] = [await personOf('lena'), await personOf('kofi')]
    const begin = async (personId = '') => {
      const cookie = newSessionToken()
      const expiresAt = new Date(Date.now() + 60_000)
      await desk.db.session.create({
        data: { tokenHash: hashOfSession(cookie), personId, expiresAt, createdAt: new Date() },
      })
      return cookie
    }
    const [own, others] = [await begin(lena?.id), await begin(kofi?.id)]
    await comeBack('lena', { formerCookie: own })
    expect(await desk.db.session.count()).toBe(2)
    await comeBack('lena', { formerCookie: others })
    expect((await desk.db.session.findMany()).map((session) => session.personId)).toEqual([lena?.id])
  })

  it('makes a token live again that had died', async () => {
    const id = (await personOf('lena'))?.id ?? ''
    await desk.db.token.updateMany({ where: { personId: id }, data: { deadAt: new Date() } })
    expect(await connectionOf(desk.db, id)).toBeNull()
    await comeBack('lena', { token: 'third-token-of-lena' })
    expect((await connectionOf(desk.db, id))?.token).toBe('third-token-of-lena')
  })

  it('is refused by Mastodon itself for a token that it does not know', async () => {
    const people = await desk.db.person.count()
    for (const token of desk.state.tokens) if (token.token === 'kofi') token.revokedAt = new Date().toISOString()
    await expect(comeBack('kofi')).rejects.toMatchObject({ kind: 'tokenDead' })
    expect(await desk.db.person.count()).toBe(people)
  })
})

describe('a token at rest', () => {
  it('stands in no table in words', async () => {
    const owner = await connected(desk.ownerUrl)
    const { rows } = await owner.query<{ table: string }>(
      `SELECT table_schema || '."' || table_name || '"' AS table FROM information_schema.tables
       WHERE table_schema IN ('public', 'graphile_worker') AND table_type = 'BASE TABLE'`,
    )
    const secrets = ['third-token-of-lena', ...desk.state.apps.map((app) => app.clientSecret)]
    for (const { table } of rows) {
      const { rows: lines } = await owner.query<{ line: string }>(`SELECT t::text AS line FROM ${table} t`)
      const text = lines.map((row) => row.line).join('\n')
      for (const secret of secrets) {
        expect([table, text.includes(secret)]).toEqual([table, false])
        expect([table, text.includes(Buffer.from(secret).toString('hex'))]).toEqual([table, false])
      }
    }
  })

  it('does not open in another person’s row', async () => {
    const [ines, lena] = [await personOf('ines'), await personOf('lena')]
    const stolen = ines?.tokens[0]?.sealed
    await desk.db.token.updateMany({ where: { personId: lena?.id ?? '' }, data: { sealed: stolen ?? null } })
    await expect(connectionOf(desk.db, lena?.id ?? '')).rejects.toThrow()
  })
})

describe('where one lands after signing in', () => {
  it.each([
    ['/reports?state=closed', 'http://localhost:3000/reports?state=closed'],
    ['http://localhost:3000/audit', 'http://localhost:3000/audit'],
    ['https://evil.example/', 'http://localhost:3000'],
    ['//evil.example/', 'http://localhost:3000'],
    ['/\\evil.example/', 'http://localhost:3000'],
    ['http://localhost:3000@evil.example/', 'http://localhost:3000'],
    ['javascript:alert(1)', 'http://localhost:3000'],
    ['', 'http://localhost:3000/'],
  ])('from %j at %j', async (url, landed) => {
    const options = await signInOptions({
      db: desk.db,
      callbackUrl: '',
      isSecure: false,
      secret: '',
      holdsSetup: false,
      formerCookie: undefined,
      namedOwner: null,
      onOwner: () => undefined,
      now: () => new Date(),
    })
    expect(await options?.callbacks?.redirect?.({ url, baseUrl: 'http://localhost:3000' })).toBe(landed)
  })
})
