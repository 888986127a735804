import { IntlMessageFormat } from 'intl-messageformat'
import { words } from '#words'
import type { en } from './en'

export type Message = keyof typeof en
export type Values = Record<string, string | number | boolean | Date | null | undefined>
export type Locale = 'en'

const RTL_SCRIPTS = ['Arab', 'Hebr', 'Thaa', 'Syrc', 'Nkoo', 'Adlm', 'Rohg']

/** By the script that a language tag means; what is no tag runs as this console's own text does. */
export function direction(locale: string): 'ltr' | 'rtl' {
  try {
    return RTL_SCRIPTS.includes(new Intl.Locale(locale).maximize().script ?? '') ? 'rtl' : 'ltr'
  } catch {
    return 'ltr'
  }
}

const CATALOGUES: Record<Locale, Partial<Record<string, string>>> = { en: words }
const compiled = new Map<string, IntlMessageFormat>()

/** The sentence for a key (ICU MessageFormat); values that a sentence does not name are ignored. */
export function t(message: Message, values: Values = {}, locale: Locale = 'en'): string {
  const counted = countsIn(values)
  if (counted === null) return format(message, values, locale)
  // To find the plural of a number takes longer than all else, and a list says the same few counts again and again.
  const key = `${locale} ${message} ${counted}`
  const known = said.get(key) ?? format(message, values, locale)
  // Its room may still be on the way: the key in its place is not the sentence.
  if (!isMessage(message)) return known
  if (said.size >= MOST_SAID) said.clear()
  said.set(key, known)
  return known
}

const MOST_SAID = 5_000
const said = new Map<string, string>()

/** Values of which none is anybody's word, as a text; null if one is: names are not kept in memory. */
function countsIn(values: Values): string | null {
  let counted = ''
  for (const [name, value] of Object.entries(values)) {
    if (typeof value !== 'number') return null
    counted += `${name}=${value} `
  }
  return counted
}

function format(message: Message, values: Values, locale: Locale): string {
  const key = `${locale} ${message}`
  let sentence = compiled.get(key)
  if (!sentence) {
    sentence = new IntlMessageFormat(sentenceOf(message, locale), locale, undefined, { ignoreTag: true })
    if (isMessage(message)) compiled.set(key, sentence)
  }
  const text = sentence.format(new Proxy(values, BLANKS))
  return typeof text === 'string' ? text : String(text)
}

function sentenceOf(message: Message, locale: Locale): string {
  const sentence = CATALOGUES[locale][message]
  if (sentence !== undefined) return sentence
  // A test finds this before anybody sees it (rooms.test.ts); if not, a word in the wrong tongue is better than a broken page.
  console.error(`no sentence here for ${message}`)
  return message
}

// A value that is not there leaves an empty place in the sentence; the library would break the page instead.
const BLANKS: ProxyHandler<Values> = { has: () => true }

/** For codes that come from data (a failure, a category): the key if the catalogue has it, else the fallback. */
export function messageFor(prefix: string, code: string, fallback: Message): Message {
  const key = `${prefix}.${code}`
  return isMessage(key) ? key : fallback
}

export function isMessage(key: string): key is Message {
  return Object.hasOwn(words, key)
}
