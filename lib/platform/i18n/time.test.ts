import { describe, expect, it } from 'vitest'
import { age, day, exact, exactSecond } from './time'

const NOW = '2026-11-25T12:00:00Z'
const before = (seconds: number) => new Date(Date.parse(NOW) - seconds * 1000)
const [MINUTE, HOUR, DAY] = [60, 3600, 86_400]

describe('how long ago', () => {
  it.each([
    [0, 'now'],
    [59, 'now'],
    [MINUTE, '1 min'],
    [HOUR - 1, '59 min'],
    [HOUR, '1 h'],
    [DAY - 1, '23 h'],
    [DAY, '1 d'],
    [59 * DAY, '59 d'],
    [60 * DAY, '2 mo'],
    [729 * DAY, '24 mo'],
    [730 * DAY, '2 y'],
    [4000 * DAY, '10 y'],
    [-HOUR, 'now'], // A clock that is ahead of ours.
  ])('%i seconds are %j', (seconds, text) => {
    expect(age(before(seconds), NOW)).toBe(text)
  })

  it('is told of texts and of dates alike', () => {
    expect(age(before(HOUR).toISOString(), new Date(NOW))).toBe('1 h')
  })
})

// The tests run in Asia/Kathmandu (+5:45): none of these may show it.
describe('a moment', () => {
  it('always names its zone', () => {
    expect(exact('2026-11-25T21:40:00Z')).toBe('25 Nov 2026, 21:40 UTC')
    expect(exactSecond('2026-11-25T21:40:07Z')).toBe('25 Nov 2026, 21:40:07 UTC')
    expect(exact('2026-11-25T21:40:00Z', 'Europe/Berlin')).toBe('25 Nov 2026, 22:40 CET')
  })

  it('is on the day that its zone has then', () => {
    expect(day('2026-11-25T23:30:00Z')).toBe('25 Nov 2026')
    expect(day('2026-11-25T23:30:00Z', 'Asia/Kathmandu')).toBe('26 Nov 2026')
    expect(day('2026-11-25T00:30:00Z', 'America/New_York')).toBe('24 Nov 2026')
  })

  it('at midnight is 00:00, not 24:00', () => {
    expect(exact('2026-11-25T00:00:00Z')).toBe('25 Nov 2026, 00:00 UTC')
  })
})
