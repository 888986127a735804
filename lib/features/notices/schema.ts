import { z } from 'zod'
import { ELEMENTS, type ElementName } from '@/lib/features/copyright/schema'
import type { Channel, PaperInput } from '@/lib/features/papers/schema'

/** What looking for an element gave, and what a person says of it. */
export const STANDINGS = ['found', 'notFound', 'there', 'missing', 'cured'] as const
export type Standing = (typeof STANDINGS)[number]

export const NOTICE_STATES = [
  'received',
  'notCopyright',
  'duplicate',
  'defectiveCore',
  'defectiveCurable',
  'valid',
  'rejected',
  'retracted',
  'closed',
] as const
export type NoticeState = (typeof NOTICE_STATES)[number]

export interface Sender {
  name: string
  /** For whom they speak; empty when for themselves. */
  principal: string
  email: string
  phone: string
  address: string
}

/** A notice as it came in, whichever way. */
export interface NoticeInput {
  /** When it reached the agent: everything runs from here. */
  receivedAt: string
  channel: Channel
  sender: Sender
  works: readonly string[]
  /** `work`: which of `works` it is said to copy, by place. */
  urls: readonly { url: string; work: number | null }[]
  elements: readonly {
    element: ElementName
    standing: 'found' | 'notFound'
    quote: string
    start: number | null
    end: number | null
  }[]
  original: PaperInput['original']
  subject: string
  isConfirmed: boolean
  tokenHash: Uint8Array<ArrayBuffer> | null
  language: string | null
}

export const elementName = z.enum(ELEMENTS)

/** What became of one address. `remote`: a copy of a post from elsewhere. `removed`: gone for good, by its author or a page of Mastodon. */
export const ITEM_STATES = [
  'waiting',
  'found',
  'notFound',
  'remote',
  'alreadyGone',
  'notLocatable',
  'refused',
  'disabled',
  'restored',
  'removed',
] as const
export type ItemState = (typeof ITEM_STATES)[number]

/** What becomes of a counter-notice against it. */
export const COUNTER_STATES = [
  'received',
  'defective',
  'valid',
  'forwarded',
  'held',
  // The blocks are being lifted; restored is said when it was seen.
  'restoring',
  'restored',
  'escalated',
  'withdrawn',
  // A later version of the same person's came.
  'replaced',
  // A further paper of somebody whose counter-notice is being answered: kept beside it, never in its place.
  'addition',
  // From the author of a copy of a remote post: no subscriber of ours (DMCA-20).
  'referred',
  // From somebody whose posts the notice does not name.
  'refused',
] as const
export type CounterState = (typeof COUNTER_STATES)[number]
