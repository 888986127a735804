import { expect, test } from 'vitest'
import { returnPath } from './return-path'

test.each([
  [undefined, '/'],
  ['/safety/abc?x=1', '/safety/abc?x=1'],
  ['http://localhost:3000/audit?outcome=refused', '/audit?outcome=refused'],
  ['https://evil.test/reports', '/reports'],
  ['//evil.test/settings', '/settings'],
  ['/\\evil.test', '/'],
  ['/sign-in', '/'],
  ['/reportsx', '/'],
  ['javascript:alert(1)', '/'],
  [['/audit', '/audit'], '/'],
])('%s leads to %s', (asked, path) => {
  expect(returnPath(asked)).toBe(path)
})
