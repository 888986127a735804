import { createHmac, hkdfSync, randomBytes, scrypt } from 'node:crypto'
import { promisify } from 'node:util'
import { z } from 'zod'
import { decrypted, encrypted } from '@/lib/platform/vault/cipher'

/**
 * A file of a backup: a word, a line that says how to get the key, then the vault's cipher over frames. The key is made from the
 * owner's passphrase (scrypt) or a key file; the line is bound to every chunk. The last chunk is marked as the last: a file that
 * ends before it is half written.
 */
const WORD = 'DOCKET BACKUP 1\n'
const LONGEST_LINE = 4096

export const header = z.object({
  /** main: the database and the ciphertext of the vault. keys: the wrapped keys of the vault, with a short life. */
  part: z.enum(['main', 'keys']),
  backupId: z.uuid(),
  at: z.iso.datetime(),
  keepsUntil: z.iso.datetime().nullable(),
  kdf: z.discriminatedUnion('name', [
    z.object({
      name: z.literal('scrypt'),
      salt: z.string(),
      n: z.int().max(1 << 20),
      r: z.int().max(64),
      p: z.int().max(16),
    }),
    z.object({ name: z.literal('keyFile'), salt: z.string() }),
  ]),
})
export type Header = z.output<typeof header>

/** What opens a backup: words that the owner knows, or the bytes of a file of theirs. */
export type Secret = { passphrase: string } | { keyFile: Buffer }

export class BackupError extends Error {
  readonly fault:
    | 'notABackup'
    | 'half'
    | 'secret'
    | 'keyFileShort'
    | 'otherVersion'
    | 'notEmpty'
    | 'bucket'
    | 'expired'
    | 'otherParts'
  readonly values: Record<string, string>

  constructor(fault: BackupError['fault'], values: Record<string, string> = {}, options?: ErrorOptions) {
    super(`backup: ${fault}`, options)
    this.name = 'BackupError'
    this.fault = fault
    this.values = values
  }
}

// 128 MiB and about half a second: whoever guesses pays it each time.
const COST = { n: 1 << 17, r: 8, p: 1 }

export async function newHeader(secret: Secret, of: Omit<Header, 'kdf'>): Promise<Header> {
  const salt = randomBytes(32).toString('base64url')
  return { ...of, kdf: 'passphrase' in secret ? { name: 'scrypt', salt, ...COST } : { name: 'keyFile', salt } }
}

const scrypted = promisify<string, Buffer, number, object, Buffer>(scrypt)

async function keyOf({ kdf }: Header, secret: Secret): Promise<Buffer> {
  const salt = Buffer.from(kdf.salt, 'base64url')
  if (kdf.name === 'keyFile') {
    if (!('keyFile' in secret)) throw new BackupError('secret')
    if (secret.keyFile.length < 32) throw new BackupError('keyFileShort')
    return Buffer.from(hkdfSync('sha256', secret.keyFile, salt, 'docket backup', 32))
  }
  if (!('passphrase' in secret)) throw new BackupError('secret')
  const { n, r, p } = kdf
  return scrypted(secret.passphrase.normalize('NFKC'), salt, 32, { N: n, r, p, maxmem: 256 * n * r })
}

/** One thing in a backup: words about it, or bytes of what the words before were about. */
export type Frame = { kind: 'words'; value: unknown } | { kind: 'bytes'; value: Uint8Array }

export async function* written(head: Header, secret: Secret, frames: AsyncIterable<Frame>): AsyncGenerator<Uint8Array> {
  const line = `${JSON.stringify(head)}\n`
  const key = await keyOf(head, secret)
  yield Buffer.from(WORD + line)
  yield* encrypted(key, boundTo(key, line), framed(frames))
}

// The line is not secret, and nothing in it may be changed.
const boundTo = (key: Buffer, line: string): string => createHmac('sha256', key).update(line).digest('hex')

const KINDS = { words: 1, bytes: 2 } as const

async function* framed(frames: AsyncIterable<Frame>): AsyncGenerator<Uint8Array> {
  for await (const frame of frames) {
    const body = frame.kind === 'words' ? Buffer.from(JSON.stringify(frame.value)) : Buffer.from(frame.value)
    const start = Buffer.alloc(5)
    start.writeUInt8(KINDS[frame.kind], 0)
    start.writeUInt32BE(body.length, 1)
    yield Buffer.concat([start, body])
  }
}

/** Reads as it comes: nothing larger than a frame is held. Throws `half` where the file ends too early, `secret` where it does not open. */
export async function opened(pieces: AsyncIterable<Uint8Array>, secret: Secret) {
  const source = pieces[Symbol.asyncIterator]()
  const { head, line, rest } = await lineOf(source)
  const key = await keyOf(head, secret)
  async function* tail(): AsyncGenerator<Uint8Array> {
    yield rest
    for (let next = await source.next(); !next.done; next = await source.next()) yield next.value
  }
  return { head, frames: framesOf(decrypted(key, boundTo(key, line), tail())) }
}

async function lineOf(source: AsyncIterator<Uint8Array>) {
  let bytes = Buffer.alloc(0)
  for (;;) {
    const at = bytes.indexOf(10, WORD.length)
    if (bytes.length >= WORD.length && bytes.subarray(0, WORD.length).toString() !== WORD)
      throw new BackupError('notABackup')
    if (at >= 0) {
      const line = bytes.subarray(WORD.length, at + 1).toString()
      const parsed = header.safeParse(jsonOf(line))
      if (!parsed.success) throw new BackupError('notABackup')
      return { head: parsed.data, line, rest: bytes.subarray(at + 1) }
    }
    const next = bytes.length > LONGEST_LINE ? { done: true as const, value: undefined } : await source.next()
    if (next.done) throw new BackupError(bytes.length < WORD.length ? 'notABackup' : 'half')
    bytes = Buffer.concat([bytes, next.value])
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

async function* framesOf(plain: AsyncIterable<Uint8Array>): AsyncGenerator<Frame> {
  let rest = Buffer.alloc(0)
  let isOpen = false
  try {
    for await (const piece of plain) {
      isOpen = true
      rest = Buffer.concat([rest, piece])
      for (let size = sizeOf(rest); size !== null && rest.length >= size; size = sizeOf(rest)) {
        const body = rest.subarray(5, size)
        yield rest[0] === KINDS.words
          ? { kind: 'words', value: JSON.parse(body.toString()) as unknown }
          : { kind: 'bytes', value: new Uint8Array(body) }
        rest = rest.subarray(size)
      }
    }
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'VaultError') throw error
    // The first chunk opens with the right secret only; what fails later is not whole.
    throw new BackupError(isOpen ? 'half' : 'secret', {}, { cause: error })
  }
  if (rest.length > 0) throw new BackupError('half')
}

const sizeOf = (bytes: Buffer): number | null => (bytes.length < 5 ? null : 5 + bytes.readUInt32BE(1))
