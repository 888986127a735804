/** A lease that nobody renews is over after this time: longer than a page that sleeps for a moment, shorter than a break. */
export const LEASE_SECONDS = 75
/** How often a page that is looked at renews it: two may get lost. */
export const RENEW_MS = 25_000

/** Who looks at a case. Not who owns it: a look holds nobody up, it only says that somebody is there already. */
export interface Looker {
  caseId: string
  name: string
  isYou: boolean
}
