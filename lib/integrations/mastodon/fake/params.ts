/** Parameters as Rails reads them: `id[]=1` is a list, `poll[options][]=a` a list inside an object, JSON as it stands. */
export type Value = string | number | boolean | null | Value[] | { [key: string]: Value }
export type Params = Record<string, Value>

export function parseForm(text: string): Params {
  const params: Params = {}
  for (const [key, value] of new URLSearchParams(text)) put(params, pathOf(key), value)
  return params
}

/** A body that is no JSON object counts as empty here; Mastodon answers 400 to malformed JSON (see `call.ts`). */
export function isParams(value: unknown): value is Params {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const pathOf = (key: string) => key.split('[').map((part) => part.replace(/\]$/, ''))

function put(into: Params, path: string[], value: string): void {
  const [head = '', next, ...rest] = path
  if (next === undefined) {
    into[head] = value
    return
  }
  const held = into[head]
  if (next === '') {
    into[head] = Array.isArray(held) ? [...held, value] : [value]
    return
  }
  const inner: Params = isParams(held) ? held : {}
  into[head] = inner
  put(inner, [next, ...rest], value)
}

/** Scalar as text; null when absent, null or not a scalar. */
export function word(params: Params, key: string): string | null {
  const value = params[key]
  if (value === undefined || value === null || typeof value === 'object') return null
  return String(value)
}

export function words(params: Params, key: string): string[] {
  const value = params[key]
  if (!Array.isArray(value)) return []
  return value.flatMap((one) => (one === null || typeof one === 'object' || one === '' ? [] : [String(one)]))
}

const FALSE_WORDS = new Set(['false', '0', 'f', 'off', ''])

/** Rails' reading of a boolean: these words, null and absence are false, all else is true. */
export function isTrue(params: Params, key: string): boolean {
  const value = params[key]
  if (value === undefined || value === null || value === false || value === 0) return false
  return typeof value !== 'string' || !FALSE_WORDS.has(value.toLowerCase())
}

/** Ruby's `to_i`: leading digits or zero. */
export function toInteger(text: string): number {
  const found = Number.parseInt(text, 10)
  return Number.isNaN(found) ? 0 : found
}
