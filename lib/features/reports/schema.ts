import { z } from 'zod'
import type { Action, ActView, Down } from '@/lib/features/acts/schema'
import type { LastLook } from '@/lib/features/captures/queries'
import type { EvidenceView } from '@/lib/features/evidence/schema'
import type { HeldView } from '@/lib/features/holds/schema'
import type { RemovalView } from '@/lib/features/removals/schema'

export const CATEGORIES = ['spam', 'legal', 'rule', 'other'] as const
export type Category = (typeof CATEGORIES)[number]

/** The queue's filters as they stand in the address of the page. */
export const queueFilter = z.object({
  state: z.enum(['open', 'closed']).default('open'),
  owner: z.enum(['any', 'none', 'me']).default('any'),
  category: z.enum(['any', ...CATEGORIES]).default('any'),
  server: z.enum(['any', 'local', 'remote']).default('any'),
  older: z.enum(['any', '3d']).default('any'),
  /** Where one's own eye is wanted, in open and closed cases alike. */
  wants: z.enum(['any', 'mention', 'look']).default('any'),
  text: z.string().trim().max(200).default(''),
  after: z.string().max(100).optional(),
})
export type QueueFilter = z.infer<typeof queueFilter>

export interface PersonBrief {
  remoteId: string
  name: string
  /** With its @; always left to right. */
  handle: string
  initials: string
  isLocal: boolean
  isBot: boolean
}

export type AccountMark = 'suspended' | 'limited' | 'frozen' | 'sensitive' | 'pending' | 'newAccount' | 'bot' | 'staff'

export interface Owner {
  id: string
  name: string
  isYou: boolean
}

export interface QueueRow {
  caseId: string
  number: number
  /** For claiming from the list: a stale one is refused. */
  version: number
  person: PersonBrief
  reasons: { category: Category; count: number; label: string }[]
  latestComment: string
  reportCount: number
  reporterCount: number
  serverCount: number
  pictureCount: number
  marks: AccountMark[]
  /** The last act of this console on the person, if any. */
  before: { kind: string; at: string } | null
  noteCount: number
  /** A note has spoken to you since you last looked at the case. */
  isMentioned: boolean
  /** An act came to its end and was not undone. */
  needsLook: boolean
  oldestAt: string
  isLate: boolean
  owner: Owner | null
}

export interface QueueView {
  rows: QueueRow[]
  people: number
  reports: number
  /** How many stand behind each filter; null where that is not counted. */
  counts: Record<'any' | 'none' | 'me' | Category | 'local' | 'remote' | 'old' | 'mention' | 'look', number | null>
  filter: QueueFilter
  /** Keyset for the next page, null at the end. */
  next: string | null
  sync: SyncView
  /** For whoever may let them in: people who wait for it. */
  pending: PendingView | null
  /** Mastodon is about to destroy what was on hold: `holds.due` tells of which the reader may know. */
  hasAlarms: boolean
  now: string
}

export interface PendingView {
  count: number
  /** There may be more: only so many are counted. */
  isMore: boolean
  /** The page of Mastodon that lists them. */
  url: string
}

/** How current the mirror is. */
export interface SyncView {
  domain: string
  isDemo: boolean
  /** By how many days the demo's time runs ahead of the machine's. */
  daysAhead: number
  asOf: string | null
  /** Open reports read so far and, while the first reading goes on, about how many there are. */
  backfill: { read: number; about: number } | null
  /** A failure code of the last reading, null when it went well. */
  failure: string | null
}

export interface ReportView {
  id: string
  category: Category
  rules: { id: string; text: string }[]
  comment: string
  reporter: PersonBrief
  /** A remote server reports through one account of its own: the true reporter is not known. */
  isFromServer: boolean
  createdAt: string
  isForwarded: boolean
  isResolved: boolean
  resolvedAt: string | null
  resolvedBy: string | null
  assignedTo: string | null
  postIds: string[]
  url: string
}

export interface MediaView {
  id: string
  type: 'image' | 'gifv' | 'video' | 'audio' | 'unknown'
  width: number | null
  height: number | null
  description: string | null
  isAvailable: boolean
}

export interface PostView {
  id: string
  createdAt: string
  editedAt: string | null
  visibility: 'public' | 'unlisted' | 'private' | 'direct'
  warning: string
  /** Sanitised. */
  html: string
  language: string | null
  isSensitive: boolean
  url: string | null
  isReply: boolean
  media: MediaView[]
  poll: { title: string; votes: number | null }[]
  /** The post that it quotes; `html` is null where the quoted one is not shown. */
  quote: { state: string; handle: string | null; html: string | null; url: string | null } | null
  /** Somebody of the team who added it by its address; null when a report names it. */
  addedBy: string | null
  seenAt: string
}

export interface HistoryLine {
  at: string
  kind: 'act' | 'reports'
  /** For an act its kind, for reports `resolved` or `open`. */
  what: string
  count: number
  by: string | null
}

export interface TimelineLine {
  at: string
  by: string
  command: string
  outcome: string
  fields: Record<string, string>
}

export interface CaseView {
  id: string
  number: number
  version: number
  state: 'open' | 'closed'
  person: PersonBrief & {
    url: string
    adminUrl: string
    joinedAt: string
    postCount: number
    followerCount: number
    marks: AccountMark[]
    roleName: string | null
    reportsAbout: number
    reportsBy: number
    seenAt: string
  }
  reports: ReportView[]
  posts: PostView[]
  /** Posts that somebody went to remove on Mastodon's own page. */
  removals: RemovalView[]
  before: HistoryLine[]
  notes: { id: string; by: string; isYours: boolean; text: string; mentions: string[]; at: string }[]
  timeline: TimelineLine[]
  acts: ActView[]
  owner: Owner | null
  /** Whoever looks may go on to counsel's room. */
  hasRoom: boolean
  actions: Action[]
  down: Down | null
  /** May take the case out of the house as a bundle. */
  mayExport: boolean
  /** The next and the previous case of the queue, oldest first. */
  next: string | null
  previous: string | null
  /** What was sealed for it, how the last look at it went, and what holds keep it. */
  evidence: EvidenceView[]
  look: LastLook | null
  held: HeldView | null
  /** What was kept of the person went then: the case is here for a report that was made afterwards. */
  erasedAt: string | null
  sync: SyncView
  now: string
}
