import { addAccount, addMedia, addPost, addReport, addRule, emptyState } from '../makers'
import { ROLE_IDS } from '../roles'
import type { State, User, Version } from '../state'
import { newSecret } from '../oauth/secrets'
import type { Exchange } from './recording'
import { isParams, word, type Params } from '../params'

const BEFORE = new Date('2026-11-23T01:20:00.000Z')
const ALL_SCOPES = ['read', 'write', 'admin:read', 'admin:write', 'profile']

/** Made at the terminal: no locale, no address. The rest signed up. */
const AT_TERMINAL = ['owner', 'admin1', 'mod1', 'alice', 'bob', 'carol']
const SIGNED_UP = [
  'dora',
  'emil',
  'fay',
  'gus',
  'hal',
  'iva',
  'jon',
  'kai',
  'modlite',
  'modfrozen',
  'modgone',
  'mod2',
  'limitme',
]
const PENDING = ['pen1', 'pen2', 'pen3', 'pen4']
const ROLES: Record<string, string> = {
  owner: ROLE_IDS.owner,
  admin1: ROLE_IDS.admin,
  mod1: ROLE_IDS.moderator,
  mod2: ROLE_IDS.moderator,
  modfrozen: ROLE_IDS.moderator,
  modgone: ROLE_IDS.moderator,
  modlite: ROLE_IDS.reportsOnly,
}
const REMOTE: { name: string; domain: string; displayName: string }[] = [
  { name: 'pirate', domain: 'far.example', displayName: 'Pirate' },
  { name: 'sailor', domain: 'far.example', displayName: 'Sailor' },
  { name: 'gull', domain: 'harbour.example', displayName: 'Gull' },
]

type Cast = Record<string, string>

/** The server as it stood before the first exchange, with the recorded ids. */
export function castState(version: Version, cast: Cast, exchanges: Exchange[]): State {
  const state = emptyState(version)
  const isLater = version === '4.6'
  state.instance.domain = isLater ? 'mas46.test' : 'mas43.test'
  state.instance.title = 'Mastodon'
  state.instance.registrations = { enabled: true, approvalRequired: true, minAge: isLater ? 16 : null }
  for (const role of state.roles) if (role.id === ROLE_IDS.reportsOnly) role.name = 'Reports only'
  for (const text of ['No harassment', 'No advertising']) addRule(state, { text })
  addPeople(state, cast)
  addStrangers(state, cast)
  addPictures(state, exchanges)
  addTokens(state, cast)
  if (isLater) openAdvance(state, cast)
  state.sequences.report = Number(cast.federated_report) - 1
  addReport(state, {
    accountId: idOf(cast, 'gull'),
    targetAccountId: idOf(cast, 'dora'),
    comment: 'Sent from another server',
    createdAt: BEFORE,
  })
  return state
}

function idOf(cast: Cast, name: string): string {
  const id = cast[name]
  if (!id) throw new Error(`nobody is called ${name}`)
  return id
}

function addPeople(state: State, cast: Cast): void {
  const seen = [{ ip: '198.51.100.7', usedAt: BEFORE.toISOString() }]
  const signedUp: Partial<User> = { locale: 'en', ips: seen }
  const add = (username: string, user: Partial<User>) =>
    addAccount(state, {
      id: idOf(cast, username),
      username,
      createdAt: BEFORE,
      user: { roleId: ROLES[username] ?? null, ...user },
    })
  for (const name of AT_TERMINAL) add(name, {})
  for (const name of SIGNED_UP) add(name, signedUp)
  for (const name of PENDING) {
    add(name, { ...signedUp, approved: false, inviteRequest: `I am ${name} and I draw birds` })
  }
  add('unconf', { ...signedUp, confirmed: false })
  const [mod1, frozen, gone] = ['mod1', 'modfrozen', 'modgone'].map((name) => state.accounts[idOf(cast, name)])
  // The browser left its address when mod1 signed in.
  if (mod1?.user) mod1.user.ips = [{ ip: '203.0.113.12', usedAt: BEFORE.toISOString() }]
  if (frozen?.user) frozen.user.disabled = true
  if (gone) Object.assign(gone, { suspendedAt: BEFORE.toISOString(), suspensionOrigin: 'local' })
}

function addStrangers(state: State, cast: Cast): void {
  for (const { name, domain, displayName } of REMOTE) {
    const id = idOf(cast, name)
    addAccount(state, { id, username: name, domain, displayName, note: '<p>At sea</p>', createdAt: BEFORE })
    for (const number of [0, 1]) {
      addPost(state, {
        id: idOf(cast, `${name}_status${number}`),
        remoteId: String(number),
        accountId: id,
        text: `Far post ${number} by ${name}`,
        createdAt: BEFORE,
      })
    }
  }
}

/** Uploaded before the conversation: the posts that use them tell their ids and files. */
function addPictures(state: State, exchanges: Exchange[]): void {
  for (const { name, response } of exchanges) {
    if (!/^(public post with two pictures|post to be deleted after a report)$/.test(name)) continue
    const post = isParams(response.body) ? response.body : {}
    const author = isParams(post.account) ? (word(post.account, 'id') ?? '') : ''
    for (const media of Array.isArray(post.media_attachments) ? post.media_attachments : []) {
      if (isParams(media)) addPicture(state, author, media)
    }
  }
}

function addPicture(state: State, accountId: string, media: Params): void {
  const text = (key: string) => word(media, key) ?? ''
  addMedia(state, {
    id: text('id'),
    accountId,
    createdAt: BEFORE,
    tile: 1,
    fileKey: /(\w+)\.png$/.exec(text('url'))?.[1] ?? '',
    description: text('description'),
    blurhash: text('blurhash'),
  })
}

/** Tokens are words in the recordings: `token-of-mod1`. */
function addTokens(state: State, cast: Cast): void {
  state.apps.push(app('1', 'DocketProbe'), app('2', 'Sign-up'))
  state.sequences.app = 2
  const people = [...AT_TERMINAL, ...SIGNED_UP, ...PENDING, 'unconf']
  for (const name of people) addToken(state, name, { accountId: idOf(cast, name), scopes: ALL_SCOPES })
  addToken(state, 'readonly', { accountId: idOf(cast, 'mod1'), scopes: ['read'] })
  for (const name of ['pager', 'pager2']) addToken(state, name, { accountId: idOf(cast, 'mod2'), scopes: ALL_SCOPES })
  addToken(state, 'revoked', {
    accountId: idOf(cast, 'mod1'),
    scopes: ALL_SCOPES,
    revokedAt: '2026-11-23T01:30:00.000Z',
  })
}

const app = (id: string, name: string) => ({
  id,
  name,
  website: null,
  redirectUris: ['urn:ietf:wg:oauth:2.0:oob'],
  scopes: ALL_SCOPES,
  clientId: newSecret(),
  clientSecret: newSecret(),
  createdAt: BEFORE.toISOString(),
})

function addToken(
  state: State,
  name: string,
  given: { accountId: string; scopes: string[]; revokedAt?: string },
): void {
  state.tokens.push({
    id: name,
    token: `token-of-${name}`,
    appId: '1',
    createdAt: BEFORE.toISOString(),
    revokedAt: null,
    ...given,
  })
}

/** On the 4.6 server a post, a report on it and a contact person were there already. */
function openAdvance(state: State, cast: Cast): void {
  const alice = idOf(cast, 'alice')
  const post = addPost(state, {
    accountId: alice,
    text: 'Hello from alice, a probe post',
    createdAt: BEFORE,
    application: 'DocketProbe',
  })
  addReport(state, {
    accountId: idOf(cast, 'bob'),
    targetAccountId: alice,
    category: 'spam',
    comment: 'probe report',
    statusIds: [post.id],
    createdAt: BEFORE,
  })
  state.instance.contactEmail = 'owner@example.test'
  state.instance.contactAccountId = idOf(cast, 'owner')
}
