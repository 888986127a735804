import type { PostView, PersonBrief, ReportView } from '@/lib/features/reports/schema'

export interface RoomRow {
  caseId: string
  number: number
  state: 'open' | 'closed'
  person: PersonBrief
  openedAt: string
  /** When it was shared with whoever looks; null for those who see it anyway. */
  sharedAt: string | null
  /** With whom it is shared; only for those who may share. */
  sharedWith: string[] | null
}

/** A line of the case's own log, by its number in the case. */
export interface LogLine {
  seq: string
  at: string
  by: string
  command: string
  outcome: string
  hash: string
}

export interface SharedWith {
  personId: string
  name: string
  /** lawyer | auditor; of the team, or a guest until a day. */
  role: string
  isGuest: boolean
  endsAt: string | null
  sharedAt: string | null
}

export interface RoomCase {
  id: string
  number: number
  state: 'open' | 'closed'
  openedAt: string
  closedAt: string | null
  person: PersonBrief & { joinedAt: string | null; seenAt: string | null }
  reports: Omit<ReportView, 'url'>[]
  posts: PostView[]
  acts: { kind: string; by: string; at: string; state: string; message: string }[]
  notes: { id: string; by: string; text: string; at: string }[]
  log: LogLine[]
  /** Whether counsel's comments are shown to, and written by, whoever looks. */
  counsel: { mayRead: boolean; mayWrite: boolean }
  /** Whoever looks may take the case out as a bundle. */
  mayExport: boolean
  /** With whom the case is shared, and with whom it could be; null for those who may not share. */
  sharing: SharedWith[] | null
  now: string
}
