import { z } from 'zod'

/** What a person asks for on the panel; `none` is not a ground for limit or suspend. */
export const ground = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rule'), ruleIds: z.array(z.string().max(40)).min(1).max(50) }),
  z.object({ kind: z.literal('law'), law: z.string().trim().min(2).max(200), why: z.string().trim().min(2).max(2000) }),
])
export type Ground = z.infer<typeof ground>

export const ACCOUNT_ACTS = ['warn', 'limit', 'suspend', 'unlimit', 'unsuspend'] as const
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
})
export type AskAct = z.infer<typeof askAct>

/** What the panel shows before anything happens. */
export interface Consequences {
  kind: AccountAct
  /** Why it cannot be done: a key of the catalogue under `off.`; null when it can. */
  off: string | null
  /** Sentences in order: keys of the catalogue under `consequence.` with their values. */
  lines: { code: string; values: Record<string, string | number> }[]
  rules: { id: string; text: string; isReported: boolean }[]
  reports: { id: string; label: string }[]
  /** The mail as it stands now, off for spam. */
  mail: { isPossible: boolean; isOnByDefault: boolean; citedPosts: { id: string; text: string }[] }
  needsGround: boolean
}

export type ActState = 'asked' | 'sent' | 'confirmed' | 'notConfirmed' | 'failed' | 'cancelled'

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
  /** The opposite act exists and this one was confirmed. */
  isUndoable: boolean
}
export const ACT_KINDS = [
  'assign',
  'unassign',
  'resolve',
  'reopen',
  'warn',
  'limit',
  'suspend',
  'unlimit',
  'unsuspend',
] as const
export type ActKind = (typeof ACT_KINDS)[number]

/** A button: off with a reason (a key of the catalogue under `off.`) or on. */
export interface Action {
  name: ActKind | 'note' | 'stop'
  isOff: boolean
  why: string | null
}
