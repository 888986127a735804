import type { Chance } from '../chance'
import type { Language, Phrases } from '../script'
import { ARABIC } from './arabic'
import { ENGLISH } from './english'
import { FRENCH } from './french'
import { GERMAN } from './german'
import { HEBREW } from './hebrew'
import { JAPANESE } from './japanese'
import { PORTUGUESE } from './portuguese'
import { SPANISH } from './spanish'
import { TURKISH } from './turkish'

export const PHRASEBOOK: Record<Language, Phrases> = {
  en: ENGLISH,
  de: GERMAN,
  fr: FRENCH,
  es: SPANISH,
  ar: ARABIC,
  pt: PORTUGUESE,
  ja: JAPANESE,
  he: HEBREW,
  tr: TURKISH,
}

/** Out of twenty people on the quay. */
const SPOKEN: [Language, ...Language[]] = [
  'en',
  'en',
  'en',
  'en',
  'en',
  'en',
  'en',
  'en',
  'de',
  'de',
  'de',
  'fr',
  'fr',
  'es',
  'es',
  'ar',
  'ar',
  'pt',
  'ja',
  'he',
  'tr',
]

export const someLanguage = (chance: Chance): Language => chance.pick(SPOKEN)
