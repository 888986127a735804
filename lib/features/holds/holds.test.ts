import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { list as auditRows } from '@/lib/features/trail/queries'
import { transaction } from '@/lib/platform/db/client'
import type { PersonActor } from '@/lib/platform/access/access'
import { openReef, type Reef } from '@/lib/testing/reef'
import { touched } from '@/lib/testing/touch'
import { confirmRelease, extend, place, proposeRelease, withdrawRelease } from './commands'
import { isInForce } from './model'
import { list, on } from './queries'
import { heldBy } from './statements'

const DAY = 24 * 3600_000
let reef: Reef
let nadia: PersonActor
let ines: PersonActor
let auditor: PersonActor
beforeAll(async () => {
  reef = await openReef()
  nadia = touched({ ...(await reef.signIn(reef.people.nadia)), roles: ['legal'] })
  ines = touched(reef.ines)
  auditor = { ...(await reef.signIn(reef.people.lena)), roles: ['auditor'] }
})
beforeEach(async () => {
  await reef.db.purgeAlarm.deleteMany()
  await reef.db.hold.deleteMany()
})

const base = {
  source: 'subpoena',
  reference: 'Court 12/26',
  releaseEvent: 'Judgment',
  startsOn: '2026-11-01',
  keepUntil: null,
}
const put = (more: object, actor = nadia) => reef.command(actor, place, { ...base, ...more })
const holds = async (actor = nadia) => (await reef.query(actor, list, {})).holds
const one = async () => {
  const [hold] = await holds()
  if (!hold) throw new Error('no hold')
  return { id: hold.id, version: hold.version }
}
const held = (scope: object, now = new Date()) =>
  transaction(reef.db, async (tx) => (await heldBy(tx, { instanceId: reef.instanceId, ...scope }, now)).length > 0)

describe('a hold', () => {
  it('keeps the person who is named by their handle, and their cases', async () => {
    await put({ accounts: ['@harl'] })
    const { harl, wren } = reef.people
    const caseOf = async (id: string) => (await reef.db.case.findFirstOrThrow({ where: { subjectId: id } })).id
    expect(await held({ accountIds: [harl.id] })).toBe(true)
    expect(await held({ accountIds: [wren.id] })).toBe(false)
    expect(await held({ caseIds: [await caseOf(harl.id)] })).toBe(true)
    expect(await held({ caseIds: [await caseOf(wren.id)] })).toBe(false)
    const post = await reef.db.post.findFirstOrThrow()
    expect([post.authorId, await held({ postIds: [post.remoteId] })]).toEqual([harl.id, true])
  })

  it('on a case keeps everybody in it and the posts that it is about', async () => {
    const harl = await reef.caseOf(reef.kofi, 'harl')
    await put({ caseNumbers: [harl.number] })
    expect(await held({ accountIds: [reef.people.mira.id] })).toBe(true)
    expect(await held({ postIds: harl.reports.flatMap((report) => report.postIds) })).toBe(true)
    expect(await held({ accountIds: [reef.people.wren.id] })).toBe(false)
  })

  it('on everything keeps what nobody named, and what is not there any more', async () => {
    await put({ isEverything: true })
    expect(await held({ accountIds: ['4711'] })).toBe(true)
    expect(await held({ postIds: ['4711'] })).toBe(true)
  })

  it('with a range of time keeps the person’s posts of that time only', async () => {
    const post = await reef.db.post.findFirstOrThrow()
    const day = (ms: number) => new Date(post.createdAt.getTime() + ms).toISOString().slice(0, 10)
    await put({ accounts: ['harl'], fromOn: day(-9 * DAY), untilOn: day(-5 * DAY) })
    const person = { accountIds: [reef.people.harl.id] }
    // The report on it was made today, and a case, like a person, is held whole.
    await reef.db.report.updateMany({ where: { postIds: { has: post.remoteId } }, data: { postIds: [] } })
    expect([await held({ postIds: [post.remoteId] }), await held(person)]).toEqual([false, true])
    await put({ accounts: ['harl'], fromOn: day(-9 * DAY), untilOn: day(0) })
    expect(await held({ postIds: [post.remoteId] })).toBe(true)
    await reef.db.report.updateMany({
      where: { comment: 'Mocks how people speak' },
      data: { postIds: [post.remoteId] },
    })
  })

  it('ends when its day is over, by the same rule in SQL as in the model', async () => {
    await put({ accounts: ['harl'], keepUntil: '2099-01-01' })
    const row = await reef.db.hold.findFirstOrThrow()
    const end = row.keepUntil?.getTime() ?? 0
    for (const now of [new Date(end - 1), new Date(end), new Date(end + 1)])
      expect(await held({ accountIds: [reef.people.harl.id] }, now)).toBe(isInForce(row, now))
  })

  it.each([
    [{}, 'badInput'],
    [{ accounts: ['harl'], isEverything: true }, 'badInput'],
    [{ accounts: ['harl'], keepUntil: '2026-10-01' }, 'badInput'],
    [{ accounts: ['harl'], keepUntil: '2026-11-02' }, 'badInput'],
    [{ accounts: ['harl'], fromOn: '2026-11-02', untilOn: '2026-11-01' }, 'badInput'],
    [{ accounts: ['harl'], reference: ' ' }, 'badInput'],
    [{ accounts: ['@nobody'] }, 'hold.unknownAccount'],
    [{ caseNumbers: [4711] }, 'hold.unknownCase'],
    [{ posts: ['https://elsewhere.example/x'] }, 'hold.unknownPost'],
    [{ accounts: ['nadia'] }, 'hold.yourself'],
  ])('is refused as %j', async (more, code) => {
    await reef.db.account.updateMany({ where: { acct: 'nadia' }, data: {} })
    const named = 'accounts' in more && more.accounts?.includes('nadia') ? { accounts: [reef.people.nadia.id] } : {}
    await expect(put({ ...more, ...named })).rejects.toMatchObject({ code })
  })
})

describe('the release', () => {
  it('takes two people, and the same one twice is refused', async () => {
    await put({ accounts: ['harl'] })
    await reef.command(nadia, proposeRelease, { ...(await one()), why: 'Settled' })
    await expect(reef.command(nadia, confirmRelease, await one())).rejects.toMatchObject({ code: 'hold.samePerson' })
    expect((await holds())[0]?.actions).toEqual([
      { name: 'confirm', why: 'hold.samePerson' },
      { name: 'withdraw', why: null },
    ])
    expect(await held({ accountIds: [reef.people.harl.id] })).toBe(true)
    await reef.command(ines, confirmRelease, await one())
    expect(await held({ accountIds: [reef.people.harl.id] })).toBe(false)
    expect((await holds())[0]).toMatchObject({ state: 'released', proposedBy: 'nadia', releasedBy: 'ines' })
  })

  it('by one alone the database refuses too', async () => {
    await put({ accounts: ['harl'] })
    const { id } = await one()
    const alone = { state: 'released', proposedById: nadia.id, releasedById: nadia.id }
    await expect(reef.db.hold.update({ where: { id }, data: alone })).rejects.toThrow('hold_two_people')
  })

  it('is not made of two stale pages: what moved meanwhile is looked at again', async () => {
    await put({ accounts: ['harl'] })
    const seen = await one()
    await reef.command(nadia, proposeRelease, { ...seen, why: 'Settled' })
    await expect(reef.command(ines, confirmRelease, seen)).rejects.toMatchObject({ code: 'hold.moved' })
    await reef.command(ines, withdrawRelease, await one())
    await expect(reef.command(ines, confirmRelease, await one())).rejects.toMatchObject({ code: 'hold.moved' })
  })

  it('falls when the hold is made longer, which it may be and never shorter', async () => {
    await put({ accounts: ['harl'], keepUntil: '2099-01-01' })
    await reef.command(nadia, proposeRelease, { ...(await one()), why: 'Settled' })
    for (const keepUntil of ['2098-01-01', '2099-01-01'])
      await expect(reef.command(nadia, extend, { ...(await one()), keepUntil })).rejects.toMatchObject({
        code: 'hold.notLonger',
      })
    await reef.command(nadia, extend, { ...(await one()), keepUntil: null })
    expect((await holds())[0]).toMatchObject({ state: 'active', keepUntil: null, proposedBy: null })
  })

  it('is nobody’s who does not manage holds', async () => {
    await put({ accounts: ['harl'] })
    await expect(reef.command(reef.ines, confirmRelease, await one())).rejects.toMatchObject({
      code: 'passkey.needed',
    })
    for (const command of [proposeRelease, confirmRelease, withdrawRelease, extend])
      await expect(reef.command(auditor, command, await one())).rejects.toMatchObject({ code: 'notAllowed' })
  })
})

describe('a secret hold', () => {
  const page = async (actor: PersonActor) => JSON.stringify(await reef.query(actor, auditRows, {}))

  it('is told to nobody but those who manage holds and those named, anywhere', async () => {
    const harl = await reef.caseOf(reef.kofi, 'harl')
    const before = new Date().toISOString()
    await put({ caseNumbers: [harl.number], isSecret: true, secretUntil: '2099-01-01', namedIds: [reef.kofi.id] })
    expect([(await holds(auditor)).length, (await holds(reef.ines)).length]).toEqual([0, 1])
    const sef = await reef.signIn(reef.people.sef)
    expect(await reef.query(sef, on, { caseId: harl.id })).toBeNull()
    expect(await reef.query(reef.kofi, on, { caseId: harl.id })).toMatchObject({ count: 1 })
    const lines = (await reef.caseOf(sef, 'harl')).timeline
    expect(lines.filter((line) => line.at > before).map((line) => line.command)).toEqual([])
    expect(await page(auditor)).not.toContain('secret')
    expect(await page(nadia)).toContain('holds.secret.place')
  })

  it('is told when the secrecy is over', async () => {
    await put({ accounts: ['harl'], isSecret: true, secretUntil: '2026-11-01' })
    expect((await holds(auditor)).length).toBe(1)
  })
})

describe('who sees a hold', () => {
  it('is nobody whom it is about, and counsel only of cases that are theirs', async () => {
    await put({ accounts: [reef.people.kofi.id] })
    const kofi = touched({ ...reef.kofi, roles: ['legal' as const] })
    const lawyer: PersonActor = { ...nadia, roles: ['lawyer'] }
    expect([(await holds(kofi)).length, (await holds(nadia)).length, (await holds(lawyer)).length]).toEqual([0, 1, 0])
    await expect(reef.command(kofi, proposeRelease, { ...(await one()), why: 'Mine' })).rejects.toMatchObject({
      code: 'notFound',
    })
  })

  it('is nobody who may not see its case', async () => {
    const wren = await reef.caseOf(reef.kofi, 'wren')
    await put({ caseNumbers: [wren.number] })
    await reef.db.case.update({ where: { id: wren.id }, data: { class: 'childSafety' } })
    const other = touched({ ...(await reef.signIn(reef.people.mira)), roles: ['legal' as const] })
    expect([(await holds(other)).length, (await holds(reef.ines)).length]).toEqual([0, 1])
    // Who placed it knows of it, and stays one of the two who release it: without a way to the case.
    const [placed] = await holds(nadia)
    expect(placed?.cases).toEqual([{ id: wren.id, number: wren.number, href: null }])
    await reef.command(nadia, proposeRelease, { ...(await one()), why: 'Over' })
    await reef.command(ines, confirmRelease, await one())
    await reef.db.case.update({ where: { id: wren.id }, data: { class: 'ordinary' } })
  })
})

describe('who places a hold', () => {
  it('waits for what is being destroyed at that moment, and then nothing is', async () => {
    let isPlaced = false
    let placing: Promise<unknown> = Promise.resolve()
    const scope = { instanceId: reef.instanceId, accountIds: [reef.people.osei.id] }
    await transaction(reef.db, async (tx) => {
      expect(await heldBy(tx, scope, new Date())).toEqual([])
      placing = put({ accounts: ['osei'] }).then(() => (isPlaced = true))
      await waitsFor(1)
      expect(isPlaced).toBe(false)
    })
    await placing
    expect(await held(scope)).toBe(true)
  })
})

/** Until somebody waits for the lock of the holds. */
async function waitsFor(count: number): Promise<void> {
  for (let waiting = 0; waiting < count; ) {
    const rows = await reef.db.$queryRaw<{ n: number }[]>`
      SELECT count(*)::int AS n FROM pg_locks l JOIN pg_stat_activity a USING (pid)
      WHERE l.locktype = 'advisory' AND NOT l.granted AND a.datname = current_database()`
    waiting = rows[0]?.n ?? 0
  }
}
