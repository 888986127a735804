import { expect, test } from 'vitest'
import { returnPath } from './return-path'

test.each([
  [undefined, '/reports'],
  ['/safety/abc?x=1', '/safety/abc?x=1'],
  ['http://localhost:3000/audit?outcome=refused', '/audit?outcome=refused'],
  ['https://evil.test/reports', '/reports'],
  ['//evil.test/settings', '/settings'],
  ['/\\evil.test', '/reports'],
  ['/sign-in', '/reports'],
  ['/reportsx', '/reports'],
  ['javascript:alert(1)', '/reports'],
  [['/audit', '/audit'], '/reports'],
])('%s leads to %s', (asked, path) => {
  expect(returnPath(asked)).toBe(path)
})
