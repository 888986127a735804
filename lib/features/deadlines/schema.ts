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
