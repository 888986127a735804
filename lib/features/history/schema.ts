import type { Category, PersonBrief, PostView } from '@/lib/features/reports/schema'

export const SIDES = ['about', 'by'] as const
export type Side = (typeof SIDES)[number]

/** One report as the page of a person lists it; its whole text stands in the case. */
export interface PersonReport {
  id: string
  category: Category
  rules: string[]
  comment: string
  /** The comment goes on. */
  isCut: boolean
  createdAt: string
  isResolved: boolean
  /** Who reported, for reports about the person; whom, for reports by them. */
  other: PersonBrief
  /** From another server, through one account of its own. */
  isFromServer: boolean
  caseId: string | null
  caseNumber: number | null
  /** On Mastodon. */
  url: string
}

export interface ReportsPage {
  total: number
  open: number
  rows: PersonReport[]
  /** Keyset of the next page. */
  next: string | null
}

/** Recent posts as they are now; nothing of them is kept here. Media stay on Mastodon. */
export interface RecentPosts {
  posts: (Omit<PostView, 'media' | 'seenAt' | 'quote' | 'addedBy'> & { mediaCount: number })[]
  next: string | null
  /** Why there are none to see: a failure kind, or `suspended`. */
  failure: string | null
}
