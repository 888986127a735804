import { beforeAll, describe, expect, it } from 'vitest'
import { newId, sql } from '@/lib/platform/db/client'
import { openReef, type Reef } from '@/lib/testing/reef'
import { close } from '@/lib/features/reports/commands'
import { dropStale, nightlyRetention, runRetention } from './workers'

const DAY = 24 * 3600_000
let reef: Reef
beforeAll(async () => {
  reef = await openReef()
})

const ago = (days: number) => new Date(Date.now() - days * DAY)
const sweep = async () => {
  const context = { db: reef.db, now: () => new Date() }
  await nightlyRetention.run({}, context)
  await runRetention.run({}, context)
  await dropStale.run({}, context)
}
const accts = async () => (await reef.db.account.findMany({ orderBy: { acct: 'asc' } })).map((one) => one.acct)

/** As if everything had been seen so many days ago. */
async function age(days: number): Promise<void> {
  for (const table of ['account', 'post', 'report'])
    await reef.db.$executeRawUnsafe(`UPDATE ${table} SET seen_at = now() - interval '${days} days'`)
}

async function stray(username: string) {
  const like = await reef.db.account.findFirstOrThrow({ where: { username: 'osei' } })
  await reef.db.account.create({ data: { ...like, remoteId: newId(), username, acct: username, seenAt: ago(2) } })
}

async function caseless(days: number, target: string) {
  const like = await reef.db.report.findFirstOrThrow({ where: { targetId: reef.people.wren.id } })
  const remoteId = `${9000 + days}`
  await reef.db.report.create({
    data: {
      ...like,
      rules: [],
      remoteId,
      sequence: BigInt(remoteId),
      targetId: target,
      isResolved: true,
      createdAt: ago(days),
      resolvedAt: ago(days),
    },
  })
  return remoteId
}
const has = async (remoteId: string) => (await reef.db.report.count({ where: { remoteId } })) === 1

describe('what has been kept long enough', () => {
  it('are people whom nothing names any more, a day after they were seen', async () => {
    await age(2)
    await stray('flotsam')
    await sweep()
    expect(await accts()).toEqual(['gull@harbour.example', 'harl', 'mira', 'osei', 'wren'])
    const row = await reef.db.auditRow.findFirstOrThrow({ where: { command: 'retention.drop' } })
    expect([row.actor, row.outcome]).toEqual(['docket:retention', 'done'])
  })

  it('are resolved reports without a case, after the months of the setting', async () => {
    const [young, old] = [await caseless(300, reef.people.ines.id), await caseless(400, reef.people.ines.id)]
    await sweep()
    expect([await has(young), await has(old)]).toEqual([true, false])
  })

  it('are not those about somebody with an open case: they say what came before', async () => {
    const old = await caseless(500, reef.people.harl.id)
    await sweep()
    expect(await has(old)).toBe(true)
  })

  it('are posts, ninety days after the last report that cites them was resolved', async () => {
    const view = await reef.caseOf(reef.kofi, 'harl')
    await reef.command(reef.kofi, close, { caseId: view.id, version: view.version })
    await reef.work()
    await age(2)
    await sweep()
    expect(await reef.db.post.count()).toBe(1)
    await reef.db.$executeRaw(sql`UPDATE report SET resolved_at = ${ago(91)} WHERE target_id = ${reef.people.harl.id}`)
    await reef.db.case.update({ where: { id: view.id }, data: { class: 'childSafety' } })
    await sweep()
    expect(await reef.db.post.count()).toBe(1)
    await reef.db.case.update({ where: { id: view.id }, data: { class: 'ordinary' } })
    await sweep()
    expect(await reef.db.post.count()).toBe(0)
    // The case itself and its reports stay.
    expect(await reef.db.caseReport.count({ where: { caseId: view.id } })).toBe(3)
  })

  it('are not posts that somebody added to an open case; ninety days after it was closed they are', async () => {
    const row = await reef.db.case.findFirstOrThrow({ where: { subjectId: reef.people.wren.id } })
    const where = { instanceId: reef.instanceId, remoteId: 'added' }
    await reef.db.post.create({
      data: {
        ...where,
        authorId: reef.people.wren.id,
        createdAt: ago(3),
        visibility: 'public',
        warning: '',
        content: '<p>Mine</p>',
        isSensitive: false,
        seenAt: ago(2),
      },
    })
    const { instanceId } = where
    const added = { caseId: row.id, instanceId, postId: 'added', addedById: reef.kofi.id, addedAt: ago(2) }
    await reef.db.casePost.create({ data: added })
    await sweep()
    expect(await reef.db.post.count({ where })).toBe(1)
    await reef.db.case.update({ where: { id: row.id }, data: { state: 'closed', closedAt: ago(91) } })
    await sweep()
    expect(await reef.db.post.count({ where })).toBe(0)
  })
})

describe('strikes of an account', () => {
  const like = { caseId: newId(), itemId: newId(), kind: 'counted', day: '2020-01-01' }
  const counted = (accountId: string, days: number) =>
    reef.db.strikeEntry.create({
      data: { id: newId(), instanceId: reef.instanceId, accountId, at: ago(days), ...like },
    })
  const decided = (accountId: string, kind: string, days: number) =>
    reef.db.strikeReview.create({
      data: {
        id: newId(),
        instanceId: reef.instanceId,
        accountId,
        kind,
        points: 3,
        policyNumber: 1,
        reasons: 'Three',
        at: ago(days),
      },
    })
  const left = async () => (await reef.db.strikeEntry.findMany()).map((one) => one.accountId).toSorted()

  it('stay while it lives, and three years after it is gone or was ended by a decision that stands', async () => {
    const { harl, mira, osei, wren, kofi } = reef.people
    await reef.db.case.updateMany({ data: { state: 'closed', closedAt: ago(10) } })
    for (const { id } of [harl, mira, osei, wren, kofi]) await counted(id, 3000)
    const set = (remoteId: string, data: object) => reef.db.account.updateMany({ where: { remoteId }, data })
    await set(harl.id, { goneAt: ago(1097) })
    await set(mira.id, { goneAt: ago(1090) })
    await decided(osei.id, 'terminate', 1200)
    await set(osei.id, { isSuspended: true })
    await decided(wren.id, 'terminate', 1200)
    await decided(wren.id, 'overturned', 1190)
    await set(wren.id, { isSuspended: true })
    // Decided and never done: the account lives.
    await decided(kofi.id, 'terminate', 1200)
    await set(kofi.id, { isSuspended: false })
    await sweep()
    expect(await left()).toEqual([mira.id, wren.id, kofi.id].toSorted())
    expect(await reef.db.strikeReview.count({ where: { accountId: osei.id } })).toBe(0)
    const run = await reef.db.retentionRun.findFirstOrThrow({
      where: { state: 'done' },
      orderBy: { finishedAt: 'desc' },
    })
    expect(JSON.parse(run.certificate ?? '{}').destroyed).toMatchObject({ strikes: 3 })
  })

  it('stay under a hold on the account', async () => {
    const { mira } = reef.people
    await reef.db.account.updateMany({ where: { remoteId: mira.id }, data: { goneAt: ago(2000) } })
    const hold = { source: 'litigation', reference: 'x', releaseEvent: 'x', startsAt: ago(5), placedAt: ago(5) }
    const scope = { accountIds: [mira.id], caseIds: [], postIds: [], namedIds: [], placedById: reef.ines.id }
    const held = await reef.db.hold.create({ data: { id: newId(), instanceId: reef.instanceId, ...hold, ...scope } })
    await sweep()
    expect(await left()).toContain(mira.id)
    await reef.db.hold.update({ where: { id: held.id }, data: { keepUntil: ago(1) } })
    await sweep()
    expect(await left()).not.toContain(mira.id)
  })
})
