import type { Actor } from '@/lib/platform/access/access'
import { raw, sql, type Sql } from '@/lib/platform/db/client'
import { sightOf } from './model'

/**
 * The predicate of sight (`visibleTo`, model.ts) for statements of SQL, on a case that is called `alias` there. One test holds
 * both against each other, case by case and actor by actor. What an actor can never see is left out of the words: a page asks
 * this many times in one statement, and to plan it takes longer than to run it.
 */
export function visibleSql(actor: Actor, alias = 'c'): Sql {
  const parts = sightParts(actor, alias)
  if (parts === 'all') return sql`TRUE`
  const { around, ordinary, stopped } = parts
  if (!ordinary || !stopped) return ordinary || stopped ? sql`(${around} AND ${ordinary ?? stopped})` : sql`FALSE`
  return sql`(${around} AND (${ordinary} OR ${stopped}))`
}

/** What stands in lists and desks for ordinary work (`visibleAndOrdinary`). */
export function visibleAndOrdinarySql(actor: Actor, alias = 'c'): Sql {
  const parts = sightParts(actor, alias)
  if (parts === 'all') return sql`(${raw(alias)}.class = 'ordinary')`
  return parts.ordinary ? sql`(${parts.around} AND ${parts.ordinary})` : sql`FALSE`
}

interface Parts {
  /** For every case alike: of the own instance, and neither about nor from the actor. */
  around: Sql
  ordinary: Sql | null
  stopped: Sql | null
}

function sightParts(actor: Actor, alias: string): Parts | 'all' {
  const c = raw(alias)
  const sight = sightOf(actor)
  if (sight === 'all') return 'all'
  if (sight === 'nothing') return { around: sql`FALSE`, ordinary: null, stopped: null }
  const isOrdinary = sql`${c}.class = 'ordinary'`
  const isStopped = sql`${c}.class = 'childSafety'`
  const isShared = sql`EXISTS (SELECT 1 FROM case_share s WHERE s.case_id = ${c}.id AND s.person_id = ${sight.personId}::uuid AND s.taken_back_at IS NULL)`
  const isNamed = sql`EXISTS (SELECT 1 FROM case_person p WHERE p.case_id = ${c}.id AND p.person_id = ${sight.personId}::uuid)`
  return {
    around: sql`${c}.instance_id = ${sight.instanceId}::uuid AND NOT (${c}.party_ids @> ARRAY[${sight.remoteId}]::text[])`,
    ordinary: sight.readsOrdinary ? isOrdinary : sight.readsShared ? sql`(${isOrdinary} AND ${isShared})` : null,
    stopped: sight.readsStopped ? isStopped : sight.readsNamed ? sql`(${isStopped} AND ${isNamed})` : null,
  }
}

/** The cases whose rows in the log an actor may read (`visibleInLog`): to an auditor the log of ordinary cases is open. */
export function visibleInLogSql(actor: Actor, alias = 'c') {
  const isAuditor = actor.kind === 'person' && actor.roles.includes('auditor')
  return visibleSql(isAuditor ? { ...actor, roles: [...actor.roles, 'legal'] } : actor, alias)
}
