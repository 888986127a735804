/** A stamp may be late by so much before somebody has to look: authorities have bad nights. */
export const OVERDUE_MS = 6 * 3_600_000

interface Standing {
  now: Date
  /** Since when there is an authority; null without one. */
  askedSince: Date | null
  /** Of the oldest head after the last stamped one. */
  unstampedSince: Date | null
}

/** Whether a head waits for its stamp for longer than an authority may be down. Without an authority nothing is awaited. */
export function isOverdue({ now, askedSince, unstampedSince }: Standing): boolean {
  if (!askedSince || !unstampedSince) return false
  const since = Math.max(askedSince.getTime(), unstampedSince.getTime())
  return now.getTime() - since > OVERDUE_MS
}
