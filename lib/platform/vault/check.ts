import { z } from 'zod'
import type { Db } from '@/lib/platform/db/client'
import { HASH_PURPOSES, type HashKeys, holdHashKeys, sealHere, unsealHere } from './console'

export const KNOWN = 'this is the key of this console'

/**
 * Throws when the database was made with another key: tokens would be unreadable and new ones unreadable to the others. Takes up the
 * keys of keyed hashes that the database keeps: whoever hashes calls this first.
 */
export async function checkKey(db: Db): Promise<void> {
  await db.console.createMany({ data: { keyCheck: sealHere('key check', 'console', KNOWN) }, skipDuplicates: true })
  const row = await db.console.findFirstOrThrow()
  if (unsealHere('key check', 'console', row.keyCheck) !== KNOWN) throw new Error('another key')
  holdHashKeys(row.hashKeys && hashKeysIn(unsealHere('hash keys', 'console', row.hashKeys)))
}

const keys = z.record(z.enum(HASH_PURPOSES), z.base64())

export function hashKeysIn(text: string): HashKeys {
  const found = keys.parse(JSON.parse(text))
  return Object.fromEntries(HASH_PURPOSES.map((one) => [one, Buffer.from(found[one], 'base64')])) as HashKeys
}

export const hashKeysText = (of: HashKeys): string =>
  JSON.stringify(Object.fromEntries(HASH_PURPOSES.map((one) => [one, of[one].toString('base64')])))
