import { errorJson, json, recordNotFound, Refusal, type Answer } from './answer'
import { person } from './access'
import { cachedForStrangers, part, type Call } from './call'
import { personCalled } from './markup'
import { isTrue, word, words } from './params'
import { pageOf } from './paging'
import { showAccount, showOwnAccount } from './serialise/account'
import { showPost } from './serialise/post'
import type { Account, Post, State } from './state'
import { addFollow } from './makers'
import { from, since } from './versions'
import { isVisible } from './visibility'

export const verifyCredentials = (call: Call) => json(showOwnAccount(call, person(call)))

/** Of somebody who cannot log in yet nothing is public (reference 5.3). */
const isAwaited = ({ user }: Account) => user !== null && (!user.approved || !user.confirmed)

export function accountById(state: State, id: string): Account {
  const account = state.accounts[id]
  if (!account) throw recordNotFound()
  return account
}

export function showOne(call: Call): Answer {
  const account = accountById(call.state, part(call, 'id'))
  if (isAwaited(account)) throw recordNotFound()
  return json(showAccount(call, account), 200, cachedForStrangers(call))
}

/** `GET /api/v1/accounts?id[]=`, from 4.3 on. */
export function showSeveral(call: Call): Answer {
  if (!since(call.state, '4.3')) throw new Refusal(errorJson(404, 'Not Found'))
  const ids = words(call.params, 'id')
  if (ids.length > 40) throw new Refusal(errorJson(422, 'Validation failed: too many ids'))
  const found = ids.flatMap((id) => call.state.accounts[id] ?? []).filter((account) => !isAwaited(account))
  return json(found.map((account) => showAccount(call, account)))
}

/** Known people only, suspended ones included. */
export function lookup(call: Call): Answer {
  const [username = '', domain] = (word(call.params, 'acct') ?? '').replace(/^@/, '').split('@')
  const account = personCalled(call.state, username, domain ?? null)
  if (!account) throw recordNotFound()
  return json(showAccount(call, account))
}

const KEPT = ['pinned', 'tagged', 'only_media', 'exclude_replies', 'exclude_reblogs']

export function postsOf(call: Call): Answer {
  const { state, viewer } = call
  const account = accountById(state, part(call, 'id'))
  const posts = Object.values(state.posts).filter(
    (post) => post.accountId === account.id && isVisible(state, post, viewer.account) && isWanted(call, post),
  )
  const view = { ...call, viewer: viewer.account }
  return pageOf(call, posts, { default: 20, max: 40, kept: KEPT }, (post) => showPost(view, post))
}

function isWanted({ state, params }: Call, post: Post): boolean {
  const tag = word(params, 'tagged')
  const parent = post.inReplyToId ? state.posts[post.inReplyToId] : undefined
  if (isTrue(params, 'pinned')) return false
  if (tag && !post.tags.includes(tag.toLowerCase())) return false
  if (isTrue(params, 'only_media') && post.mediaIds.length === 0) return false
  if (since(state, '4.6') && isTrue(params, 'exclude_direct') && post.visibility === 'direct') return false
  return !(isTrue(params, 'exclude_replies') && parent && parent.accountId !== post.accountId)
}

/** `POST /api/v1/accounts/:id/follow`: so that people can see each other's private posts. */
export function follow(call: Call): Answer {
  const target = accountById(call.state, part(call, 'id'))
  addFollow(call.state, person(call).id, target.id)
  return json({
    id: target.id,
    following: true,
    showing_reblogs: true,
    notifying: false,
    languages: null,
    followed_by: call.state.follows.some(
      (one) => one.accountId === target.id && one.targetAccountId === call.viewer.account?.id,
    ),
    blocking: false,
    blocked_by: false,
    muting: false,
    muting_notifications: false,
    ...from(call.state, '4.6', { muting_expires_at: null }),
    requested: false,
    requested_by: false,
    domain_blocking: false,
    endorsed: false,
    note: '',
  })
}
