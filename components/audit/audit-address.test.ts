import { expect, test } from 'vitest'
import { addressIn, addressOf, filterOf, isFiltered } from './audit-address'

test('empty, doubled and unknown parts of the address fall away', () => {
  expect(addressIn({ actor: 'kofi', command: '', case: [' 1', '2'], outcome: ' refused ', colour: 'red' })).toEqual({
    actor: 'kofi',
    outcome: 'refused',
  })
})

test('an address leads to itself', () => {
  const address = { actor: 'docket:mirror', case: '12', before: '900' }
  const search = Object.fromEntries(new URL(addressOf(address), 'https://reef.example').searchParams)
  expect(addressIn(search)).toEqual(address)
  expect(addressOf({})).toBe('/audit')
})

test('an outcome that does not exist is not asked for', () => {
  expect(filterOf({ outcome: 'maybe', case: '12' })).toMatchObject({ outcome: undefined, caseNumber: '12' })
  expect(filterOf({ outcome: 'failed' })).toMatchObject({ outcome: 'failed' })
})

test('a former instance is asked for by its id', () => {
  expect(filterOf(addressIn({ on: 'abc' }))).toMatchObject({ instanceId: 'abc' })
})

test('a later page alone is not a filter', () => {
  expect(isFiltered({ before: '900' })).toBe(false)
  expect(isFiltered({ before: '900', actor: 'kofi' })).toBe(true)
})
