import { errorJson, json, notFound, recordNotFound, Refusal, type Answer } from './answer'
import { cachedForStrangers, part, type Call } from './call'
import { compareIds } from './ids'
import { wordingOf } from './makers'
import { words } from './params'
import { showEdit, showPost } from './serialise/post'
import type { Post } from './state'
import { since } from './versions'
import { isVisible } from './visibility'

export const viewOf = (call: Call) => ({ ...call, viewer: call.viewer.account })

/**
 * Early releases say `Record not found` of what never was. 4.3.23 and 4.6.5 do not (seen); the last releases of the
 * series between are taken to have got the same fix.
 */
export function visiblePost(call: Call): Post {
  const post = call.state.posts[part(call, 'id')]
  if (!post || post.deletedAt) throw since(call.state, '4.3') ? notFound() : recordNotFound()
  if (!isVisible(call.state, post, call.viewer.account)) throw notFound()
  return post
}

export const showOnePost = (call: Call) =>
  json(showPost(viewOf(call), visiblePost(call)), 200, cachedForStrangers(call))

/** `GET /api/v1/statuses?id[]=`, from 4.3 on: those that may not be seen are silently missing. */
export function showSeveralPosts(call: Call): Answer {
  if (!since(call.state, '4.3')) throw notFound()
  const ids = words(call.params, 'id')
  if (ids.length > 20) throw new Refusal(errorJson(422, 'Validation failed: too many ids'))
  const found = ids.flatMap((id) => call.state.posts[id] ?? [])
  return json(
    found
      .filter((post) => isVisible(call.state, post, call.viewer.account))
      .map((post) => showPost(viewOf(call), post)),
  )
}

export function showContext(call: Call): Answer {
  const post = visiblePost(call)
  const show = (posts: Post[]) =>
    posts.filter((one) => isVisible(call.state, one, call.viewer.account)).map((one) => showPost(viewOf(call), one))
  return json({ ancestors: show(ancestorsOf(call, post)), descendants: show(descendantsOf(call, post)) })
}

function ancestorsOf({ state }: Call, post: Post): Post[] {
  const line: Post[] = []
  let parent = post.inReplyToId ? state.posts[post.inReplyToId] : undefined
  while (parent && !line.includes(parent)) {
    line.unshift(parent)
    parent = parent.inReplyToId ? state.posts[parent.inReplyToId] : undefined
  }
  return line
}

function descendantsOf({ state }: Call, post: Post): Post[] {
  const repliesTo = new Map<string | null, Post[]>()
  for (const one of Object.values(state.posts).sort((a, b) => compareIds(a.id, b.id))) {
    const siblings = repliesTo.get(one.inReplyToId)
    if (siblings) siblings.push(one)
    else repliesTo.set(one.inReplyToId, [one])
  }
  const below = (id: string): Post[] => (repliesTo.get(id) ?? []).flatMap((reply) => [reply, ...below(reply.id)])
  return below(post.id)
}

/** Oldest wording first; a post never edited has one. */
export function showHistory(call: Call): Answer {
  const post = visiblePost(call)
  const edits = post.edits.length > 0 ? post.edits : [wordingOf(post, post.createdAt)]
  return json(edits.map((edit) => showEdit(viewOf(call), post, edit)))
}

export function showSource(call: Call): Answer {
  const post = visiblePost(call)
  return json({ id: post.id, text: post.text, spoiler_text: post.spoilerText })
}
