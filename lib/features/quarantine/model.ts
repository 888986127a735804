/** What a person may say of a file that they have seen. */
export const VERDICTS = ['ordinary', 'intimate'] as const
export type Verdict = (typeof VERDICTS)[number]
