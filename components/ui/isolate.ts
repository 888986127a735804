const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/

/**
 * A name inside a sentence keeps its own direction and does not turn the sentence around (Unicode FSI … PDI). A name in the
 * direction of the sentence needs nothing, and stays free of marks that nobody sees.
 */
export function isolate(text: string, sentence: 'ltr' | 'rtl' = 'ltr'): string {
  return sentence === 'rtl' || RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text
}
