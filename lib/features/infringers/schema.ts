import { z } from 'zod'
import type { Consequences } from '@/lib/features/acts/schema'
import { letterInput } from '@/lib/features/letters/schema'

export const REVIEW_KINDS = ['none', 'warn', 'proposed', 'terminate', 'appealed', 'upheld', 'overturned'] as const
export type ReviewKind = (typeof REVIEW_KINDS)[number]

const accountId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)
const reasons = z.string().trim().min(1).max(4000)

export const decideInput = z.object({
  accountId,
  /** `proposed`: to terminate, which a second person confirms. */
  kind: z.enum(['none', 'warn', 'proposed']),
  reasons,
  /** As they were seen. */
  points: z.int(),
  letter: letterInput.nullable().default(null),
})
export const confirmInput = z.object({ reviewId: z.uuid(), letter: letterInput.nullable().default(null) })
export const endInput = z.object({ accountId })
export const appealInput = z.object({ accountId, reasons })
export const answerInput = z.object({ accountId, kind: z.enum(['upheld', 'overturned']), reasons })
export const policyInput = z.object({
  points: z.int().min(1).max(10),
  decayMonths: z.int().min(1).max(120),
  threshold: z.int().min(1).max(100),
  toldAt: z.string().trim().max(500).default(''),
  why: reasons,
  after: z.int(),
})

export interface StrikeView {
  day: string
  items: number
  counts: boolean
  until: string
  cases: { caseId: string; number: number | null }[]
}
export interface ReviewView {
  id: string
  kind: ReviewKind
  points: number
  policyNumber: number
  reasons: string
  at: string
  by: string | null
}
export interface PolicyView {
  number: number
  points: number
  decayMonths: number
  threshold: number
  toldAt: string
  why: string
  inForceAt: string | null
  by: string | null
}
export interface AccountStrikes {
  accountId: string
  handle: string
  points: number
  isDue: boolean
  strikes: StrikeView[]
  reviews: ReviewView[]
  /** What may be done now. */
  actions: ('decide' | 'confirm' | 'appeal' | 'answer')[]
  /** On which the letter goes out. */
  caseId: string | null
  mayDecide: boolean
}
export interface EndingView {
  /** Why it cannot be done: a key of the catalogue under `off.`; null when it can. */
  off: string | null
  lines: Consequences['lines']
  /** Of the case on which it stands. */
  number: number
}
export interface StrikesView {
  policy: PolicyView
  policies: PolicyView[]
  accounts: AccountStrikes[]
  isCut: boolean
  mayDecide: boolean
}
