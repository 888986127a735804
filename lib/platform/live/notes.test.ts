import { describe, expect, it } from 'vitest'
import { addNote, emptyBatch, merge } from './notes'

const ID = '01890a5d-ac96-774b-bcce-b302099a8057'
const batchOf = (...notes: string[]) => {
  const batch = emptyBatch()
  for (const note of notes) addNote(batch, note)
  return batch
}

describe('a note of the database', () => {
  it.each([
    [`case ${ID}`, 'cases'],
    [`sight ${ID}`, 'sights'],
    [`lease ${ID}`, 'leases'],
    [`person ${ID}`, 'people'],
  ] as const)('%s goes where it belongs', (note, kind) => {
    expect(batchOf(note)).toEqual({ ...emptyBatch(), [kind]: new Set([ID]) })
  })

  it('of everything means everything, and nothing was missed', () => {
    expect(batchOf('all')).toEqual({ ...emptyBatch(), isAll: true })
  })

  it.each(['', 'case', 'case 7', `constructor ${ID}`, `case ${ID} and more`])('%j means everything', (note) => {
    expect(batchOf(note)).toEqual({ ...emptyBatch(), isAll: true, hasGap: true })
  })

  it('is told once, however often it came', () => {
    const both = batchOf(`case ${ID}`, `case ${ID}`)
    merge(both, batchOf(`case ${ID}`, 'all'))
    expect(both).toEqual({ ...emptyBatch(), cases: new Set([ID]), isAll: true })
  })
})
