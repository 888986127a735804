import { z } from 'zod'
import { type Carrier, type EdgeAttention, type EdgeKind, type EdgeState, PLACES } from './model'

export type { Carrier, EdgeAttention, EdgeKind, EdgeState, Flavour, Place } from './model'

export const answerSeen = z.object({
  at: z.iso.datetime(),
  place: z.enum(PLACES),
  address: z.string().max(4000),
  status: z.number().int().nullable(),
  failure: z.string().max(40).nullable(),
  contentType: z.string().max(200).nullable(),
  sha256: z.string().length(64).nullable(),
  carries: z.boolean().nullable(),
})
export type AnswerSeen = z.output<typeof answerSeen>

export const itemsInput = z.object({ caseId: z.uuid(), itemIds: z.array(z.uuid()).min(1).max(500) })

/** How the edge block of one item stands. */
export interface EdgeView {
  itemId: string
  kind: EdgeKind
  state: EdgeState
  attention: EdgeAttention | null
  askedAt: string
  handedOutAt: string | null
  provedAt: string | null
  lostAt: string | null
  liftAskedAt: string | null
  liftedAt: string | null
  /** Lifted for this case, while the block of another one goes on shutting the same address. */
  isKept: boolean
  probedAt: string | null
  nextProbeAt: string | null
  /** When the lists were last looked through; null where they were not. */
  listsAt: string | null
  /** What all blocked addresses answered at the last look; null where they differ, or none was made. */
  status: number | null
  /** Where the post still stands. */
  carriers: Carrier[]
}

/** At which pace blocks are looked at, and until when nothing is asked. */
export interface EdgeLooks {
  perMinute: number
  restUntil: string | null
  /** The answer that asked for rest; null where the instance was slow. */
  restStatus: number | null
}
