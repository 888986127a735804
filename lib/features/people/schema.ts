import type { Action, ActView } from '@/lib/features/acts/schema'
import type { ReportsPage } from '@/lib/features/history/schema'
import type { AccountMark, PersonBrief, SyncView } from '@/lib/features/reports/schema'

export interface PersonCase {
  caseId: string
  number: number
  state: 'open' | 'closed'
  reportCount: number
  openedAt: string
}

/** An act of this console on the person, and the case in which it can be undone. */
export type PersonAct = ActView & { caseId: string; caseNumber: number; version: number }

export interface PersonNote {
  id: string
  by: string
  isYours: boolean
  text: string
  at: string
  caseId: string
  caseNumber: number
}

export interface PersonView {
  isRead: true
  person: PersonBrief & {
    url: string
    isYou: boolean
    joinedAt: string
    postCount: number
    followerCount: number
    marks: AccountMark[]
    roleName: string | null
    locale: string | null
    /** The person's own words when they asked to join. */
    inviteReason: string | null
    /** Where they say that they have moved to. */
    movedTo: string | null
    formerHandles: string[]
    seenAt: string
    /** Since when Mastodon does not know the account any more. */
    goneAt: string | null
    /** It looks as after a deletion in Mastodon, which its API does not tell of. */
    looksEmptied: boolean
  }
  about: ReportsPage
  by: ReportsPage
  cases: PersonCase[]
  caseCount: number
  acts: PersonAct[]
  notes: PersonNote[]
  noteCount: number
  /** E-mail and IPs: why they are off (a key under `off.`), and since when they are kept. Never the values. */
  contact: { why: string | null; keptSince: string | null }
  /** The case in which the next act is written down; null when one has to be opened first. */
  desk: { caseId: string; number: number; version: number; state: 'open' | 'closed' } | null
  /** Whether a case may be opened where there is none. */
  mayOpenCase: boolean
  /** Acts on the account. */
  actions: Action[]
  /** What only Mastodon itself shows. */
  elsewhere: { what: 'strikes' | 'notes' | 'appeals' | 'log'; url: string }[]
  sync: SyncView
  now: string
}

/** Somebody whom the console does not know, while Mastodon cannot be asked. */
export interface PersonUnread {
  isRead: false
  domain: string
  failure: string
}
export type PersonAnswer = PersonView | PersonUnread
