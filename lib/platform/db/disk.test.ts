import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { diskOf, isAlmostFull } from './disk'

it('finds out by writing, and leaves nothing behind', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'docket-disk-'))
  expect((await diskOf(folder)).isWritable).toBe(true)
  expect(fs.readdirSync(folder)).toEqual([])
  fs.rmSync(folder, { recursive: true })
  expect(await diskOf(folder)).toEqual({ isWritable: false, isAlmostFull: true })
})

it.each([
  ['a tenth of much', 100_000_000, false],
  ['little of much', 10_000_000, true],
])('%s is left', (_label, bavail, expected) => {
  expect(isAlmostFull({ bavail, blocks: 1_000_000_000, bsize: 4096 })).toBe(expected)
})

it('calls a tenth of a small disk almost full', () => {
  expect(isAlmostFull({ bavail: 100_000, blocks: 1_000_000, bsize: 4096 })).toBe(true)
})
