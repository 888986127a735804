import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { hexOf, sha256 } from './sha256'
import { solve } from './solve'

const node = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

it('hashes as everybody does', () => {
  for (const length of [0, 1, 54, 55, 56, 63, 64, 65, 119, 120, 1000]) {
    const bytes = Uint8Array.from({ length }, (_, n) => (n * 37 + length) & 255)
    expect(hexOf(sha256(bytes))).toBe(node(bytes))
  }
})

it('finds a number that anybody can check', async () => {
  const { challenge, answer } = await solve({ challenge: 'of-today', bits: 12 })
  expect(node(Buffer.from(`${challenge}:${answer}`))).toMatch(/^000/)
})
