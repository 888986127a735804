import { env } from '@/lib/platform/env/env'
import { hashBy, keyFor, type Purpose, seal, unseal } from './seal'

/** Seals under this console's key. `place` is the id of the row that will hold it. */
export const sealHere = (purpose: Purpose, place: string, text: string) => seal(env().key, purpose, place, text)
export const unsealHere = (purpose: Purpose, place: string, sealed: Uint8Array) =>
  unseal(env().key, purpose, place, sealed)
export const hashHere = (purpose: HashPurpose, text: string): string => hashOf(purpose, text).toString('base64url')

/** The same as bytes. */
export const hashOf = (purpose: HashPurpose, text: string): Buffer => hashBy(hashKeysHere()[purpose], text)

/**
 * What keyed hashes are for. They are compared with what was hashed years ago and cannot be made anew, so their keys outlive a
 * change of the console's key: `rotate.ts` seals them under the new one.
 */
export const HASH_PURPOSES = ['audit search', 'destroyed', 'contact', 'webhook', 'confirmation', 'file hash'] as const
export type HashPurpose = (typeof HASH_PURPOSES)[number]
export type HashKeys = Record<HashPurpose, Buffer>

/** As long as nobody has changed the console's key, they are derived from it. */
export const hashKeysFrom = (key: Buffer): HashKeys =>
  Object.fromEntries(HASH_PURPOSES.map((purpose) => [purpose, keyFor(key, purpose)])) as HashKeys

// One for the process: the pages and the workers are bundled apart, and each has its own copy of this file.
const place = globalThis as { docketHashKeys?: HashKeys | null }
let derived: { key: Buffer; keys: HashKeys } | null = null

/** What the database keeps for this process (`checkKey`); null: derived. */
export function holdHashKeys(keys: HashKeys | null): void {
  place.docketHashKeys = keys
}

function hashKeysHere(): HashKeys {
  if (place.docketHashKeys) return place.docketHashKeys
  const { key } = env()
  if (!derived?.key.equals(key)) derived = { key, keys: hashKeysFrom(key) }
  return derived.keys
}
