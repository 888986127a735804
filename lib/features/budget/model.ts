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
 * What a request is for, and how much of a limit may be used up before it has to wait. `person`: somebody waits for the answer.
 * `hint`: what a webhook named. `background`: the mirror. `opened`: what came before with a person whose case was opened. `look`:
 * sealing what such a case rests on. Each kind leaves something to those before it, so that however many cases are opened the
 * mirror goes on and a hint is read; and people leave a little to their own browser and telephone, whose requests Mastodon
 * counts with ours.
 */
const PRIORITIES = {
  person: { share: 0.95, isInTurn: false },
  hint: { share: 0.85, isInTurn: true },
  background: { share: 0.6, isInTurn: true },
  opened: { share: 0.5, isInTurn: false },
  look: { share: 0.4, isInTurn: true },
} as const
export type Priority = keyof typeof PRIORITIES
/** Whether it waits for its turn: of these, one is in flight at a time (store.ts). */
export const isInTurn = (priority: Priority): boolean => PRIORITIES[priority].isInTurn

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
    ceiling: Math.floor(THROTTLES[throttle].limit * PRIORITIES[priority].share),
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
