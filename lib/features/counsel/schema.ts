import { z } from 'zod'
import { COMMENT_KINDS, type CommentKind } from './model'

export const commentInput = z.object({
  caseId: z.uuid(),
  kind: z.enum(COMMENT_KINDS).default('advice'),
  text: z.string().trim().min(1).max(20_000),
})

export interface CommentView {
  id: string
  by: string
  isYours: boolean
  kind: CommentKind
  /** Null where it was erased. */
  text: string | null
  at: string
}

/** A line of the privilege log: everything but the words. */
export interface PrivilegeLine {
  id: string
  at: string
  by: string
  kind: CommentKind
  /** Who could read it when it was written. */
  couldSee: string[]
  /** Who was let in later, and since when. */
  later: { name: string; at: string }[]
}
