import { expect, it, vi } from 'vitest'
import { tryFaults } from './list'

it('says what there is, and fails, where nothing has the name that is asked for', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  expect(await tryFaults({ isSample: false, only: 'no such step', json: null })).toBe(1)
  const text = said.mock.calls.flat().join('\n')
  said.mockRestore()
  expect(text).toMatch(/no such step/)
  expect(text).toMatch(/^outage$/m)
})
