import { createHash, randomUUID } from 'node:crypto'
import fs from 'node:fs/promises'
import path from 'node:path'
import { VaultError } from './classes'

/** Where ciphertext lies, by the SHA-256 of it. It knows no key. */
export interface Shelf {
  /** Whole or not at all; throws `full` when there is no room. */
  put(pieces: AsyncIterable<Uint8Array>): Promise<{ address: string }>
  /** Throws `missing`; the bytes are not checked here. */
  read(address: string): AsyncIterable<Uint8Array>
  /** Nothing happens when it is gone already. */
  drop(address: string): Promise<void>
  list(): AsyncIterable<{ address: string; at: Date }>
  /** What a process that died left half written, once it is older than that. Counts. */
  dropLeftovers(before: Date): Promise<number>
  /** Whether this place was begun. */
  isThere(): Promise<boolean>
  begin(): Promise<void>
}

const ADDRESS = /^[0-9a-f]{64}$/

/** A folder: `objects/ab/abcd…`, written beside (`incoming`), synced, and moved there. */
export function folderShelf(folder: string): Shelf {
  const incoming = path.join(folder, 'incoming')
  const objects = path.join(folder, 'objects')
  const placeOf = (address: string): string => {
    if (!ADDRESS.test(address)) throw new VaultError('missing')
    return path.join(objects, address.slice(0, 2), address)
  }
  return {
    async put(pieces) {
      try {
        return await withTemporary(folder, pieces, async ({ file, hash }) => {
          const place = placeOf(hash)
          await fs.mkdir(path.dirname(place), { recursive: true, mode: 0o700 })
          await fs.rename(file, place)
          await syncFolder(path.dirname(place))
          await syncFolder(objects)
          return { address: hash }
        })
      } catch (error) {
        throw isFull(error) ? new VaultError('full', { cause: error }) : error
      }
    },
    async *read(address) {
      const file = await fs.open(placeOf(address)).catch((error: unknown) => {
        throw codeOf(error) === 'ENOENT' ? new VaultError('missing', { cause: error }) : error
      })
      try {
        for await (const piece of file.createReadStream({ highWaterMark: 128 * 1024, autoClose: false })) yield piece
      } finally {
        await file.close()
      }
    },
    async drop(address) {
      await fs.rm(placeOf(address), { force: true })
    },
    async *list() {
      for (const part of await entriesOf(objects))
        for (const address of await entriesOf(path.join(objects, part))) {
          const found = await fs.stat(path.join(objects, part, address)).catch(() => null)
          if (found && ADDRESS.test(address)) yield { address, at: found.mtime }
        }
    },
    async dropLeftovers(before) {
      let count = 0
      for (const name of await entriesOf(incoming)) {
        const file = path.join(incoming, name)
        const found = await fs.stat(file).catch(() => null)
        if (!found || found.mtime >= before) continue
        await fs.rm(file, { force: true })
        count += 1
      }
      return count
    },
    async isThere() {
      const found = await fs.stat(objects).catch((error: unknown) => {
        if (codeOf(error) === 'ENOENT') return null
        throw error
      })
      return found?.isDirectory() ?? false
    },
    async begin() {
      await fs.mkdir(objects, { recursive: true, mode: 0o700 })
      await syncFolder(folder)
    },
  }
}

interface Temporary {
  file: string
  /** SHA-256 of what is in it, in hex. */
  hash: string
  size: number
}

/** Writes to `incoming` in a folder, synced; whatever happens then, nothing stays there. */
export async function withTemporary<T>(
  folder: string,
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  act: (written: Temporary) => Promise<T>,
): Promise<T> {
  const incoming = path.join(folder, 'incoming')
  await fs.mkdir(incoming, { recursive: true, mode: 0o700 })
  const file = path.join(incoming, randomUUID())
  try {
    return await act({ file, ...(await writeHashed(file, pieces)) })
  } finally {
    await fs.rm(file, { force: true }).catch(() => undefined)
  }
}

async function writeHashed(file: string, pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) {
  const hash = createHash('sha256')
  let size = 0
  const handle = await fs.open(file, 'wx', 0o600)
  try {
    for await (const piece of pieces) {
      hash.update(piece)
      size += piece.length
      // `write` may write a part of it; this writes all.
      await handle.appendFile(piece)
    }
    await handle.sync()
  } finally {
    await handle.close()
  }
  return { hash: hash.digest('hex'), size }
}

/** That a name stands in a folder is kept with the folder. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await fs.open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function entriesOf(folder: string): Promise<string[]> {
  return fs.readdir(folder).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return []
    throw error
  })
}

// No room, quota reached, larger than a file may be.
export const isFull = (error: unknown): boolean => ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(codeOf(error) ?? '')
const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error ? String(error.code) : undefined
