import { describe, expect, it } from 'vitest'
import { addressOf, changed, filterIn, isNarrowed } from './filter-address'

const plain = filterIn({})

describe('the filter in the address', () => {
  it('is the open queue when nothing is named', () => {
    expect(plain).toEqual({
      state: 'open',
      owner: 'any',
      category: 'any',
      server: 'any',
      older: 'any',
      wants: 'any',
      text: '',
    })
    expect(addressOf(plain)).toBe('/reports')
    expect(isNarrowed(plain)).toBe(false)
  })

  it('comes back as it went out', () => {
    const filter = { ...plain, owner: 'me', category: 'spam', text: 'same link' } as const
    const params = Object.fromEntries(new URL(addressOf(filter), 'http://docket.test').searchParams)
    expect(filterIn(params)).toEqual(filter)
    expect(isNarrowed(filter)).toBe(true)
  })

  it('forgets what it does not know, and what is named twice', () => {
    expect(filterIn({ owner: 'everybody', category: ['spam', 'legal'], colour: 'red' })).toEqual(plain)
  })

  it('starts from the first page when it changes', () => {
    expect(changed({ ...plain, after: 'somewhere' }, { server: 'local' })).toEqual({ ...plain, server: 'local' })
  })

  it('does not count closed as narrowed: it is another list', () => {
    expect(isNarrowed({ ...plain, state: 'closed' })).toBe(false)
  })
})
