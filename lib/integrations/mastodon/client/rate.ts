import type { OutwardAnswer } from '@/lib/platform/http/exchange'

/** What is left of the limit that is closest to its end. Windows are fixed, not sliding. */
export interface Rate {
  limit: number
  remaining: number
  /** By our clock, also when the server's is wrong. */
  resetAt: Date
}

/** Reads the three X-RateLimit headers; null unless all are there. */
export function readRate({ headers, clockOffsetMs }: Pick<OutwardAnswer, 'headers' | 'clockOffsetMs'>): Rate | null {
  const limit = Number.parseInt(headers['x-ratelimit-limit'] ?? '', 10)
  const remaining = Number.parseInt(headers['x-ratelimit-remaining'] ?? '', 10)
  const reset = Date.parse(headers['x-ratelimit-reset'] ?? '')
  if (Number.isNaN(limit) || Number.isNaN(remaining) || Number.isNaN(reset)) return null
  return { limit, remaining, resetAt: new Date(reset - skewOf(clockOffsetMs)) }
}

// The offset is good to a second only: a smaller one is no sign of a wrong clock.
function skewOf(clockOffsetMs: number | null): number {
  return clockOffsetMs !== null && Math.abs(clockOffsetMs) > 2_000 ? clockOffsetMs : 0
}
