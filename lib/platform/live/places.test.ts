import { expect, it } from 'vitest'
import { takePlace } from './places'

it('gives so many places under a key; whoever comes beyond that takes that of the first', () => {
  const lost: string[] = []
  const enter = (key: string, name: string) => {
    const leave = takePlace(key, 2, () => {
      lost.push(name)
      leave()
    })
    return leave
  }
  enter('a', 'first')
  const second = enter('a', 'second')
  enter('b', 'elsewhere')
  expect(lost).toEqual([])
  enter('a', 'third')
  expect(lost).toEqual(['first'])
  second()
  second()
  enter('a', 'fourth')
  expect(lost).toEqual(['first'])
  enter('a', 'fifth')
  expect(lost).toEqual(['first', 'third'])
})
