import { sealHere, unsealHere } from '@/lib/platform/vault/console'

export const SETUP_MS = 2 * 3600_000

/** What the browser that knew the terminal's code holds for two hours. */
export function makeSetupCookie(now: Date): string {
  return Buffer.from(sealHere('setup cookie', 'setup', String(now.getTime() + SETUP_MS))).toString('base64url')
}

export function isSetupCookie(cookie: string | undefined, now: Date): boolean {
  if (!cookie) return false
  try {
    return Number(unsealHere('setup cookie', 'setup', Buffer.from(cookie, 'base64url'))) > now.getTime()
  } catch {
    return false
  }
}
