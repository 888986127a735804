import { z } from 'zod'
import { SOURCES, type HoldState, type Source } from './model'

const day = z.iso.date()
const words = (max: number) => z.string().trim().min(1).max(max)

export const holdInput = z
  .object({
    source: z.enum(SOURCES),
    reference: words(500),
    releaseEvent: words(500),
    caseNumbers: z.array(z.int().positive().max(2_147_483_647)).max(200).default([]),
    /** Ids on the instance, or handles that the mirror knows. */
    accounts: z.array(words(300)).max(200).default([]),
    /** Ids on the instance, or addresses of posts that the mirror knows. */
    posts: z.array(words(500)).max(500).default([]),
    /** Everything, without a name: said, never by leaving the rest empty. */
    isEverything: z.boolean().default(false),
    fromOn: day.nullable().default(null),
    untilOn: day.nullable().default(null),
    startsOn: day,
    keepUntil: day.nullable(),
    isSecret: z.boolean().default(false),
    secretUntil: day.nullable().default(null),
    namedIds: z.array(z.uuid()).max(50).default([]),
  })
  .refine((hold) => hold.isEverything === (hold.caseNumbers.length + hold.accounts.length + hold.posts.length === 0), {
    path: ['isEverything'],
  })
  .refine((hold) => !hold.fromOn || !hold.untilOn || hold.fromOn <= hold.untilOn, { path: ['untilOn'] })
  .refine((hold) => hold.keepUntil === null || hold.keepUntil >= hold.startsOn, { path: ['keepUntil'] })
export type HoldInput = z.input<typeof holdInput>

export const holdRef = z.object({ id: z.uuid(), version: z.int() })

export interface HoldView {
  id: string
  version: number
  source: Source
  reference: string
  releaseEvent: string
  /** The domain of an instance that the console has left; null: of the present one. */
  former: string | null
  /** Without an address where the reader may not open it. */
  cases: { id: string; number: number; href: string | null }[]
  accounts: { id: string; handle: string }[]
  posts: string[]
  isEverything: boolean
  from: string | null
  until: string | null
  startsAt: string
  keepUntil: string | null
  isSecret: boolean
  secretUntil: string | null
  named: string[]
  state: HoldState | 'over'
  placedBy: string
  placedAt: string
  proposedBy: string | null
  proposedAt: string | null
  proposedWhy: string | null
  releasedBy: string | null
  releasedAt: string | null
  /** What this person may do with it, and why not what they may not. */
  actions: { name: 'propose' | 'confirm' | 'withdraw' | 'extend'; why: string | null }[]
}

export interface AlarmView {
  id: string
  accountId: string
  handle: string
  kind: 'suspended' | 'gone'
  basis: 'act' | 'seen'
  day: number
  beganAt: string
  purgeAt: string
  maySettle: boolean
}

export interface HoldList {
  holds: HoldView[]
  alarms: AlarmView[]
  people: { id: string; acct: string }[]
  mayManage: boolean
  today: string
  now: string
}

/** What a case or a person shows of the holds on it. */
export interface HeldView {
  count: number
  /** Null: until it is released. */
  keepUntil: string | null
  sources: Source[]
  isReleaseProposed: boolean
  mayOpen: boolean
  alarms: AlarmView[]
}
