import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { PersonActor } from '@/lib/platform/access/access'
import { runCommand } from '@/lib/platform/commands/run'
import { openReef, type Reef } from '@/lib/testing/reef'
import { touched } from '@/lib/testing/touch'
import { noteAlarms, place, settleAlarm } from './commands'
import { due } from './queries'
import { sweepHolds } from './workers'

const DAY = 24 * 3600_000
let reef: Reef
let nadia: PersonActor
beforeAll(async () => {
  reef = await openReef()
  nadia = touched({ ...(await reef.signIn(reef.people.nadia)), roles: ['legal'] })
})
beforeEach(async () => {
  await reef.db.purgeAlarm.deleteMany()
  await reef.db.hold.deleteMany()
})

const demand = {
  source: 'subpoena',
  reference: 'Court 12/26',
  releaseEvent: 'Judgment',
  startsOn: '2026-11-01',
  keepUntil: null,
}
const put = (more: object) => reef.command(nadia, place, { ...demand, ...more })

describe('Mastodon’s purge', () => {
  const sweep = (now: Date) => sweepHolds.run({}, { db: reef.db, now: () => now })
  const suspend = (isSuspended: boolean) =>
    reef.db.account.updateMany({ where: { remoteId: reef.people.harl.id }, data: { isSuspended } })
  const dueAt = async (days: number, actor = nadia) => {
    const now = new Date(start.getTime() + days * DAY)
    await sweep(now)
    return due.start({ db: reef.db, actor, now, remember: async () => {}, enqueue: async () => {} }, {})
  }
  const start = new Date()

  it('is warned of on days 20, 25 and 28, once each, and no longer when the suspension is lifted', async () => {
    await put({ accounts: ['harl'] })
    await suspend(true)
    await sweep(start)
    expect(await dueAt(19)).toEqual([])
    expect(await dueAt(20)).toMatchObject([{ handle: '@harl', kind: 'suspended', basis: 'seen', day: 20 }])
    const [first] = await dueAt(21)
    await reef.command(nadia, settleAlarm, { id: first?.id })
    expect(await dueAt(22)).toEqual([])
    expect(await dueAt(25)).toMatchObject([{ day: 25 }])
    expect(await dueAt(29)).toMatchObject([{ day: 28 }])
    expect(await reef.db.purgeAlarm.count()).toBe(3)
    await suspend(false)
    expect(await dueAt(29.5)).toEqual([])
    await suspend(true)
    expect(await dueAt(30)).toEqual([])
    expect(await dueAt(50)).toMatchObject([{ day: 20 }])
    await suspend(false)
  })

  it('is said to have come when the account is gone', async () => {
    await put({ accounts: ['harl'] })
    await reef.db.account.updateMany({ where: { remoteId: reef.people.harl.id }, data: { goneAt: start } })
    expect(await dueAt(0)).toMatchObject([{ kind: 'gone', day: 0 }])
    await reef.db.account.updateMany({ where: { remoteId: reef.people.harl.id }, data: { goneAt: null } })
  })

  it('is nothing to warn of for whom nothing is held, and of a secret hold nobody is told', async () => {
    await suspend(true)
    expect(await dueAt(0)).toEqual([])
    await put({ accounts: ['harl'], isSecret: true })
    await dueAt(0)
    expect(await dueAt(28, reef.kofi)).toEqual([])
    expect(await dueAt(28)).toMatchObject([{ day: 28 }])
    await suspend(false)
  })

  it('counts from our own suspension where there was one', async () => {
    await put({ accounts: ['harl'] })
    const harl = await reef.caseOf(reef.kofi, 'harl')
    const answeredAt = new Date(start.getTime() - 26 * DAY)
    const id = crypto.randomUUID()
    const act = { kind: 'suspend', state: 'confirmed', askedAt: answeredAt, answeredAt, targetId: reef.people.harl.id }
    const ofCase = { id, groupId: id, caseId: harl.id, instanceId: reef.instanceId, personId: reef.kofi.id }
    await reef.db.act.create({ data: { ...act, ...ofCase } })
    await suspend(true)
    expect(await dueAt(0)).toMatchObject([{ basis: 'act', day: 25 }])
  })

  it('as machinery finds nothing twice', async () => {
    await put({ accounts: ['harl'] })
    const system = { kind: 'system', name: 'holds' } as const
    const both = [1, 2].map(() => runCommand(noteAlarms, { db: reef.db, actor: system, now: new Date(), input: {} }))
    await Promise.all(both)
    expect(await reef.db.purgeAlarm.count({ where: { kind: 'suspended', settledAt: null } })).toBe(3)
  })
})
