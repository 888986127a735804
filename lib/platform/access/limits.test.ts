import { beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '@/lib/platform/db/client'
import { freshDatabase } from '@/lib/testing/database'
import { countAttempt, countStrangerRefusal } from './limits'

let db: Db
beforeAll(async () => {
  ;({ db } = await freshDatabase())
})

const FIVE = { limit: 5, windowMs: 60_000 }
const at = (seconds: number) => new Date(Date.parse('2026-11-24T12:00:00Z') + seconds * 1000)
const refused = (seconds: number) =>
  expect.objectContaining({ code: 'tooMany', values: { until: '12:01 UTC', seconds } })

describe('attempts', () => {
  it('are counted down and refused beyond the limit, with the time from which they are taken again', async () => {
    const left = []
    for (let n = 0; n < 5; n++) left.push(await countAttempt(db, 'code kofi', FIVE, at(n)))
    expect(left).toEqual([4, 3, 2, 1, 0])
    await expect(countAttempt(db, 'code kofi', FIVE, at(59))).rejects.toEqual(refused(1))
    expect(await countAttempt(db, 'code kofi', FIVE, at(60))).toBe(4)
  })

  it('of one key cost another nothing', async () => {
    for (let n = 0; n < 5; n++) await countAttempt(db, 'code mira', FIVE, at(n))
    expect(await countAttempt(db, 'code wren', FIVE, at(5))).toBe(4)
  })

  it('at the same moment are counted one by one', async () => {
    const tries = Array.from({ length: 20 }, () => countAttempt(db, 'code osei', FIVE, at(0)))
    const outcomes = await Promise.allSettled(tries)
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(5)
    expect(outcomes.filter((outcome) => outcome.status === 'rejected').map((outcome) => outcome.reason)).toEqual(
      Array(15).fill(refused(60)),
    )
  })
})

describe('refusals of strangers', () => {
  it('are one counting row per address and hour', async () => {
    for (const seconds of [0, 10, 3599, 3600]) await countStrangerRefusal(db, '203.0.113.9', at(seconds))
    await countStrangerRefusal(db, '2001:db8::1', at(0))
    const rows = await db.strangerRefusal.findMany({ orderBy: [{ address: 'asc' }, { hourAt: 'asc' }] })
    expect(rows.map((row) => [row.address, row.hourAt.toISOString(), row.count])).toEqual([
      ['2001:db8::1', '2026-11-24T12:00:00.000Z', 1],
      ['203.0.113.9', '2026-11-24T12:00:00.000Z', 3],
      ['203.0.113.9', '2026-11-24T13:00:00.000Z', 1],
    ])
  })
})
