/** A name inside a sentence keeps its own direction and does not turn the sentence around (Unicode FSI … PDI). */
export const isolate = (text: string): string => `\u2068${text}\u2069`
