import { beforeAll, describe, expect, it } from 'vitest'
import { sessionAdapter } from '@/lib/platform/auth/adapter'
import { hashOfSession, newSessionToken } from '@/lib/platform/auth/session'
import { transaction } from '@/lib/platform/db/client'
import { enqueue } from '@/lib/platform/jobs/define'
import type { Account } from '@/lib/integrations/mastodon/fake/state'
import { openReef, type Reef } from '@/lib/testing/reef'
import { touched } from '@/lib/testing/touch'
import { endSession, setMail, setRoles } from './commands'
import { tidyJob } from './jobs'
import { ROLE_FRESH_MS } from './model'
import { readRoles } from './workers'

let reef: Reef
beforeAll(async () => {
  reef = await openReef()
})

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000)
const read = (minutes = 6) => readRoles.run({}, { db: reef.db, now: () => inMinutes(minutes) })
async function signedIn(account: Account) {
  const person = await reef.signIn(account)
  const sessionToken = newSessionToken()
  await sessionAdapter(reef.db).createSession?.({ sessionToken, userId: person.id, expires: inMinutes(600) })
  return {
    person,
    isIn: async () => (await reef.db.session.count({ where: { tokenHash: hashOfSession(sessionToken) } })) === 1,
  }
}
const stored = (id: string) => reef.db.person.findUniqueOrThrow({ where: { id } })
const onInstance = (account: Account) => {
  const { user } = reef.state.accounts[account.id] ?? account
  if (!user) throw new Error('no login')
  return user
}

describe('a role that was lost on the instance', () => {
  it('ends the sessions with the next look', async () => {
    const { person, isIn } = await signedIn(reef.people.sef)
    onInstance(reef.people.sef).roleId = null
    await read(ROLE_FRESH_MS / 60_000 - 1)
    expect(await isIn()).toBe(true)
    await read()
    expect(await isIn()).toBe(false)
    expect(await stored(person.id)).toMatchObject({ roleName: '' })
    const changed = await reef.db.auditRow.findFirst({
      where: { command: 'staff.roleChanged' },
      include: { values: true },
    })
    expect(changed?.values.map((value) => [value.field, value.value]).toSorted()).toEqual([
      ['after', '""'],
      ['before', '"Moderator"'],
      ['person', '"sef"'],
      ['roles', '[]'],
    ])
  })

  it('ends them also for the owner, who keeps what was given here', async () => {
    const { person, isIn } = await signedIn(reef.people.ines)
    const before = onInstance(reef.people.ines).roleId
    onInstance(reef.people.ines).roleId = null
    await read()
    expect(await isIn()).toBe(false)
    expect((await reef.signIn(reef.people.ines)).roles).toEqual(['owner'])
    onInstance(reef.people.ines).roleId = before
    expect((await reef.signIn(reef.people.ines)).id).toBe(person.id)
  })

  it('does not end them while it stays, or grows', async () => {
    const { isIn } = await signedIn(reef.people.lena)
    const rows = await reef.db.auditRow.count({ where: { command: 'staff.roleChanged' } })
    await read()
    onInstance(reef.people.lena).roleId = onInstance(reef.people.kofi).roleId
    await read(12)
    expect(await isIn()).toBe(true)
    expect(await reef.db.auditRow.count({ where: { command: 'staff.roleChanged' } })).toBe(rows + 1)
  })

  it('hands the background reading to an owner who still has it', async () => {
    await signedIn(reef.people.kofi)
    const { person } = await signedIn(reef.people.lena)
    await reef.db.person.update({ where: { id: person.id }, data: { roles: ['owner'] } })
    await reef.db.instance.update({ where: { id: reef.instanceId }, data: { readerPersonId: person.id } })
    onInstance(reef.people.lena).roleId = null
    await read()
    const { readerPersonId } = await reef.db.instance.findUniqueOrThrow({ where: { id: reef.instanceId } })
    expect(readerPersonId).toBe(reef.ines.id)
    await reef.db.person.update({ where: { id: person.id }, data: { roles: [] } })
  })
})

describe('a login that the instance has frozen', () => {
  it('is out here too, also with a role that was given here', async () => {
    const { person, isIn } = await signedIn(reef.people.nadia)
    await reef.command(touched(reef.ines), setRoles, { personId: person.id, roles: ['legal'] })
    onInstance(reef.people.nadia).disabled = true
    await read()
    expect(await isIn()).toBe(false)
    onInstance(reef.people.nadia).disabled = false
  })

  it('is not taken for frozen while the instance has trouble', async () => {
    const { isIn } = await signedIn(reef.people.kofi)
    for (const kind of ['5xx', '429', 'html', 'dropBefore'] as const) {
      reef.fake.setFault({ kind, match: { path: 'verify_credentials' } })
      await read(6)
      await reef.mend()
      expect([kind, await isIn()]).toEqual([kind, true])
    }
  })
})

describe('a token that the instance no longer knows', () => {
  it('ends the sessions and is not tried again', async () => {
    const { person, isIn } = await signedIn(reef.people.mira)
    for (const token of reef.state.tokens) if (token.token === 'mira') token.revokedAt = new Date().toISOString()
    await read()
    expect(await isIn()).toBe(false)
    expect(await reef.db.token.findFirst({ where: { personId: person.id } })).toMatchObject({
      deadAt: expect.any(Date),
    })
  })
})

describe('roles of this console', () => {
  it('are given and taken by the owner; whoever has none left is signed out', async () => {
    const { person, isIn } = await signedIn(reef.people.wren)
    const set = (roles: string[]) => reef.command(touched(reef.ines), setRoles, { personId: person.id, roles })
    expect(await set(['auditor', 'legal'])).toEqual({ roles: ['auditor', 'legal'] })
    await set(['legal'])
    expect(await isIn()).toBe(true)
    await set([])
    expect(await isIn()).toBe(false)
  })

  it('never leave the console without an owner', async () => {
    const last = reef.command(touched(reef.ines), setRoles, { personId: reef.ines.id, roles: [] })
    await expect(last).rejects.toMatchObject({ code: 'staff.lastOwner' })
  })

  it.each([[['moderator']], [['admin']], ['owner'], [[null]]])('are not %j', async (roles) => {
    const asked = reef.command(touched(reef.ines), setRoles, { personId: reef.kofi.id, roles })
    await expect(asked).rejects.toMatchObject({ code: 'badInput' })
  })
})

describe('one’s own', () => {
  it('sessions end everywhere at once', async () => {
    const [one, other] = [await signedIn(reef.people.osei), await signedIn(reef.people.osei)]
    const elsewhere = await signedIn(reef.people.kofi)
    await reef.command({ ...one.person, roles: ['moderator'] }, endSession, {})
    expect([await one.isIn(), await other.isIn(), await elsewhere.isIn()]).toEqual([false, false, true])
  })

  it('wish about mail is kept', async () => {
    await reef.command(reef.kofi, setMail, { sendsMail: false })
    expect(await stored(reef.kofi.id)).toMatchObject({ sendsMail: false })
  })
})

it('sessions that have run out are tidied away', async () => {
  const { person } = await signedIn(reef.people.kofi)
  await reef.db.session.updateMany({ where: { personId: person.id }, data: { expiresAt: inMinutes(-1) } })
  await transaction(reef.db, (tx) => enqueue(tx, tidyJob, {}))
  await reef.work([tidyJob.name])
  expect(await reef.db.session.count({ where: { personId: person.id } })).toBe(0)
})
