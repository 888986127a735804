import { LIFETIMES } from '@/lib/platform/privacy/lifetimes'

/** Kinds of things that a schedule destroys, in the order in which a run does it: what hangs on a case before the case. */
export const KINDS = ['contacts', 'evidence', 'cases', 'strikes', 'posts', 'reports', 'auditValues'] as const
export type Kind = (typeof KINDS)[number]

export interface Rule {
  /** Days after what the sentence of its kind says; the owner may change it between these. */
  days: number
  least: number
  most: number
}

/** The defaults, each an operator's rule with its reason in the catalogue, and the bounds that the law or the work sets. */
export const RULES: Record<Kind, Rule> = {
  // GDPR Art. 5(1)(e): no longer than they are needed to find accounts of the same person.
  contacts: { days: LIFETIMES.contactDays, least: 7, most: 90 },
  // Appeals end after 20 days on Mastodon and six months here (DSA Art. 20(1)); a dispute after that needs a hold.
  evidence: { days: 1096, least: 190, most: 3653 },
  // Statements of reasons and complaints three years, orders five: the longest counts where a case holds both.
  cases: { days: 1827, least: 1096, most: 3653 },
  // 17 USC 507(b): three years; while the account lives, 512(i)(1)(A) is shown by what was counted.
  strikes: { days: 1096, least: 1096, most: 3653 },
  posts: { days: LIFETIMES.postDays, least: 30, most: 190 },
  // Set under Settings, in months: how far back "what came before" reaches.
  reports: { days: 0, least: 0, most: 0 },
  // What was entered, beside the rows; the rows stay and verify.
  auditValues: { days: 1827, least: 1096, most: 3653 },
}

export const isChangeable = (kind: Kind): boolean => RULES[kind].most > 0

/** The days of each kind: the default where the owner has changed nothing, never outside the bounds. */
export function daysOf(changed: readonly { kind: string; days: number }[]): Record<Kind, number> {
  const days = KINDS.map((kind) => {
    const { least, most, days: usual } = RULES[kind]
    const own = changed.find((row) => row.kind === kind)?.days ?? usual
    return [kind, Math.min(Math.max(own, least), most)] as const
  })
  return Object.fromEntries(days) as Record<Kind, number>
}

/** A run of a person waits for holds; the schedule's leaves what is held for another night. */
export const stateAfterAll = ({ held, isOfPerson }: { held: number; isOfPerson: boolean }): 'waiting' | 'done' =>
  held > 0 && isOfPerson ? 'waiting' : 'done'
