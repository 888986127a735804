import { z } from 'zod'
import { isoDate, type Direction } from '@/lib/features/deadlines/schema'

export const dayInput = z.object({ calendar: z.string().min(1).max(20), day: isoDate })

/** A mark of an open case that an added day would move. */
export interface Move {
  caseId: string
  number: number
  kind: string
  clock: string
  mark: string
  direction: Direction
  from: string
  to: string
  zone: string
}

export interface DayPreview {
  moves: Move[]
  /** Windows that would be closed: it may not be done yet, nor any more. Counsel is asked. */
  closes: { caseId: string; number: number; kind: string; clock: string }[]
  /** Cases that the asker may not see, and that move too. */
  hidden: number
}

export interface CalendarsView {
  added: { id: string; calendar: string; day: string; why: string; by: string; at: string }[]
  calendars: { id: string; version: string; source: string }[]
  mayAdd: boolean
  /** Clocks whose calendar or rule is newer now and says something else. Nothing changes until somebody takes it over. */
  differing: { caseId: string; number: number; kind: string; clock: string }[]
}
