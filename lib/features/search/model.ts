/** A word that is longer tells no more; a case that has more of them is found by the first. */
const LONGEST = 60
const MOST_WORDS = 5000

const TEXT = /[\p{L}\p{N}\p{M}\u200C\u0640_]+/gu
const WORD = /[\p{L}\p{N}_]+/gu
/** Scripts that put no space between words: they are cut into pairs of letters. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const ALIKE: Record<string, string> = {
  ى: 'ي',
  ی: 'ي',
  ک: 'ك',
  ة: 'ه',
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ı: 'i',
  æ: 'ae',
  œ: 'oe',
}

/** A word as it is compared: without case, accents, vowel signs and stretching, and with letters that are written either way as one. */
export function normal(text: string): string {
  const bare = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}\u0640]/gu, '')
  return bare.replace(/[ىیکةßøłđıæœ]/g, (letter) => ALIKE[letter] ?? letter)
}

/** The distinct words of some texts, as the index keeps them. */
export function wordsOf(texts: readonly string[]): string[] {
  const words = new Set<string>()
  for (const text of texts) {
    for (const word of normalWords(text)) {
      if (words.size >= MOST_WORDS) return [...words]
      words.add(word.slice(0, LONGEST))
    }
  }
  return [...words]
}

const normalWords = (text: string): string[] =>
  Array.from(normal(text).matchAll(WORD), ([word]) => word).flatMap(partsOf)

function partsOf(word: string): string[] {
  if (!UNSPACED.test(word)) return [word]
  const letters = Array.from(word)
  // The last stands alone too, so that a text that ends in it is found by it.
  return letters.map((letter, place) => letter + (letters[place + 1] ?? ''))
}

const MOST_SOUGHT = 12

/** The words that somebody looks for. Each may be the beginning of a longer one, if it has two letters at least. */
export function soughtIn(text: string): string[] {
  const words = Array.from(normal(text).matchAll(WORD), ([word]) => word)
  const parts = words.flatMap((word) => {
    const all = partsOf(word)
    // The pair that would reach beyond what was typed is not known yet.
    return all.length > 1 ? all.slice(0, -1) : all
  })
  return [...new Set(parts.map((word) => word.slice(0, LONGEST)))].slice(0, MOST_SOUGHT)
}

const isBeginning = (word: string): boolean => word.length > 1 || UNSPACED.test(word)

/** As PostgreSQL reads it (tsquery): all of the words. They hold letters, digits and `_` only. */
export const queryFor = (words: readonly string[]): string =>
  words.map((word) => `'${word}'${isBeginning(word) ? ':*' : ''}`).join(' & ')

export interface Excerpt {
  before: string
  hit: string
  after: string
}

const AROUND = 70

/** Where a text first has one of the words, with what stands around it; null where it has none. */
export function excerptOf(text: string, words: readonly string[]): Excerpt | null {
  for (const found of text.matchAll(TEXT)) {
    const parts = normalWords(found[0])
    const isHit = parts.some((part) =>
      words.some((word) => (isBeginning(word) ? part.startsWith(word) : part === word)),
    )
    if (isHit) return cut(text, found.index, found.index + found[0].length)
  }
  return null
}

function cut(text: string, from: number, to: number): Excerpt {
  const before = text.slice(Math.max(0, from - AROUND), from)
  const after = text.slice(to, to + AROUND)
  return {
    before: `${from > AROUND ? '…' : ''}${before.replace(/^\S*\s/, from > AROUND ? '' : '$&')}`,
    hit: text.slice(from, to),
    after: `${to + AROUND < text.length ? after.replace(/\s\S*$/, '') : after}${to + AROUND < text.length ? '…' : ''}`,
  }
}

/** The keyset of a page. */
export const cursorOf = (row: { openedAt: Date; id: string }): string => `${row.openedAt.toISOString()}_${row.id}`

export function readCursor(text: string | undefined): { at: Date; id: string } | null {
  const [, at, id] = /^(\d{4}-\d\d-\d\dT[\d:.]{12}Z)_([0-9a-f-]{36})$/.exec(text ?? '') ?? []
  return at && id && !Number.isNaN(Date.parse(at)) ? { at: new Date(at), id } : null
}
