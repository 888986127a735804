import { z } from 'zod'
import type { ElementName } from '@/lib/features/copyright/schema'

/** D1 to D14 of legal-workflows 2.6. */
export const TEMPLATE_IDS = [
  'D1',
  'D2',
  'D3',
  'D4',
  'D5',
  'D6',
  'D7',
  'D8',
  'D9',
  'D10',
  'D11',
  'D12',
  'D13',
  'D14',
] as const
export type TemplateId = (typeof TEMPLATE_IDS)[number]

export const RECIPIENTS = ['sender', 'subscriber', 'agent', 'lumen'] as const
/** To whom a letter goes: who sent the notice, who posted, the designated agent, or the archive. */
export type Recipient = (typeof RECIPIENTS)[number]

/** `mail`: this console sends it. `copied`, `post`: a person does, and says so here. */
export const LETTER_CHANNELS = ['mail', 'copied', 'post'] as const
export type LetterChannel = (typeof LETTER_CHANNELS)[number]

export const draftInput = z.object({
  caseId: z.uuid(),
  template: z.enum(TEMPLATE_IDS),
  /** Of the subscriber, where a case has several. */
  accountId: z.string().max(64).optional(),
  /** Of the sender, in the letter to the subscriber (D5): left out unless somebody decides otherwise. */
  withAddress: z.boolean().default(false),
  withPhone: z.boolean().default(false),
})
export type DraftInput = z.input<typeof draftInput>

/** The letter as a person decided to send it: what a command that sends one takes from its panel. */
export const letterInput = z.object({
  template: z.enum(TEMPLATE_IDS),
  version: z.int(),
  accountId: z.string().max(64).optional(),
  channel: z.enum(LETTER_CHANNELS),
  subject: z.string().trim().min(1).max(300),
  text: z.string().trim().min(1).max(60_000),
  /** Why something goes out that this letter does not say: which law or court asks for it. */
  disclosure: z.string().trim().max(500).default(''),
})
export type LetterInput = z.input<typeof letterInput>

export interface RequiredView {
  /** A name of the catalogue: `letter.has.<name>`. */
  name: string
  citation: string
  /** Words that have to stand in the text. */
  phrases: string[]
  isThere: boolean
}

export interface LetterDraft {
  caseId: string
  template: TemplateId
  version: number
  recipient: Recipient
  accountId: string | null
  to: {
    party: string
    /** Null: none is known, or it is a subscriber's and stays sealed. */
    email: string | null
    /** A mail can go out: there is a mail server, and an address. */
    canMail: boolean
    /** Why not. */
    why: 'noServer' | 'noAddress' | null
  }
  subject: string
  text: string
  required: RequiredView[]
}

export const LETTER_STATES = ['waiting', 'trying', 'sent', 'failed', 'unknown', 'given'] as const
export type LetterState = (typeof LETTER_STATES)[number]

export interface LetterView {
  id: string
  template: TemplateId
  version: number
  party: string
  channel: LetterChannel
  subject: string
  paperId: string
  missing: string[]
  state: LetterState
  /** refused | unreachable | unknown | noServer | noAddress */
  failure: string | null
  at: string
  by: string | null
  settledAt: string | null
}

/** In the place of a link that is made when the letter is sent: its secret is in no table. */
export const LINK_LATER = { counter: '[[counter-notice link]]', case: '[[case link]]' } as const

export interface ItemFacts {
  number: number
  url: string
  state: string
  why: string
  lever: string | null
  disabledAt: Date | null
  restoredAt: Date | null
  accountId: string | null
  isLocal: boolean | null
  /** Where it was posted, if not here. */
  host: string | null
  /** Of a text: since when its own addresses are shut, and since when they are open again. */
  shutAt: Date | null
  openAt: Date | null
  /** A copy of the post lies sealed in the case. */
  isSealed: boolean
}

export const COUNTER_ELEMENTS = ['signature', 'material', 'belief', 'person', 'consent'] as const
export type CounterElement = (typeof COUNTER_ELEMENTS)[number]

/** All that letters are made of, as it stands in the tables at one moment. */
export interface Facts {
  number: number
  domain: string
  now: Date
  zone: string
  receivedAt: Date
  fingerprint: string
  keysUrl: string
  agent: {
    provider: string
    name: string
    organisation: string
    address: string
    phone: string
    email: string
  }
  withStatement: boolean
  sender: { name: string; principal: string; email: string; phone: string; address: string }
  /** Of the sender, in the letter to the subscriber. */
  shown: { address: boolean; phone: boolean }
  works: string[]
  quotes: string[]
  missing: ElementName[]
  defect: 'core' | 'curable' | null
  reason: string
  /** A reviewer saw an infringement with own eyes. */
  hasKnowledge: boolean
  /** The case of another kind that it became: where it runs already, and until when at the latest. */
  became: { number: number; kind: string; by: Date | null } | null
  items: ItemFacts[]
  /** How many it names, also those without a row of their own. */
  addresses: number
  subscriber: { accountId: string; party: string } | null
  counter: {
    receivedAt: Date
    name: string
    address: string
    phone: string
    text: string
    /** As it reached the agent, whole; null where it is on paper. */
    original: string | null
    /** Not all of it stands in `original`: it came on paper, or something hung on the mail. */
    isEnclosed: boolean
    missing: CounterElement[]
    docket: string
    heldAt: Date | null
    window: { opens: string; closes: string } | null
  } | null
  isRetracted: boolean
  strikes: {
    each: number
    points: number
    threshold: number
    months: number
    policy: number
    cases: { number: number; day: string }[]
  }
  review: { kind: string; at: Date; reasons: string; points: number; policyNumber: number } | null
  designation: {
    /** The three years are over (37 CFR 201.38(c)): whoever receives notices is no designated agent any more. */
    isOver: boolean
    registrationNumber: string
    registeredOn: string
    expiresOn: string
    renewBy: string
    fee: string
    names: string[]
  } | null
  links: { counter: string; case: string | null }
}
