import { IntlMessageFormat } from 'intl-messageformat'
import { en } from './en'

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

const CATALOGUES: Record<Locale, Record<Message, string>> = { en }
const compiled = new Map<string, IntlMessageFormat>()

/** The sentence for a key (ICU MessageFormat); values that a sentence does not name are ignored. */
export function t(message: Message, values: Values = {}, locale: Locale = 'en'): string {
  const key = `${locale} ${message}`
  let format = compiled.get(key)
  if (!format) {
    format = new IntlMessageFormat(CATALOGUES[locale][message], locale, undefined, { ignoreTag: true })
    compiled.set(key, format)
  }
  const text = format.format(new Proxy(values, BLANKS))
  return typeof text === 'string' ? text : String(text)
}

// A value that is not there leaves an empty place in the sentence; the library would break the page instead.
const BLANKS: ProxyHandler<Values> = { has: () => true }

/** For codes that come from data (a failure, a category): the key if the catalogue has it, else the fallback. */
export function messageFor(prefix: string, code: string, fallback: Message): Message {
  const key = `${prefix}.${code}`
  return isMessage(key) ? key : fallback
}

export function isMessage(key: string): key is Message {
  return Object.hasOwn(en, key)
}
