import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { endSession, makeOwner, setRoles } from '@/lib/features/staff/commands'
import { actorOfSession } from '@/lib/features/staff/queries'
import type { Holder, PersonActor } from '@/lib/platform/access/access'
import { sessionAdapter } from '@/lib/platform/auth/adapter'
import { hashOfSession, newSessionToken } from '@/lib/platform/auth/session'
import { runCommand } from '@/lib/platform/commands/run'
import { defineDownload, runQuery } from '@/lib/platform/queries/define'
import { type Device, newDevice } from '@/lib/testing/authenticator'
import { openReef, type Reef } from '@/lib/testing/reef'
import { enrol, remove, removeOf, touch } from './commands'
import { enrolOptions, list, touchOptions } from './queries'

let reef: Reef
const START = new Date()
const at = (seconds: number) => new Date(START.getTime() + seconds * 1000)

/** A browser in which somebody is signed in, and a way to look at it as a request does. */
interface Browser {
  cookie: string
  person: PersonActor
}
async function signIn(person: PersonActor): Promise<Browser> {
  const cookie = newSessionToken()
  await sessionAdapter(reef.db).createSession?.({ sessionToken: cookie, userId: person.id, expires: at(40_000) })
  await reef.db.session.update({ where: { tokenHash: hashOfSession(cookie) }, data: { signedInAt: START } })
  return { cookie, person }
}
async function asked({ cookie }: Browser, now: Date): Promise<Holder> {
  const actor = await actorOfSession(reef.db, cookie, now)
  if (!actor) throw new Error('signed out')
  return actor
}
const query = async <O>(browser: Browser, door: Parameters<typeof runQuery<O>>[0], now: Date, input: unknown = {}) =>
  runQuery(door, { db: reef.db, actor: await asked(browser, now), now, input })
const command = async <O>(browser: Browser, door: Parameters<typeof runCommand<O>>[0], now: Date, input: unknown) =>
  runCommand(door, { db: reef.db, actor: await asked(browser, now), now, input })

async function enrolIn(browser: Browser, device: Device, now = at(1)): Promise<string> {
  const response = device.create(await query(browser, enrolOptions, now))
  return (await command(browser, enrol, now, { name: 'blue key', response })).id
}
async function touchIn(browser: Browser, device: Device, now: Date): Promise<void> {
  await command(browser, touch, now, { response: device.get(await query(browser, touchOptions, now)) })
}
const giveRole = (browser: Browser, now: Date) =>
  command(browser, setRoles, now, { personId: reef.kofi.id, roles: ['legal'] })
const code = (is: string) => expect.objectContaining({ code: is })

beforeAll(async () => {
  reef = await openReef()
})

describe('what needs a fresh touch', () => {
  it('leads somebody without a passkey to enrol one, which counts as a touch', async () => {
    const ines = await signIn(reef.ines)
    await expect(giveRole(ines, at(1))).rejects.toEqual(code('passkey.needed'))
    await enrolIn(ines, newDevice())
    await giveRole(ines, at(2))
    await expect(giveRole(ines, at(302))).rejects.toEqual(code('touch.needed'))
  })

  it('is open for five minutes after a touch, in that session and in no other', async () => {
    const [one, other] = [await signIn(reef.kofi), await signIn(reef.kofi)]
    const device = newDevice()
    await enrolIn(one, device)
    await expect(command(other, remove, at(2), { passkeyId: crypto.randomUUID() })).rejects.toEqual(
      code('touch.needed'),
    )
    await touchIn(other, device, at(400))
    await expect(command(one, remove, at(401), { passkeyId: crypto.randomUUID() })).rejects.toEqual(
      code('touch.needed'),
    )
    await expect(command(other, remove, at(699), { passkeyId: crypto.randomUUID() })).rejects.toEqual(code('notFound'))
    await expect(command(other, remove, at(700), { passkeyId: crypto.randomUUID() })).rejects.toEqual(
      code('touch.needed'),
    )
  })

  it('is shut again after signing out and in', async () => {
    const device = newDevice()
    const sef = await reef.signIn(reef.people.sef)
    const before = await signIn(sef)
    await enrolIn(before, device)
    await command(before, endSession, at(2), {})
    expect(await actorOfSession(reef.db, before.cookie, at(3))).toBeNull()
    const after = await signIn(sef)
    await expect(command(after, remove, at(4), { passkeyId: crypto.randomUUID() })).rejects.toEqual(
      code('touch.needed'),
    )
  })

  it('is a download, too; the refusal stands in the log', async () => {
    const door = defineDownload({
      name: 'test.export',
      permission: 'report.read',
      fresh: true,
      input: z.object({}),
      run: () => Promise.resolve({ bytes: new Uint8Array(), contentType: 'text/plain' }),
    })
    const lena = await signIn(await reef.signIn(reef.people.lena))
    await expect(query(lena, door, at(1))).rejects.toEqual(code('passkey.needed'))
    const row = await reef.db.auditRow.findFirst({ where: { command: 'test.export' } })
    expect(row).toMatchObject({ actor: 'lena', outcome: 'refused' })
    await enrolIn(lena, newDevice())
    expect(await query(lena, door, at(2))).toMatchObject({ contentType: 'text/plain' })
  })
})

describe('a passkey', () => {
  it('is listed with its name and use, enrolled once, and removed only with a touch', async () => {
    const mine = await signIn(
      await reef.signIn(reef.people.osei).then((p): PersonActor => ({ ...p, roles: ['owner'] })),
    )
    await reef.db.person.update({ where: { id: mine.person.id }, data: { roles: ['legal'] } })
    const device = newDevice()
    const id = await enrolIn(mine, device)
    const again = device.create(await query(mine, enrolOptions, at(3)))
    await expect(command(mine, enrol, at(3), { name: 'twice', response: again })).rejects.toEqual(code('passkey.known'))
    await touchIn(mine, device, at(500))
    const { passkeys } = await query(mine, list, at(501))
    expect(passkeys).toEqual([
      { id, name: 'blue key', createdAt: at(1).toISOString(), lastUsedAt: at(500).toISOString() },
    ])
    await expect(command(mine, remove, at(900), { passkeyId: id })).rejects.toEqual(code('touch.needed'))
    await touchIn(mine, device, at(901))
    await command(mine, remove, at(902), { passkeyId: id })
    expect((await query(mine, list, at(903))).passkeys).toEqual([])
  })

  it('is not enrolled by whoever took an old session, and a second one not without a touch of the first', async () => {
    const stolen = await signIn(await staffed('wren'))
    await expect(query(stolen, enrolOptions, at(601))).rejects.toEqual(code('passkey.signInAgain'))
    // Asked for in time, and sent too late.
    const response = newDevice().create(await query(stolen, enrolOptions, at(590)))
    await expect(command(stolen, enrol, at(610), { name: 'late', response })).rejects.toEqual(
      code('passkey.signInAgain'),
    )
    await enrolIn(stolen, newDevice(), at(595))
    await expect(query(stolen, enrolOptions, at(1000))).rejects.toEqual(code('touch.needed'))
  })
})

describe('passkeys that were lost', () => {
  it('are removed by the owner, also one who was named at the terminal', async () => {
    const lost = await signIn(await staffed('gull'))
    const owner = await signIn(reef.ines)
    const device = newDevice()
    await enrolIn(lost, device)
    await runCommand(makeOwner, { db: reef.db, actor: { kind: 'setup' }, now: at(2), input: { handle: '@ines' } })
    expect(await reef.db.passkey.count({ where: { personId: reef.ines.id } })).toBe(0)
    await expect(command(owner, removeOf, at(3), { personId: lost.person.id })).rejects.toEqual(code('passkey.needed'))
    await enrolIn(owner, newDevice(), at(4))
    await command(owner, removeOf, at(5), { personId: lost.person.id })
    await expect(query(lost, touchOptions, at(6))).rejects.toEqual(code('passkey.needed'))
    await enrolIn(lost, newDevice(), at(7))
  })
})

describe('an answer of a device', () => {
  let browser: Browser
  let device: Device
  beforeAll(async () => {
    browser = await signIn(await staffed('mira'))
    device = newDevice()
    await enrolIn(browser, device)
  })
  const send = (response: unknown, now = at(21), from = browser) => command(from, touch, now, { response })
  const options = (now = at(20)) => query(browser, touchOptions, now)

  it('is good once, also when two processes get it at the same time', async () => {
    const response = device.get(await options())
    const outcomes = await Promise.allSettled([send(response), send(response), send(response)])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(send(response)).rejects.toEqual(code('passkey.refused'))
  })

  it('is used up by a try that fails', async () => {
    const asked = await options()
    const broken = device.get(asked, { isVerified: false })
    await expect(send(broken)).rejects.toEqual(code('passkey.refused'))
    await expect(send(device.get(asked))).rejects.toEqual(code('passkey.refused'))
  })

  it('is worth nothing later, in another session, for another end, or for a challenge that nobody made', async () => {
    await expect(send(device.get(await options()), at(321))).rejects.toEqual(code('passkey.refused'))
    const elsewhere = await signIn(browser.person)
    await expect(send(device.get(await options()), at(21), elsewhere)).rejects.toEqual(code('passkey.refused'))
    const first = await signIn(await staffed('osei'))
    const toEnrol = await query(first, enrolOptions, at(20))
    await expect(send(device.get(toEnrol), at(21), first)).rejects.toEqual(code('passkey.refused'))
    const invented = Buffer.alloc(42, 7).toString('base64url')
    await expect(send(device.get({ challenge: invented }))).rejects.toEqual(code('passkey.refused'))
  })

  it('is refused from another site, from somebody else, unverified, and from a key that counts backwards', async () => {
    await expect(send(device.get(await options(), { origin: 'http://localhost:4000' }))).rejects.toEqual(
      code('passkey.refused'),
    )
    await expect(send(newDevice().get(await options()))).rejects.toEqual(code('passkey.refused'))
    await expect(send(device.get(await options(), { isVerified: false }))).rejects.toEqual(code('passkey.refused'))
    await send(device.get(await options(), { counter: 50 }))
    await expect(send(device.get(await options(), { counter: 50 }))).rejects.toEqual(code('passkey.refused'))
    await expect(send(device.get(await options(), { counter: 49 }))).rejects.toEqual(code('passkey.refused'))
    await send(device.get(await options(), { counter: 51 }))
  })

  it('may come from a key that does not count at all', async () => {
    const still = await signIn(await staffed('harl'))
    const phone = newDevice()
    await enrolIn(still, phone)
    for (const seconds of [20, 30])
      await send(phone.get(await query(still, touchOptions, at(seconds)), { counter: 0 }), at(seconds), still)
  })

  it.each([
    ['nothing', {}],
    ['a text', 'x'],
    ['half of one', { id: 'x', rawId: 'x', type: 'public-key', response: { clientDataJSON: 'e30' } }],
    ['something far too large', { id: 'x'.repeat(5000) }],
  ])('is refused when it is %s', async (_label, response) => {
    await expect(send(response)).rejects.toEqual(code('badInput'))
  })

  it('is refused when its parts are no JSON and no CBOR', async () => {
    const response = {
      ...device.get(await options()),
      response: { clientDataJSON: 'AAAA', authenticatorData: 'AAAA', signature: 'AAAA' },
    }
    await expect(send(response)).rejects.toEqual(code('passkey.refused'))
  })
})

/** Somebody of the reef with a role of this console. */
async function staffed(name: 'mira' | 'wren' | 'harl' | 'osei' | 'gull'): Promise<PersonActor> {
  const account = name === 'gull' ? reef.people.nadia : reef.people[name]
  const person = await reef.signIn(account)
  await reef.db.person.update({ where: { id: person.id }, data: { roles: ['legal'] } })
  return { ...person, roles: ['legal'] }
}
