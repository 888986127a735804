import { expect, it } from 'vitest'
import { asUser, roleFor } from './role.mjs'

it.each([
  ['docket', 'docket_login_docket'],
  ['docket_2', 'docket_login_docket_2'],
])('names the role of %s after it', (database, role) => {
  expect(roleFor(database)).toBe(role)
})

it('keeps roles of different databases apart and within 63 bytes', () => {
  const names = ['My-Docket', 'my_docket', 'my.docket', 'ä', 'x'.repeat(63), `${'x'.repeat(62)}y`].map(roleFor)
  expect(new Set(names).size).toBe(names.length)
  for (const name of names) expect(name).toMatch(/^docket_login_[a-z0-9_]{1,50}$/)
})

it.each([
  ['postgresql://a:b@db.test:5433/x?sslmode=require', 'postgresql://role:pw@db.test:5433/x?sslmode=require'],
  ['postgres://db.test/x?user=a&password=b', 'postgres://role:pw@db.test/x'],
  ['postgresql:///x?host=/run/postgresql', 'postgresql:///x?host=%2Frun%2Fpostgresql&user=role&password=pw'],
])('puts the role in the place of the owner in %s', (address, expected) => {
  expect(asUser(address, 'role', 'pw')).toBe(expected)
})
