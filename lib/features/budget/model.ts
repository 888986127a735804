/**
 * What Mastodon allows (config/initializers/rack_attack.rb, 4.2 to 4.6): so many requests in a window that begins at a multiple
 * of its length by the server's clock. One that pages counts twice: with all, and with those that page.
 */
export const THROTTLES = {
  token: { limit: 300, windowMs: 300_000 },
  person: { limit: 1_500, windowMs: 300_000 },
  paging: { limit: 300, windowMs: 900_000 },
} as const
export type Throttle = keyof typeof THROTTLES
/** No limit asks for a longer pause: a reset beyond it comes of a clock gone wrong, and must not stop everything. */
export const LONGEST_WINDOW_MS = Math.max(...Object.values(THROTTLES).map(({ windowMs }) => windowMs))

/**
 * `person`: somebody waits for it. `background`: nobody does. Background reading leaves two fifths to people; what people do
 * leaves a little to the same person's browser and telephone, whose requests Mastodon counts with ours.
 */
export type Priority = 'person' | 'background'
const SHARE: Record<Priority, number> = { person: 0.95, background: 0.6 }

export interface Counter {
  /** `token acting`, `token reading`, `person`, `paging`: unique for one person. */
  name: string
  throttle: Throttle
  ceiling: number
  windowMs: number
}

interface Asking {
  purpose: string
  priority: Priority
  isPaging: boolean
}

/** The counters that a request uses, in a fixed order: two that use the same ones never wait for each other in a ring. */
export function countersOf({ purpose, priority, isPaging }: Asking): Counter[] {
  const throttles: Throttle[] = isPaging ? ['paging', 'person', 'token'] : ['person', 'token']
  return throttles.map((throttle) => ({
    name: throttle === 'token' ? `token ${purpose}` : throttle,
    throttle,
    ceiling: Math.floor(THROTTLES[throttle].limit * SHARE[priority]),
    windowMs: THROTTLES[throttle].windowMs,
  }))
}

interface Told {
  limit: number
  remaining: number
  resetAt: Date
}

/**
 * Counters that the headers of an answer may speak of: same limit, and their present window ends when they say. They tell of
 * the throttle nearest to its end only.
 */
export function spokenOf(
  counters: readonly Counter[],
  { limit, resetAt }: Told,
  { at, offsetMs }: { at: Date; offsetMs: number },
): Counter[] {
  return counters.filter(({ throttle, windowMs }) => {
    const serverMs = at.getTime() + offsetMs
    const endsMs = (Math.floor(serverMs / windowMs) + 1) * windowMs
    return THROTTLES[throttle].limit === limit && Math.abs(endsMs - resetAt.getTime() - offsetMs) < RESET_BLUR_MS
  })
}
// The header keeps the fraction of the moment of asking, and clocks are known to a second.
const RESET_BLUR_MS = 3_000

/** A reset without a date (a proxy's own 429) is waited for this long. */
export const UNKNOWN_RESET_MS = 60_000
