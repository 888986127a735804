/** What the health page may want attention for; each is a word for a monitor, explained in README. */
export type Attention =
  | 'auditTriggersStandAlone'
  | 'notConnected'
  | 'instanceNotRead'
  | 'stale'
  | 'webhooksStopped'
  | 'hintsWait'
  | 'casesNobodyMayDecide'
  | 'clockOff'
  | 'diskAlmostFull'
  | 'eventsNotHeard'
  | 'stampOverdue'
  | 'edgeNotInForce'

/** The open list is swept every few minutes: nothing seen for so long means that nobody reads. */
export const STALE_AFTER_MS = 15 * 60_000
/** More than a slow answer of the database could explain. */
export const CLOCK_BLUR_MS = 5_000
