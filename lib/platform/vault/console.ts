import { env } from '@/lib/platform/env/env'
import { keyedHash, type Purpose, seal, unseal } from './seal'

/** Seals under this console's key. `place` is the id of the row that will hold it. */
export const sealHere = (purpose: Purpose, place: string, text: string) => seal(env().key, purpose, place, text)
export const unsealHere = (purpose: Purpose, place: string, sealed: Uint8Array) =>
  unseal(env().key, purpose, place, sealed)
export const hashHere = (purpose: Purpose, text: string) => keyedHash(env().key, purpose, text)
