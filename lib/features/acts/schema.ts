import { z } from 'zod'

/** What a person asks for on the panel; `none` is not a ground for limit or suspend. */
export const ground = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rule'), ruleIds: z.array(z.string().max(40)).min(1).max(50) }),
  z.object({ kind: z.literal('law'), law: z.string().trim().min(2).max(200), why: z.string().trim().min(2).max(2000) }),
])
export type Ground = z.infer<typeof ground>

/** When an act ends by itself: after some days, or with the beginning of a day in UTC. */
export const end = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('days'), days: z.int().min(1).max(366) }),
  z.object({ kind: z.literal('date'), on: z.iso.date() }),
])
export type End = z.infer<typeof end>

export const ACCOUNT_ACTS = [
  'warn',
  'limit',
  'suspend',
  'freeze',
  'markSensitive',
  'unlimit',
  'unsuspend',
  'unfreeze',
  'unmarkSensitive',
] as const
export type AccountAct = (typeof ACCOUNT_ACTS)[number]

export const askAct = z.object({
  caseId: z.uuid(),
  version: z.int(),
  kind: z.enum(ACCOUNT_ACTS),
  /** Goes to the person. */
  message: z.string().max(5000).default(''),
  sendsMail: z.boolean(),
  /** Stays here. */
  note: z.string().max(5000).default(''),
  ground: ground.nullable(),
  source: z.enum(['report', 'ownLook']),
  /** The report that a warning answers: a warning resolves that one only. */
  reportId: z.string().max(40).nullable().default(null),
  /** After a warning, resolve the other open reports too. */
  closesOthers: z.boolean().default(false),
  /** Mastodon keeps the reported posts: the act names no report, mails nobody, and the reports are opened again. */
  keeps: z.boolean().default(false),
  /** When it ends by itself; null never. */
  end: end.nullable().default(null),
  /** Where the ground holds, as codes (DE, EU); empty for everywhere that this server is seen. */
  territory: z
    .array(z.string().regex(/^[A-Z]{2,3}$/))
    .max(60)
    .default([]),
})
export type AskAct = z.infer<typeof askAct>

interface Line {
  code: string
  values: Record<string, string | number>
}

/** A reported post as the mail would quote it, if one of these reports is the one that the act answers. */
export interface CitedPost {
  id: string
  text: string
  reportIds: string[]
}

/** What the panel shows before anything happens. */
export interface Consequences {
  kind: AccountAct
  /** Why it cannot be done: a key of the catalogue under `off.`; null when it can. */
  off: string | null
  /** Sentences in order: keys of the catalogue under `consequence.` with their values. */
  lines: Line[]
  rules: { id: string; text: string; isReported: boolean }[]
  reports: { id: string; label: string }[]
  /** The mail as it stands now, off for spam. */
  mail: { isPossible: boolean; isOnByDefault: boolean; citedPosts: CitedPost[] }
  needsGround: boolean
  /** It may be given an end. */
  mayEnd: boolean
  /** Keeping the reported posts on the server; null where there is nothing to keep. `lines` are said instead of the others. */
  keep: { lines: Line[]; reports: number; posts: number } | null
  /** The person's language, as far as it is known: presets in it come first. */
  language: string | null
  down: Down | null
}

export type ActState = 'asked' | 'sent' | 'confirmed' | 'notConfirmed' | 'failed' | 'cancelled'

/** Where the end of an act stands; `look` is an end that was not undone, with a reason under `ended.why.`. */
export interface EndView {
  at: string
  state: 'ahead' | 'due' | 'asked' | 'undone' | 'superseded' | 'look'
  why: string | null
}

/** Nothing was sent, because Mastodon does not answer. */
export interface WaitView {
  /** A failure of Mastodon: a key of the catalogue under `failure.`. */
  why: string
  /** Tries in vain. */
  tries: number
  /** How many acts of the press have left already, and how many wait. */
  left: number
  waiting: number
  nextAt: string
  /** When it is given up. */
  untilAt: string
}

/** The reading in the background finds Mastodon down. */
export interface Down {
  why: string
  /** What the person asks for now waits; else it is refused at once. */
  waits: boolean
}

export interface ActView {
  groupId: string
  /** One press of a button: `count` calls of the same kind. */
  kind: ActKind
  count: number
  state: ActState
  failure: string | null
  by: string
  isYours: boolean
  askedAt: string
  settledAt: string | null
  /** Why and until when it waits; null while it does not. */
  waits: WaitView | null
  /** It was not sent yet and can be cancelled, or it was confirmed and its opposite exists. */
  isUndoable: boolean
  end: EndView | null
  /** Asked for together with an act that must be confirmed first. */
  isFollower: boolean
  /** The reports stay open so that Mastodon keeps the reported posts. */
  keeps: boolean
  territory: string[]
}
export const ACT_KINDS = ['assign', 'unassign', 'resolve', 'reopen', 'categorise', ...ACCOUNT_ACTS] as const
export type ActKind = (typeof ACT_KINDS)[number]

/** A report's category and rules, in our words: `rule` is Mastodon's `violation`. */
export const category = z.object({
  category: z.enum(['spam', 'legal', 'rule', 'other']),
  ruleIds: z.array(z.string().max(40)).max(50),
})
export type Category = z.infer<typeof category>
/** What a change of category goes to and comes from. */
export const change = category.extend({ from: category })
export type Change = z.infer<typeof change>

/** A button: off with a reason (a key of the catalogue under `off.`) or on. */
export interface Action {
  name: ActKind | 'note' | 'stop'
  isOff: boolean
  why: string | null
}
