export const CASES_SHOWN = 8
export const ACTS_SHOWN = 12
export const NOTES_SHOWN = 6
/** Earlier resolved reports that a case opened for an act takes along. */
export const REPORTS_TAKEN_ALONG = 50

interface Emptied {
  domain: string | null
  isSuspended: boolean
  isDisabled: boolean
  postCount: number
  followerCount: number
}

/**
 * How a local account looks once its data were deleted: a frozen, suspended shell. An inference, since the admin API has no flag
 * for it (reference 8.3) and somebody who never posted looks the same: it is said, and takes no act away.
 */
export const looksEmptied = ({ domain, isSuspended, isDisabled, postCount, followerCount }: Emptied): boolean =>
  domain === null && isSuspended && isDisabled && postCount === 0 && followerCount === 0
