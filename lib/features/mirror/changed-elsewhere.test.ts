import { setTimeout } from 'node:timers/promises'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addAccount, addReport } from '@/lib/integrations/mastodon/fake/makers'
import type { Account } from '@/lib/integrations/mastodon/fake/state'
import { newId } from '@/lib/platform/db/client'
import { readStep } from '@/lib/testing/mirror'
import { openReef, type Reef } from '@/lib/testing/reef'
import { scriptedMastodon } from '@/lib/testing/scripted-mastodon'
import { readerConnection } from '@/lib/features/instances/connections'
import { takeIn } from '@/lib/features/intake/commands'
import { accountRow, rowsOf } from '@/lib/features/intake/parse'
import { showAdminAccount } from '@/lib/integrations/mastodon/client/adminAccounts'
import { showReport } from '@/lib/integrations/mastodon/client/reports'
import { runCommand } from '@/lib/platform/commands/run'
import { syncOf } from './queries'
import { readPerson } from './workers'

const ago = (hours: number) => new Date(Date.now() - hours * 3600_000)
let reef: Reef
beforeAll(async () => {
  reef = await openReef()
})
beforeEach(() => reef.mend())

async function reader() {
  const connection = await readerConnection(reef.db, reef.instanceId)
  if (!connection) throw new Error('no reader')
  return connection
}
const openOf = (account: Account) =>
  reef.db.report.count({ where: { targetId: account.id, isResolved: false, goneAt: null } })

describe('a pile-on that one act resolved in Mastodon', () => {
  it('is read back in lists, and not report by report', async () => {
    const target = addAccount(reef.state, { username: 'piled', createdAt: ago(900) })
    for (let n = 0; n < 45; n++)
      addReport(reef.state, { accountId: reef.people.osei.id, targetAccountId: target.id, createdAt: ago(1) })
    for (let n = 0; n < 8; n++) await readStep(reef)
    expect(await openOf(target)).toBe(45)
    for (const report of Object.values(reef.state.reports))
      if (report.targetAccountId === target.id)
        Object.assign(report, { actionTakenAt: new Date().toISOString(), actionTakenByAccountId: reef.people.ines.id })
    const before = reef.fake.served()
    for (let n = 0; n < 4 && (await openOf(target)) > 0; n++) await readStep(reef)
    expect(await openOf(target)).toBe(0)
    expect(reef.fake.served() - before).toBeLessThan(25)
  })
})

describe('after an outage in the middle of a sweep', () => {
  it('one sweep makes the open reports exact, also those that it had behind it', async () => {
    const target = addAccount(reef.state, { username: 'several', createdAt: ago(900) })
    for (let n = 0; n < 30; n++)
      addReport(reef.state, { accountId: reef.people.osei.id, targetAccountId: target.id, createdAt: ago(1) })
    for (let n = 0; n < 5; n++) await readStep(reef)
    // The newest reports are behind the sweep, and one of them is resolved while nothing answers.
    await reef.db.mirrorState.updateMany({
      data: { sweepStartedAt: ago(0.01), sweepMaxId: '12', failure: 'temporary' },
    })
    const newest = Object.values(reef.state.reports).findLast((report) => report.targetAccountId === target.id)
    Object.assign(newest ?? {}, {
      actionTakenAt: new Date().toISOString(),
      actionTakenByAccountId: reef.people.ines.id,
    })
    const before = (await reef.db.mirrorState.findFirstOrThrow()).sweptAt
    for (let n = 0; n < 6; n++) {
      await readStep(reef)
      if ((await reef.db.mirrorState.findFirstOrThrow()).sweptAt?.getTime() !== before?.getTime()) break
    }
    expect(await openOf(target)).toBe(29)
  })
})

describe('a page that was asked for before, and comes after', () => {
  it('does not put back what somebody has read anew meanwhile', async () => {
    const report = await showReport(await reader(), '6').then((answer) => rowsOf(answer.value))
    const take = (isResolved: boolean, askedAt: Date) =>
      runCommand(takeIn, {
        db: reef.db,
        actor: { kind: 'system', name: 'test' },
        now: new Date(),
        input: {
          instanceId: reef.instanceId,
          reports: [{ ...report, report: { ...report.report, isResolved } }],
          seenAt: askedAt,
        },
      })
    const now = Date.now()
    await take(true, new Date(now + 2_000))
    await take(false, new Date(now + 1_000))
    const kept = () => reef.db.report.findFirstOrThrow({ where: { remoteId: '6' } })
    expect((await kept()).isResolved).toBe(true)
    await take(false, new Date(now + 3_000))
    expect((await kept()).isResolved).toBe(false)
  })
})

describe('a reading of one person that takes long', () => {
  it('counts from when it was asked for, and not from when it was answered', async () => {
    const { id } = reef.people.harl
    const connection = await reader()
    const account = accountRow((await showAdminAccount(connection, id)).value)
    reef.fake.setFault({ kind: 'slow', ms: 400 })
    const reading = readPerson.run(
      { instanceId: reef.instanceId, remoteId: id },
      { db: reef.db, now: () => new Date() },
    )
    await setTimeout(200)
    const input = { instanceId: reef.instanceId, reports: [], accounts: [{ ...account, displayName: 'Renamed since' }] }
    const actor = { kind: 'system', name: 'test' } as const
    await runCommand(takeIn, { db: reef.db, actor, now: new Date(), input: { ...input, seenAt: new Date() } })
    await reading
    expect(await reef.db.account.findFirst({ where: { remoteId: id } })).toMatchObject({ displayName: 'Renamed since' })
  })
})

describe('a server that answers every page alike', () => {
  it('is not read for ever: the failure is told and the queue stays', async () => {
    const reports = await fetch(`${reef.fake.origin}/api/v1/admin/reports?limit=20`, {
      headers: { authorization: 'Bearer ines' },
    }).then((answer) => answer.json())
    const link = '<https://elsewhere.example/api/v1/admin/reports?max_id=3>; rel="next"'
    const { origin } = await scriptedMastodon({ 'GET /api/v1/admin/reports': { json: reports, headers: { link } } })
    await reef.db.instance.update({ where: { id: reef.instanceId }, data: { origin } })
    await reef.db.mirrorState.updateMany({ data: { backfillDone: false, backfillMaxId: null, failure: null } })
    for (let n = 0; n < 3; n++) await readStep(reef)
    expect((await syncOf(reef.db, reef.kofi)).failure).toBe('notMastodon')
    await reef.db.instance.update({ where: { id: reef.instanceId }, data: { origin: reef.fake.origin } })
    await reef.db.mirrorState.updateMany({ data: { backfillDone: true } })
  })
})

describe('what we allow ourselves', () => {
  it('being used up is no trouble of the instance: nothing is told, and the next step waits', async () => {
    await readStep(reef)
    const reader = await reef.db.instance.findFirstOrThrow()
    await reef.db.requestBudget.updateMany({
      where: { personId: reader.readerPersonId ?? newId() },
      data: { used: 5_000 },
    })
    await readStep(reef)
    expect((await syncOf(reef.db, reef.kofi)).failure).toBeNull()
  })
})

describe('what is no list of open reports', () => {
  it('may fail for days, and the open ones are compared to their end all the same', async () => {
    for (let n = 0; n < 60; n++)
      addReport(reef.state, {
        accountId: reef.people.osei.id,
        targetAccountId: reef.people.nadia.id,
        createdAt: ago(1),
      })
    for (let n = 0; n < 8; n++) await readStep(reef)
    const behind = Object.values(reef.state.reports).find((report) => !report.actionTakenAt)
    if (!behind) throw new Error('no open report')
    Object.assign(behind, { comment: 'Changed behind the first page', updatedAt: new Date().toISOString() })
    await reef.db.mirrorState.updateMany({ data: { settingsReadAt: new Date(0) } })
    reef.fake.setFault({ kind: '5xx', match: { path: '/admin/accounts$' } })
    for (let n = 0; n < 12; n++) await readStep(reef)
    expect((await reef.db.report.findFirst({ where: { remoteId: behind.id } }))?.comment).toContain('behind the first')
    expect((await syncOf(reef.db, reef.kofi)).failure).toBeNull()
    await reef.mend()
  })
})

describe('the settings of the instance', () => {
  it('are read again, with the sign-ups that wait', async () => {
    reef.state.instance.title = 'Reef, renamed'
    addAccount(reef.state, { username: 'waits', createdAt: ago(1), user: { approved: false } })
    await reef.db.mirrorState.updateMany({ data: { settingsReadAt: null } })
    await readStep(reef)
    expect(await reef.db.instance.findFirstOrThrow()).toMatchObject({ title: 'Reef, renamed' })
    expect(await reef.db.mirrorState.findFirstOrThrow()).toMatchObject({ pendingCount: 1 })
  })
})
