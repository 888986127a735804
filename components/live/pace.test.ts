import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { makePace, type Pace } from './pace'

let runs = 0
let isAway = false
let answersAtOnce = true
let pace: Pace
beforeEach(() => {
  vi.useFakeTimers()
  ;[runs, isAway, answersAtOnce] = [0, false, true]
  pace = makePace({
    run: () => {
      runs += 1
      if (answersAtOnce) pace.done()
    },
    isAway: () => isAway,
  })
})
afterEach(() => {
  pace.stop()
  vi.useRealTimers()
})
const after = (ms: number) => vi.advanceTimersByTime(ms)

describe('a page', () => {
  it('is asked again at once, and then once a second however much happens', () => {
    for (let n = 0; n < 90; n++) {
      pace.soon()
      after(10)
    }
    expect(runs).toBe(1)
    after(1000)
    expect(runs).toBe(2)
    after(60_000)
    expect(runs).toBe(2)
  })

  it('is asked seldom for what happens elsewhere, and at once when it concerns itself', () => {
    pace.sometime()
    after(0)
    pace.sometime()
    after(7000)
    expect(runs).toBe(1)
    pace.soon()
    after(0)
    expect(runs).toBe(2)
    after(60_000)
    expect(runs).toBe(2)
  })

  it('is not asked while nobody looks, and at once when somebody does', () => {
    isAway = true
    pace.soon()
    after(60_000)
    expect(runs).toBe(0)
    isAway = false
    pace.back()
    after(0)
    expect(runs).toBe(1)
  })

  it('is asked also behind another window when something may have gone out of sight', () => {
    isAway = true
    pace.soon()
    pace.whatever()
    after(60_000)
    expect(runs).toBe(1)
    pace.soon()
    after(60_000)
    expect(runs).toBe(1)
  })

  it('is asked once at a time; what happens meanwhile is asked for afterwards', () => {
    answersAtOnce = false
    pace.soon()
    after(0)
    pace.soon()
    after(5000)
    expect(runs).toBe(1)
    pace.done()
    after(0)
    expect(runs).toBe(2)
  })

  it('is asked again when it never came', () => {
    answersAtOnce = false
    pace.soon()
    after(0)
    pace.soon()
    after(10_000)
    expect(runs).toBe(2)
  })
})
