import { z } from 'zod'
import type { Channel, PaperInput } from '@/lib/features/papers/schema'

/** What 512(g)(3)(A) to (D) ask for; (D) in two parts: who it is, and the consent to a court and to service. */
export const COUNTER_ELEMENTS = ['signature', 'material', 'belief', 'person', 'consent'] as const
export type CounterElement = (typeof COUNTER_ELEMENTS)[number]
export const counterElements = z.record(z.enum(COUNTER_ELEMENTS), z.boolean())
export type CounterElements = Record<CounterElement, boolean>

export const COUNTER_STATES = [
  'received',
  'defective',
  'valid',
  'forwarded',
  'held',
  'restored',
  'escalated',
  'withdrawn',
  // A later version of the same person's came.
  'replaced',
  // From the author of a copy of a remote post: no subscriber of ours (DMCA-20).
  'referred',
  // From somebody whose posts the notice does not name.
  'refused',
] as const
export type CounterState = (typeof COUNTER_STATES)[number]

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
