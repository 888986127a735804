export const FOUND_SHOWN = 20
/** While somebody types, a few are enough. */
export const NAMES_SHOWN = 6

/** A text as it may stand in a pattern of LIKE: `%` and `_` are themselves. */
export const literal = (text: string): string => text.replace(/[\\%_]/g, '\\$&')
