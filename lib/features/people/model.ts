export const CASES_SHOWN = 8
export const ACTS_SHOWN = 12
export const NOTES_SHOWN = 6
/** Earlier resolved reports that a case opened for an act takes along. */
export const REPORTS_TAKEN_ALONG = 50
