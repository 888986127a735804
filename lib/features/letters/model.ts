import type { ItemFacts, LetterState, RequiredView } from './schema'

/** As it reads: line ends and runs of blanks are nobody's words. */
export const plain = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** Which of a letter's required contents stand in a text. */
export function contentsIn(text: string, required: readonly Omit<RequiredView, 'isThere'>[]): RequiredView[] {
  const words = plain(text)
  return required.map((one) => ({ ...one, isThere: one.phrases.every((phrase) => words.includes(plain(phrase))) }))
}

/**
 * Something was done to it that is a restriction in the sense of DSA art 17: it is gone or blocked, or at least its own address is.
 * That its author was asked is none.
 */
export const isRestricted = ({ state, shutAt, openAt }: Pick<ItemFacts, 'state' | 'shutAt' | 'openAt'>): boolean =>
  state === 'disabled' || state === 'removed' || (shutAt !== null && openAt === null)

/** The same sentence in other words would be sent twice: a mail of which nothing is known is not sent again. */
export const isSettled = (state: LetterState): boolean => state !== 'waiting' && state !== 'trying'

/** After so long without an outcome nobody knows it any more. */
export const UNKNOWN_AFTER_MS = 5 * 60_000
/** A letter that nobody has tried for so long has lost its job. */
export const LOST_AFTER_MS = 2 * 60_000

/** Of a text only its own addresses were ever shut. */
export function addressOf(blocks: readonly { provedAt: Date | null; liftedAt: Date | null }[]): {
  shutAt: Date | null
  openAt: Date | null
} {
  const last = blocks.findLast((block) => block.provedAt !== null)
  return { shutAt: last?.provedAt ?? null, openAt: last?.liftedAt ?? null }
}
