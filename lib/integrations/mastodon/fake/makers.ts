import { newId, nextNumber, snowflake } from './ids'
import { htmlOf, mentionsIn, tagsIn } from './markup'
import type { Account, Media, Post, Poll, Report, Rule, State, User, Version } from './state'
import { stockRoles } from './roles'

/** A server with its stock roles, no people, no rules. */
export function emptyState(version: Version): State {
  return {
    version,
    instance: {
      domain: 'reef.example',
      title: 'Reef',
      description: '',
      contactEmail: '',
      contactAccountId: null,
      languages: ['en'],
      registrations: { enabled: true, approvalRequired: false, minAge: null },
    },
    roles: stockRoles(version),
    rules: [],
    accounts: {},
    posts: {},
    media: {},
    reports: {},
    strikes: [],
    log: [],
    follows: [],
    apps: [],
    tokens: [],
    grants: [],
    webSessions: [],
    deletionRequests: [],
    mails: [],
    webhooks: [],
    warningPresets: [],
    domainBlocks: [],
    domainAllows: [],
    emailDomainBlocks: [],
    ipBlocks: [],
    canonicalEmailBlocks: [],
    offered: [],
    sequences: {},
  }
}

type NewAccount = { username: string; createdAt: Date; user?: Partial<User> } & Partial<
  Omit<Account, 'createdAt' | 'user'>
>

/** Without `domain` the person is local and gets a confirmed, approved login; `user` overrides parts of it. */
export function addAccount(state: State, given: NewAccount): Account {
  const { createdAt, user, ...rest } = given
  const local = !rest.domain
  const account: Account = {
    id: rest.id ?? snowflake(state, createdAt),
    domain: null,
    displayName: '',
    note: '',
    fields: [],
    locked: false,
    bot: false,
    discoverable: null,
    createdAt: createdAt.toISOString(),
    avatarTile: null,
    followersCount: 0,
    followingCount: 0,
    statusesCount: 0,
    lastStatusAt: null,
    suspendedAt: null,
    suspensionOrigin: null,
    silencedAt: null,
    sensitizedAt: null,
    purgedAt: null,
    memorial: false,
    ...rest,
    user: local ? { ...freshUser(given.username), ...user } : null,
  }
  state.accounts[account.id] = account
  return account
}

const freshUser = (username: string): User => ({
  email: `${username}@example.test`,
  confirmed: true,
  approved: true,
  disabled: false,
  roleId: null,
  locale: null,
  inviteRequest: null,
  invitedByAccountId: null,
  createdByAppId: null,
  ips: [],
})

type NewMedia = { accountId: string; createdAt: Date; tile: number } & Partial<Omit<Media, 'postId'>>

/** A picture that belongs to nobody's post yet: name its id in `addPost`. */
export function addMedia(state: State, given: NewMedia): Media {
  const { createdAt, ...rest } = given
  const media: Media = {
    id: rest.id ?? snowflake(state, createdAt),
    postId: null,
    type: 'image',
    description: null,
    width: 240,
    height: 160,
    blurhash: 'U0B:vz-;j[-;?bj[WBj[j[fQfQfQ?bj[Rjj[',
    fileKey: newId(state, 'file', 16),
    remoteUrl: null,
    ...rest,
  }
  state.media[media.id] = media
  return media
}

type NewPost = { accountId: string; createdAt: Date; text: string; poll?: Omit<Poll, 'id'> | null } & Partial<
  Omit<Post, 'createdAt' | 'poll'>
>

/** `content`, `tags` and mentions are made from `text` unless given; `content` is HTML, and remote posts may hold any. */
export function addPost(state: State, given: NewPost): Post {
  const { createdAt, poll, ...rest } = given
  const id = rest.id ?? snowflake(state, createdAt)
  const post: Post = {
    id,
    remoteId: null,
    createdAt: createdAt.toISOString(),
    visibility: 'public',
    content: htmlOf(state, given.text),
    spoilerText: '',
    sensitive: false,
    language: 'en',
    inReplyToId: null,
    mentionedAccountIds: mentionsIn(state, given.text),
    tags: tagsIn(given.text),
    mediaIds: [],
    quotedPostId: null,
    edits: [],
    editedAt: null,
    deletedAt: null,
    application: null,
    repliesCount: 0,
    reblogsCount: 0,
    favouritesCount: 0,
    ...rest,
    poll: poll ? { id: String(nextNumber(state, 'poll')), ...poll } : null,
  }
  state.posts[id] = post
  attach(state, post)
  return post
}

function attach(state: State, post: Post): void {
  for (const id of post.mediaIds) {
    const media = state.media[id]
    if (media) media.postId = post.id
  }
  const parent = post.inReplyToId ? state.posts[post.inReplyToId] : undefined
  if (parent) parent.repliesCount += 1
  const author = state.accounts[post.accountId]
  // Direct posts are not counted.
  if (!author || post.deletedAt || post.visibility === 'direct') return
  author.statusesCount += 1
  if (!author.lastStatusAt || author.lastStatusAt < post.createdAt) author.lastStatusAt = post.createdAt
}

type NewReport = { accountId: string; targetAccountId: string; createdAt: Date } & Partial<
  Omit<Report, 'createdAt' | 'updatedAt'>
> & { updatedAt?: Date }

/** Numbers follow the order of calls: add reports oldest first, as a server does. */
export function addReport(state: State, given: NewReport): Report {
  const { createdAt, updatedAt, ...rest } = given
  const report: Report = {
    id: rest.id ?? String(nextNumber(state, 'report')),
    category: 'other',
    comment: '',
    forwarded: false,
    createdAt: createdAt.toISOString(),
    updatedAt: (updatedAt ?? createdAt).toISOString(),
    statusIds: [],
    ruleIds: null,
    assignedAccountId: null,
    actionTakenAt: null,
    actionTakenByAccountId: null,
    ...rest,
  }
  state.reports[report.id] = report
  return report
}

export function addRule(state: State, given: { text: string } & Partial<Rule>): Rule {
  const rule: Rule = {
    id: given.id ?? String(nextNumber(state, 'rule')),
    hint: '',
    translations: {},
    deletedAt: null,
    ...given,
  }
  state.rules.push(rule)
  return rule
}

export function addFollow(state: State, accountId: string, targetAccountId: string): void {
  const known = state.follows.some((f) => f.accountId === accountId && f.targetAccountId === targetAccountId)
  if (known) return
  state.follows.push({ accountId, targetAccountId })
  const follower = state.accounts[accountId]
  const followed = state.accounts[targetAccountId]
  if (follower) follower.followingCount += 1
  if (followed) followed.followersCount += 1
}

/** Rewrites a post as its author would; the earlier wording stays in its history. */
export function editPost(state: State, post: Post, change: { text: string; at: Date; spoilerText?: string }): void {
  if (post.edits.length === 0) post.edits.push(wordingOf(post, post.createdAt))
  post.text = change.text
  post.content = htmlOf(state, change.text)
  post.spoilerText = change.spoilerText ?? post.spoilerText
  post.editedAt = change.at.toISOString()
  post.edits.push(wordingOf(post, post.editedAt))
}

export const wordingOf = (post: Post, createdAt: string) => ({
  content: post.content,
  spoilerText: post.spoilerText,
  sensitive: post.sensitive,
  mediaIds: [...post.mediaIds],
  pollOptions: post.poll ? post.poll.options.map((option) => option.title) : null,
  createdAt,
})
