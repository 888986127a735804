import { createHash } from 'node:crypto'
import { makeChallenge, takeChallenge } from '@/lib/platform/auth/challenge'
import type { Db } from '@/lib/platform/db/client'

/**
 * Work that a browser does before it sends a form: a number must be found so that SHA-256 of the challenge and the number begins
 * with so many zero bits. It costs one person a moment, and whoever sends thousands a lot. Nothing is asked of another company.
 */
export interface Work {
  /** base64url. */
  challenge: string
  bits: number
}
export interface DoneWork extends Work {
  answer: string
}

const placeOf = (bits: number): string => `work ${bits}`

export const giveWork = (bits: number, now: Date): Work => ({
  challenge: Buffer.from(makeChallenge(placeOf(bits), now)).toString('base64url'),
  bits,
})

/** Whether it is done: ours, of so many bits, in time, and the first time that it is brought. Brought once, it is used up. */
export async function takeWork(db: Db, { challenge, bits, answer }: DoneWork, now: Date): Promise<boolean> {
  if (!(await takeChallenge(db, challenge, placeOf(bits), now))) return false
  return zeroBits(createHash('sha256').update(`${challenge}:${answer}`).digest()) >= bits
}

export function zeroBits(hash: Uint8Array): number {
  const at = hash.findIndex((byte) => byte !== 0)
  return at < 0 ? hash.length * 8 : at * 8 + Math.clz32(hash[at] ?? 0) - 24
}
