import { beforeAll, describe, expect, it } from 'vitest'
import { list as log } from '@/lib/features/trail/queries'
import { eraseAccount } from '@/lib/integrations/mastodon/fake/admin/deletion'
import { addAccount } from '@/lib/integrations/mastodon/fake/makers'
import type { Account } from '@/lib/integrations/mastodon/fake/state'
import type { PersonActor, Role } from '@/lib/platform/access/access'
import { runCommand } from '@/lib/platform/commands/run'
import { openReef, type Reef } from '@/lib/testing/reef'
import { drop } from './commands'
import { related, show } from './queries'

let reef: Reef
const DAY = 86_400_000
const IPS = [
  { ip: '198.51.100.7', usedAt: '2026-10-01T10:00:00.000Z' },
  { ip: '203.0.113.9', usedAt: '2026-11-01T10:00:00.000Z' },
]
beforeAll(async () => {
  reef = await openReef()
  const harl = reef.state.accounts[reef.people.harl.id]?.user
  if (harl) Object.assign(harl, { email: 'harl@pier.test', ips: IPS })
})

const contactOf = (actor: PersonActor, account: Account) => reef.query(actor, show, { accountId: account.id })
const withRole = (role: Role, mastodon = 0n): PersonActor => ({ ...reef.kofi, roles: [role], mastodon })
const rows = (command: string) =>
  reef.db.auditRow.findMany({ where: { command }, include: { values: true }, orderBy: { recordedAt: 'desc' } })
const everythingKept = async () =>
  JSON.stringify([
    await reef.db.auditValue.findMany(),
    await reef.db.account.findMany(),
    await reef.db.reportCase.findMany(),
    await reef.db.commandRequest.findMany(),
    await reef.db.$queryRawUnsafe(`SELECT payload::text FROM graphile_worker._private_jobs`),
  ])

describe('e-mail and IPs', () => {
  it('are shown when asked for, newest IP first, and each time is a row that does not hold them', async () => {
    const seen = await contactOf(reef.kofi, reef.people.harl)
    expect(seen).toMatchObject({ email: 'harl@pier.test', from: 'mastodon', isKept: true, failure: null })
    expect(seen.ips.map(({ ip }) => ip)).toEqual(['203.0.113.9', '198.51.100.7'])
    await contactOf(reef.ines, reef.people.harl)
    const [second, first, ...others] = await rows('people.contact')
    expect(others).toEqual([])
    expect([first?.actor, second?.actor]).toEqual(['kofi', 'ines'])
    expect(first?.subjectIds).toEqual([reef.people.harl.id])
    expect(Object.fromEntries(first?.values.map(({ field, value }) => [field, value]) ?? [])).toEqual({
      email: 'true',
      ips: '2',
      from: '"mastodon"',
    })
    const kept = await everythingKept()
    for (const secret of ['pier.test', '203.0.113.9', '198.51.100.7']) expect(kept).not.toContain(secret)
  })

  it('lie sealed, and open in their own place only', async () => {
    const row = await reef.db.accountContact.findFirstOrThrow()
    expect(Buffer.from(row.sealed).toString('latin1')).not.toContain('harl')
    const data = { ...row, remoteId: reef.people.mira.id }
    await reef.db.accountContact.create({ data })
    reef.fake.setFault({ kind: '5xx', match: { method: 'GET', path: '/admin/accounts/' }, times: 1 })
    await expect(contactOf(reef.kofi, reef.people.mira)).rejects.toThrow()
    await reef.db.accountContact.deleteMany({ where: { remoteId: reef.people.mira.id } })
  })

  it('are shown as they were kept while Mastodon does not answer, and after it has destroyed the account', async () => {
    reef.fake.setFault({ kind: '5xx', match: { method: 'GET', path: '/admin/accounts/' }, times: 1 })
    expect(await contactOf(reef.kofi, reef.people.harl)).toMatchObject({ from: 'kept', failure: 'temporary' })
    const { wren } = reef.people
    await contactOf(reef.kofi, wren)
    eraseAccount(reef.state, wren)
    expect(await contactOf(reef.kofi, wren)).toMatchObject({
      email: 'wren@example.test',
      from: 'kept',
      failure: 'notFound',
    })
    expect((await reef.db.account.findFirstOrThrow({ where: { remoteId: wren.id } })).goneAt).not.toBeNull()
  })

  it('of somebody who is in no case are shown and not kept', async () => {
    await reef.query(reef.kofi, (await import('@/lib/features/people/queries')).one, {
      accountId: reef.people.nadia.id,
    })
    expect(await contactOf(reef.kofi, reef.people.nadia)).toMatchObject({ email: 'nadia@example.test', isKept: false })
    expect(await reef.db.accountContact.count({ where: { remoteId: reef.people.nadia.id } })).toBe(0)
  })

  it('need the role, and of a moderator manage_users on Mastodon; the refusal is a row', async () => {
    const off = (why: string) => expect.objectContaining({ code: 'people.off', values: { why } })
    const lena = await reef.signIn(reef.people.lena)
    await expect(contactOf(lena, reef.people.harl)).rejects.toEqual(off('contactNoManageUsers'))
    expect((await rows('people.contact'))[0]).toMatchObject({ actor: 'lena', outcome: 'refused' })
    for (const role of ['legal', 'childSafety', 'auditor'] as const)
      await expect(contactOf(withRole(role, 1024n), reef.people.harl)).rejects.toMatchObject({ code: 'notAllowed' })
    // By their role here: the reader asks for them.
    expect(await contactOf(withRole('privacy'), reef.people.harl)).toMatchObject({ email: 'harl@pier.test' })
    await expect(contactOf(reef.kofi, reef.gull)).rejects.toEqual(off('contactRemote'))
  })
})

describe('the log', () => {
  it('shows an auditor who looked at whom, but nobody who looked at themselves', async () => {
    const ofHarl = async (actor: PersonActor) =>
      (await reef.query(actor, log, { command: 'people.contact' })).rows.filter((row) => row.outcome === 'done').length
    expect(await ofHarl(withRole('auditor'))).toBeGreaterThan(2)
    expect(await ofHarl({ ...withRole('auditor'), remoteId: reef.people.harl.id })).toBeLessThan(
      await ofHarl(withRole('auditor')),
    )
  })
})

describe('accounts that share something', () => {
  beforeAll(() => {
    const twin = { ips: [{ ip: '203.0.113.9', usedAt: '2026-11-02T10:00:00.000Z' }], email: 'twin@PIER.test' }
    addAccount(reef.state, { username: 'twin', createdAt: new Date('2026-11-01'), user: twin })
    addAccount(reef.state, { username: 'other', createdAt: new Date('2026-11-01'), user: { email: 'x@notpier.test' } })
  })

  it.each([
    [
      'ip',
      [
        ['203.0.113.9', ['@twin']],
        ['198.51.100.7', []],
      ],
    ],
    ['mailDomain', [['pier.test', ['@twin']]]],
  ] as const)('by %s', async (by, expected) => {
    const view = await reef.query(reef.kofi, related, { accountId: reef.people.harl.id, by })
    expect(view.groups.map((group) => [group.what, group.people.map(({ handle }) => handle)])).toEqual(expected)
    const [row] = await rows('people.related')
    expect(row?.subjectIds).toEqual([reef.people.harl.id])
    expect(JSON.stringify(row?.values.map(({ value }) => value))).not.toMatch(/pier|203/)
    expect(view.groups[0]?.url).toContain('/admin/accounts?origin=local')
  })
})

describe('the time of e-mails and IPs', () => {
  const dropAt = (at: Date) =>
    runCommand(drop, { db: reef.db, actor: { kind: 'system', name: 'contacts' }, now: at, input: {} })
  const keptOf = (account: Account) => reef.db.accountContact.count({ where: { remoteId: account.id } })

  it('is over 90 days after the last case of the person was closed', async () => {
    const { harl, wren } = reef.people
    const now = Date.now()
    expect(await dropAt(new Date(now + 400 * DAY))).toMatchObject({ contacts: 0 })
    await reef.db.case.updateMany({
      where: { subjectId: harl.id },
      data: { state: 'closed', closedAt: new Date(now - 89 * DAY) },
    })
    await reef.db.case.updateMany({
      where: { subjectId: wren.id },
      data: { state: 'closed', closedAt: new Date(now - 91 * DAY) },
    })
    expect(await dropAt(new Date(now))).toEqual({ contacts: 1, values: 0 })
    expect([await keptOf(harl), await keptOf(wren)]).toEqual([1, 0])
    // Whoever was stopped is kept until the people of the case decide.
    await reef.db.case.updateMany({ where: { subjectId: harl.id }, data: { class: 'childSafety' } })
    expect(await dropAt(new Date(now + 30 * DAY))).toEqual({ contacts: 0, values: 0 })
  })
})
