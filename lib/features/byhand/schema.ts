import { z } from 'zod'
import { startInput, type ClockView } from '@/lib/features/deadlines/schema'
import { type Channel, CHANNELS, paperInput, type PaperView } from '@/lib/features/papers/schema'

/** What a case may be about that no report of Mastodon opened. */
export const HAND_KINDS = [
  'copyright',
  'underAge',
  'dataRequest',
  'intimateImage',
  'illegalContent',
  'legalOrder',
  'childSafety',
  'other',
] as const
export type HandKind = (typeof HAND_KINDS)[number]

export const OUTCOMES = ['done', 'refused', 'withdrawn', 'notOurs', 'other'] as const
export type Outcome = (typeof OUTCOMES)[number]

export const openInput = z.object({
  kind: z.enum(HAND_KINDS),
  title: z.string().trim().min(1).max(200),
  receivedAt: z.iso.datetime({ offset: true }),
  channel: z.enum(CHANNELS),
  sender: z.string().trim().min(1).max(300),
  /** The account that it is about, as a handle known here: whoever it is, does not see the case. */
  handle: z.string().trim().max(300).default(''),
  clocks: z
    .array(startInput.omit({ at: true }))
    .max(10)
    .default([]),
  tasks: z.array(z.string().trim().min(1).max(300)).max(30).default([]),
  paper: paperInput.shape.original.nullable().default(null),
  paperKind: paperInput.shape.kind.default('notice'),
})
export type OpenInput = z.output<typeof openInput>

export interface HandRow {
  caseId: string
  number: number
  kind: HandKind
  title: string
  sender: string
  receivedAt: string
  state: 'open' | 'closed'
  owner: string | null
  outcome: Outcome | null
  /** The earliest of its open marks that must be done in time. */
  nextAt: string | null
}
export interface HandList {
  rows: HandRow[]
  isCut: boolean
  mayOpen: boolean
  now: string
}

export interface HandView extends Omit<HandRow, 'nextAt'> {
  version: number
  isYours: boolean
  handle: string | null
  channel: Channel
  recordedAt: string
  recordedBy: string
  outcomeText: string | null
  /** The notice that it came from or is about, where this person may see it. */
  beside: { caseId: string; number: number } | null
  tasks: { id: string; text: string; doneAt: string | null; doneBy: string | null }[]
  clocks: ClockView[]
  papers: PaperView[]
  notes: { id: string; by: string; text: string; at: string; isYours: boolean; mentions: string[] }[]
  mayWork: boolean
  /** The case may be shown to counsel and guests. */
  hasRoom: boolean
  mayExport: boolean
  calendars: readonly string[]
  zone: string
  now: string
}
