import { z } from 'zod'
import type { ElementName } from '@/lib/features/copyright/schema'
import { secretToken } from '@/lib/features/filings/schema'
import type { ItemWhy } from './model'

const said = (length: number) =>
  z
    .string()
    .default('')
    .transform((text) => text.trim().slice(0, length))
const ticked = z
  .union([z.boolean(), z.string()])
  .default(false)
  .transform((value) => value === true || (value !== false && value !== ''))

/** Everything that a notice may lack, each left out where it is there. */
export const addInput = z.object({
  token: secretToken,
  works: z.string().default(''),
  urls: z.string().default(''),
  email: said(320),
  phone: said(100),
  address: said(500),
  goodFaith: ticked,
  accuracy: ticked,
  signature: said(200),
  more: z.string().default(''),
})

export const retractInput = z.object({ token: secretToken, isSure: ticked, more: said(5000) })

export const counterInput = z.object({
  token: secretToken,
  name: said(200),
  address: said(500),
  phone: said(100),
  text: z.string().default(''),
  belief: ticked,
  /** Which of the two consents of 512(g)(3)(D) it is; empty for neither. */
  court: z.enum(['inUs', 'abroad', '']).catch(''),
  service: ticked,
  signature: said(200),
})
export type CounterForm = z.output<typeof counterInput>

/** What somebody who holds the secret link of a case may know of it. */
export interface FollowedCase {
  kind: 'notice' | 'other' | 'stopped'
  number: number
  receivedAt: string
  zone: string
  /** In plain words: key of `following.state.*` or `following.other.*`. */
  state: string
  isConfirmed: boolean
  /** A mail was or will be sent that asks to confirm. */
  isAsked: boolean
  elements: { element: ElementName; isThere: boolean }[]
  items: { number: number; url: string; state: string; why: ItemWhy | null; seenAt: string | null }[]
  /** How many it names, also those without a row of their own. */
  addresses: number
  works: string[]
  /** The case of another kind as which it runs already, and until when at the latest. */
  became: { number: number; by: string | null } | null
  mayAdd: boolean
  mayRetract: boolean
}

export interface CounterView {
  domain: string
  /** Who complained: to them goes what is written. */
  complainant: string
  agent: string
  items: string[]
  /** A counter-notice of theirs that is being answered. */
  standing: 'none' | 'received' | 'lacking' | 'answered'
  lacking: string[]
}
