import { beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '@/lib/platform/access/access'
import { hashOfSession } from '@/lib/platform/auth/session'
import { runCommand } from '@/lib/platform/commands/run'
import { openReef, type Reef } from '@/lib/testing/reef'
import { touched } from '@/lib/testing/touch'
import { endSessionsOf, makeOwner, setRoles } from './commands'
import { isHandleOf } from './model'
import { actorOfSession, people } from './queries'

let reef: Reef
let nadia: PersonActor
beforeAll(async () => {
  reef = await openReef()
  nadia = await reef.signIn(reef.people.nadia)
})

const told = async (acct: string, as = reef.ines) => {
  const view = await reef.query(as, people, {})
  const found = view.people.find((person) => person.acct === acct)
  if (!found) throw new Error(`no ${acct}`)
  return found
}
const session = (actor: PersonActor, cookie: string) =>
  reef.db.session.create({
    data: {
      tokenHash: hashOfSession(cookie),
      personId: actor.id,
      createdAt: new Date(),
      expiresAt: new Date(Date.now() + 3600_000),
    },
  })

describe('the page of people', () => {
  it('says who may do what, and why', async () => {
    expect(await told('kofi')).toMatchObject({
      roles: ['moderator'],
      roleName: 'Moderator',
      mastodon: ['manage_reports', 'manage_users'],
      connection: { state: 'connected' },
      given: null,
      isReader: false,
    })
    expect(await told('ines')).toMatchObject({ isYou: true, isReader: true, roles: ['moderator', 'owner'] })
    await reef.command(touched(reef.ines), setRoles, { personId: nadia.id, roles: ['legal'] })
    expect(await told('nadia')).toMatchObject({ roles: ['legal'], given: { by: 'ines' }, mastodon: [] })
  })

  it('names what each role may do, from the access table itself', async () => {
    const { roles } = await reef.query(reef.ines, people, {})
    const lawyer = roles.find((one) => one.role === 'lawyer')?.permissions
    expect(lawyer).toContain('self.manage')
    expect(lawyer).not.toContain('report.act')
  })

  it('shows sessions to the owner only, who can end one or all of somebody', async () => {
    await session(nadia, 'first')
    await session(nadia, 'second')
    expect((await told('nadia', reef.kofi)).sessions).toEqual([])
    const { sessions } = await told('nadia')
    expect(sessions).toHaveLength(2)
    const mark = hashOfSession('first').slice(0, 16)
    expect(sessions.map((one) => one.mark)).toContain(mark)
    await reef.command(touched(reef.ines), endSessionsOf, { personId: nadia.id, session: mark })
    expect(await actorOfSession(reef.db, 'first', new Date())).toBeNull()
    expect(await actorOfSession(reef.db, 'second', new Date())).not.toBeNull()
    await reef.command(touched(reef.ines), endSessionsOf, { personId: nadia.id })
    expect(await actorOfSession(reef.db, 'second', new Date())).toBeNull()
  })

  it.each(['%', '', 'b%'])('takes %j for no session', async (mark) => {
    const ending = reef.command(touched(reef.ines), endSessionsOf, { personId: nadia.id, session: mark })
    await expect(ending).rejects.toMatchObject({ code: 'badInput' })
  })
})

describe('the owner set anew from the terminal', () => {
  const make = (handle: string) =>
    runCommand(makeOwner, { db: reef.db, actor: { kind: 'setup' }, now: new Date(), input: { handle } })

  it('is somebody who has signed in before; a stranger is refused with the names of those', async () => {
    await expect(make('@nobody')).rejects.toMatchObject({
      code: 'staff.unknownPerson',
      values: { handle: '@nobody', known: '@ines, @kofi, @nadia' },
    })
    expect(await make('@Kofi@reef.example')).toEqual({ acct: 'kofi', wasOwner: false, domain: 'reef.example' })
    expect(await make('kofi')).toMatchObject({ wasOwner: true })
    expect(await told('kofi')).toMatchObject({ roles: ['moderator', 'owner'], given: { by: 'setup' } })
  })

  it('stands in the log', async () => {
    const row = await reef.db.auditRow.findFirstOrThrow({
      where: { command: 'staff.makeOwner' },
      include: { values: true },
      orderBy: { recordedAt: 'asc' },
    })
    const values = Object.fromEntries(row.values.map((value) => [value.field, value.value]))
    expect(row.actor).toBe('setup')
    expect(values).toMatchObject({ person: '"kofi"', by: '"terminal"', after: '["owner"]' })
  })

  it.each([
    ['kofi', true],
    ['@KOFI', true],
    ['kofi@reef.example', true],
    ['kofi@other.example', false],
    ['kof', false],
    ['', false],
  ])('%j names @kofi: %s', (written, is) => {
    expect(isHandleOf(written, 'kofi', 'reef.example')).toBe(is)
  })
})
