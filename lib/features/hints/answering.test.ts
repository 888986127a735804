import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { receive } from '@/lib/features/webhooks/store'
import { setSecret } from '@/lib/features/webhooks/commands'
import { dropStale } from '@/lib/features/retention/workers'
import { addAccount, addReport } from '@/lib/integrations/mastodon/fake/makers'
import type { Account, Report } from '@/lib/integrations/mastodon/fake/state'
import { sql } from '@/lib/platform/db/client'
import { readStep } from '@/lib/testing/mirror'
import { openReef, type Reef } from '@/lib/testing/reef'
import { signatureOf, tellingBody } from '@/lib/testing/webhooks'
import { BURST } from './model'
import { countWaiting, leaseDesk, markAnswered, nextHint } from './store'
import { answerHints, wakeHints } from './workers'

const SECRET = 'c'.repeat(40)
let reef: Reef
beforeAll(async () => {
  reef = await openReef()
  await reef.command(reef.ines, setSecret, { secret: SECRET })
})
beforeEach(async () => {
  reef.fake.setFault(null)
  for (const table of ['webhook_hint', 'webhook_delivery', 'webhook_desk', 'graphile_worker._private_jobs'])
    await reef.db.$executeRawUnsafe(`DELETE FROM ${table}`)
})

let moment = Date.now()
/** As Mastodon signs it, without the HTTP around it: the route is tested beside the inbox. */
async function tell(event: string, { id, updatedAt }: { id: string; updatedAt?: string }): Promise<void> {
  moment += 1
  const body = tellingBody(event, { id, ...(updatedAt ? { updated_at: updatedAt } : {}) }, new Date(moment))
  const stream = new Blob([body]).stream()
  const delivery = { signature: signatureOf(SECRET, body), declaredBytes: body.length, stream }
  expect(await receive(reef.db, delivery, new Date())).toBe(200)
}
const tellOf = (report: Report) => tell('report.updated', report)

const reportOn = (target: Account): Report => {
  const found = Object.values(reef.state.reports).find((report) => report.targetAccountId === target.id)
  if (!found) throw new Error('nobody reported them')
  return found
}
/** As somebody would in Mastodon's own pages. */
function changeInMastodon(report: Report, fields: Partial<Report>): Report {
  moment += 1
  return Object.assign(report, fields, { updatedAt: new Date(moment).toISOString() })
}
const kept = ({ id }: Pick<Report, 'id'>) => reef.db.report.findFirst({ where: { remoteId: id } })
const waiting = () => countWaiting(reef.db, reef.instanceId)
const work = () => reef.work(['hints.answer', 'hints.wake'])
const round = () => answerHints.run({ instanceId: reef.instanceId }, { db: reef.db, now: () => new Date() })
const desk = () => reef.db.webhookDesk.findFirstOrThrow()
/** Requests that came to the instance. Not the budget's own count: it begins anew every five minutes. */
async function askedBy(run: () => Promise<unknown>): Promise<number> {
  const before = reef.fake.served()
  await run()
  return reef.fake.served() - before
}
async function rested(): Promise<void> {
  await reef.db.$executeRaw(sql`UPDATE webhook_desk SET rest_until = now(), paced_until = NULL`)
  await reef.db.$executeRaw(sql`UPDATE webhook_hint SET not_before = NULL`)
}

describe('a hint', () => {
  it('makes the report be read again, and its case follow', async () => {
    const report = changeInMastodon(reportOn(reef.people.wren), { category: 'spam' })
    await tellOf(report)
    expect((await kept(report))?.category).toBe('legal')
    expect(await work()).toEqual(['hints.answer'])
    expect((await kept(report))?.category).toBe('spam')
    expect(await waiting()).toBe(0)
  })

  it('of a new report opens a case, from what the API says and not from what was sent', async () => {
    const [sef, osei] = [reef.people.sef, reef.people.osei]
    const report = addReport(reef.state, {
      accountId: osei.id,
      targetAccountId: sef.id,
      createdAt: new Date(),
      comment: 'Mine',
    })
    await tell('report.created', { ...report, comment: 'Forged', category: 'legal' } as Report)
    await work()
    expect(await kept(report)).toMatchObject({ comment: 'Mine', category: 'other' })
    expect(await reef.db.case.count({ where: { subjectId: sef.id, state: 'open' } })).toBe(1)
  })

  it('is one reading, be there a hundred on the same report', async () => {
    const report = reportOn(reef.people.wren)
    for (let n = 0; n < 100; n++) await tellOf(changeInMastodon(report, { comment: `No ${n}` }))
    expect(await askedBy(work)).toBe(1)
    expect((await kept(report))?.comment).toBe('No 99')
  })

  it('that comes late, after a newer one, brings nothing old back and costs no reading', async () => {
    const report = reportOn(reef.people.wren)
    const early = { ...changeInMastodon(report, { comment: 'Early' }) }
    await tellOf(changeInMastodon(report, { comment: 'Late' }))
    await work()
    await tellOf(early)
    expect(await askedBy(work)).toBe(0)
    expect([(await kept(report))?.comment, await waiting()]).toEqual(['Late', 0])
  })

  it('that the mirror has answered by its own reading costs no request', async () => {
    const report = changeInMastodon(reportOn(reef.people.wren), { comment: 'Seen by the mirror' })
    for (let step = 0; step < 3; step++) await readStep(reef)
    expect((await kept(report))?.comment).toBe('Seen by the mirror')
    await tellOf(report)
    expect(await askedBy(work)).toBe(0)
    expect(await waiting()).toBe(0)
  })

  it('that comes while the same report is being read is answered by another reading', async () => {
    const report = changeInMastodon(reportOn(reef.people.wren), {})
    await tellOf(report)
    const taken = await nextHint(reef.db, reef.instanceId)
    await tellOf(changeInMastodon(report, {}))
    if (taken) await markAnswered(reef.db, reef.instanceId, taken)
    expect(await waiting()).toBe(1)
    expect(await askedBy(work)).toBe(1)
    expect(await waiting()).toBe(0)
  })

  it('of a report that is gone marks it so', async () => {
    const report = changeInMastodon(reportOn(reef.gull), {})
    const { [report.id]: _gone, ...others } = reef.state.reports
    reef.state.reports = others
    await tellOf(report)
    await work()
    expect((await kept(report))?.goneAt).not.toBeNull()
    expect(await waiting()).toBe(0)
  })
})

describe('a hint about somebody', () => {
  it('who is known here makes them be read again', async () => {
    reef.people.harl.silencedAt = new Date().toISOString()
    await tell('account.updated', reef.people.harl)
    await work()
    expect((await reef.db.account.findFirst({ where: { acct: 'harl' } }))?.isSilenced).toBe(true)
  })

  it('whom nothing here names costs no request', async () => {
    const stranger = addAccount(reef.state, { username: 'stranger', createdAt: new Date() })
    await tell('account.updated', stranger)
    expect(await askedBy(work)).toBe(0)
    expect([await waiting(), await reef.db.account.count({ where: { acct: 'stranger' } })]).toEqual([0, 0])
  })

  it('who has signed up makes them be read', async () => {
    const newcomer = addAccount(reef.state, { username: 'newcomer', createdAt: new Date(), user: { approved: false } })
    await tell('account.created', newcomer)
    await work()
    expect((await reef.db.account.findFirst({ where: { acct: 'newcomer' } }))?.isPending).toBe(true)
  })

  it('whom the reader may not see is settled, and the next hint is read', async () => {
    await reef.signIn(reef.people.lena)
    const before = await reef.db.instance.findFirstOrThrow()
    const lena = await reef.db.person.findFirstOrThrow({ where: { acct: 'lena' } })
    await reef.db.person.update({ where: { id: lena.id }, data: { roles: ['owner'] } })
    await reef.db.instance.updateMany({ data: { readerPersonId: lena.id } })
    await tell('account.updated', reef.people.harl)
    await tellOf(changeInMastodon(reportOn(reef.people.wren), { comment: 'For Lena' }))
    await work()
    expect(await waiting()).toBe(0)
    expect((await kept(reportOn(reef.people.wren)))?.comment).toBe('For Lena')
    await reef.db.instance.updateMany({ data: { readerPersonId: before.readerPersonId } })
    await reef.db.person.update({ where: { id: lena.id }, data: { roles: [] } })
  })
})

describe('one at a time', () => {
  it('over all processes: two that begin together ask once', async () => {
    await tellOf(changeInMastodon(reportOn(reef.people.wren), {}))
    reef.fake.setFault({ kind: 'slow', ms: 100 })
    expect(await askedBy(() => Promise.all([round(), round(), round()]))).toBe(1)
    expect(await waiting()).toBe(0)
  })

  it('and when a process dies with it, another goes on as soon as its time is over', async () => {
    const report = changeInMastodon(reportOn(reef.people.wren), { comment: 'Left behind' })
    await tellOf(report)
    await leaseDesk(reef.db, reef.instanceId)
    await work()
    expect(await waiting()).toBe(1)
    await reef.db.$executeRaw(sql`UPDATE webhook_desk SET leased_until = now() - interval '1 second'`)
    await wakeHints.run({}, { db: reef.db, now: () => new Date() })
    await work()
    expect([await waiting(), (await kept(report))?.comment]).toEqual([0, 'Left behind'])
  })

  it('and a hint whose call was lost is found by the minute’s look', async () => {
    await tellOf(changeInMastodon(reportOn(reef.people.wren), {}))
    await reef.db.$executeRaw(sql`DELETE FROM graphile_worker._private_jobs`)
    await wakeHints.run({}, { db: reef.db, now: () => new Date() })
    expect(await work()).toEqual(['hints.answer'])
    expect(await waiting()).toBe(0)
  })
})

describe('while the instance is away', () => {
  it.each(['5xx', 'dropBefore', 'dropAfter', 'html'] as const)(
    '(%s) hints wait, and nothing piles up',
    async (kind) => {
      const report = reportOn(reef.people.wren)
      reef.fake.setFault({ kind, match: { path: '/admin/' } })
      for (let n = 0; n < 30; n++) await tellOf(changeInMastodon(report, { comment: `${kind} ${n}` }))
      await tellOf(changeInMastodon(reportOn(reef.people.harl), {}))
      for (let minute = 0; minute < 3; minute++) {
        await work()
        await wakeHints.run({}, { db: reef.db, now: () => new Date() })
      }
      const { failures, failure, restUntil } = await desk()
      expect([failures, await waiting()]).toEqual([1, 2])
      expect(failure).toBeTruthy()
      expect(restUntil?.getTime()).toBeGreaterThan(Date.now() + 5_000)
      const jobs = await reef.db.$queryRaw<object[]>(sql`SELECT id FROM graphile_worker._private_jobs`)
      expect(jobs).toHaveLength(1)
      await rested()
      await round()
      expect((await desk()).failures).toBe(2)
      reef.fake.setFault(null)
      await rested()
      await round()
      expect([await waiting(), (await kept(report))?.comment]).toEqual([0, `${kind} 29`])
      expect(await desk()).toMatchObject({ failures: 0, failure: null })
    },
  )

  it('or asks to slow down, they wait for the moment that it names', async () => {
    reef.fake.setFault({ kind: '429', times: 1, match: { path: '/admin/' } })
    await tellOf(changeInMastodon(reportOn(reef.people.wren), { comment: 'Slowly' }))
    await round()
    expect([await waiting(), (await desk()).failure]).toEqual([1, null])
    await reef.db.$executeRaw(sql`UPDATE request_budget SET held_until = NULL`)
    await rested()
    await round()
    expect(await waiting()).toBe(0)
  })

  it('or is slow, so that the mirror leaves it alone, they wait as long as the mirror does', async () => {
    const restsUntil = new Date(Date.now() + 60_000)
    await reef.db.mirrorState.updateMany({ data: { restsUntil } })
    await tellOf(changeInMastodon(reportOn(reef.people.wren), {}))
    expect(await askedBy(round)).toBe(0)
    expect((await desk()).restUntil?.getTime()).toBeGreaterThan(Date.now() + 50_000)
    await reef.db.mirrorState.updateMany({ data: { restsUntil: null } })
    await rested()
    expect(await askedBy(round)).toBe(1)
  })

  it('or nobody reads it, they wait', async () => {
    const { readerPersonId } = await reef.db.instance.findFirstOrThrow()
    await reef.db.instance.updateMany({ data: { readerPersonId: null } })
    await tellOf(changeInMastodon(reportOn(reef.people.wren), {}))
    await round()
    expect([await waiting(), (await desk()).failure]).toEqual([1, 'noReader'])
    await reef.db.instance.updateMany({ data: { readerPersonId } })
    await rested()
    await round()
    expect(await waiting()).toBe(0)
  })
})

describe('a flood', () => {
  it('is read in a burst and then slowly, the newest first, while the mirror goes on and answers the others', async () => {
    const [osei, mira] = [reef.people.osei, reef.people.mira]
    const many = Array.from({ length: BURST.newReport + 10 }, () =>
      addReport(reef.state, { accountId: osei.id, targetAccountId: mira.id, createdAt: new Date(moment++) }),
    )
    for (const report of many) await tell('report.created', report)
    // While they are read, the pace leaves room for a few more.
    const asked = await askedBy(round)
    expect(asked).toBeGreaterThanOrEqual(BURST.newReport)
    expect(await waiting()).toBe(many.length - asked)
    expect(await kept(many.at(-1) ?? { id: '' })).not.toBeNull()
    expect(await kept(many[0] ?? { id: '' })).toBeNull()
    for (let step = 0; step < 3; step++) await readStep(reef)
    await rested()
    expect([await askedBy(round), await waiting()]).toEqual([0, 0])
  })
})

describe('what is kept of it', () => {
  it('goes after 72 hours, but for what still waits', async () => {
    await tell('account.updated', reef.people.harl)
    await work()
    await tellOf(changeInMastodon(reportOn(reef.people.wren), {}))
    const drop = (hours: number) => {
      const at = new Date(Date.now() + hours * 3600_000)
      return dropStale.run({}, { db: reef.db, now: () => at })
    }
    await drop(71)
    expect([await reef.db.webhookDelivery.count(), await reef.db.webhookHint.count()]).toEqual([2, 2])
    await drop(73)
    expect([await reef.db.webhookDelivery.count(), await reef.db.webhookHint.count()]).toEqual([0, 1])
  })
})
