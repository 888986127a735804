import { acctOf, postUri, postUrl, profileUrl, type Where } from '../addresses'
import type { Account, Edit, Post, State } from '../state'
import { isVisible } from '../visibility'
import { from } from '../versions'
import { showAccount } from './account'
import { showMedia } from './media'
import { showPoll } from './poll'

/** `asText` shows what was typed instead of HTML: only the answer to a deletion does. */
export type PostView = Where & { viewer: Account | null; at: Date; asText?: boolean }

/** `Status` (reference 2.16). Whether the viewer may see it is decided before. */
export function showPost(view: PostView, post: Post): object {
  return {
    ...showShell(view, post),
    ...from(view.state, '4.4', { quote: showQuote(view, post) }),
    ...showTail(view, post),
  }
}

function showShell(view: PostView, post: Post) {
  const { state, viewer } = view
  const author = authorOf(state, post)
  const parent = post.inReplyToId ? state.posts[post.inReplyToId] : undefined
  const own = viewer?.id === post.accountId
  return {
    id: post.id,
    created_at: post.createdAt,
    in_reply_to_id: post.inReplyToId,
    in_reply_to_account_id: parent?.accountId ?? null,
    sensitive: post.sensitive || (author.sensitizedAt !== null && !own),
    spoiler_text: post.spoilerText,
    visibility: post.visibility,
    language: post.language,
    uri: postUri(view, author, post),
    url: postUrl(view, author, post),
    replies_count: post.repliesCount,
    reblogs_count: post.reblogsCount,
    favourites_count: post.favouritesCount,
    ...from(state, '4.5', { quotes_count: 0 }),
    edited_at: post.editedAt,
    ...(viewer ? { favourited: false, reblogged: false, muted: false, bookmarked: false } : {}),
    ...(own && post.visibility !== 'direct' ? { pinned: false } : {}),
    ...(view.asText ? { text: post.text } : { content: atHome(view, post.content) }),
    ...(viewer ? { filtered: [] } : {}),
    reblog: null,
    ...(author.domain ? {} : { application: { name: post.application ?? 'Web', website: null } }),
    account: showAccount(view, author),
    media_attachments: mediaOf(state, post.mediaIds).map((media) => showMedia(view, media, post)),
    mentions: post.mentionedAccountIds.flatMap((id) => showMention(view, state.accounts[id])),
    tags: post.tags.map((name) => ({ name, url: `${view.origin}/tags/${name}` })),
    emojis: [],
    ...from(state, '4.6', { tagged_collections: [] }),
  }
}

function showTail(view: PostView, post: Post) {
  const { state } = view
  return {
    card: null,
    poll: post.poll && showPoll(view, post, post.poll),
    ...from(state, '4.5', quotePolicy(view, post)),
  }
}

/** Stored links name the handle domain; shown ones lead to where the pages are. */
const atHome = ({ state, origin }: PostView, content: string) =>
  content.replaceAll(`https://${state.instance.domain}/`, `${origin}/`)

/** Anyone signed in may quote what is public here; people of other servers have not said so. */
function quotePolicy({ state, viewer }: PostView, post: Post) {
  const isOpen = authorOf(state, post).domain === null && ['public', 'unlisted'].includes(post.visibility)
  const isOwn = viewer?.id === post.accountId && post.visibility !== 'direct'
  return {
    quote_approval: {
      automatic: isOpen ? ['public'] : [],
      manual: [],
      current_user: viewer && (isOpen || isOwn) ? 'automatic' : 'denied',
    },
  }
}

/** A quoted post shows whole once; its own quote is an id only. */
function showQuote(view: PostView, post: Post) {
  if (!post.quotedPostId) return null
  const quoted = view.state.posts[post.quotedPostId]
  if (!quoted || quoted.deletedAt) return { state: 'deleted', quoted_status: null }
  if (!isVisible(view.state, quoted, view.viewer)) return { state: 'unauthorized', quoted_status: null }
  const shallow = quoted.quotedPostId ? { state: 'accepted', quoted_status_id: quoted.quotedPostId } : null
  return {
    state: 'accepted',
    quoted_status: { ...showShell(view, quoted), quote: shallow, ...showTail(view, quoted) },
  }
}

function showMention(view: PostView, account: Account | undefined) {
  if (!account) return []
  return [{ id: account.id, username: account.username, url: profileUrl(view, account), acct: acctOf(account) }]
}

/** `StatusEdit`. */
export function showEdit(view: PostView, post: Post, edit: Edit) {
  return {
    content: atHome(view, edit.content),
    spoiler_text: edit.spoilerText,
    sensitive: edit.sensitive,
    created_at: edit.createdAt,
    account: showAccount(view, authorOf(view.state, post)),
    ...(edit.pollOptions ? { poll: { options: edit.pollOptions.map((title) => ({ title })) } } : {}),
    media_attachments: mediaOf(view.state, edit.mediaIds).map((media) => showMedia(view, media, post)),
    emojis: [],
  }
}

const mediaOf = (state: State, ids: string[]) =>
  ids.flatMap((id) => {
    const media = state.media[id]
    return media ? [media] : []
  })

/** A post never outlives its author's row. */
function authorOf(state: State, post: Post): Account {
  const author = state.accounts[post.accountId]
  if (!author) throw new Error(`post ${post.id} has no author`)
  return author
}
