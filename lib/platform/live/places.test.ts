import { expect, it } from 'vitest'
import { takePlace } from './places'

it('gives so many places under a key, and each again once it was given back, once', () => {
  const first = takePlace('a', 2)
  const second = takePlace('a', 2)
  expect(takePlace('a', 2)).toBeNull()
  expect(takePlace('b', 2)).not.toBeNull()
  first?.()
  first?.()
  expect(takePlace('a', 2)).not.toBeNull()
  expect(takePlace('a', 2)).toBeNull()
  second?.()
  expect(takePlace('a', 2)).not.toBeNull()
})
