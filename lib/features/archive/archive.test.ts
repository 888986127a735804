import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { confirmRelease } from '@/lib/features/holds/commands'
import { list as holds } from '@/lib/features/holds/queries'
import { list as queue } from '@/lib/features/queue/queries'
import { close } from '@/lib/features/reports/commands'
import { one as reportCase } from '@/lib/features/reports/queries'
import type { CaseView } from '@/lib/features/reports/schema'
import { admit, setRoles } from '@/lib/features/staff/commands'
import { actorOf } from '@/lib/features/staff/model'
import { people } from '@/lib/features/staff/queries'
import { list as log } from '@/lib/features/trail/queries'
import { addAccount, addReport, emptyState } from '@/lib/integrations/mastodon/fake/makers'
import { ROLE_IDS } from '@/lib/integrations/mastodon/fake/roles'
import { type Fake, startFake } from '@/lib/integrations/mastodon/fake/server'
import type { Account, State } from '@/lib/integrations/mastodon/fake/state'
import { grantToken } from '@/lib/integrations/mastodon/fake/trial'
import type { PersonActor } from '@/lib/platform/access/access'
import { runCommand } from '@/lib/platform/commands/run'
import { record } from '@/lib/platform/audit/record'
import { newId, sql, transaction } from '@/lib/platform/db/client'
import { openReef, type Reef } from '@/lib/testing/reef'
import { touched } from '@/lib/testing/touch'
import { move } from './commands'
import { cases, list, one, probeNext, stoppedCase, stoppedCases } from './queries'

let reef: Reef
let fjord: Fake
let state: State
let ines2: Account
let owner: PersonActor
let harl: CaseView
beforeAll(async () => {
  reef = await openReef()
  state = emptyState('4.3')
  state.instance.domain = 'fjord.example'
  ines2 = addAccount(state, { username: 'ines', createdAt: new Date('2024-01-01'), user: { roleId: ROLE_IDS.owner } })
  const harlThere = addAccount(state, { username: 'harl', createdAt: new Date('2024-01-01') })
  addReport(state, { accountId: ines2.id, targetAccountId: harlThere.id, createdAt: new Date(), comment: 'Here too' })
  addReport(state, {
    accountId: harlThere.id,
    targetAccountId: addAccount(state, { username: 'wren', createdAt: new Date('2024-01-01') }).id,
    createdAt: new Date(),
  })
  fjord = await startFake({ state })
  harl = await reef.caseOf(reef.kofi, 'harl')
})
afterAll(() => fjord.close())

const to = (more: object = {}) => ({ address: fjord.origin, confirmsPrivate: true, leaves: 'reef.example', ...more })

const caseOn = (name: 'wren') =>
  reef.db.case.findFirstOrThrow({ where: { instanceId: reef.instanceId, subjectId: reef.people[name].id } })

/** As a browser that holds the cookie of the set-up: the first to sign in there. */
async function enterFjord(): Promise<PersonActor> {
  const instance = await reef.db.instance.findFirstOrThrow({ where: { state: 'connected' } })
  if (!state.tokens.some((token) => token.token === 'fjord-ines'))
    grantToken(state, ines2, ['read', 'admin:read', 'admin:write'], 'fjord-ines')
  const { personId } = await runCommand(admit, {
    db: reef.db,
    actor: { kind: 'setup' },
    now: new Date(),
    input: {
      instanceId: instance.id,
      remoteId: ines2.id,
      acct: 'ines',
      displayName: 'Ines',
      permissions: '1',
      roleName: 'Owner',
      token: 'fjord-ines',
      scopes: ['read', 'admin:read', 'admin:write'],
      holdsSetup: true,
      namedOwner: null,
    },
  })
  return actorOf(await reef.db.person.findUniqueOrThrow({ where: { id: personId } }))
}

describe('moving to another instance', () => {
  it('looks first and writes nothing', async () => {
    const found = await reef.query(reef.ines, probeNext, { address: fjord.origin, confirmsPrivate: true })
    expect(found).toMatchObject({ domain: 'fjord.example', lacks: expect.arrayContaining(['minimumAge']) })
    expect(await reef.db.instance.count()).toBe(1)
  })

  it.each([
    ['the page is stale', { leaves: 'other.example' }, 'move.stale'],
    ['it is the same instance', {}, 'move.same'],
  ])('is refused when %s', async (_why, more, code) => {
    const input = code === 'move.same' ? to({ address: reef.fake.origin }) : to(more)
    await expect(reef.command(reef.ines, move, input)).rejects.toMatchObject({ code })
    expect(await reef.db.instance.count({ where: { state: 'connected' } })).toBe(1)
  })

  it('archives the former one: what waited is not sent, and everybody is signed out', async () => {
    await reef.command(reef.kofi, close, { caseId: harl.id, version: harl.version })
    await reef.db.session.create({
      data: {
        tokenHash: 'b'.repeat(64),
        personId: reef.kofi.id,
        createdAt: new Date(),
        expiresAt: new Date(Date.now() + 9e6),
      },
    })
    await reef.command(reef.ines, move, to())
    expect(await reef.db.session.count()).toBe(0)
    const acts = await reef.db.act.findMany()
    expect(acts.map((act) => [act.state, act.failure])).toEqual(Array(3).fill(['cancelled', 'archived']))
    const instances = await reef.db.instance.findMany({ orderBy: { connectedAt: 'asc' } })
    expect(instances.map((row) => [row.domain, row.state])).toEqual([
      ['reef.example', 'archived'],
      ['fjord.example', 'connected'],
    ])
  })

  it('gives every token back there, and wipes them and the secret of the application here', async () => {
    await reef.work()
    expect(reef.state.tokens.filter((token) => ['ines', 'kofi'].includes(token.token) && !token.revokedAt)).toEqual([])
    expect(await reef.db.token.count({ where: { NOT: { sealed: null } } })).toBe(0)
    const former = await reef.db.instance.findUniqueOrThrow({ where: { id: reef.instanceId } })
    expect(former.clientSecret).toHaveLength(0)
    expect(Object.values(reef.state.reports).filter((report) => report.actionTakenAt)).toEqual([])
  })

  it('makes the one who moved it owner of the new one when they sign in', async () => {
    owner = await enterFjord()
    expect(owner.roles).toContain('owner')
    const person = await reef.db.person.findUniqueOrThrow({ where: { id: owner.id } })
    expect(person.formerId).toBe(reef.ines.id)
  })

  it('mixes nothing: the same report numbers and names stand apart', async () => {
    await reef.work()
    const view = await reef.query(owner, queue, {})
    expect(view.rows.map((row) => row.person.handle)).toEqual(['@wren'])
    expect(view.sync).toMatchObject({ domain: 'fjord.example' })
    expect(await reef.db.report.count({ where: { remoteId: '1' } })).toBe(2)
  })
})

describe('what is archived', () => {
  it('is listed for the owner, with how giving the tokens back went', async () => {
    const { rows } = await reef.query(owner, list, {})
    expect(rows).toMatchObject([
      { domain: 'reef.example', isDemo: false, cases: 4, tokens: { revoked: 2, waiting: 0, unknown: 0 } },
    ])
  })

  it('can be read by the owner, and nobody can do anything to it', async () => {
    const listed = await reef.query(owner, cases, { instanceId: reef.instanceId, filter: {} })
    expect(listed.queue.rows.map((row) => row.person.handle)).toEqual([
      '@harl',
      '@mira',
      '@wren',
      '@gull@harbour.example',
    ])
    const { view } = await reef.query(owner, one, { instanceId: reef.instanceId, caseId: harl.id })
    expect(view).toMatchObject({ number: harl.number, actions: [], next: null })
    expect(view.reports).toHaveLength(3)
    await expect(reef.query(owner, reportCase, { caseId: harl.id })).rejects.toMatchObject({ code: 'notFound' })
    const closing = { caseId: harl.id, version: harl.version }
    await expect(reef.command(owner, close, closing)).rejects.toMatchObject({ code: 'notFound' })
    const row = await reef.db.auditRow.findFirstOrThrow({ where: { command: 'archive.case' } })
    expect([row.actor, row.caseId]).toEqual(['ines', harl.id])
  })

  it('stands apart in the log: rows without a case too, which only the owner asks for', async () => {
    const here = await reef.query(owner, log, {})
    expect(here.actors).not.toContain('kofi')
    expect(here.rows.map((row) => row.command)).not.toContain('instance.move')
    expect(here.formers).toMatchObject([{ domain: 'reef.example' }])
    const there = await reef.query(owner, log, { instanceId: reef.instanceId })
    expect(there).toMatchObject({ former: { domain: 'reef.example' } })
    expect(there.actors).toContain('kofi')
    const did = there.rows.map((row) => row.command)
    expect(did).toEqual(expect.arrayContaining(['instance.move', 'staff.admit', 'instance.connect', 'cases.open']))
    // Nothing is lost, and nothing stands twice.
    const seqs = [...here.rows, ...there.rows].map((row) => row.seq)
    expect(new Set(seqs).size).toBe(seqs.length)
    expect(seqs.length).toBeGreaterThan(20)
    const auditor = await reef.query({ ...owner, roles: ['auditor'] }, log, { instanceId: reef.instanceId })
    expect(auditor).toMatchObject({ former: null, formers: [] })
    expect(auditor.actors).not.toContain('kofi')
  })

  it('gives no name to roles on the new instance: who set them last is told of this one alone', async () => {
    const given = { command: 'staff.setRoles', outcome: 'done', fields: { person: 'ines' } } as const
    await transaction(reef.db, (tx) => record(tx, reef.kofi, new Date(), given))
    const ines = async () => (await reef.query(owner, people, {})).people.find((person) => person.acct === 'ines')
    expect(await ines()).toMatchObject({ given: null })
    await reef.command(touched(owner), setRoles, { personId: owner.id, roles: ['owner', 'legal'] })
    expect(await ines()).toMatchObject({ given: { by: 'ines' } })
    await reef.command(touched(owner), setRoles, { personId: owner.id, roles: ['owner'] })
  })

  it('starts no job', async () => {
    const waiting = await reef.db.$queryRaw<{ payload: string }[]>(
      sql`SELECT payload::text AS payload FROM graphile_worker._private_jobs`,
    )
    expect(waiting.filter(({ payload }) => payload.includes(reef.instanceId))).toEqual([])
  })

  it('still hides from the owner what was about themselves there', async () => {
    const partyIds = [
      ...(await reef.db.case.findUniqueOrThrow({ where: { id: harl.id } })).partyIds,
      reef.ines.remoteId,
    ]
    await reef.db.case.update({ where: { id: harl.id }, data: { partyIds } })
    const refused = reef.query(owner, one, { instanceId: reef.instanceId, caseId: harl.id })
    await expect(refused).rejects.toMatchObject({ code: 'notFound' })
  })

  it('keeps what was stopped there for those who see stopped cases, to read and no more', async () => {
    const { id } = await reef.db.case.update({
      where: { id: (await caseOn('wren')).id },
      data: { class: 'childSafety' },
    })
    await reef.db.safetyStop.create({ data: { caseId: id, stoppedById: reef.kofi.id, stoppedAt: new Date() } })
    const stopped = { domain: 'reef.example', handle: '@wren', stoppedBy: 'kofi' }
    expect((await reef.query(owner, stoppedCases, {})).rows).toMatchObject([stopped])
    const there = { instanceId: reef.instanceId, caseId: id }
    expect(await reef.query(owner, stoppedCase, there)).toMatchObject({ view: { id, handle: '@wren' } })
    await expect(reef.query(owner, one, there)).rejects.toMatchObject({ code: 'notFound' })
    // As a reviewer only, they see what they were named on as the person they were there.
    const reviewer = { ...owner, roles: ['childSafety'] as const }
    expect((await reef.query(reviewer, stoppedCases, {})).rows).toEqual([])
    await expect(reef.query(reviewer, stoppedCase, there)).rejects.toMatchObject({ code: 'notFound' })
    await reef.db.casePerson.create({ data: { caseId: id, personId: reef.ines.id } })
    expect((await reef.query(reviewer, stoppedCases, {})).rows).toMatchObject([stopped])
    await expect(reef.query({ ...owner, roles: ['legal'] }, stoppedCases, {})).rejects.toMatchObject({
      code: 'notAllowed',
    })
  })

  it('is not to be had by the present instance, nor by who is no owner', async () => {
    const here = { instanceId: owner.instanceId, filter: {} }
    await expect(reef.query(owner, cases, here)).rejects.toMatchObject({ code: 'notFound' })
    const moderator = { ...owner, roles: ['moderator'] as const }
    const there = { instanceId: reef.instanceId, filter: {} }
    await expect(reef.query(moderator, cases, there)).rejects.toMatchObject({ code: 'notAllowed' })
  })

  it('keeps holds in force until two people of today release them; who proposed there is the same person here', async () => {
    const id = newId()
    const terms = { source: 'litigation', reference: 'Reef v. Pier', releaseEvent: 'Judgment', startsAt: new Date() }
    const by = { placedById: reef.kofi.id, placedAt: new Date(), proposedById: reef.ines.id, proposedAt: new Date() }
    const row = { instanceId: reef.instanceId, state: 'releaseProposed', caseIds: [(await caseOn('wren')).id] }
    await reef.db.hold.create({ data: { id, ...terms, ...row, ...by, proposedWhy: 'Settled' } })
    const [told] = (await reef.query(owner, holds, {})).holds.filter((hold) => hold.id === id)
    expect(told).toMatchObject({ former: 'reef.example', proposedBy: 'ines', version: 1 })
    expect(told?.actions).toContainEqual({ name: 'confirm', why: 'hold.samePerson' })
    const ref = { id, version: 1 }
    await expect(reef.command(touched(owner), confirmRelease, ref)).rejects.toMatchObject({ code: 'hold.samePerson' })
    const other = await reef.db.person.create({
      data: {
        id: newId(),
        instanceId: owner.instanceId,
        remoteId: '77',
        acct: 'tove',
        displayName: 'Tove',
        roles: [],
        createdAt: new Date(),
      },
    })
    const tove = touched({ ...owner, id: other.id, remoteId: '77', name: 'tove' })
    await reef.command(tove, confirmRelease, ref)
    expect(await reef.db.hold.findUniqueOrThrow({ where: { id } })).toMatchObject({
      state: 'released',
      releasedById: tove.id,
    })
    expect((await reef.query(owner, holds, {})).holds.some((hold) => hold.id === id)).toBe(false)
    // Of an instance that was never left, nothing is told.
    await expect(reef.command(tove, confirmRelease, { id: newId(), version: 1 })).rejects.toMatchObject({
      code: 'notFound',
    })
  })
})
