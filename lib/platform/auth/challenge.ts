import { createHash } from 'node:crypto'
import { type Db, isDuplicate } from '@/lib/platform/db/client'
import { sealHere, unsealHere } from '@/lib/platform/vault/console'

/** Long enough to look for a key in a bag. */
const CHALLENGE_MS = 5 * 60_000

/**
 * What a passkey is to sign: good for one purpose in one session, until it ends. Nothing is kept of it before it comes back, so
 * that asking for many costs nothing; what came back once is kept until it would have ended anyway.
 */
export function makeChallenge(place: string, now: Date): Uint8Array<ArrayBuffer> {
  return sealHere('passkey challenge', place, String(now.getTime() + CHALLENGE_MS))
}

/** Uses up a challenge that came back, whatever becomes of it; false when it is not of this place, too old or used before. */
export async function takeChallenge(db: Db, challenge: string, place: string, now: Date): Promise<boolean> {
  const bytes = Buffer.from(challenge, 'base64url')
  const expiresAt = expiryOf(bytes, place)
  if (!expiresAt || expiresAt <= now) return false
  try {
    await db.usedChallenge.create({ data: { hash: createHash('sha256').update(bytes).digest('hex'), expiresAt } })
    return true
  } catch (error) {
    if (isDuplicate(error)) return false
    throw error
  }
}

function expiryOf(challenge: Buffer, place: string): Date | null {
  try {
    return new Date(Number(unsealHere('passkey challenge', place, challenge)))
  } catch {
    return null
  }
}
