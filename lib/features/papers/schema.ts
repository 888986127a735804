import { z } from 'zod'

export const PAPER_KINDS = [
  'notice',
  'counterNotice',
  'courtPaper',
  'retraction',
  'request',
  'order',
  'letter',
  'other',
] as const
export type PaperKind = (typeof PAPER_KINDS)[number]
export const CHANNELS = ['mail', 'form', 'post', 'phone', 'inPerson', 'mastodon', 'other'] as const
export type Channel = (typeof CHANNELS)[number]
/** How it came into the console. `hand`: noted down, nothing to keep but what is said of it. */
export const ENTRIES = ['form', 'paste', 'eml', 'hand'] as const

/** Of the original, in bytes. */
export const PAPER_MAX_BYTES = 700_000

const original = z.discriminatedUnion('entry', [
  z.object({ entry: z.enum(['form', 'paste']), text: z.string().trim().min(1).max(400_000) }),
  // The file as it is, in base64; what kind of file it is says its name alone, and it is never run or shown.
  z.object({ entry: z.literal('eml'), base64: z.base64().max(1_000_000) }),
  z.object({ entry: z.literal('hand') }),
])

export const paperInput = z.object({
  way: z.enum(['in', 'out']),
  kind: z.enum(PAPER_KINDS),
  /** When it reached us or left, as far as is known: clocks run from here. */
  at: z.iso.datetime({ offset: true }),
  party: z.string().trim().min(1).max(300),
  channel: z.enum(CHANNELS),
  subject: z.string().trim().max(300).default(''),
  original,
})
export type PaperInput = z.output<typeof paperInput>

export interface PaperView {
  id: string
  way: 'in' | 'out'
  kind: PaperKind
  at: string
  party: string
  channel: Channel
  entry: (typeof ENTRIES)[number]
  recordedAt: string
  recordedBy: string
  subject: string
  mediaType: string
  sha256: string | null
  size: number | null
  /** There is an original in the vault. */
  isKept: boolean
}
