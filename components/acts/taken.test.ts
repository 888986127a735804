import { expect, it } from 'vitest'
import { takenBy } from './taken'

const ines = { id: '1', name: 'Ines', isYou: false }
it.each([
  ['nobody has it', null, null, null],
  ['Ines has it since', ines, null, 'Ines'],
  ['Ines took it over from Kofi', ines, '2', 'Ines'],
  ['Ines had it already', ines, '1', null],
  ['you took it yourself', { ...ines, isYou: true }, null, null],
  ['a page that tells of no owner', undefined, null, null],
])('%s', (_, owner, atFirst, told) => expect(takenBy(owner, atFirst)).toBe(told))
