import { z } from 'zod'
import type { AccountMark, PersonBrief } from '@/lib/features/reports/schema'

/** What is kept of a person, sealed. */
export const contact = z.object({
  email: z.string().nullable(),
  isConfirmed: z.boolean().nullable(),
  ips: z.array(z.object({ ip: z.string(), usedAt: z.string() })),
})
export type Contact = z.infer<typeof contact>

export interface ContactView extends Contact {
  seenAt: string
  /** `kept`: Mastodon could not be asked now, this is what it showed at `seenAt`. */
  from: 'mastodon' | 'kept'
  /** Why Mastodon could not be asked: a failure kind. */
  failure: string | null
  /** Kept here until 90 days after the person's last case closed; without a case nothing is kept. */
  isKept: boolean
}

export const RELATIONS = ['ip', 'mailDomain'] as const
export type Relation = (typeof RELATIONS)[number]

export interface RelatedPerson extends PersonBrief {
  marks: AccountMark[]
  joinedAt: string
}

export interface RelatedGroup {
  /** The address or the domain that is shared. */
  what: string
  people: RelatedPerson[]
  isMore: boolean
  /** The same search on Mastodon itself. */
  url: string
}

export interface RelatedView {
  by: Relation
  groups: RelatedGroup[]
}
