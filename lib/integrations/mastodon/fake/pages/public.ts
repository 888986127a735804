import { type Answer } from '../answer'
import { acctOf, fileUrl } from '../addresses'
import { part, type Call } from '../call'
import { note, wantsActivity } from '../federated'
import { personCalled } from '../markup'
import type { Account, Post } from '../state'
import { isVisible } from '../visibility'
import { errorPage, markup, page, type Markup } from './layout'

/** `GET /`: what this is, and the latest public posts. */
export function homePage(call: Call): Answer {
  const { state } = call
  const latest = Object.values(state.posts)
    .filter((post) => post.visibility === 'public' && isVisible(state, post, null))
    .sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1))
    .slice(0, 20)
  return page(state, {
    title: 'Home',
    main: markup`<h1>${state.instance.title}</h1><p>${state.instance.description}</p>${latest.map((post) => showPost(call, post))}`,
  })
}

function personOf(call: Call): Account | undefined {
  const [username = '', domain] = part(call, 'acct').split('@')
  return personCalled(call.state, username, domain ?? null)
}

const nothingHere = (call: Call) => errorPage(call.state, 404, "The page you are looking for isn't here.")

/** `GET /@user`: 410 once suspended. */
export function profilePage(call: Call): Answer {
  const { state } = call
  const account = personOf(call)
  if (!account) return nothingHere(call)
  if (account.suspendedAt) return errorPage(state, 410, 'This profile is no longer available.')
  const posts = Object.values(state.posts)
    .filter((post) => post.accountId === account.id && isVisible(state, post, null))
    .sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1))
  const limited = account.silencedAt
    ? markup`<p><strong>Limited by the moderators of ${state.instance.domain}.</strong></p>`
    : null
  return page(state, {
    title: account.displayName || account.username,
    main: markup`<h1>${account.displayName || account.username}</h1>
<p class="quiet">@${acctOf(account)} · <a href="/admin/accounts/${account.id}">moderate</a></p>
${limited}
<div>${textOf(account.note)}</div>
${posts.slice(0, 40).map((post) => showPost(call, post))}`,
  })
}

/** `GET /@user/:id` and, for other servers, the same as an activity. */
export function postPage(call: Call): Answer {
  if (wantsActivity(call)) return note(call)
  const post = call.state.posts[part(call, 'id')]
  if (!post || post.accountId !== personOf(call)?.id || !isVisible(call.state, post, null)) {
    return nothingHere(call)
  }
  return page(call.state, { title: 'Post', main: showPost(call, post) })
}

/** `GET /@user/:id/embed`: to be shown in a frame of somebody else's page. */
export const embedPage = (call: Call): Answer =>
  postPage({ ...call, headers: { ...call.headers, accept: 'text/html' } })

/** Text of the HTML only: posts of other servers may hold anything. */
export const textOf = (content: string) =>
  content
    .replace(/<br\s*\/?>|<\/p>\s*<p>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')

export function showPost(call: Call, post: Post): Markup {
  const author = call.state.accounts[post.accountId]
  if (!author) return markup``
  const warning = post.spoilerText ? markup`<p><strong>${post.spoilerText}</strong></p>` : null
  return markup`<article>
<p class="quiet"><a href="/@${acctOf(author)}">@${acctOf(author)}</a> · <a href="/@${acctOf(author)}/${post.id}">${post.createdAt}</a> · ${post.visibility}${post.editedAt ? ' · edited' : ''}${post.deletedAt ? ' · deleted' : ''}</p>
${warning}<blockquote dir="auto" lang="${post.language ?? ''}">${textOf(post.content)}</blockquote>
${post.mediaIds.flatMap((id) => tileOf(call, id))}
</article>`
}

function tileOf(call: Call, id: string): Markup[] {
  const media = call.state.media[id]
  if (!media) return []
  return [
    markup`<img class="tile" src="${fileUrl(call, media, 'small')}" alt="${media.description ?? ''}" width="${media.width}" height="${media.height}">`,
  ]
}
