import { notFound, type Answer } from './answer'
import { actorUri, fileUrl, postUri, postUrl, profileUrl } from './addresses'
import { part, type Call } from './call'
import { compareIds } from './ids'
import { escapeHtml, personCalled } from './markup'
import { isTrue, word } from './params'
import type { Account, Post } from './state'
import { isVisible } from './visibility'

const CONTEXT = 'https://www.w3.org/ns/activitystreams'
const PUBLIC = `${CONTEXT}#Public`
const PER_PAGE = 20

/** Whoever asks for an activity gets one; a browser gets the page. */
export const wantsActivity = ({ headers }: Pick<Call, 'headers'>): boolean =>
  /application\/(activity|ld)\+json/.test(headers.accept ?? '')

/** `GET /users/:name/statuses/:id` and `/ap/users/:number/statuses/:id` for other servers. */
export function note(call: Call): Answer {
  const post = call.state.posts[part(call, 'id')]
  const author = personOf(call)
  if (!post || !author || post.accountId !== author.id || !isVisible(call.state, post, null)) throw notFound()
  return activity({ '@context': CONTEXT, ...noteOf(call, author, post) })
}

/** `GET /users/:name/outbox`: a count, and with `page=true` twenty activities, newest first. */
export function outbox(call: Call): Answer {
  const author = personOf(call)
  if (!author || author.suspendedAt) throw notFound()
  const posts = publicPosts(call, author)
  const id = `${actorUri(call, author)}/outbox`
  if (!isTrue(call.params, 'page'))
    return activity({
      '@context': CONTEXT,
      id,
      type: 'OrderedCollection',
      totalItems: posts.length,
      first: `${id}?page=true`,
      last: `${id}?min_id=0&page=true`,
    })
  const below = word(call.params, 'max_id')
  const shown = posts.filter((post) => !below || compareIds(post.id, below) < 0).slice(0, PER_PAGE)
  return activity({
    '@context': CONTEXT,
    id: `${id}?page=true`,
    type: 'OrderedCollectionPage',
    partOf: id,
    orderedItems: shown.map((post) => ({
      id: `${postUri(call, author, post)}/activity`,
      type: 'Create',
      actor: actorUri(call, author),
      published: post.createdAt,
      to: [PUBLIC],
      object: noteOf(call, author, post),
    })),
  })
}

/** `GET /@name.rss`: the twenty newest, without answers to others. */
export function rss(call: Call): Answer {
  const author = personOf(call)
  if (!author || author.suspendedAt) throw notFound()
  const posts = publicPosts(call, author).filter((post) => post.inReplyToId === null)
  const body = `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:webfeeds="http://webfeeds.org/rss/1.0" xmlns:media="http://search.yahoo.com/mrss/">
  <channel>
    <title>${escapeHtml(author.displayName || author.username)}</title>
    <description>Public posts from @${author.username}@${call.state.instance.domain}</description>
    <link>${profileUrl(call, author)}</link>
${posts
  .slice(0, PER_PAGE)
  .map((post) => rssItem(call, author, post))
  .join('\n')}
  </channel>
</rss>
`
  const headers = { 'content-type': 'application/rss+xml; charset=utf-8', 'cache-control': 'max-age=60, public' }
  return { status: 200, headers, body }
}

function rssItem(call: Call, author: Account, post: Post): string {
  const address = postUrl(call, author, post)
  const files = mediaOf(call, post).map(
    (media) => `      <media:content url="${fileUrl(call, media, 'original')}" type="image/png" medium="image"/>`,
  )
  return [
    '    <item>',
    `      <guid isPermaLink="true">${address}</guid>`,
    `      <link>${address}</link>`,
    `      <pubDate>${new Date(post.createdAt).toUTCString()}</pubDate>`,
    `      <description>${escapeHtml(post.content)}</description>`,
    ...files,
    '    </item>',
  ].join('\n')
}

function noteOf(call: Call, author: Account, post: Post) {
  return {
    id: postUri(call, author, post),
    type: 'Note',
    published: post.createdAt,
    url: postUrl(call, author, post),
    attributedTo: actorUri(call, author),
    to: [PUBLIC],
    content: post.content,
    attachment: mediaOf(call, post).map((media) => ({
      type: 'Document',
      mediaType: 'image/png',
      url: fileUrl(call, media, 'original'),
    })),
  }
}

const mediaOf = ({ state }: Call, post: Post) => post.mediaIds.flatMap((id) => state.media[id] ?? [])

function publicPosts({ state }: Call, author: Account): Post[] {
  return Object.values(state.posts)
    .filter((post) => post.accountId === author.id && isVisible(state, post, null))
    .toSorted((a, b) => compareIds(b.id, a.id))
}

/** By name, or by number (4.5 on). Only people of this server have such addresses. */
function personOf(call: Call): Account | undefined {
  const number = part(call, 'number')
  const found = number ? call.state.accounts[number] : personCalled(call.state, part(call, 'acct'), null)
  return found?.domain === null ? found : undefined
}

const activity = (body: object): Answer => ({
  status: 200,
  headers: { 'content-type': 'application/activity+json; charset=utf-8', 'cache-control': 'max-age=180, public' },
  body: JSON.stringify(body),
})
