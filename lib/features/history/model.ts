import { graphemes } from '@/lib/platform/i18n/graphemes'

/** One page of reports about or by a person: the first shows on the screen, however many there are. */
export const REPORTS_SHOWN = 10
export const POSTS_SHOWN = 20
/** A row shows how a comment begins; 5,000 words stand in the case. */
export const COMMENT_SHOWN = 280

/** The beginning of a text, by whole letters. */
export function beginning(text: string, max = COMMENT_SHOWN): { text: string; isCut: boolean } {
  const letters = graphemes(text.slice(0, max * 4))
  if (letters.length <= max && text.length <= max * 4) return { text, isCut: false }
  return { text: letters.slice(0, max).join('').trimEnd(), isCut: true }
}
