import { z } from 'zod'
import { type ElementName, ELEMENTS, type Span, type TargetKind } from '@/lib/features/copyright/schema'
import { MOST_WORKS } from '@/lib/features/filings/schema'
import { CHANNELS, paperInput } from '@/lib/features/papers/schema'
import type { AttachmentKind, SenderDoubt } from '@/lib/features/papers/parse'

/** A notice that reached the agent by another way and is entered by one of the staff. */
export const enterInput = z.object({
  receivedAt: z.iso.datetime({ offset: true }),
  channel: z.enum(CHANNELS),
  sender: z.object({
    name: z.string().trim().max(300).default(''),
    principal: z.string().trim().max(300).default(''),
    email: z.string().trim().max(320).default(''),
    phone: z.string().trim().max(100).default(''),
    address: z.string().trim().max(500).default(''),
  }),
  subject: z.string().trim().max(300).default(''),
  works: z.array(z.string().trim().min(1).max(2000)).max(MOST_WORKS).default([]),
  urls: z.string().max(400_000).default(''),
  /** What a person says of each element, and where it stands in the text that was read. */
  elements: z
    .array(
      z.object({
        element: z.enum(ELEMENTS),
        isThere: z.boolean(),
        /** Somebody looked at it. What a search found or did not find is nobody’s judgement. */
        isJudged: z.boolean().default(true),
        quote: z.string().max(10_000).default(''),
        start: z.int().min(0).nullable().default(null),
      }),
    )
    .max(6)
    .default([]),
  original: paperInput.shape.original,
  language: z.string().max(8).nullable().default(null),
})
export type EnterInput = z.output<typeof enterInput>

export const readInput = z.object({ original: paperInput.shape.original })

/** What looking at a letter found, for a person to confirm. */
export interface LetterFacts {
  /** The words of this letter alone, in which the places of the elements count. */
  text: string
  /** What it answers or passes on: read, and not looked through. */
  quoted: string
  /** Elements that stand there and not in the letter itself: said before, perhaps of the same matter. */
  inQuoted: ElementName[]
  language: string | null
  sender: { name: string; email: string }
  replyTo: string | null
  doubts: SenderDoubt[]
  subject: string
  receivedAt: string | null
  writtenAt: string | null
  isHtmlOnly: boolean
  attachments: { name: string; type: string; size: number; kind: AttachmentKind }[]
  elements: { element: ElementName; spans: Span[] }[]
  missing: ElementName[]
  /** The address that it came from, where it is the only way to reach whoever sent it. */
  contact: string
  defect: 'core' | 'curable' | null
  targets: (Span & { url: string; kind: TargetKind })[]
  /** Cases that came in alike: the same mail, the same bytes, or the same sender and addresses. */
  duplicates: { caseId: string; number: number }[]
  now: string
  zone: string
}
