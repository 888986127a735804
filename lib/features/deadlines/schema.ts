import { z } from 'zod'
import type { Day } from '@/lib/platform/calendar/days'

/** On which side of a moment to be careful. One undirected "deadline" is how put-backs go wrong. */
export const DIRECTIONS = ['actBy', 'notBefore', 'notAfter', 'keepUntil', 'target'] as const
export type Direction = (typeof DIRECTIONS)[number]

/** The families of periods (legal-workflows.md 1.2). `target`: the law says "promptly", and the operator says how fast. */
export const FAMILIES = [
  'elapsedHours',
  'euMonths',
  'ukMonths',
  'usBusinessDays',
  'usDays',
  'anniversary',
  'target',
  'elsewhere',
] as const
export type Family = (typeof FAMILIES)[number]

/** A moment that a clock names. A legal day keeps the clock's zone; `at` is its last instant there, or its first. */
export interface Mark {
  name: string
  direction: Direction
  at: Date
  /** Null where the clock counts hours. */
  day: Day | null
  /** Where the period ends before weekends and holidays are looked at. */
  nominal?: Day
}

/** What a clock is started with, and what its ledger added since. */
export interface Facts {
  at: Date
  zone: string
  /** Null: this clock needs none, or it was not said. */
  calendar: string | null
  /** Days that do not count, from pauses that the law knows. */
  pausedDays?: number
  isExtended?: boolean
  /** A renewed request (2703(f)). */
  renewedOn?: Day | null
  /** The date for compliance that a subpoena names. */
  complianceOn?: Day | null
}

export const zoneName = z.string().min(1).max(64)
export const isoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)

export const ENTRY_KINDS = [
  'started',
  'paused',
  'resumed',
  'extended',
  'renewed',
  'recomputed',
  'met',
  'missed',
  'withdrawn',
] as const
export type EntryKind = (typeof ENTRY_KINDS)[number]
export type ClockState = 'running' | 'paused' | 'met' | 'missed' | 'withdrawn'

const instant = z.iso.datetime({ offset: true })

/** What a clock is started with. `at` is when the paper was received, never when it was typed in. */
export const startInput = z.object({
  clock: z.string().max(60),
  at: instant,
  zone: zoneName,
  calendar: z.string().max(20).nullable().default(null),
  complianceOn: isoDate.nullable().default(null),
})
export type StartInput = z.output<typeof startInput>

/** A line for the ledger. `at` is when it took effect: when the question was sent, when the answer came. */
export const entryInput = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['paused', 'resumed']), at: instant, reason: z.string().trim().min(1).max(500) }),
  z.object({ kind: z.literal('extended'), at: instant, reason: z.string().trim().min(1).max(500) }),
  z.object({ kind: z.literal('renewed'), at: instant }),
  z.object({ kind: z.literal('met'), at: instant, reason: z.string().trim().max(500).default('') }),
  z.object({ kind: z.enum(['missed', 'withdrawn']), at: instant, reason: z.string().trim().min(1).max(500) }),
  z.object({ kind: z.literal('recomputed') }),
])
export type EntryInput = z.output<typeof entryInput>

export interface MarkView {
  name: string
  direction: Direction
  at: string
  day: string | null
}

/** What a newer rule or calendar would say, where it says something else. Nothing changes until somebody takes it over. */
export interface Delta {
  mark: string
  direction: Direction
  from: string | null
  to: string | null
}

export interface ClockView {
  id: string
  name: string
  family: Family
  citation: string
  zone: string
  calendar: string | null
  state: ClockState
  startedAt: string
  ruleVersion: number
  calendarVersion: string | null
  addedDays: string[]
  isWindowClosed: boolean
  marks: MarkView[]
  entries: { number: number; kind: EntryKind; at: string; recordedAt: string; by: string; reason: string }[]
  /** Null: computed today it would say the same. `notKnown`: computed today it would refuse. */
  delta: Delta[] | 'notKnown' | null
  /** What may be written into its ledger now. */
  may: EntryKind[]
}

export interface DueRow {
  caseId: string
  number: number
  kind: string
  title: string
  clock: string
  citation: string
  clockId: string
  mark: string
  direction: Direction
  at: string
  day: string | null
  zone: string
  owner: string | null
  isPaused: boolean
  isWindowClosed: boolean
}
export interface DueView {
  rows: DueRow[]
  /** There are more than the page shows. */
  isCut: boolean
  overdue: number
  soon: number
  /** Clocks whose target of the operator's own has passed, and nothing that a law names. */
  past: number
  zone: string
  /** Mail goes out; else nobody will be woken. */
  isMailOn: boolean
  now: string
}
