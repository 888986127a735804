import { describe, expect, it } from 'vitest'
import { doingOf, firstReadingMs, isSlow, measured, pageSize, pauseMs, roundMs, sweepMs } from './model'

describe('the pace of a guest', () => {
  it.each([
    [null, 20],
    [65, 20],
    [40, 25],
    [130, 10],
    [1_000, 5],
    [0, 20],
  ])('a report that costs %s ms is asked for in pages of %i, so that no list takes two seconds', (reportMs, size) => {
    expect(pageSize(reportMs)).toBe(size)
  })

  it('follows what lists take, and remembers the best', () => {
    const first = measured({ reportMs: null, bestReportMs: null }, { tookMs: 1_300, count: 20 })
    expect(first).toEqual({ reportMs: 65, bestReportMs: 65 })
    const slower = measured(first, { tookMs: 3_900, count: 20 })
    expect(slower).toEqual({ reportMs: 130, bestReportMs: 65 })
    expect(measured(slower, { tookMs: 900, count: 2 })).toEqual(slower)
  })

  it.each([
    [65, 65, false],
    [190, 65, false],
    [200, 65, true],
    [100, 20, false],
    [null, null, false],
  ])('%s ms a report where %s is the best: rests %s', (reportMs, bestReportMs, rests) => {
    expect(isSlow({ reportMs, bestReportMs })).toBe(rests)
  })

  const now = new Date('2026-11-26T12:00:00Z')
  it.each([
    ['one request after the other while the open reports come in', { isBackfilling: true, busyMs: 1_300 }, 0],
    ['at most a quarter of a worker afterwards', { isBackfilling: false, busyMs: 5_000 }, 15_000],
    ['no more often than every ten seconds', { isBackfilling: false, busyMs: 200 }, 10_000],
    ['no longer than a minute', { isBackfilling: false, busyMs: 40_000 }, 60_000],
    ['a minute when the server is slow', { isBackfilling: true, busyMs: 5_000, isSlow: true }, 60_000],
    ['half a minute after a failure', { isBackfilling: true, busyMs: 0, failure: { resetAt: null } }, 30_000],
    [
      'until the limit is lifted',
      { isBackfilling: true, busyMs: 0, failure: { resetAt: new Date('2026-11-26T12:04:00Z') } },
      241_000,
    ],
    [
      'a quarter of an hour at the most, whatever reset is named',
      { isBackfilling: false, busyMs: 0, failure: { resetAt: new Date('2027-01-01T00:00:00Z') } },
      900_000,
    ],
  ])('waits %s', (_label, pace, ms) => {
    expect(pauseMs({ failure: null, ...pace }, now)).toBe(ms)
  })
})

describe('what the settings say of it', () => {
  const now = new Date('2026-11-26T12:00:00Z')
  const [before, after] = [new Date('2026-11-26T11:59:00Z'), new Date('2026-11-26T12:01:00Z')]
  const well = { failure: null, restsUntil: null, budgetUntil: null, backfillDone: true }
  it.each([
    [{}, { kind: 'following' }],
    [{ backfillDone: false }, { kind: 'first' }],
    [{ restsUntil: before, budgetUntil: before }, { kind: 'following' }],
    [{ restsUntil: after }, { kind: 'resting', until: after }],
    [
      { backfillDone: false, budgetUntil: after },
      { kind: 'budget', until: after },
    ],
    [
      { failure: 'noReader', restsUntil: after, budgetUntil: after },
      { kind: 'failing', why: 'noReader' },
    ],
  ])('%o is told as %o', (change, told) => {
    expect(doingOf({ ...well, ...change }, now)).toEqual(told)
  })

  it('says of 2,000 open reports at 65 ms that they are in after two minutes, and of very many what the limit allows', () => {
    const load = { reportMs: 65, historyDone: false }
    expect(firstReadingMs({ ...load, count: 2_000 })).toBe(130_000)
    // 1,000 pages, of which the background may ask for 180 in a quarter of an hour.
    expect(firstReadingMs({ ...load, count: 20_000 })).toBe(5_000_000)
    expect(firstReadingMs({ ...load, count: 0 })).toBe(0)
    expect(firstReadingMs({ reportMs: null, historyDone: false, count: 9 })).toBeNull()
  })

  it('says how long a sweep takes with its pauses: longer while resolved reports are read beside it', () => {
    expect(sweepMs({ count: 2_000, reportMs: 65, historyDone: true })).toBe(100 * 11_300)
    expect(sweepMs({ count: 2_000, reportMs: 200, historyDone: false })).toBe(334 * (3_200 + 10_000))
    expect(sweepMs({ count: 0, reportMs: 65, historyDone: true })).toBe(10_000)
    expect(sweepMs({ count: 5, reportMs: null, historyDone: true })).toBeNull()
  })

  it('says how long a round over resolved reports takes: ten a minute', () => {
    expect([0, 10, 11, 6_000].map(roundMs)).toEqual([60_000, 60_000, 120_000, 36_000_000])
  })
})
