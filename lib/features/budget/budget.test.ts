import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { outwardTo } from '@/lib/features/instances/connections'
import { grantToken, startTrial, type Trial } from '@/lib/integrations/mastodon/fake/trial'
import type { Connection } from '@/lib/integrations/mastodon/client/connection'
import { MastodonFailure } from '@/lib/integrations/mastodon/client/failure'
import { verifyCredentials } from '@/lib/integrations/mastodon/client/me'
import { listReports } from '@/lib/integrations/mastodon/client/reports'
import { type Db, newId, sql } from '@/lib/platform/db/client'
import { freshDatabase } from '@/lib/testing/database'
import { countersOf, type Priority, spokenOf } from './model'
import { fullUntil, inTurn, withinBudget } from './store'

let db: Db
let trial: Trial
let personId: string
/** What Mastodon answered, over all connections of a test. */
let statuses: number[]

beforeAll(async () => {
  ;({ db } = await freshDatabase())
  trial = await startTrial('4.6')
  grantToken(trial.state, trial.people.ines, ['read', 'admin:read'], 'reading')
  afterAll(() => trial.fake.close())
})
beforeEach(() => {
  // A window of its own for each test, on a server whose clock is days away from ours.
  trial.clock.now = Math.floor(trial.clock.now / 900_000) * 900_000 + 900_000
  trial.fake.setFault(null)
  personId = newId()
  statuses = []
})

/** One of several processes: each has hooks of its own and no memory in common with the others. */
function connect({
  priority = 'person',
  purpose = 'acting',
}: {
  priority?: Priority
  purpose?: string
} = {}): Connection {
  const { origin } = trial.fake
  const budget = withinBudget(db, { personId, purpose, priority })
  return {
    origin,
    token: purpose === 'reading' ? 'reading' : 'ines',
    http: outwardTo({ origin, privateAddressConfirmed: true, mediaHosts: [] }),
    permit: budget.permit,
    onAnswer: (seen) => {
      statuses.push(seen.status)
      return budget.onAnswer(seen)
    },
  }
}

/** How many of so many calls were let through. */
async function letThrough(calls: number, call: () => Promise<unknown>): Promise<number> {
  let passed = 0
  for (let n = 0; n < calls; n++) {
    const refusal = await call().then(
      () => null,
      (error: unknown) => error,
    )
    if (refusal === null) passed += 1
    else expect(refusal).toMatchObject({ kind: 'rateLimited', maybeActed: false })
  }
  return passed
}
const tooMany = () => statuses.filter((status) => status === 429).length

describe('the budget', { timeout: 60_000 }, () => {
  it('stops background reading well before people, and people before Mastodon does', async () => {
    const background = connect({ priority: 'background' })
    const people = connect()
    expect(await letThrough(200, () => verifyCredentials(background))).toBe(180)
    expect(await letThrough(120, () => verifyCredentials(people))).toBe(105)
    expect(statuses).toHaveLength(285)
    expect(tooMany()).toBe(0)
  })

  it('counts pages besides, over a quarter of an hour', async () => {
    const people = connect()
    const page = () => listReports(people, { state: 'open', limit: 1, maxId: '1' })
    expect(await letThrough(250, page)).toBe(250)
    trial.clock.now += 300_000
    await db.$executeRaw(
      sql`UPDATE request_budget SET window_at = window_at - interval '5 minutes' WHERE counter <> 'paging'`,
    )
    expect(await letThrough(60, page)).toBe(35)
    expect(await letThrough(3, () => verifyCredentials(people))).toBe(3)
    expect(tooMany()).toBe(0)
  })

  it('is one for all who act as the same person at once', async () => {
    const several = Array.from({ length: 12 }, () => connect())
    const passed = await Promise.all(several.map((one) => letThrough(40, () => verifyCredentials(one))))
    expect(passed.reduce((sum, n) => sum + n, 0)).toBe(285)
    expect(tooMany()).toBe(0)
  })

  it('is another one for another token of theirs, until the person’s own limit', async () => {
    expect(await letThrough(300, () => verifyCredentials(connect()))).toBe(285)
    expect(await letThrough(10, () => verifyCredentials(connect({ purpose: 'reading' })))).toBe(10)
  })

  it('believes Mastodon when others use the same token', async () => {
    const ours = connect()
    for (let n = 0; n < 250; n++) await trial.ask('ines', 'GET', '/api/v1/accounts/verify_credentials')
    expect(await letThrough(60, () => verifyCredentials(ours))).toBe(35)
    expect(tooMany()).toBe(0)
  })

  it('makes everybody wait after a 429, until its reset and no longer', async () => {
    const [one, other] = [connect(), connect({ purpose: 'reading' })]
    await verifyCredentials(one)
    trial.fake.setFault({ kind: '429', times: 1 })
    await expect(verifyCredentials(one)).rejects.toMatchObject({ kind: 'rateLimited' })
    const refusal: unknown = await verifyCredentials(other).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(MastodonFailure)
    const resetAt = refusal instanceof MastodonFailure ? refusal.detail.resetAt : undefined
    // The fake’s switch resets two seconds later.
    expect(Math.abs((resetAt?.getTime() ?? 0) - Date.now() - 2_000)).toBeLessThan(2_500)
    expect(statuses).toEqual([200, 429])
    await db.$executeRaw(sql`UPDATE request_budget SET held_until = now() WHERE held_until IS NOT NULL`)
    await verifyCredentials(other)
    expect(statuses).toEqual([200, 429, 200])
  })

  it('begins anew with the next window', async () => {
    const people = connect()
    expect(await letThrough(290, () => verifyCredentials(people))).toBe(285)
    await db.$executeRaw(sql`UPDATE request_budget SET window_at = window_at - interval '15 minutes'`)
    trial.clock.now += 900_000
    expect(await letThrough(5, () => verifyCredentials(people))).toBe(5)
    expect(tooMany()).toBe(0)
  })
})

describe('background reading', () => {
  it('is told until when it waits, once its share is used, while people go on', async () => {
    const until = (priority: Priority) => fullUntil(db, { personId, purpose: 'acting', priority }, new Date())
    expect(await until('background')).toBeNull()
    const reading = connect({ priority: 'background' })
    const page = () => listReports(reading, { state: 'open', limit: 1, maxId: '1' })
    await letThrough(200, page)
    const waits = (await until('background'))?.getTime() ?? 0
    expect(waits).toBeGreaterThan(Date.now())
    expect(waits).toBeLessThan(Date.now() + 900_001)
    expect(await until('person')).toBeNull()
  })

  it('has one request in flight, whoever asks and in whichever process', async () => {
    const { origin } = trial.fake
    const plain = outwardTo({ origin, privateAddressConfirmed: true, mediaHosts: [] })
    let [inFlight, most] = [0, 0]
    const watched: typeof plain = {
      ...plain,
      async ask(request) {
        inFlight += 1
        most = Math.max(most, inFlight)
        return plain.ask(request).finally(() => (inFlight -= 1))
      },
    }
    const askers = Array.from({ length: 6 }, () => ({ origin, token: 'ines', http: inTurn(db, personId, watched) }))
    await Promise.all(askers.map((one) => verifyCredentials(one)))
    expect(most).toBe(1)
  })

  it('gives its turn back when the call fails, and after a while when its process died', async () => {
    const { origin } = trial.fake
    const plain = outwardTo({ origin, privateAddressConfirmed: true, mediaHosts: [] })
    const one = { origin, token: 'ines', http: inTurn(db, personId, plain) }
    trial.fake.setFault({ kind: 'dropBefore', times: 1 })
    await expect(verifyCredentials(one)).rejects.toMatchObject({ kind: 'dropped' })
    await verifyCredentials(one)
    await db.requestBudget.updateMany({
      where: { personId, counter: 'turn' },
      data: { heldUntil: new Date(Date.now() - 1) },
    })
    expect((await verifyCredentials(one)).status).toBe(200)
  })
})

describe('a turn', () => {
  const plain = () => outwardTo({ origin: trial.fake.origin, privateAddressConfirmed: true, mediaHosts: [] })
  const reading = (http: Connection['http'], onAnswer?: Connection['onAnswer']): Connection => ({
    origin: trial.fake.origin,
    token: 'ines',
    http,
    ...(onAnswer ? { onAnswer } : {}),
  })

  it('that is no longer one’s own is not given back: another has it meanwhile', async () => {
    const theirs = new Date(Date.now() + 60_000)
    const where = { personId, counter: 'turn' }
    const slow: Connection['http'] = {
      ...plain(),
      async ask(request) {
        await db.requestBudget.updateMany({ where, data: { heldUntil: theirs } })
        return plain().ask(request)
      },
    }
    await verifyCredentials(reading(inTurn(db, personId, slow)))
    expect((await db.requestBudget.findFirstOrThrow({ where })).heldUntil).toEqual(theirs)
  })

  it('that was waited for does not count as slowness of the server', async () => {
    const waited: Connection['http'] = {
      ...plain(),
      async ask(request) {
        await setTimeout(1_500)
        return plain().ask(request)
      },
    }
    const took: number[] = []
    await verifyCredentials(reading(waited, ({ tookMs }) => void took.push(tookMs)))
    expect(took).toHaveLength(1)
    expect(took[0]).toBeLessThan(1_500)
  })
})

it('waits for no reset beyond the longest window', async () => {
  const { permit: _permit, onAnswer } = withinBudget(db, { personId, purpose: 'acting', priority: 'person' })
  await verifyCredentials(connect())
  const rate = { limit: 300, remaining: 0, resetAt: new Date(Date.now() + 40 * 86_400_000) }
  const call = { method: 'GET', path: '/api/v1/x', isPaging: false, status: 429, tookMs: 1, byteCount: 1 }
  await onAnswer({ ...call, rate, receivedAt: new Date(), clockOffsetMs: null })
  const { heldUntil } = await db.requestBudget.findFirstOrThrow({ where: { personId, counter: 'person' } })
  expect(heldUntil?.getTime()).toBeGreaterThan(Date.now() + 800_000)
  expect(heldUntil?.getTime()).toBeLessThan(Date.now() + 905_000)
})

describe('what an answer’s headers speak of', () => {
  const counters = countersOf({ purpose: 'acting', priority: 'person', isPaging: true })
  const told = (limit: number, resetAt: string, offsetMs: number) =>
    spokenOf(
      counters,
      { limit, remaining: 1, resetAt: new Date(resetAt) },
      { at: new Date('2026-11-26T10:01:30Z'), offsetMs },
    ).map((counter) => counter.name)

  it.each([
    [300, '2026-11-26T10:05:00.4Z', 0, ['token acting']],
    [300, '2026-11-26T10:15:00Z', 0, ['paging']],
    [1500, '2026-11-26T10:05:00Z', 0, ['person']],
    [300, '2026-11-26T10:10:00Z', 0, []],
    [300, '2026-11-26T10:02:00Z', 0, []],
    [300, '2026-11-26T10:02:00Z', 180_000, ['token acting']],
    [5, '2026-11-26T10:10:00Z', 0, []],
  ])('limit %i, reset at %s, the clock %i ms off', (limit, resetAt, offsetMs, names) => {
    expect(told(limit, resetAt, offsetMs)).toEqual(names)
  })
})
