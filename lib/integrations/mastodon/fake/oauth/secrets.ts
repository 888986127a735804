import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** 43 letters, as Doorkeeper makes them. */
export const newSecret = () => randomBytes(32).toString('base64url')

export function sameSecret(a: string, b: string): boolean {
  const [left, right] = [a, b].map((text) => createHash('sha256').update(text).digest())
  return left !== undefined && right !== undefined && timingSafeEqual(left, right)
}

/** What a PKCE verifier must hash to. */
export const s256 = (verifier: string) => createHash('sha256').update(verifier).digest('base64url')
