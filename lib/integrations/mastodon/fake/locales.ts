import { errorJson, type Answer } from './answer'
import type { Call } from './call'
import { word } from './params'

/** Enough to catch a client that matches on the text: real servers translate the whole of it. */
const VALIDATION_FAILED: Record<string, string> = {
  ar: 'فشل التحقق',
  de: 'Gültigkeitsprüfung ist fehlgeschlagen',
  es: 'Error de validación',
  fr: 'La validation a échoué',
  pt: 'A validação falhou',
  tr: 'Doğrulama başarısız oldu',
}
const ENGLISH = 'Validation failed'

/** 422s speak the language of `?lang=`, else of the person, else of the request (reference 2). */
export function inTheirLanguage(call: Call, answer: Answer): Answer {
  if (answer.status !== 422) return answer
  const { error } = JSON.parse(String(answer.body)) as { error: string }
  const translated = VALIDATION_FAILED[languageOf(call)]
  if (!translated || !error.startsWith(ENGLISH)) return answer
  return errorJson(422, error.replace(ENGLISH, translated), answer.headers)
}

function languageOf({ query, viewer, headers }: Call): string {
  const asked = word(query, 'lang') ?? viewer.account?.user?.locale ?? headers['accept-language'] ?? 'en'
  return asked.slice(0, 2).toLowerCase()
}
