import { beforeAll, describe, expect, it } from 'vitest'
import { actorOfSession } from '@/lib/features/staff/queries'
import type { PersonActor } from '@/lib/platform/access/access'
import { openReef, type Reef } from '@/lib/testing/reef'
import { endFormerSession, sessionAdapter } from './adapter'
import { hashOfSession, newSessionToken } from './session'

let reef: Reef
let nadia: PersonActor
let adapter: ReturnType<typeof sessionAdapter>
beforeAll(async () => {
  reef = await openReef()
  nadia = await reef.signIn(reef.people.nadia)
  adapter = sessionAdapter(reef.db)
})

const IN_AN_HOUR = new Date(Date.now() + 3600_000)
async function begun(personId: string, expires = IN_AN_HOUR): Promise<string> {
  const sessionToken = newSessionToken()
  await adapter.createSession?.({ sessionToken, userId: personId, expires })
  return sessionToken
}

describe('a session', () => {
  it('is kept under the hash of its cookie, never the cookie', async () => {
    const cookie = await begun(reef.kofi.id)
    const rows = await reef.db.session.findMany({ where: { personId: reef.kofi.id } })
    expect(JSON.stringify(rows)).not.toContain(cookie)
    expect(rows.map((row) => row.tokenHash)).toContain(hashOfSession(cookie))
    expect(cookie).toMatch(/^[\w-]{43}$/)
  })

  it('leads to its person, and a made-up one to nobody', async () => {
    const cookie = await begun(reef.kofi.id)
    expect(await adapter.getSessionAndUser?.(cookie)).toMatchObject({
      session: { userId: reef.kofi.id, expires: IN_AN_HOUR },
      user: { id: reef.kofi.id, name: 'kofi' },
    })
    expect(await adapter.getSessionAndUser?.(hashOfSession(cookie))).toBeNull()
    expect(await adapter.getSessionAndUser?.('')).toBeNull()
  })

  it('is one of several that a person may have; ending one leaves the others', async () => {
    const [one, other] = [await begun(reef.ines.id), await begun(reef.ines.id)]
    await adapter.deleteSession?.(one)
    await adapter.deleteSession?.(one)
    expect(await adapter.getSessionAndUser?.(one)).toBeNull()
    expect(await adapter.getSessionAndUser?.(other)).not.toBeNull()
  })

  it('ends when somebody else signs in over it, and not when it is the same person', async () => {
    const [cookie, elsewhere] = [await begun(reef.kofi.id), await begun(reef.kofi.id)]
    await endFormerSession(reef.db, cookie, reef.kofi.id, new Date())
    await endFormerSession(reef.db, undefined, reef.ines.id, new Date())
    expect(await adapter.getSessionAndUser?.(cookie)).not.toBeNull()
    await endFormerSession(reef.db, cookie, reef.ines.id, new Date())
    expect(await adapter.getSessionAndUser?.(cookie)).toBeNull()
    expect(await adapter.getSessionAndUser?.(elsewhere)).not.toBeNull()
  })

  it('is not prolonged by being used', async () => {
    const cookie = await begun(reef.kofi.id)
    const later = new Date(IN_AN_HOUR.getTime() + 3600_000)
    await adapter.updateSession?.({ sessionToken: cookie, userId: reef.kofi.id, expires: later })
    expect((await adapter.getSessionAndUser?.(cookie))?.session.expires).toEqual(IN_AN_HOUR)
  })
})

describe('people', () => {
  it('are only found, never made: whoever is not admitted gets no account', async () => {
    const stranger = { id: crypto.randomUUID(), email: 'x@invalid', emailVerified: null }
    await expect(adapter.createUser?.(stranger)).rejects.toThrow('staff.admit')
    expect(await adapter.createUser?.({ ...stranger, id: nadia.id })).toMatchObject({ id: nadia.id })
    expect(await adapter.getUserByAccount?.({ provider: 'mastodon', providerAccountId: nadia.id })).toMatchObject({
      id: nadia.id,
    })
    expect(await adapter.getUserByEmail?.(`${nadia.id}@invalid`)).toBeNull()
  })
})

describe('who asks', () => {
  const now = new Date()
  it('is the person of the cookie, with the roles of this moment', async () => {
    const cookie = await begun(reef.kofi.id)
    expect(await actorOfSession(reef.db, cookie, now)).toMatchObject({
      kind: 'person',
      name: 'kofi',
      roles: ['moderator'],
    })
    await reef.db.person.update({ where: { id: reef.kofi.id }, data: { permissions: '0' } })
    expect(await actorOfSession(reef.db, cookie, now)).toMatchObject({ roles: [] })
    await reef.db.person.update({ where: { id: reef.kofi.id }, data: { permissions: reef.kofi.mastodon.toString() } })
  })

  it('is nobody without a cookie, after its end, or when another instance is connected', async () => {
    const cookie = await begun(reef.kofi.id)
    expect(await actorOfSession(reef.db, undefined, now)).toBeNull()
    expect(await actorOfSession(reef.db, 'made up', now)).toBeNull()
    expect(await actorOfSession(reef.db, cookie, IN_AN_HOUR)).toBeNull()
    await reef.db.instance.update({ where: { id: reef.instanceId }, data: { state: 'archived' } })
    expect(await actorOfSession(reef.db, cookie, now)).toBeNull()
  })
})
