import { z } from 'zod'
import type { PersonBrief } from '@/lib/features/reports/schema'
import type { Excerpt } from './model'

const day = z.iso.date().optional()

/** The search as it stands in the address of its page. */
export const searchInput = z.object({
  text: z.string().trim().max(200).default(''),
  state: z.enum(['any', 'open', 'closed']).default('any'),
  kind: z.string().max(40).default('any'),
  /** Opened on these days, in UTC. */
  from: day,
  to: day,
  after: z.string().max(100).optional(),
})
export type SearchInput = z.output<typeof searchInput>

export interface FoundCase {
  id: string
  number: number
  kind: string
  state: 'open' | 'closed'
  openedAt: string
  /** What it is called where no report opened it. */
  title: string | null
  /** Null: it is about nobody of the instance. */
  person: PersonBrief | null
  /** Where the words stand: in which kind of text, and what is around them. */
  excerpts: { kind: TextKind; excerpt: Excerpt }[]
}

export const TEXT_KINDS = ['person', 'report', 'post', 'note', 'notice', 'paper'] as const
export type TextKind = (typeof TEXT_KINDS)[number]

export interface SearchView {
  rows: FoundCase[]
  filter: SearchInput
  /** Kinds of cases that there are. */
  kinds: string[]
  next: string | null
  /** Many cases changed of late, and not all of them are looked through yet. */
  isBehind: boolean
  now: string
}
