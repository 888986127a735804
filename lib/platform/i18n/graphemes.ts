const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** The letters of a text as people see them: an emoji with its parts, or a letter with its accents, is one. */
export function graphemes(text: string): string[] {
  // The segmenter is slow, and nothing joins in a text of plain letters.
  if (PLAIN.test(text)) return text.split('')
  return Array.from(segmenter.segment(text), ({ segment }) => segment)
}

/** Printable ASCII, the end of a line, and the letters of Latin-1: each is one sign, and none joins another. */
const PLAIN = /^[\n\u0020-\u007E\u00C0-\u00FF]*$/
