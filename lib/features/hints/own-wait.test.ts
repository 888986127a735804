import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { setSecret } from '@/lib/features/webhooks/commands'
import { receive } from '@/lib/features/webhooks/store'
import { addReport } from '@/lib/integrations/mastodon/fake/makers'
import type { Account, Report } from '@/lib/integrations/mastodon/fake/state'
import { sql } from '@/lib/platform/db/client'
import { connected } from '@/lib/testing/chain'
import { openReef, type Reef } from '@/lib/testing/reef'
import { signatureOf, tellingBody } from '@/lib/testing/webhooks'
import { BURST, isInstanceAway, PACE_MS } from './model'
import { countWaiting, leaseDesk } from './store'
import { answerHints } from './workers'

const SECRET = 'd'.repeat(40)
let reef: Reef
beforeAll(async () => {
  reef = await openReef()
  await reef.command(reef.ines, setSecret, { secret: SECRET })
})
beforeEach(async () => {
  await reef.mend()
  for (const table of ['webhook_hint', 'webhook_delivery', 'webhook_desk', 'graphile_worker._private_jobs'])
    await reef.db.$executeRawUnsafe(`DELETE FROM ${table}`)
})

let moment = Date.now()
async function tell(event: string, { id, updatedAt }: { id: string; updatedAt?: string }): Promise<void> {
  moment += 1
  const body = tellingBody(event, { id, ...(updatedAt ? { updated_at: updatedAt } : {}) }, new Date(moment))
  const delivery = {
    signature: signatureOf(SECRET, body),
    declaredBytes: body.length,
    stream: new Blob([body]).stream(),
  }
  expect(await receive(reef.db, delivery, new Date())).toBe(200)
}
/** Somebody changes the first report on them in Mastodon's own pages, and Mastodon tells of it. */
async function changed(target: Account, comment: string): Promise<Report> {
  const report = Object.values(reef.state.reports).find((one) => one.targetAccountId === target.id)
  if (!report) throw new Error('nobody reported them')
  moment += 1
  Object.assign(report, { comment, updatedAt: new Date(moment).toISOString() })
  await tell('report.updated', report)
  return report
}
const commentOf = async ({ id }: Report) => (await reef.db.report.findFirst({ where: { remoteId: id } }))?.comment
const breaks = ({ id }: Report) => reef.fake.setFault({ kind: '5xx', match: { path: `/admin/reports/${id}$` } })
const waiting = () => countWaiting(reef.db, reef.instanceId)
const work = () => reef.work(['hints.answer'])
const round = () => answerHints.run({ instanceId: reef.instanceId }, { db: reef.db, now: () => new Date() })
const desk = () => reef.db.webhookDesk.findFirstOrThrow()
const hintOn = ({ id }: Report) => reef.db.webhookHint.findFirstOrThrow({ where: { remoteId: id } })
const nextRoundAt = async () => {
  const rows = await reef.db.$queryRaw<{ at: Date }[]>(sql`SELECT run_at AS at FROM graphile_worker._private_jobs`)
  expect(rows).toHaveLength(1)
  return rows[0]?.at.getTime() ?? 0
}

describe('a report that cannot be read', () => {
  it('waits by itself: those that wait beside it, and those that come after it, are read at once', async () => {
    const other = await changed(reef.people.wren, 'Beside it')
    const broken = await changed(reef.people.harl, 'Nobody reads this')
    breaks(broken)
    await work()
    expect([await commentOf(other), await waiting()]).toEqual(['Beside it', 1])
    expect(await desk()).toMatchObject({ failures: 0, failure: null })
    const { tries, notBefore } = await hintOn(broken)
    expect([tries, (notBefore?.getTime() ?? 0) > Date.now() + 5_000]).toEqual([1, true])
    expect(Math.abs((await nextRoundAt()) - (notBefore?.getTime() ?? 0))).toBeLessThan(5)
    await changed(reef.people.wren, 'After it')
    await work()
    expect([await commentOf(other), await waiting()]).toEqual(['After it', 1])
  })

  it('is tried ever less often, and at the latest a minute after it has changed again', async () => {
    const broken = await changed(reef.people.harl, 'Not yet')
    breaks(broken)
    const waits: number[] = []
    for (let n = 0; n < 6; n++) {
      await round()
      waits.push(((await hintOn(broken)).notBefore?.getTime() ?? 0) - Date.now())
      await reef.db.webhookHint.updateMany({ data: { notBefore: null } })
    }
    expect(waits.toSorted((a, b) => a - b)).toEqual(waits)
    await reef.db.webhookHint.updateMany({ data: { notBefore: new Date(Date.now() + 3600_000) } })
    await changed(reef.people.harl, 'Now it may be')
    expect((await hintOn(broken)).notBefore?.getTime()).toBeLessThan(Date.now() + 61_000)
    reef.fake.setFault(null)
    await reef.db.webhookHint.updateMany({ data: { notBefore: null } })
    await round()
    expect(await commentOf(broken)).toBe('Now it may be')
    expect(await hintOn(broken)).toMatchObject({ tries: 0, notBefore: null, failedSince: null })
  })

  it('is given up after a day, but not while nothing of the instance can be read', async () => {
    const broken = await changed(reef.people.harl, 'Lost')
    breaks(broken)
    await round()
    const since = new Date(Date.now() - 25 * 3600_000)
    const again = () => reef.db.webhookHint.updateMany({ data: { notBefore: null, failedSince: since } })
    await again()
    await reef.db.mirrorState.updateMany({ data: { failure: 'temporary' } })
    await round()
    expect(await waiting()).toBe(1)
    await reef.db.mirrorState.updateMany({ data: { failure: null } })
    await again()
    await round()
    expect(await waiting()).toBe(0)
  })

  it('by a fault of ours keeps neither the right to read nor the other hints', async () => {
    const owner = await connected(reef.ownerUrl)
    const other = await changed(reef.people.wren, 'Untouched')
    const broken = await changed(reef.people.harl, 'Refused here')
    await owner.query(`ALTER TABLE report ADD CONSTRAINT refuses CHECK (comment <> 'Refused here') NOT VALID`)
    try {
      await expect(round()).rejects.toThrow()
      expect((await desk()).leasedUntil).toBeNull()
      await round()
      expect([await commentOf(other), (await hintOn(broken)).tries, await waiting()]).toEqual(['Untouched', 1, 1])
    } finally {
      await owner.query('ALTER TABLE report DROP CONSTRAINT refuses')
      await owner.end()
    }
  })
})

describe('the instance', () => {
  it.each([
    ['unreachable', 3, true],
    ['rateLimited', 3, true],
    ['tokenDead', 3, true],
    ['timeout', 0, true],
    ['dropped', 0, true],
    // Large reports make a server slow: the second time it is theirs.
    ['timeout', 1, false],
    ['temporary', 0, false],
    ['notMastodon', 0, false],
  ] as const)('%s after %i tries: away is %s', (kind, tries, isAway) => {
    expect(isInstanceAway(kind, tries)).toBe(isAway)
  })

  it('is left alone after two that failed in a row, for a minute at the most', async () => {
    for (const person of [reef.people.wren, reef.people.harl]) await changed(person, 'Not read')
    reef.fake.setFault({ kind: '5xx', match: { path: '/admin/reports/' } })
    await reef.db.webhookDesk.updateMany({ data: { failures: 9 } })
    const before = reef.fake.served()
    await round()
    expect([reef.fake.served() - before, (await desk()).failures]).toEqual([2, 10])
    const restMs = ((await desk()).restUntil?.getTime() ?? 0) - Date.now()
    expect([restMs > 50_000, restMs <= 60_000]).toEqual([true, true])
    expect(await nextRoundAt()).toBeGreaterThan(Date.now() + 50_000)
  })

  it('is not left alone for days, whatever reset it names', async () => {
    await changed(reef.people.wren, 'Later')
    await reef.db.mirrorState.updateMany({ data: { restsUntil: new Date(Date.now() + 9 * 86_400_000) } })
    await round()
    expect((await desk()).restUntil?.getTime()).toBeLessThan(Date.now() + 16 * 60_000)
    await reef.db.mirrorState.updateMany({ data: { restsUntil: null } })
  })
})

describe('in a burst', () => {
  /** As after so many readings in a row. */
  const ahead = (readings: number) =>
    reef.db.webhookDesk.updateMany({ data: { pacedUntil: new Date(Date.now() + readings * PACE_MS) } })
  const newReport = async () => {
    const [osei, mira] = [reef.people.osei, reef.people.mira]
    const report = addReport(reef.state, {
      accountId: osei.id,
      targetAccountId: mira.id,
      createdAt: new Date(moment++),
      comment: 'New',
    })
    await tell('report.created', report)
    return report
  }

  it('people wait apart: a report that comes then is read at once', async () => {
    const people = await reef.db.account.findMany({ take: 3 })
    for (const { remoteId } of people) await tell('account.updated', { id: remoteId })
    await ahead(BURST.person + 5)
    await work()
    expect(await waiting()).toBe(3)
    const report = await newReport()
    await work()
    expect([await waiting(), await commentOf(report)]).toEqual([3, 'New'])
    expect(await nextRoundAt()).toBeGreaterThan(Date.now() + 5_000)
  })

  it('reports that changed leave the last part to new ones', async () => {
    const report = await changed(reef.people.wren, 'Once more')
    await ahead(BURST.report + 3)
    const fresh = await newReport()
    await work()
    expect([await waiting(), await commentOf(fresh)]).toEqual([1, 'New'])
    expect(await commentOf(report)).not.toBe('Once more')
    await ahead(BURST.report - 2)
    await round()
    expect(await commentOf(report)).toBe('Once more')
  })

  it('each reading counts', async () => {
    await newReport()
    await work()
    const { pacedUntil } = await desk()
    expect(pacedUntil?.getTime()).toBeGreaterThan(Date.now())
    expect(pacedUntil?.getTime()).toBeLessThanOrEqual(Date.now() + PACE_MS)
  })
})

it('sets the next round for the end of a right that another process has and may die with', async () => {
  await changed(reef.people.wren, 'Left behind')
  await leaseDesk(reef.db, reef.instanceId)
  await work()
  expect(await nextRoundAt()).toBe((await desk()).leasedUntil?.getTime())
})
