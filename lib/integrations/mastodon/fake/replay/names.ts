import { isParams, type Value } from '../params'

/** What the recorded server called something, and what ours calls it. */
export type Names = Map<string, string>

const NAMED = new Set(['id', 'client_id', 'client_secret', 'access_token'])

/** Learns each pair at its first appearance in the same place of two answers. */
export function learnNames(names: Names, recorded: Value, given: Value): void {
  if (Array.isArray(recorded) && Array.isArray(given)) {
    recorded.forEach((one, place) => learnNames(names, one, given[place] ?? null))
  }
  if (!isParams(recorded) || !isParams(given)) return
  for (const [key, value] of Object.entries(recorded)) {
    const ours = given[key]
    if (NAMED.has(key) && typeof value === 'string' && typeof ours === 'string') {
      if (value !== ours && !names.has(value)) names.set(value, ours)
    } else if (ours !== undefined) learnNames(names, value, ours)
  }
}

/** Text of a recording in our names; only whole words are replaced, and the digits of `%2F` belong to no word. */
export function inOurNames(names: Names, text: string): string {
  return text.replace(/%[0-9A-F]{2}|[\w-]+/g, (word) => names.get(word) ?? word)
}
