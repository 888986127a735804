import { timingSafeEqual } from 'node:crypto'

/** The one-time code of the terminal, forgiving about case, spaces and dashes. */
export function isSetupCode(given: string, wanted: string | null): boolean {
  if (!wanted) return false
  const a = Buffer.from(plain(given))
  const b = Buffer.from(plain(wanted))
  return a.length === b.length && timingSafeEqual(a, b)
}
// Crockford's alphabet: O is read as 0, I and L as 1.
const plain = (code: string): string =>
  code
    .toUpperCase()
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
    .replace(/[^A-Z0-9]/g, '')

/** Wrong codes in a window before the door stays shut until its end. */
export const CODE_ATTEMPTS = { limit: 10, windowMs: 15 * 60_000 }

interface AskedVersion {
  api: number | null
}
/** What this release of Mastodon cannot do for the console: keys of the catalogue under `connect.lacks.`. */
export function lacksOf(version: AskedVersion): string[] {
  const api = version.api ?? 0
  const lacks: [string, boolean][] = [
    ['pkce', api < 2],
    ['moderationNotice', api < 2],
    ['minimumAge', api < 6],
    ['mediaMadePrivate', api < 6],
    ['collections', api < 10],
  ]
  return lacks.flatMap(([code, is]) => (is ? [code] : []))
}
