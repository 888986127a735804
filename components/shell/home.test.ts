import { expect, test } from 'vitest'
import { homeOf } from './home'

test.each([
  [['reports', 'settings'], '/reports'],
  [['audit', 'settings'], '/audit'],
  [[], null],
] as const)('of %j is %s', (rooms, home) => {
  expect(homeOf(rooms)).toBe(home)
})
