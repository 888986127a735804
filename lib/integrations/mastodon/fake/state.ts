/**
 * Everything that the fake server remembers, as plain JSON.
 * Instants are ISO strings with milliseconds; ids are strings, as in Mastodon's answers. Makers: `makers.ts`.
 */
export const VERSIONS = ['4.2', '4.3', '4.4', '4.5', '4.6'] as const
export type Version = (typeof VERSIONS)[number]

export type Instance = {
  /** The domain in handles and in `/api/v2/instance`; the address of the API may be another one. */
  domain: string
  title: string
  description: string
  contactEmail: string
  contactAccountId: string | null
  languages: string[]
  registrations: { enabled: boolean; approvalRequired: boolean; minAge: number | null }
}

export type Role = {
  id: string
  name: string
  /** Decimal text of the bits given to the role itself, without those of everyone. */
  permissions: string
  position: number
  color: string
  highlighted: boolean
}

export type User = {
  email: string
  confirmed: boolean
  approved: boolean
  /** Mastodon calls a frozen login "disabled". */
  disabled: boolean
  /** null is the role of everyone. */
  roleId: string | null
  locale: string | null
  inviteRequest: string | null
  invitedByAccountId: string | null
  createdByAppId: string | null
  ips: { ip: string; usedAt: string }[]
}

export type Account = {
  id: string
  username: string
  /** null is local. */
  domain: string | null
  displayName: string
  /** HTML. */
  note: string
  fields: { name: string; value: string; verifiedAt: string | null }[]
  locked: boolean
  bot: boolean
  discoverable: boolean | null
  createdAt: string
  /** Number of a drawn picture; null is Mastodon's own "missing". */
  avatarTile: number | null
  followersCount: number
  followingCount: number
  statusesCount: number
  lastStatusAt: string | null
  suspendedAt: string | null
  suspensionOrigin: 'local' | 'remote' | null
  silencedAt: string | null
  sensitizedAt: string | null
  /** When its content was deleted for good; the shell stays. */
  purgedAt: string | null
  memorial: boolean
  /** Id of the account that the person says they have moved to. */
  movedToId?: string
  /** null for remote people and for shells whose login is gone. */
  user: User | null
}

export type Media = {
  id: string
  accountId: string
  /** null while nothing uses it. */
  postId: string | null
  type: 'image' | 'gifv' | 'video' | 'audio' | 'unknown'
  description: string | null
  /** What the drawn picture shows, so that two can be told apart. */
  tile: number
  width: number
  height: number
  blurhash: string
  /** Last part of the file's address: 16 hex digits. */
  fileKey: string
  /** Set for media of remote people. */
  remoteUrl: string | null
}

export type Visibility = 'public' | 'unlisted' | 'private' | 'direct'

export type Poll = {
  id: string
  options: { title: string; votesCount: number }[]
  multiple: boolean
  expiresAt: string | null
  votersCount: number
}

/** One earlier or present wording of a post. */
export type Edit = {
  content: string
  spoilerText: string
  sensitive: boolean
  mediaIds: string[]
  pollOptions: string[] | null
  createdAt: string
}

export type Post = {
  id: string
  /** What it is called on its own server; null uses our id, also right for local posts. */
  remoteId: string | null
  accountId: string
  createdAt: string
  visibility: Visibility
  /** What was typed. */
  text: string
  /** HTML. */
  content: string
  spoilerText: string
  sensitive: boolean
  language: string | null
  inReplyToId: string | null
  mentionedAccountIds: string[]
  tags: string[]
  mediaIds: string[]
  poll: Poll | null
  quotedPostId: string | null
  /** Oldest first; empty until the first edit, then also holds the present wording. */
  edits: Edit[]
  editedAt: string | null
  /** Deleted softly: hidden everywhere except in reports that name it. */
  deletedAt: string | null
  application: string | null
  repliesCount: number
  reblogsCount: number
  favouritesCount: number
}

export type ReportCategory = 'other' | 'spam' | 'legal' | 'violation'

export type Report = {
  id: string
  accountId: string
  targetAccountId: string
  category: ReportCategory
  comment: string
  /** null for reports that staff made in the web pages. */
  forwarded: boolean | null
  createdAt: string
  updatedAt: string
  statusIds: string[]
  /** null is what Mastodon stores when no rule was named. */
  ruleIds: string[] | null
  assignedAccountId: string | null
  actionTakenAt: string | null
  actionTakenByAccountId: string | null
}

export type StrikeAction = 'none' | 'disable' | 'sensitive' | 'silence' | 'suspend' | 'delete_statuses'

export type Strike = {
  id: string
  action: StrikeAction
  /** Who acted. */
  accountId: string
  targetAccountId: string
  reportId: string | null
  statusIds: string[]
  text: string
  createdAt: string
  emailed: boolean
}

export type Rule = {
  id: string
  text: string
  hint: string
  translations: Record<string, { text: string; hint: string }>
  deletedAt: string | null
}

/** The audit log that only Mastodon's web pages show. */
export type LogEntry = {
  id: string
  at: string
  accountId: string
  action: string
  target: { kind: 'report' | 'account' | 'post'; id: string }
}

export type OauthApp = {
  id: string
  name: string
  website: string | null
  redirectUris: string[]
  scopes: string[]
  clientId: string
  clientSecret: string
  createdAt: string
}

export type Token = {
  id: string
  token: string
  appId: string
  /** null is a token of the app itself. */
  accountId: string | null
  scopes: string[]
  createdAt: string
  revokedAt: string | null
}

export type Grant = {
  code: string
  appId: string
  accountId: string
  redirectUri: string
  scopes: string[]
  challenge: { method: 'S256' | 'plain'; value: string } | null
  createdAt: string
  redeemedAt: string | null
}

/** A browser signed in on the fake server's own pages. */
export type WebSession = { id: string; accountId: string; createdAt: string }

export type DeletionRequest = { accountId: string; createdAt: string; dueAt: string }

/** A mail that Mastodon would have sent. */
export type Mail = { at: string; to: string; subject: string; text: string; statusIds: string[] }

export type Webhook = { id: string; url: string; secret: string; events: string[]; enabled: boolean }

export type WarningPreset = { id: string; title: string; text: string }

export type DomainBlock = {
  id: string
  domain: string
  createdAt: string
  severity: 'noop' | 'silence' | 'suspend'
  rejectMedia: boolean
  rejectReports: boolean
  privateComment: string | null
  publicComment: string | null
  obfuscate: boolean
}
export type DomainAllow = { id: string; domain: string; createdAt: string }
export type EmailDomainBlock = { id: string; domain: string; createdAt: string; allowWithApproval: boolean }
export type IpBlock = {
  id: string
  ip: string
  severity: 'sign_up_requires_approval' | 'sign_up_block' | 'no_access'
  comment: string
  createdAt: string
  expiresAt: string | null
}
/** `hash`: of the address in its plainest form. */
export type CanonicalEmailBlock = { id: string; hash: string }

export type Follow = { accountId: string; targetAccountId: string }

export type State = {
  version: Version
  instance: Instance
  /** Where files are given out, when that is not the server itself. */
  mediaOrigin?: string
  about?: string
  roles: Role[]
  rules: Rule[]
  accounts: Record<string, Account>
  posts: Record<string, Post>
  media: Record<string, Media>
  reports: Record<string, Report>
  strikes: Strike[]
  log: LogEntry[]
  follows: Follow[]
  apps: OauthApp[]
  tokens: Token[]
  grants: Grant[]
  webSessions: WebSession[]
  deletionRequests: DeletionRequest[]
  mails: Mail[]
  webhooks: Webhook[]
  warningPresets: WarningPreset[]
  domainBlocks: DomainBlock[]
  domainAllows: DomainAllow[]
  emailDomainBlocks: EmailDomainBlock[]
  ipBlocks: IpBlock[]
  canonicalEmailBlocks: CanonicalEmailBlock[]
  /** Names that the sign-in page offers beside staff; empty offers those who were here first. */
  offered: string[]
  /** Last number given, by kind of record. */
  sequences: Record<string, number>
}
