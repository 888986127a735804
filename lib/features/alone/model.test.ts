import { describe, expect, it } from 'vitest'
import { aloneFrom, secondBarrier } from './model'

it('a team of one is one a day after it said so, and at once no more', () => {
  const aloneAt = new Date('2026-11-17T12:00:00Z')
  expect(aloneFrom({ isAlone: true, aloneAt })?.toISOString()).toBe('2026-11-18T12:00:00.000Z')
  expect(aloneFrom({ isAlone: false, aloneAt })).toBeNull()
})

describe('the second of two', () => {
  const at = new Date('2026-11-17T12:00:00Z')
  const later = (hours: number) => new Date(at.getTime() + hours * 3600_000)
  it.each([
    ['somebody else', 'b', 0, false, null],
    ['the same', 'a', 100, false, 'twoPeople.same'],
    ['the same, alone, at once', 'a', 23, true, 'twoPeople.wait'],
    ['the same, alone, a day later', 'a', 24, true, null],
  ] as const)('%s', (_label, id, hours, isAlone, expected) => {
    expect(secondBarrier({ byId: 'a', at }, { id, now: later(hours), isAlone })).toBe(expected)
  })
})
