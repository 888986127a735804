import { z } from 'zod'
import type { AccountMark, PersonBrief } from '@/lib/features/reports/schema'

export const findInput = z.object({
  text: z.string().max(500),
  /** Also ask Mastodon; without it only what is here already is looked at. */
  asks: z.boolean().default(false),
})

export type FoundRow =
  | { kind: 'person'; id: string; href: string; person: PersonBrief; marks: AccountMark[] }
  | {
      kind: 'case'
      id: string
      href: string
      number: number
      state: 'open' | 'closed'
      handle: string
      isSafety: boolean
    }
  | { kind: 'report'; id: string; href: string; handle: string; isResolved: boolean; caseNumber: number | null }

export interface FindView {
  /** What the text was taken for. */
  kind: 'nothing' | 'number' | 'ip' | 'email' | 'handle' | 'address' | 'words'
  rows: FoundRow[]
  /** There are more than are shown. */
  isMore: boolean
  /** Mastodon may know more: asking again with `asks`. For an e-mail or an IP that is a row of the audit. */
  mayAsk: boolean
  isAsked: boolean
  /** Why Mastodon was not or will not be asked, or did not answer: a key under `off.` or a failure kind. */
  off: string | null
  failure: string | null
  domain: string
}
