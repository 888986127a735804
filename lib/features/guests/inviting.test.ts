import { createHash, randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { actorOfSession } from '@/lib/features/staff/queries'
import { people } from '@/lib/features/staff/queries'
import { enrolOptions, touchOptions } from '@/lib/features/passkeys/queries'
import { remove, touch } from '@/lib/features/passkeys/commands'
import { list as roomList } from '@/lib/features/room/queries'
import { type Actor, type Holder } from '@/lib/platform/access/access'
import { runCommand } from '@/lib/platform/commands/run'
import { endHub, startHub } from '@/lib/platform/live/hub'
import { runQuery } from '@/lib/platform/queries/define'
import { type Device, newDevice } from '@/lib/testing/authenticator'
import { firstFault } from '@/lib/testing/chain'
import { openReef, type Reef } from '@/lib/testing/reef'
import { follow } from '@/lib/testing/stream'
import { touched } from '@/lib/testing/touch'
import { accept, invite, reinvite, setEnd, signIn, takeBack } from './commands'
import { acceptOptions, invitation, list, signInOptions } from './queries'

let reef: Reef
let harl: { id: string; number: number }
const START = new Date()
const DAY = 24 * 3600_000
const at = (ms: number) => new Date(START.getTime() + ms)
const onDay = (days: number) =>
  at(days * DAY)
    .toISOString()
    .slice(0, 10)
const STRANGER: Actor = { kind: 'public', address: '203.0.113.9' }
const code = (is: string) => expect.objectContaining({ code: is })

beforeAll(async () => {
  reef = await openReef()
  harl = await reef.caseOf(reef.kofi, 'harl')
})

const run = <O>(command: Parameters<typeof runCommand<O>>[0], input: unknown, now = START, actor: Actor = STRANGER) =>
  runCommand(command, { db: reef.db, actor, now, input })
const ask = <O>(query: Parameters<typeof runQuery<O>>[0], input: unknown, now = START, actor: Actor = STRANGER) =>
  runQuery(query, { db: reef.db, actor, now, input })
const owner = (now = START) => touched(reef.ines, now)

/** As the owner's browser makes it. */
function newLink() {
  const token = randomBytes(32).toString('base64url')
  return { token, inviteHash: createHash('sha256').update(token).digest('hex') }
}
async function invited({ days = 20, name = 'Amara Reyes', caseNumbers = [harl.number], now = START } = {}) {
  const link = newLink()
  const wish = { name, role: 'lawyer', endsOn: onDay(days), caseNumbers, inviteHash: link.inviteHash }
  const { guestId } = await run(invite, wish, now, owner(now))
  return { ...link, guestId }
}
async function accepted(token: string, device: Device, now = START) {
  const response = device.create(await ask(acceptOptions, { token }, now))
  return run(accept, { token, name: 'phone', response }, now)
}
async function cameBack(device: Device, now = START) {
  return run(signIn, { response: device.get(await ask(signInOptions, {}, now)) }, now)
}
async function holderOf(cookie: string, now = START): Promise<Holder> {
  const holder = await actorOfSession(reef.db, cookie, now)
  if (!holder) throw new Error('signed out')
  return holder
}

describe('an invitation', () => {
  it('needs a fresh touch, a last day ahead, and cases that the owner sees and that are not stopped', async () => {
    const wish = { name: 'A', role: 'lawyer', endsOn: onDay(5), caseNumbers: [], inviteHash: newLink().inviteHash }
    await expect(run(invite, wish, START, reef.ines)).rejects.toEqual(code('passkey.needed'))
    await expect(run(invite, { ...wish, endsOn: onDay(-1) }, START, owner())).rejects.toEqual(code('guest.lastDay'))
    await expect(run(invite, { ...wish, endsOn: onDay(400) }, START, owner())).rejects.toEqual(code('guest.lastDay'))
    const wren = await reef.caseOf(reef.kofi, 'wren')
    await reef.db.case.update({ where: { id: wren.id }, data: { class: 'childSafety' } })
    const numbers = [harl.number, wren.number, 9999]
    await expect(run(invite, { ...wish, caseNumbers: numbers }, START, owner())).rejects.toMatchObject({
      code: 'guest.noCase',
      values: { numbers: `${wren.number}, 9999` },
    })
    await reef.db.case.update({ where: { id: wren.id }, data: { class: 'ordinary' } })
    expect(await reef.db.guest.count()).toBe(0)
  })

  it('is kept as a hash alone, tells whom it is for, and lets somebody in once', async () => {
    const { token, guestId } = await invited()
    for (const rows of [
      await reef.db.guest.findMany(),
      await reef.db.auditValue.findMany(),
      await reef.db.commandRequest.findMany(),
    ])
      expect(JSON.stringify(rows, (_key, value) => (typeof value === 'bigint' ? String(value) : value))).not.toContain(
        token,
      )
    expect(await ask(invitation, { token })).toMatchObject({ name: 'Amara Reyes', role: 'lawyer' })
    const [one, other] = [newDevice(), newDevice()]
    const options = [await ask(acceptOptions, { token }), await ask(acceptOptions, { token })]
    const outcomes = await Promise.allSettled(
      [one, other].map((device, n) => {
        const response = device.create(options[n] ?? { challenge: '' })
        return run(accept, { token, name: 'phone', response })
      }),
    )
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await reef.db.passkey.count({ where: { personId: guestId } })).toBe(1)
    await expect(ask(invitation, { token })).rejects.toEqual(code('guest.link'))
    await expect(ask(acceptOptions, { token })).rejects.toEqual(code('guest.link'))
  })

  it('that ended, was taken back, or never was is answered alike', async () => {
    const [old, gone] = [await invited(), await invited()]
    await run(takeBack, { guestId: gone.guestId }, START, owner())
    for (const [token, now] of [
      [old.token, at(7 * DAY)],
      [gone.token, START],
      [newLink().token, START],
    ] as const) {
      const refused = await ask(invitation, { token }, now).catch((error: unknown) => error)
      expect(refused).toMatchObject({ code: 'guest.link', values: {} })
    }
  })

  it('is not accepted with an answer to another challenge, or twice with the same one', async () => {
    const [one, other] = [await invited(), await invited()]
    const response = newDevice().create(await ask(acceptOptions, { token: one.token }))
    const crossed = run(accept, { token: other.token, name: 'x', response })
    await expect(crossed).rejects.toEqual(code('passkey.refused'))
    await run(accept, { token: one.token, name: 'x', response })
    await expect(run(accept, { token: one.token, name: 'x', response })).rejects.toEqual(code('passkey.refused'))
  })
})

describe('a guest', () => {
  it('sees the named cases as an actor of their own kind, and comes back with the passkey alone', async () => {
    const { token } = await invited({ name: 'Bao Linh' })
    const device = newDevice()
    const first = await accepted(token, device)
    const guest = await holderOf(first.cookie)
    expect(guest).toMatchObject({ kind: 'guest', name: 'Bao Linh (guest)', role: 'lawyer' })
    expect((await ask(roomList, {}, START, guest)).rows.map((row) => row.caseId)).toEqual([harl.id])
    const second = await cameBack(device)
    expect(await holderOf(second.cookie)).toMatchObject({ kind: 'guest', id: guest.id })
    const rows = await reef.db.auditRow.findMany({ where: { command: { in: ['guests.accept', 'guests.signIn'] } } })
    expect(rows.length).toBeGreaterThan(1)
  })

  it('may touch the passkey and enrol another one, and does not remove the only one', async () => {
    const { token } = await invited({ name: 'Chidi' })
    const device = newDevice()
    const { cookie } = await accepted(token, device)
    const late = at(20 * 60_000)
    const passkeys = await reef.db.passkey.findMany({ where: { personId: (await holderOf(cookie)).id } })
    const only = { passkeyId: passkeys[0]?.id ?? '' }
    await expect(ask(enrolOptions, {}, late, await holderOf(cookie, late))).rejects.toEqual(code('touch.needed'))
    const options = await ask(touchOptions, {}, late, await holderOf(cookie, late))
    await run(touch, { response: device.get(options) }, late, await holderOf(cookie, late))
    await ask(enrolOptions, {}, late, await holderOf(cookie, late))
    await expect(run(remove, only, late, await holderOf(cookie, late))).rejects.toEqual(code('passkey.last'))
  })

  it('is out with the end of the last day: session, stream and passkey', async () => {
    startHub(process.env.DATABASE_URL ?? '')
    const end = Date.parse(`${onDay(2)}T00:00:00Z`)
    const { token, guestId } = await invited({ name: 'Dara', days: 1 })
    const device = newDevice()
    const { cookie, expiresAt } = await accepted(token, device, new Date(end - 3600_000))
    expect(expiresAt.getTime()).toBeLessThanOrEqual(end)
    expect(await actorOfSession(reef.db, cookie, new Date(end - 1))).not.toBeNull()
    expect(await actorOfSession(reef.db, cookie, new Date(end))).toBeNull()
    await expect(cameBack(device, new Date(end))).rejects.toEqual(code('guest.ended'))
    // A stream that is open meanwhile: told by its beat, also where nothing else happens.
    const stream = await follow(reef.db, { ...(await holderOf(cookie)), id: guestId }, 100)
    await reef.db.guest.update({ where: { personId: guestId }, data: { endsAt: new Date() } })
    await expect.poll(() => stream.words.at(-1), { timeout: 10_000 }).toBe('ended')
    await endHub()
  })

  it('is out at once when taken back, sees nothing any more, and their passkey is gone', async () => {
    startHub(process.env.DATABASE_URL ?? '')
    const { token, guestId } = await invited({ name: 'Efua' })
    const device = newDevice()
    const { cookie } = await accepted(token, device)
    const guest = await holderOf(cookie)
    const stream = await follow(reef.db, guest)
    await run(takeBack, { guestId }, START, owner())
    await expect.poll(() => stream.words.at(-1), { timeout: 10_000 }).toBe('ended')
    await endHub()
    expect(await actorOfSession(reef.db, cookie, START)).toBeNull()
    expect((await ask(roomList, {}, START, guest)).rows).toEqual([])
    await expect(cameBack(device)).rejects.toEqual(code('passkey.refused'))
    const shown = await ask(list, {}, START, reef.ines)
    expect(shown.guests.find((one) => one.id === guestId)).toMatchObject({ state: 'takenBack', cases: [] })
  })

  it('gets a new link where the passkey was lost; what they held before opens nothing', async () => {
    const { token, guestId } = await invited({ name: 'Femi' })
    const device = newDevice()
    const { cookie } = await accepted(token, device)
    const again = newLink()
    await run(reinvite, { guestId, inviteHash: again.inviteHash }, START, owner())
    expect(await actorOfSession(reef.db, cookie, START)).toBeNull()
    await expect(cameBack(device)).rejects.toEqual(code('passkey.refused'))
    const next = await accepted(again.token, newDevice())
    expect(await holderOf(next.cookie)).toMatchObject({ id: guestId })
  })

  it('stays in no longer than a last day that was moved nearer', async () => {
    const { token, guestId } = await invited({ name: 'Goran' })
    const { cookie } = await accepted(token, newDevice())
    await run(setEnd, { guestId, endsOn: onDay(0) }, START, owner())
    const end = new Date(`${onDay(1)}T00:00:00Z`)
    expect(await actorOfSession(reef.db, cookie, end)).toBeNull()
  })

  it('is nobody of the team: in no list of theirs, given no role, and somebody of the team comes in no other way', async () => {
    const { guestId } = await invited({ name: 'Hana' })
    const staff = await ask(people, {}, START, reef.ines)
    expect(JSON.stringify(staff)).not.toContain('Hana')
    const { setRoles } = await import('@/lib/features/staff/commands')
    await expect(run(setRoles, { personId: guestId, roles: ['owner'] }, START, owner())).rejects.toEqual(
      code('notFound'),
    )
    const device = newDevice()
    const made = device.create({ challenge: '', user: { id: '' } })
    await reef.db.passkey.create({
      data: {
        id: crypto.randomUUID(),
        personId: reef.kofi.id,
        credentialId: made.id,
        publicKey: new Uint8Array(),
        counter: 0,
        transports: [],
        name: 'key',
        createdAt: START,
      },
    })
    const rows = await reef.db.session.count({ where: { personId: reef.kofi.id } })
    await expect(cameBack(device)).rejects.toEqual(code('passkey.refused'))
    expect(await reef.db.session.count({ where: { personId: reef.kofi.id } })).toBe(rows)
  })
})

it('after all this the chain is whole', async () => {
  expect(await firstFault(reef.db)).toBeNull()
})

it('an invitation that is sent twice at once makes one guest, and the second is told so', async () => {
  const wish = { name: 'Twice', role: 'lawyer', endsOn: onDay(20), caseNumbers: [], inviteHash: newLink().inviteHash }
  const sent = await Promise.allSettled([1, 2].map(() => run(invite, wish, START, owner())))
  expect(sent.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(sent.find((one) => one.status === 'rejected')).toMatchObject({ reason: { code: 'guest.invited' } })
  expect(await reef.db.guest.count({ where: { person: { displayName: 'Twice' } } })).toBe(1)
})
