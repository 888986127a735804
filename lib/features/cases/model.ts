import type { Actor, PersonActor } from '@/lib/platform/access/access'
import type { CaseWhere } from '@/lib/platform/db/client'

export type CaseClass = 'ordinary' | 'childSafety'
export type CaseState = 'open' | 'closed'

/** Shown to nobody: what a stranger gets from the predicate of sight. */
const NOTHING: CaseWhere = { id: { in: [] } }

/**
 * The one predicate of sight (DESIGN 1.4): the cases that an actor may know of, as a where-clause. Every query, count, search,
 * feed, mail and export goes through it. Child-safety cases are seen by the owner and the people named on them; nobody sees a
 * case about or from themselves; nobody sees a case of another instance.
 */
export function visibleTo(actor: Actor): CaseWhere {
  if (actor.kind === 'system') return {}
  if (actor.kind !== 'person') return NOTHING
  return sight(
    actor,
    actor.roles.some((role) => role !== 'lawyer' && role !== 'auditor'),
  )
}

/** The cases whose rows in the log an actor may read: an auditor reads the log of cases that they do not see themselves. */
export function visibleInLog(actor: Actor): CaseWhere {
  if (actor.kind !== 'person' || !actor.roles.includes('auditor')) return visibleTo(actor)
  return sight(actor, true)
}

/** What stands in lists and desks for ordinary work: visible, and not a child-safety case. */
export function visibleAndOrdinary(actor: Actor): CaseWhere {
  return { AND: [visibleTo(actor), { class: 'ordinary' }] }
}

function sight(actor: PersonActor, readsOrdinary: boolean): CaseWhere {
  const ordinary: CaseWhere = { class: 'ordinary' }
  const named: CaseWhere = { class: 'childSafety', named: { some: { personId: actor.id } } }
  const all: CaseWhere = { class: 'childSafety' }
  return {
    instanceId: actor.instanceId,
    NOT: { partyIds: { has: actor.remoteId } },
    OR: [...(readsOrdinary ? [ordinary] : []), actor.roles.includes('owner') ? all : named],
  }
}

/** Handles that a note speaks to: `@kofi`, `@sef@reef.example`. */
export function mentionsIn(text: string): string[] {
  const found = [...text.matchAll(/(?<![\w@/.])@([a-z0-9_]+(?:[a-z0-9_.-]*[a-z0-9_]+)?)(?:@[a-z0-9.-]+)?/gi)]
  return [...new Set(found.map(([, name = '']) => name.toLowerCase()))]
}
