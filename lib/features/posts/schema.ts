import { z } from 'zod'

export const postRef = z.object({ caseId: z.uuid(), postId: z.string().max(64) })
export const addressInput = z.object({ caseId: z.uuid(), address: z.string().trim().min(1).max(2000) })

/** A post that passes through: shown, kept nowhere. */
export interface PassingPost {
  id: string
  author: { name: string; handle: string; isSubject: boolean }
  createdAt: string
  editedAt: string | null
  warning: string
  /** Sanitised. */
  html: string
  language: string | null
  visibility: string
  mediaCount: number
  isThis: boolean
}

export interface ThreadView {
  posts: PassingPost[]
  /** Posts of the thread above and below that are not shown. */
  more: { above: number; below: number }
  /** Posts of those around it that are not for everybody, and stand in no report. */
  closed: number
  /** The reader's account cannot see this post: it was never public, or it is gone. */
  isHidden: boolean
}

export interface PostNow {
  postId: string
  standing: 'unchanged' | 'edited' | 'gone' | 'hidden' | 'unknown'
  /** For an edited post: as it was when it was reported, and as it is. Sanitised. */
  reported: { html: string; warning: string; at: string } | null
  now: { html: string; warning: string; at: string } | null
  wordings: number
  /** As it was sealed first: then. Sanitised. */
  sealed: { html: string; warning: string; seenAt: string; reportedAt: string | null; postedAt: string } | null
}
