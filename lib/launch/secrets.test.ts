import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeSetupCode, openKey, openSetupCode } from './secrets.mjs'

let dataDir = ''
beforeEach(() => {
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'docket-secrets-'))
})
afterEach(() => fs.rmSync(dataDir, { recursive: true }))

it('makes the key once, for its owner only, however many start at once', async () => {
  const keys = await Promise.all([1, 2, 3, 4].map(() => openKey({ dataDir, key: null })))
  expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1)
  expect(keys[0]).toHaveLength(32)
  expect(fs.statSync(path.join(dataDir, 'key')).mode & 0o777).toBe(0o600)
  expect(fs.readdirSync(dataDir)).toEqual(['key'])
})

it('takes a key that is given, and writes none', async () => {
  const key = Buffer.alloc(32, 7)
  expect(await openKey({ dataDir, key })).toBe(key)
  expect(fs.readdirSync(dataDir)).toEqual([])
})

it('refuses a key file that was damaged instead of making another key', async () => {
  fs.writeFileSync(path.join(dataDir, 'key'), 'half')
  await expect(openKey({ dataDir, key: null })).rejects.toThrow('does not hold a key')
})

it('keeps one set-up code', async () => {
  const code = await openSetupCode(dataDir)
  expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/)
  expect(await openSetupCode(dataDir)).toBe(code)
})

it('uses every letter of an alphabet without look-alikes', () => {
  const codes = Array.from({ length: 22 }, (_, at) =>
    makeSetupCode(Buffer.from(Array.from({ length: 12 }, (_, n) => at * 12 + n))),
  )
  const letters = new Set(codes.join('').replaceAll('-', ''))
  expect(letters.size).toBe(32)
  expect([...letters].filter((letter) => 'ILOU'.includes(letter))).toEqual([])
})
