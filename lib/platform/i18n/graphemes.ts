const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** The letters of a text as people see them: an emoji with its parts, or a letter with its accents, is one. */
export function graphemes(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment)
}
