import { z } from 'zod'

export const postOfCase = z.object({ caseId: z.uuid(), postId: z.string().regex(/^\d{1,20}$/) })

export const REMOVAL_STATES = ['begun', 'checking', 'removed', 'stillThere', 'cannotTell', 'said', 'saidNot'] as const
export type RemovalState = (typeof REMOVAL_STATES)[number]

/** Where the removal of a post by hand stands. */
export interface RemovalView {
  postId: string
  state: RemovalState
  /** What proved it, or why nothing can be told: a key of the catalogue under `removal.why.`. */
  why: string | null
  /** Who began it, or who says that it was removed. */
  by: string
  at: string
  /** Mastodon's own page on which it is done. */
  url: string
  /** The report by which it is deleted there; null where none names it. */
  reportId: string | null
}
