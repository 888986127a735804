import { escapeHtml } from '../markup'

/** Where a mention leads; undefined leaves the word as it is. */
type FindPerson = (username: string, domain: string | null) => { url: string } | undefined

const SPECIAL =
  /(https?:\/\/[^\s<>,]+[^\s<>,.!?])|(?<![\w/@])@([a-z0-9_]+)(?:@([a-z0-9.-]*[a-z0-9]))?|(?<![\w/&])#([\p{L}\p{N}_]+)/giu

/** Typed text as the HTML that Mastodon makes of it: links cut for the eye, mentions and hashtags as links. */
export function markUp(text: string, find: FindPerson, home: string): string {
  const paragraphs = text.split(/\n{2,}/).filter((part) => part.trim() !== '')
  return paragraphs.map((part) => `<p>${inline(part, find, home).replaceAll('\n', '<br />')}</p>`).join('')
}

function inline(text: string, find: FindPerson, home: string): string {
  let html = ''
  let done = 0
  for (const found of text.matchAll(SPECIAL)) {
    const [whole, url, username, domain, tag] = found
    html += escapeHtml(text.slice(done, found.index))
    if (url) html += link(url)
    else if (username) html += mention(whole, username, find(username, domain ?? null))
    else if (tag) html += hashtag(tag, home)
    done = found.index + whole.length
  }
  return html + escapeHtml(text.slice(done))
}

/** Protocol and tail stay in the text but out of sight. */
function link(url: string): string {
  const [, scheme = '', rest = ''] = /^(https?:\/\/(?:www\.)?)(.*)$/s.exec(url) ?? []
  const [head, tail] = [rest.slice(0, 30), rest.slice(30)]
  const middle = `<span class="${tail ? 'ellipsis' : ''}">${escapeHtml(head)}</span>`
  const inside = `<span class="invisible">${scheme}</span>${middle}<span class="invisible">${escapeHtml(tail)}</span>`
  return `<a href="${escapeHtml(url)}" target="_blank" rel="nofollow noopener noreferrer" translate="no">${inside}</a>`
}

function mention(whole: string, username: string, person: { url: string } | undefined): string {
  if (!person) return escapeHtml(whole)
  const anchor = `<a href="${person.url}" class="u-url mention">@<span>${escapeHtml(username)}</span></a>`
  return `<span class="h-card" translate="no">${anchor}</span>`
}

const hashtag = (tag: string, home: string) =>
  `<a href="https://${home}/tags/${encodeURIComponent(tag)}" class="mention hashtag" rel="tag">#<span>${escapeHtml(tag)}</span></a>`
