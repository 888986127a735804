import type { Answer } from './answer'
import { part, type Call } from './call'
import { pageOf } from './paging'
import { isTrue } from './params'
import { viewOf } from './posts'
import { showPost } from './serialise/post'
import type { Post } from './state'
import { isVisible } from './visibility'

const RULE = { default: 20, max: 40 }

/** `GET /api/v1/timelines/public`: what everybody sees, without answers to others and without people who are limited. */
export function publicTimeline(call: Call): Answer {
  const posts = listed(call).filter((post) => post.inReplyToId === null && isFrom(call, post))
  return pageOf(call, posts, { ...RULE, kept: ['local', 'remote', 'only_media'] }, (post) =>
    showPost(viewOf(call), post),
  )
}

/** `GET /api/v1/timelines/tag/:tag` */
export function tagTimeline(call: Call): Answer {
  const tag = part(call, 'tag').toLowerCase()
  const posts = listed(call).filter((post) => post.tags.includes(tag) && isFrom(call, post))
  return pageOf(call, posts, { ...RULE, kept: ['local'] }, (post) => showPost(viewOf(call), post))
}

function listed({ state }: Call): Post[] {
  return Object.values(state.posts).filter(
    (post) =>
      post.visibility === 'public' && isVisible(state, post, null) && !state.accounts[post.accountId]?.silencedAt,
  )
}

function isFrom({ state, params }: Call, post: Post): boolean {
  const isHere = state.accounts[post.accountId]?.domain === null
  if (isTrue(params, 'local')) return isHere
  return !(isTrue(params, 'remote') && isHere)
}
