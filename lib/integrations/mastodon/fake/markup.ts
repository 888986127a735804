import type { Account, State } from './state'
import { since } from './versions'

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

export const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)

const MENTION = /(?<![\w/@])@(\w[\w.-]*\w|\w)(?:@([\w.-]+\w))?/
const TAG = /(?<![\w/&])#([\p{L}\p{N}_]+)/u
const URL_TEXT = /https?:\/\/[^\s<>]*[^\s<>.,!?)]/
const SPECIAL = new RegExp([URL_TEXT, MENTION, TAG].map((one) => `(${one.source})`).join('|'), 'gu')

/** Paragraphs of typed text with mentions, hashtags and links as Mastodon writes them; local links are on the handle domain. */
export function htmlOf(state: State, text: string): string {
  const paragraphs = text.split(/\n{2,}/).filter((part) => part !== '')
  return paragraphs.map((part) => `<p>${inline(state, part).replaceAll('\n', '<br />')}</p>`).join('')
}

function inline(state: State, text: string): string {
  let html = ''
  let done = 0
  for (const found of text.matchAll(SPECIAL)) {
    const [whole, url, , username, domain, , tag] = found
    html += escapeHtml(text.slice(done, found.index))
    html += url ? link(state, url) : tag ? hashtag(state, tag) : mention(state, { whole, username, domain })
    done = found.index + whole.length
  }
  return html + escapeHtml(text.slice(done))
}

/** The beginning and the tail of an address are there, but not shown. */
function link(state: State, url: string): string {
  const [, scheme = '', rest = ''] = /^(https?:\/\/(?:www\.)?)(.*)$/.exec(url) ?? []
  const [shown, tail] = [rest.slice(0, 30), rest.slice(30)]
  const rel = since(state, '4.4') ? 'nofollow noopener' : 'nofollow noopener noreferrer'
  const parts = [
    `<span class="invisible">${scheme}</span>`,
    `<span class="${tail ? 'ellipsis' : ''}">${escapeHtml(shown)}</span>`,
    `<span class="invisible">${escapeHtml(tail)}</span>`,
  ]
  return `<a href="${escapeHtml(url)}" target="_blank" rel="${rel}" translate="no">${parts.join('')}</a>`
}

function mention(state: State, said: { whole: string; username?: string; domain?: string }): string {
  const account = personCalled(state, said.username ?? '', said.domain ?? null)
  if (!account) return escapeHtml(said.whole)
  const address = `https://${account.domain ?? state.instance.domain}/@${account.username}`
  return `<span class="h-card" translate="no"><a href="${address}" class="u-url mention">@<span>${account.username}</span></a></span>`
}

const hashtag = (state: State, tag: string) =>
  `<a href="https://${state.instance.domain}/tags/${encodeURIComponent(tag)}" class="mention hashtag" rel="tag">#<span>${tag}</span></a>`

export function mentionsIn(state: State, text: string): string[] {
  const found = [...text.matchAll(new RegExp(MENTION, 'gu'))]
  const people = found.map(([, username, domain]) => personCalled(state, username ?? '', domain ?? null))
  return [...new Set(people.flatMap((person) => (person ? [person.id] : [])))]
}

export const tagsIn = (text: string) => [
  ...new Set([...text.matchAll(new RegExp(TAG, 'gu'))].map(([, tag]) => (tag ?? '').toLowerCase())),
]

/** By name without regard to case; the instance's own domain means local. */
export function personCalled(state: State, username: string, domain: string | null): Account | undefined {
  const home = domain === null || domain.toLowerCase() === state.instance.domain ? null : domain.toLowerCase()
  return Object.values(state.accounts).find(
    (account) => account.username.toLowerCase() === username.toLowerCase() && account.domain === home,
  )
}
