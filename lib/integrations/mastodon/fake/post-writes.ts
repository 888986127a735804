import { invalid, json, notFound, recordNotFound, type Answer } from './answer'
import { person } from './access'
import { part, type Call } from './call'
import { addPost, editPost } from './makers'
import { isParams, isTrue, toInteger, word, words } from './params'
import { viewOf } from './posts'
import { showPost } from './serialise/post'
import type { Poll, Post, Visibility } from './state'
import { isVisible } from './visibility'
import { happen } from './webhooks'

const VISIBILITIES: readonly Visibility[] = ['public', 'unlisted', 'private', 'direct']

/** Not used by the console: it lets a person on the demo write, edit and delete what is then reported. */
export function writePost(call: Call): Answer {
  const { state, params, at } = call
  const author = person(call)
  const text = word(params, 'status') ?? ''
  const mediaIds = words(params, 'media_ids').filter((id) => state.media[id]?.accountId === author.id)
  if (text === '' && mediaIds.length === 0) throw invalid("Text can't be blank")
  const inReplyToId = word(params, 'in_reply_to_id')
  const parent = inReplyToId ? state.posts[inReplyToId] : undefined
  if (inReplyToId && (!parent || !isVisible(state, parent, author))) throw notFound()
  const post = addPost(state, {
    accountId: author.id,
    createdAt: at,
    text,
    visibility: VISIBILITIES.find((one) => one === word(params, 'visibility')) ?? 'public',
    spoilerText: word(params, 'spoiler_text') ?? '',
    sensitive: isTrue(params, 'sensitive'),
    language: word(params, 'language') ?? author.user?.locale ?? 'en',
    inReplyToId: parent?.id ?? null,
    mediaIds,
    poll: pollOf(call),
    application: appName(call),
  })
  happen(call, 'status.created', post.id)
  return json(showPost(viewOf(call), post))
}

function appName(call: Call): string | null {
  const app = call.state.apps.find((one) => one.id === call.viewer.token?.appId)
  return app?.name ?? null
}

function pollOf({ params, at }: Call): Omit<Poll, 'id'> | null {
  const asked = params.poll
  if (!isParams(asked)) return null
  const seconds = toInteger(word(asked, 'expires_in') ?? '0')
  return {
    options: words(asked, 'options').map((title) => ({ title, votesCount: 0 })),
    multiple: isTrue(asked, 'multiple'),
    expiresAt: new Date(at.getTime() + seconds * 1000).toISOString(),
    votersCount: 0,
  }
}

export function rewritePost(call: Call): Answer {
  const post = ownPost(call)
  const spoilerText = word(call.params, 'spoiler_text')
  editPost(call.state, post, {
    text: word(call.params, 'status') ?? post.text,
    at: call.at,
    ...(spoilerText === null ? {} : { spoilerText }),
  })
  // Each edit is told of twice (recorded, both versions).
  happen(call, 'status.updated', post.id)
  happen(call, 'status.updated', post.id)
  return json(showPost(viewOf(call), post))
}

/** Softly: reports that name it go on showing it for thirty days. Other people's posts are 404, for staff too. */
export function deletePost(call: Call): Answer {
  const post = ownPost(call)
  const shown = showPost({ ...viewOf(call), asText: true }, post)
  post.deletedAt = call.at.toISOString()
  uncount(call, post)
  return json(shown)
}

/** A reported post is only hidden: it goes on counting (seen). Direct ones never did. */
function uncount(call: Call, post: Post): void {
  const isReported = Object.values(call.state.reports).some(
    (one) => !one.actionTakenAt && one.statusIds.includes(post.id),
  )
  if (isReported || post.visibility === 'direct') return
  const author = person(call)
  author.statusesCount = Math.max(0, author.statusesCount - 1)
}

function ownPost(call: Call): Post {
  const post = call.state.posts[part(call, 'id')]
  if (!post || post.deletedAt || post.accountId !== call.viewer.account?.id) throw recordNotFound()
  return post
}
