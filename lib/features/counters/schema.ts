import { z } from 'zod'
import { caseRef } from '@/lib/features/cases/schema'
import { type Channel, CHANNELS, type PaperInput, paperInput } from '@/lib/features/papers/schema'

/** What 512(g)(3)(A) to (D) ask for; (D) in two parts: who it is, and the consent to a court and to service. */
export const COUNTER_ELEMENTS = ['signature', 'material', 'belief', 'person', 'consent'] as const
export type CounterElement = (typeof COUNTER_ELEMENTS)[number]
const is = z.boolean()
export const counterElements = z.object({ signature: is, material: is, belief: is, person: is, consent: is })
export type CounterElements = Record<CounterElement, boolean>

export interface CounterInput {
  /** Mastodon's id of the account that it is sent for. */
  accountId: string
  /** When it reached the agent: day 0, if it complies. */
  receivedAt: string
  channel: Channel
  name: string
  address: string
  phone: string
  elements: CounterElements
  /** What was removed and where it was, in the subscriber's words. */
  text: string
  original: PaperInput['original']
}

const words = z.string().trim()
export const enterInput = caseRef.extend({
  counter: z.object({
    accountId: words.max(64),
    receivedAt: z.iso.datetime({ offset: true }),
    channel: z.enum(CHANNELS),
    name: words.max(300),
    address: words.max(1000),
    phone: words.max(100),
    elements: counterElements,
    text: words.max(5000),
    original: paperInput.shape.original,
  }),
})

const ofCounter = caseRef.extend({ counterId: z.uuid() })
export const judgeInput = ofCounter.extend({ elements: counterElements, reason: words.max(2000).default('') })
export const withdrawInput = ofCounter.extend({ reason: words.min(1).max(2000) })
