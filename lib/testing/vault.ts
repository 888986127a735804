import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { type Db, transaction } from '@/lib/platform/db/client'
import { env } from '@/lib/platform/env/env'
import type { VaultClass } from '@/lib/platform/vault/classes'
import { keepFile, putObject, readObject, storeFile } from '@/lib/platform/vault/objects'

export const NOW = new Date('2026-03-01T12:00:00Z')
export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
export const bytesOf = (text: string) => new Uint8Array(Buffer.from(text))
export const place = (caseId: string, kind: VaultClass = 'ordinary') => ({ caseId, class: kind, kind: 'test' })

/** Sealing for tests, in the database and on the shelf. */
export const vaultOf = (db: Db) => ({
  put: (caseId: string, text: string, kind?: VaultClass) =>
    transaction(db, (tx) => putObject(tx, NOW, place(caseId, kind), bytesOf(text))),
  async shelve(caseId: string, bytes: Uint8Array, kind?: VaultClass) {
    const file = await storeFile(db, [bytes])
    await transaction(db, (tx) => keepFile(tx, NOW, place(caseId, kind), file))
    return file
  },
  text: async (id: string) => Buffer.from(await readObject(db, id)).toString(),
})

/** Where the ciphertext of an address lies in the folder of the vault. */
export function fileOf(address: string): string {
  const found = fs.readdirSync(env().vaultFolder, { recursive: true, encoding: 'utf8' })
  return path.join(env().vaultFolder, found.find((name) => name.endsWith(address)) ?? 'none')
}

export async function all<T>(found: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const one of found) list.push(one)
  return list
}
