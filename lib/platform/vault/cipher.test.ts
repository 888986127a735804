import { randomBytes, randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { all } from '@/lib/testing/vault'
import { decrypted, encrypted, encryptWhole, newKey } from './cipher'

describe('what is encrypted in chunks', () => {
  const collect = async (pieces: AsyncIterable<Uint8Array>) => Buffer.concat(await all(pieces))
  const cutInto = (bytes: Buffer, size: number) =>
    Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) => bytes.subarray(n * size, (n + 1) * size))

  it('opens again, whatever its length and however it was handed over', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(0, 1, 15, 65_535, 65_536, 65_537, 131_072, 200_000),
        fc.integer({ min: 1, max: 90_000 }),
        async (length, size) => {
          const [key, id, plain] = [newKey(), randomUUID(), randomBytes(length)]
          const sealed = await collect(encrypted(key, id, cutInto(plain, size)))
          expect(sealed.equals(encryptWhole(key, id, plain)) || length === 0).toBe(true)
          expect((await collect(decrypted(key, id, cutInto(sealed, size)))).equals(plain)).toBe(true)
        },
      ),
      { numRuns: 40 },
    )
  })

  it('does not open when a byte was changed, a chunk left out, moved or cut off, or under another id or key', async () => {
    const [key, id] = [newKey(), randomUUID()]
    const sealed = encryptWhole(key, id, randomBytes(200_000))
    const chunk = 65_536 + 16
    const changed = Buffer.from(sealed)
    changed.writeUInt8(changed.readUInt8(70_000) ^ 1, 70_000)
    const at = (n: number) => sealed.subarray(4 + n * chunk, 4 + (n + 1) * chunk)
    const spoilt = [
      changed,
      Buffer.concat([sealed.subarray(0, 4), at(1), at(2), at(3)]),
      Buffer.concat([sealed.subarray(0, 4), at(1), at(0), at(2), at(3)]),
      sealed.subarray(0, 4 + chunk * 2),
      sealed.subarray(0, sealed.length - 1),
      Buffer.concat([sealed, Buffer.alloc(1)]),
      Buffer.alloc(0),
      sealed.subarray(0, 3),
    ]
    for (const bytes of spoilt)
      await expect(collect(decrypted(key, id, [bytes]))).rejects.toMatchObject({ fault: 'tampered' })
    await expect(collect(decrypted(newKey(), id, [sealed]))).rejects.toMatchObject({ fault: 'tampered' })
    await expect(collect(decrypted(key, randomUUID(), [sealed]))).rejects.toMatchObject({ fault: 'tampered' })
  })
})
