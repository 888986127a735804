import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { freshDatabase } from '@/lib/testing/database'
import { checkKey } from './check'
import { keyedHash, type Purpose, seal, unseal } from './seal'

const KEY = Buffer.alloc(32, 1)
const PLACE = '0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1d'

describe('a sealed text', () => {
  it('opens where it was sealed, whatever it says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, place) => {
        expect(unseal(KEY, 'token', place, seal(KEY, 'token', place, text))).toBe(text)
      }),
    )
  })

  it('does not show what it says, and looks different each time', () => {
    const [one, other] = [seal(KEY, 'token', PLACE, 'secret-token'), seal(KEY, 'token', PLACE, 'secret-token')]
    expect(Buffer.from(one).toString('latin1')).not.toContain('secret')
    expect(Buffer.from(one).equals(Buffer.from(other))).toBe(false)
  })

  it.each<[string, Buffer, Purpose, string]>([
    ['under another key', Buffer.alloc(32, 2), 'token', PLACE],
    ['for another purpose', KEY, 'client secret', PLACE],
    ['in another row', KEY, 'token', '0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1e'],
  ])('does not open %s', (_label, key, purpose, place) => {
    const sealed = seal(KEY, 'token', PLACE, 'secret-token')
    expect(() => unseal(key, purpose, place, sealed)).toThrow()
  })

  it('does not open when any byte of it was changed, or it was cut', () => {
    const sealed = seal(KEY, 'token', PLACE, 'secret-token')
    for (let at = 0; at < sealed.length; at++) {
      const changed = sealed.map((byte, n) => (n === at ? byte ^ 1 : byte))
      expect(() => unseal(KEY, 'token', PLACE, changed)).toThrow()
    }
    for (const length of [0, 1, 13, 28, sealed.length - 1])
      expect(() => unseal(KEY, 'token', PLACE, sealed.slice(0, length))).toThrow()
  })
})

describe('a keyed hash', () => {
  it('is the same for the same words, and another for another key or purpose', () => {
    expect(keyedHash(KEY, 'token', 'a')).toBe(keyedHash(KEY, 'token', 'a'))
    const others = [
      keyedHash(KEY, 'token', 'b'),
      keyedHash(KEY, 'key check', 'a'),
      keyedHash(Buffer.alloc(32, 2), 'token', 'a'),
    ]
    expect(others).not.toContain(keyedHash(KEY, 'token', 'a'))
  })
})

describe('the key of a database', () => {
  it('is kept in mind at the first start and asked for at every other', async () => {
    const { db } = await freshDatabase()
    await checkKey(db)
    await checkKey(db)
    await db.console.update({
      where: { one: true },
      data: { keyCheck: seal(Buffer.alloc(32, 9), 'key check', 'console', 'x') },
    })
    await expect(checkKey(db)).rejects.toThrow()
  })
})
