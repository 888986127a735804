import type { Account, State } from './state'

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

export const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)

const MENTION = /(?<![\w/@])@([\w.-]*\w)(?:@([\w.-]+\w))?/gu
const TAG = /(?<![\w/&])#([\p{L}\p{N}_]+)/gu

/** Paragraphs and line breaks of typed text; mentions and hashtags stay words. */
export function htmlOf(_state: State, text: string): string {
  const paragraphs = text.split(/\n{2,}/).filter((part) => part !== '')
  return paragraphs.map((part) => `<p>${escapeHtml(part).replaceAll('\n', '<br />')}</p>`).join('')
}

export function mentionsIn(state: State, text: string): string[] {
  const people = [...text.matchAll(MENTION)].map((found) => personCalled(state, found[1] ?? '', found[2] ?? null))
  return [...new Set(people.flatMap((person) => (person ? [person.id] : [])))]
}

export const tagsIn = (text: string) => [
  ...new Set([...text.matchAll(TAG)].map((found) => (found[1] ?? '').toLowerCase())),
]

/** By name without regard to case; the instance's own domain means local. */
export function personCalled(state: State, username: string, domain: string | null): Account | undefined {
  const home = domain === null || domain.toLowerCase() === state.instance.domain ? null : domain.toLowerCase()
  return Object.values(state.accounts).find(
    (account) => account.username.toLowerCase() === username.toLowerCase() && account.domain === home,
  )
}
