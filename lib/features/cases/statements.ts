import type { Actor } from '@/lib/platform/access/access'
import { raw, sql } from '@/lib/platform/db/client'
import { sightOf } from './model'

/**
 * The predicate of sight (`visibleTo`, model.ts) for statements of SQL, on a case that is called `alias` there. One test holds
 * both against each other, case by case and actor by actor.
 */
export function visibleSql(actor: Actor, alias = 'c') {
  const c = raw(alias)
  const sight = sightOf(actor)
  if (sight === 'all') return sql`TRUE`
  if (sight === 'nothing') return sql`FALSE`
  const named = sql`EXISTS (SELECT 1 FROM case_person p WHERE p.case_id = ${c}.id AND p.person_id = ${sight.personId}::uuid)`
  const shared = sql`EXISTS (SELECT 1 FROM case_share s WHERE s.case_id = ${c}.id AND s.person_id = ${sight.personId}::uuid AND s.taken_back_at IS NULL)`
  return sql`(${c}.instance_id = ${sight.instanceId}::uuid AND NOT (${c}.party_ids @> ARRAY[${sight.remoteId}]::text[]) AND (
    (${sight.readsOrdinary} AND ${c}.class = 'ordinary') OR
    (${sight.readsShared} AND ${c}.class = 'ordinary' AND ${shared}) OR
    (${c}.class = 'childSafety' AND (${sight.readsStopped} OR (${sight.readsNamed} AND ${named})))))`
}

/** What stands in lists and desks for ordinary work (`visibleAndOrdinary`). */
export const visibleAndOrdinarySql = (actor: Actor, alias = 'c') =>
  sql`(${visibleSql(actor, alias)} AND ${raw(alias)}.class = 'ordinary')`

/** The cases whose rows in the log an actor may read (`visibleInLog`): to an auditor the log of ordinary cases is open. */
export function visibleInLogSql(actor: Actor, alias = 'c') {
  const isAuditor = actor.kind === 'person' && actor.roles.includes('auditor')
  return visibleSql(isAuditor ? { ...actor, roles: [...actor.roles, 'legal'] } : actor, alias)
}
