import { z } from 'zod'

export const FLAVOURS = ['nginx', 'caddy', 'haproxy'] as const
export type Flavour = (typeof FLAVOURS)[number]

/** What is blocked, and has to answer 451. */
export const SUBJECTS = ['file', 'small', 'proxy', 'page', 'embed', 'activity'] as const
/** Where a post may still stand, whatever its own addresses answer. */
export const CARRIERS = ['api', 'account', 'public', 'tag', 'search', 'rss', 'outbox'] as const
export const PLACES = [...SUBJECTS, ...CARRIERS] as const
export type Place = (typeof PLACES)[number]
export type Carrier = (typeof CARRIERS)[number]

export const STATES = ['asked', 'handedOut', 'proved', 'lost', 'lifting', 'lifted', 'gone'] as const
export type EdgeState = (typeof STATES)[number]
export type EdgeKind = 'media' | 'text'

/** What wants somebody's eye: keys of the catalogue under `edge.attention.`. */
export const ATTENTIONS = ['noProxy', 'notPulling', 'notSeen', 'lost', 'liftNotSeen', 'stale'] as const
export type EdgeAttention = (typeof ATTENTIONS)[number]

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
  probedAt: string | null
  nextProbeAt: string | null
  /** What all blocked addresses answered at the last look; null where they differ, or none was made. */
  status: number | null
  /** Where the post still stands. */
  carriers: Carrier[]
  /** The answers of the last look. */
  answers: AnswerSeen[]
}
