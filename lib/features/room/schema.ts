import type { CaseFile } from '@/lib/features/casefile/schema'
import type { EvidenceView } from '@/lib/features/evidence/schema'
import type { ClockView } from '@/lib/features/deadlines/schema'
import type { PaperView } from '@/lib/features/papers/schema'
import type { PostView, PersonBrief, ReportView } from '@/lib/features/reports/schema'

export interface RoomRow {
  caseId: string
  number: number
  /** As it was opened: report, copyright, legalOrder … */
  kind: string
  state: 'open' | 'closed'
  /** What it is called where no report opened it. */
  title: string | null
  /** Null: it is about nobody of the instance. */
  person: PersonBrief | null
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
  kind: string
  title: string | null
  state: 'open' | 'closed'
  openedAt: string
  closedAt: string | null
  person: (PersonBrief & { joinedAt: string | null; seenAt: string | null }) | null
  hand: CaseFile['hand']
  notice: CaseFile['notice']
  clocks: ClockView[]
  papers: PaperView[]
  /** The originals of papers may be opened, each a row of the log. */
  maySavePapers: boolean
  reports: Omit<ReportView, 'url'>[]
  posts: PostView[]
  /** What was sealed for the case, and what could not be. */
  evidence: EvidenceView[]
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
