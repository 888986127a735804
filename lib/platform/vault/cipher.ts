import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { VaultError } from './classes'

/**
 * Objects are encrypted in chunks, so that a large file needs little memory: `DKV1`, then per 64 KiB of plain bytes the
 * ciphertext and a tag of 16 bytes (AES-256-GCM). The nonce is the number of the chunk and whether it is the last (the key is
 * the object's own and used once); the object's id is bound to each. Chunks can be neither changed, moved, left out nor cut off.
 */
const MAGIC = Buffer.from('DKV1')
const CHUNK = 64 * 1024
const TAG = 16

export const newKey = (): Buffer => randomBytes(32)

export async function* encrypted(
  key: Buffer,
  objectId: string,
  plain: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Buffer> {
  yield MAGIC
  let rest: Buffer = Buffer.alloc(0)
  let position = 0
  for await (const piece of plain) {
    rest = rest.length === 0 ? asBuffer(piece) : Buffer.concat([rest, piece])
    for (; rest.length > CHUNK; rest = rest.subarray(CHUNK))
      yield sealChunk({ key, objectId, position: position++, isLast: false }, rest.subarray(0, CHUNK))
  }
  yield sealChunk({ key, objectId, position, isLast: true }, rest)
}

/** Throws `tampered` at the first chunk that is not what was sealed; what was given before it is sound. */
export async function* decrypted(
  key: Buffer,
  objectId: string,
  sealed: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0)
  let position = -1
  for await (const piece of sealed) {
    rest = rest.length === 0 ? asBuffer(piece) : Buffer.concat([rest, piece])
    if (position === -1) {
      if (rest.length < MAGIC.length) continue
      if (!rest.subarray(0, MAGIC.length).equals(MAGIC)) throw new VaultError('tampered')
      rest = rest.subarray(MAGIC.length)
      position = 0
    }
    for (; rest.length > CHUNK + TAG; rest = rest.subarray(CHUNK + TAG))
      yield openChunk({ key, objectId, position: position++, isLast: false }, rest.subarray(0, CHUNK + TAG))
  }
  if (position === -1) throw new VaultError('tampered')
  yield openChunk({ key, objectId, position, isLast: true }, rest)
}

/** The same in one piece, for what is small. */
export function encryptWhole(key: Buffer, objectId: string, plain: Uint8Array): Buffer {
  const pieces: Buffer[] = [MAGIC]
  const bytes = asBuffer(plain)
  let position = 0
  let at = 0
  for (; bytes.length - at > CHUNK; at += CHUNK)
    pieces.push(sealChunk({ key, objectId, position: position++, isLast: false }, bytes.subarray(at, at + CHUNK)))
  pieces.push(sealChunk({ key, objectId, position, isLast: true }, bytes.subarray(at)))
  return Buffer.concat(pieces)
}

/** Wraps a key by another. `place` says whose key it is: put elsewhere, it does not open. 1 byte version, nonce, tag, key. */
export function wrapKey(by: Buffer, place: string, key: Buffer): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', by, nonce)
  cipher.setAAD(Buffer.from(place))
  const body = Buffer.concat([cipher.update(key), cipher.final()])
  return new Uint8Array(Buffer.concat([Buffer.from([1]), nonce, cipher.getAuthTag(), body]))
}

/** Throws `key` when it was wrapped by another key, for another place, or changed. */
export function unwrapKey(by: Buffer, place: string, wrapped: Uint8Array): Buffer {
  const bytes = asBuffer(wrapped)
  if (bytes[0] !== 1 || bytes.length !== 61) throw new VaultError('key')
  const decipher = createDecipheriv('aes-256-gcm', by, bytes.subarray(1, 13), { authTagLength: TAG })
  decipher.setAAD(Buffer.from(place))
  decipher.setAuthTag(bytes.subarray(13, 29))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(29)), decipher.final()])
  } catch (error) {
    throw new VaultError('key', { cause: error })
  }
}

interface ChunkPlace {
  key: Buffer
  objectId: string
  position: number
  isLast: boolean
}

function sealChunk({ key, objectId, position, isLast }: ChunkPlace, plain: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(position, isLast))
  cipher.setAAD(Buffer.from(objectId))
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

function openChunk({ key, objectId, position, isLast }: ChunkPlace, sealed: Buffer): Buffer {
  if (sealed.length < TAG) throw new VaultError('tampered')
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(position, isLast), { authTagLength: TAG })
  decipher.setAAD(Buffer.from(objectId))
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - TAG)), decipher.final()])
  } catch (error) {
    throw new VaultError('tampered', { cause: error })
  }
}

function nonceOf(position: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUInt32BE(position, 7)
  nonce[11] = isLast ? 1 : 0
  return nonce
}

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
