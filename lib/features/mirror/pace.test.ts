import { describe, expect, it } from 'vitest'
import { isSlow, measured, pageSize, pauseMs } from './model'

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
  ])('waits %s', (_label, pace, ms) => {
    expect(pauseMs({ failure: null, ...pace }, now)).toBe(ms)
  })
})
