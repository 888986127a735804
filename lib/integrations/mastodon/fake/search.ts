import { badParameter, errorJson, json, Refusal, type Answer } from './answer'
import { actorUri, postUrl, profileUrl } from './addresses'
import type { Call } from './call'
import { personCalled } from './markup'
import { isTrue, toInteger, word } from './params'
import { limitOf } from './paging'
import { viewOf } from './posts'
import { showAccount } from './serialise/account'
import { showPost } from './serialise/post'
import type { Account, Post } from './state'
import { from } from './versions'
import { isVisible } from './visibility'

type Found = { accounts: Account[]; posts: Post[] }

/** `GET /api/v2/search`: known people by name, and anything here by its address (reference 5.3). */
export function search(call: Call): Answer {
  const text = (word(call.params, 'q') ?? '').trim()
  if (text === '') throw badParameter('param is missing or the value is empty: q')
  if (!call.viewer.account) refuseStrangers(call)
  // An address is one only to whoever asks to resolve it; to anybody else it is a word (app/services/search_service.rb).
  const isAddress = isTrue(call.params, 'resolve') && /^https?:\/\//.test(text)
  const found = isAddress ? byAddress(call, text) : { accounts: byName(call, text), posts: [] }
  const kind = word(call.params, 'type')
  const wants = (one: string) => !kind || kind === one
  return json({
    accounts: wants('accounts') ? found.accounts.map((account) => showAccount(call, account)) : [],
    statuses: wants('statuses') ? found.posts.map((post) => showPost(viewOf(call), post)) : [],
    hashtags: [],
    ...from(call.state, '4.6', { collections: [] }),
  })
}

function refuseStrangers({ params }: Call): void {
  if (isTrue(params, 'resolve')) {
    throw new Refusal(
      errorJson(401, 'Search queries that resolve remote resources are not supported without authentication'),
    )
  }
  if (toInteger(word(params, 'offset') ?? '0') > 0) {
    throw new Refusal(errorJson(401, 'Search queries pagination is not supported without authentication'))
  }
}

/** A post under any of its names; `@user@domain` is how this server's pages call remote ones. */
const POST_PATHS = [/^\/@[^/]+\/(\d+)$/, /^\/users\/[^/]+\/statuses\/(\d+)$/, /^\/ap\/users\/\d+\/statuses\/(\d+)$/]

/** Hidden and suspended ones are simply not found. */
function byAddress(call: Call, text: string): Found {
  const post = postAt(call, text)
  if (post) return { accounts: [], posts: isVisible(call.state, post, call.viewer.account) ? [post] : [] }
  const wanted = text.replace(/\/$/, '')
  const account = Object.values(call.state.accounts).find(
    (one) => wanted === profileUrl(call, one) || wanted === actorUri(call, one),
  )
  return { accounts: account && isFindable(account) ? [account] : [], posts: [] }
}

function postAt(call: Call, text: string): Post | undefined {
  const { state, origin } = call
  const { pathname, origin: server } = URL.canParse(text) ? new URL(text) : { pathname: '', origin: '' }
  const number = POST_PATHS.map((path) => path.exec(pathname)?.[1]).find((id) => id !== undefined)
  if (number === undefined) return undefined
  if (server === origin) return state.posts[number]
  return Object.values(state.posts).find((post) => {
    const author = state.accounts[post.accountId]
    return author?.domain && (post.remoteId ?? post.id) === number && text === postUrl(call, author, post)
  })
}

function byName(call: Call, text: string): Account[] {
  const { state, params } = call
  const [username = '', domain] = text.replace(/^@/, '').split('@')
  const exact = domain === undefined ? undefined : personCalled(state, username, domain)
  if (exact) return isFindable(exact) ? [exact] : []
  const wanted = username.toLowerCase()
  const offset = toInteger(word(params, 'offset') ?? '0')
  return Object.values(state.accounts)
    .filter((account) => isFindable(account) && nameOf(account).includes(wanted))
    .slice(offset, offset + limitOf(params, { default: 20, max: 40 }))
}

const nameOf = (account: Account) => `${account.username} ${account.displayName}`.toLowerCase()

const isFindable = ({ suspendedAt, user }: Account) => !suspendedAt && (!user || (user.approved && user.confirmed))
