import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/** What a sealed text is for: each purpose has a key of its own. */
export type Purpose =
  | 'key check'
  | 'token'
  | 'client secret'
  | 'setup cookie'
  | 'contact'
  | 'webhook'
  | 'webhook secret'
  | 'signing key'
  | 'audit search'
  | 'passkey challenge'
  | 'destroyed'
  | 'confirmation'
  | 'file hash'
  | 'hash keys'

const VERSION = 1

/**
 * AES-256-GCM under a key derived for the purpose (HKDF-SHA256). `place` (a row's id) is bound to the text, so that a sealed
 * value copied into another row does not open. Layout: 1 byte version, 12 bytes nonce, 16 bytes tag, ciphertext.
 */
export function seal(key: Buffer, purpose: Purpose, place: string, text: string): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyFor(key, purpose), nonce)
  cipher.setAAD(Buffer.from(place))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return new Uint8Array(Buffer.concat([Buffer.from([VERSION]), nonce, cipher.getAuthTag(), sealed]))
}

/** Throws when the key, the purpose, the place or a byte differs. */
export function unseal(key: Buffer, purpose: Purpose, place: string, sealed: Uint8Array): string {
  const bytes = Buffer.from(sealed)
  if (bytes[0] !== VERSION) throw new Error('sealed by another version')
  const decipher = createDecipheriv('aes-256-gcm', keyFor(key, purpose), bytes.subarray(1, 13))
  decipher.setAAD(Buffer.from(place))
  decipher.setAuthTag(bytes.subarray(13, 29))
  return Buffer.concat([decipher.update(bytes.subarray(29)), decipher.final()]).toString('utf8')
}

/** A keyed hash for what must be compared and never read back. */
export function keyedHash(key: Buffer, purpose: Purpose, text: string): string {
  return hashBy(keyFor(key, purpose), text).toString('base64url')
}

/** The same by a key that is already one of a purpose. */
export const hashBy = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()

/** The key of one purpose. */
export function keyFor(key: Buffer, purpose: Purpose): Buffer {
  return Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), `docket ${purpose}`, 32))
}
