import type { HintKind } from '@/lib/features/hints/model'

/** The events to tick in Mastodon. `status.*` are never asked for: they carry people's direct messages. */
export const EVENTS = [
  'account.approved',
  'account.created',
  'account.updated',
  'report.created',
  'report.updated',
] as const
export type WebhookEvent = (typeof EVENTS)[number]
export const isAskedFor = (event: string): event is WebhookEvent => EVENTS.some((one) => one === event)

const KINDS: Record<WebhookEvent, HintKind> = {
  'account.approved': 'signUp',
  'account.created': 'signUp',
  'account.updated': 'account',
  'report.created': 'report',
  'report.updated': 'report',
}
export const kindOf = (event: WebhookEvent): HintKind => KINDS[event]

/**
 * What becomes of a delivery. The first four are rightly signed and answered 200: asking Mastodon to send the same again could
 * change nothing. Those after them are answered 401, which Mastodon repeats for two days: a secret that was pasted wrongly
 * heals. `endless` is answered 413, which is final.
 */
export type Outcome =
  | 'taken'
  | 'again'
  | 'post'
  | 'strange'
  | 'wrongSignature'
  | 'unsigned'
  | 'noSecret'
  | 'notConnected'
  | 'endless'

const STATUS: Partial<Record<Outcome, number>> = {
  wrongSignature: 401,
  unsigned: 401,
  noSecret: 401,
  notConnected: 401,
  endless: 413,
}
export const statusOf = (outcome: Outcome): number => STATUS[outcome] ?? 200

/**
 * A report with its posts is 8 kB each; this is room for hundreds. What is larger and rightly signed is answered 200 and
 * counts as a hint all the same, because its number stands in its first words; the body itself is not kept.
 */
export const KEPT_BYTES = 2 * 1024 * 1024
/** Nothing that Mastodon sends is larger: reading ends here, whoever it comes from. */
export const READ_BYTES = 8 * 1024 * 1024

export const SECRETS_AT_ONCE = 2
const HOUR_MS = 3_600_000
/** How long the former secret counts beside a new one, unless it is removed before. Longer than most of Mastodon's retries. */
export const OVERLAP_MS = 24 * HOUR_MS
export const DAY_MS = 24 * HOUR_MS

/** Mastodon's jobs may be late by this much before a silence means anything. */
export const LATE_MS = 10 * 60_000

export type WebhookState = 'none' | 'waiting' | 'working' | 'stopped'

interface Standing {
  hasSecret: boolean
  lastAt: Date | null
  /** Reports that the console found changed by reading, later than anything a webhook has told of. */
  untold: number
}

/**
 * Silence alone says nothing: on a quiet server nothing happens. They have stopped when reports change and no webhook tells
 * of it. Both instants of that comparison are Mastodon's own, so a clock that is wrong on one side raises no alarm.
 */
export function stateOf({ hasSecret, lastAt, untold }: Standing): WebhookState {
  if (!hasSecret) return 'none'
  if (untold > 0) return 'stopped'
  return lastAt ? 'working' : 'waiting'
}
