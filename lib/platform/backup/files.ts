import { createReadStream } from 'node:fs'
import fs from 'node:fs/promises'
import path from 'node:path'
import { uuidv7 } from 'uuidv7'
import type { Shelf } from '@/lib/platform/vault/shelf'
import { framesOf, openSnapshot } from './dump'
import { BackupError, type Frame, header, type Header, newHeader, opened, type Secret, written } from './format'

/** How long the wrapped keys of the vault are kept in a backup: what is destroyed stays readable in old copies for this long. */
export const KEYS_KEPT_DAYS = 35
const DAY_MS = 86_400_000

export interface Made {
  file: string
  keysFile: string
  ledgerFile: string
  removed: string[]
}

interface Wish {
  url: string
  /** Where the sealed files lie: the folder or the bucket. */
  shelf: Shelf
  /** The ledger of destruction, brought up to the table before. */
  ledger: string
  file: string
  secret: Secret
  now: Date
}

/** Both parts of a backup, of one moment, and a copy of the ledger. Each file is there whole or not at all. */
export async function makeBackup({ url, shelf, ledger, file, secret, now }: Wish): Promise<Made> {
  const client = await openSnapshot(url)
  const backupId = uuidv7()
  const keepsUntil = new Date(now.getTime() + KEYS_KEPT_DAYS * DAY_MS).toISOString()
  const of = { backupId, at: now.toISOString() }
  const made = { file, keysFile: `${file}.keys`, ledgerFile: `${file}.ledger` }
  try {
    const keysHead = await newHeader(secret, { ...of, part: 'keys', keepsUntil })
    await writeWhole(made.keysFile, written(keysHead, secret, framesOf(client, 'keys', shelf)))
    const head = await newHeader(secret, { ...of, part: 'main', keepsUntil: null })
    await writeWhole(file, written(head, secret, framesOf(client, 'main', shelf)))
  } finally {
    await client.end()
  }
  await writeWhole(made.ledgerFile, piecesOf(ledger))
  return { ...made, removed: await dropExpired(path.dirname(file), now) }
}

async function* piecesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}

/** Beside, to the disk, and then under its name. */
async function writeWhole(file: string, pieces: AsyncIterable<Uint8Array>): Promise<void> {
  const half = `${file}.part`
  const handle = await fs.open(half, 'w', 0o600)
  try {
    for await (const piece of pieces) await handle.appendFile(piece)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await fs.rename(half, file)
}

/** Keys whose time is over lie beside the new backup no longer. */
async function dropExpired(folder: string, now: Date): Promise<string[]> {
  const names = await fs.readdir(folder)
  const gone: string[] = []
  for (const name of names.filter((one) => one.endsWith('.keys'))) {
    const head = await headOf(path.join(folder, name)).catch(() => null)
    if (head?.part !== 'keys' || !isOver(head, now)) continue
    await fs.rm(path.join(folder, name))
    gone.push(name)
  }
  return gone
}

export const isOver = ({ keepsUntil }: Header, now: Date): boolean => keepsUntil !== null && new Date(keepsUntil) <= now

/** What a file says of itself, without its secret. */
export async function headOf(file: string): Promise<Header> {
  const handle = await fs.open(file)
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(8192), 0, 8192, 0)
    const [word, line = ''] = buffer.subarray(0, bytesRead).toString('latin1').split('\n')
    const parsed = word === 'DOCKET BACKUP 1' ? header.safeParse(JSON.parse(line)) : null
    if (!parsed?.success) throw new BackupError('notABackup')
    return parsed.data
  } finally {
    await handle.close()
  }
}

export interface Part {
  head: Header
  frames: AsyncIterator<Frame>
}

export async function openPart(file: string, secret: Secret, part: Header['part']): Promise<Part> {
  const { head, frames } = await opened(createReadStream(file), secret)
  if (head.part !== part) throw new BackupError('otherParts')
  return { head, frames: frames[Symbol.asyncIterator]() }
}
