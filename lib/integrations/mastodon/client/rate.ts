/** What is left of the limit that is closest to its end. Windows are fixed, not sliding. */
export interface Rate {
  limit: number
  remaining: number
  resetAt: Date
}

/** Reads the three X-RateLimit headers; null unless all are there. */
export function readRate(headers: Record<string, string>): Rate | null {
  const limit = Number.parseInt(headers['x-ratelimit-limit'] ?? '', 10)
  const remaining = Number.parseInt(headers['x-ratelimit-remaining'] ?? '', 10)
  const resetAt = new Date(headers['x-ratelimit-reset'] ?? '')
  const isWhole = !Number.isNaN(limit) && !Number.isNaN(remaining) && !Number.isNaN(resetAt.getTime())
  return isWhole ? { limit, remaining, resetAt } : null
}
