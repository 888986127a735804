import type { Actor, GuestActor, PersonActor } from '@/lib/platform/access/access'
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
  const sight = sightOf(actor)
  if (sight === 'all') return {}
  return sight === 'nothing' ? NOTHING : whereOf(sight)
}

/** What decides about sight, as a fact: once here, and told to Prisma (`visibleTo`) and to SQL (`visibleSql`). */
export interface Sight {
  personId: string
  remoteId: string
  instanceId: string
  readsOrdinary: boolean
  /** Ordinary cases that were shared with them by name. */
  readsShared: boolean
  /** All child-safety cases, and not only those on which they are named. */
  readsStopped: boolean
  /** Child-safety cases on which they are named; never a guest, whoever names them. */
  readsNamed: boolean
}

export function sightOf(actor: Actor): Sight | 'all' | 'nothing' {
  if (actor.kind === 'system') return 'all'
  if (actor.kind === 'guest') return confinedSight(actor)
  if (actor.kind !== 'person') return 'nothing'
  return sight(
    actor,
    actor.roles.some((role) => role !== 'lawyer' && role !== 'auditor'),
  )
}

/** The cases whose rows in the log an actor may read: an auditor reads the log of cases that they do not see themselves. */
export function visibleInLog(actor: Actor): CaseWhere {
  if (actor.kind !== 'person' || !actor.roles.includes('auditor')) return visibleTo(actor)
  return whereOf(sight(actor, true))
}

/** Whether somebody is confined to cases that were shared with them: they hear of nothing else, in lists, counts and events. */
export function isConfined(actor: Actor): boolean {
  if (actor.kind === 'guest') return true
  return actor.kind === 'person' && actor.roles.length > 0 && actor.roles.every((role) => role === 'lawyer')
}

/** What stands in lists and desks for ordinary work: visible, and not a child-safety case. */
export function visibleAndOrdinary(actor: Actor): CaseWhere {
  return { AND: [visibleTo(actor), { class: 'ordinary' }] }
}

const sight = (actor: PersonActor, readsOrdinary: boolean): Sight => ({
  personId: actor.id,
  remoteId: actor.remoteId,
  instanceId: actor.instanceId,
  readsOrdinary,
  readsShared: actor.roles.includes('lawyer'),
  readsStopped: actor.roles.includes('owner'),
  readsNamed: true,
})

/** A guest has no account on the instance, so no case is about or from them. */
const confinedSight = ({ id, instanceId }: GuestActor): Sight => ({
  personId: id,
  remoteId: '',
  instanceId,
  readsOrdinary: false,
  readsShared: true,
  readsStopped: false,
  readsNamed: false,
})

function whereOf(sight: Sight): CaseWhere {
  const { personId, remoteId, instanceId } = sight
  const ordinary: CaseWhere = { class: 'ordinary' }
  const shared: CaseWhere = { class: 'ordinary', shares: { some: { personId, takenBackAt: null } } }
  const all: CaseWhere = { class: 'childSafety' }
  const named: CaseWhere = { class: 'childSafety', named: { some: { personId } } }
  return {
    instanceId,
    NOT: { partyIds: { has: remoteId } },
    OR: [
      ...(sight.readsOrdinary ? [ordinary] : []),
      ...(sight.readsShared ? [shared] : []),
      ...(sight.readsStopped ? [all] : []),
      ...(sight.readsNamed ? [named] : []),
    ],
  }
}

/** Handles that a note speaks to: `@kofi`, `@sef@reef.example`. */
export function mentionsIn(text: string): string[] {
  const found = [...text.matchAll(/(?<![\w@/.])@([a-z0-9_]+(?:[a-z0-9_.-]*[a-z0-9_]+)?)(?:@[a-z0-9.-]+)?/gi)]
  return [...new Set(found.map(([, name = '']) => name.toLowerCase()))]
}
