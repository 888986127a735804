/** How long things are kept, in one place: the jobs delete by these numbers and the page says them. */
export const LIFETIMES = {
  /** After the last report that cites a post was resolved. */
  postDays: 90,
  /** E-mails and IPs, after the last case of the person was closed. */
  contactDays: 90,
  /** People whom no report and no case names. Long enough for a page that somebody has open. */
  strayAccountHours: 24,
  /** Answers to requests, attempts, and who opened what. */
  traceHours: 24,
  refusalDays: 30,
  failedJobDays: 7,
  sessionHours: 12,
  consentMinutes: 15,
  databaseLogDays: 7,
  /** Bodies of webhooks, for whoever has to find out what the instance said. */
  webhookHours: 72,
  /** Media that nobody has judged. */
  quarantineDays: 30,
} as const

const HOUR_MS = 3_600_000
export const hoursMs = (hours: number): number => hours * HOUR_MS
export const daysMs = (days: number): number => days * 24 * HOUR_MS

/** The same day so many calendar months earlier; the last of the month where that day does not exist. */
export function monthsBefore(at: Date, months: number): Date {
  const day = at.getUTCDate()
  const moved = new Date(at)
  moved.setUTCDate(1)
  moved.setUTCMonth(moved.getUTCMonth() - months)
  const last = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate()
  moved.setUTCDate(Math.min(day, last))
  return moved
}
