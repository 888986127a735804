import { isSecretNow } from './model'
import type { Actor } from '@/lib/platform/access/access'
import { type Db, kept, raw, sql, type Sql, type Tx } from '@/lib/platform/db/client'

/** What somebody wants to destroy, by its ids on one instance. */
export interface Scope {
  instanceId: string
  caseIds?: readonly string[]
  accountIds?: readonly string[]
  postIds?: readonly string[]
}

/**
 * Every path that drops, erases or destroys asks here, inside its own transaction: until that ends no new hold can be placed, so
 * that nothing goes which somebody has just put on hold. The fragments are for statements; `heldBy` answers for single things.
 */
export async function askHolds(tx: Tx, now: Date) {
  await tx.$queryRaw(sql`SELECT 1 AS asked FROM (SELECT pg_advisory_xact_lock_shared(${LOCK})) AS lock`)
  return coveredBy(inForce(now))
}

/** The same of some holds alone, for screens: a reader who may not know of the others is shown a world without them. */
export const knownHolds = (ids: readonly string[], now: Date): Holds =>
  coveredBy(sql`${inForce(now)} AND h.id = ANY(${[...ids]}::uuid[])`)

function coveredBy(counts: Sql) {
  const held = (covers: (alias: string) => Sql) => (alias: string) =>
    sql`EXISTS (SELECT FROM hold h WHERE ${counts} AND ${covers(alias)})`
  return {
    /** Of a row with instance_id and remote_id: an account, its contact. */
    account: held(coversAccount),
    report: held(coversReport),
    post: held(coversPost),
    case: held(coversCase),
    /** Of a row of the audit log. */
    auditRow: held(coversAuditRow),
  }
}
export type Holds = ReturnType<typeof coveredBy>

/** Ids of the holds that keep any part of this, with people also what was reported about and by them; empty when nothing does. */
export async function heldBy(tx: Tx, scope: Scope, now: Date): Promise<string[]> {
  await askHolds(tx, now)
  return holdsOn(tx, scope, now)
}

/** The same at this moment, for screens: nothing is destroyed by what they show. */
export async function holdsOn(db: Pick<Db, '$queryRaw'>, scope: Scope, now: Date): Promise<string[]> {
  const { instanceId, caseIds = [], accountIds = [], postIds = [] } = scope
  const rows = await db.$queryRaw<{ id: string }[]>(
    kept(sql`
    SELECT h.id FROM hold h WHERE ${inForce(now)} AND (
      EXISTS (SELECT FROM "case" k WHERE k.id = ANY(${[...caseIds]}::uuid[]) AND ${coversCase('k')})
      OR EXISTS (SELECT FROM unnest(${[...accountIds]}::text[]) u(remote_id),
        LATERAL (SELECT ${instanceId}::uuid AS instance_id, u.remote_id) a WHERE ${coversAccount('a')})
      OR EXISTS (SELECT FROM report r WHERE r.instance_id = ${instanceId}::uuid AND ${coversReport('r')}
        AND (r.target_id = ANY(${[...accountIds]}::text[]) OR r.reporter_id = ANY(${[...accountIds]}::text[])))
      OR EXISTS (SELECT FROM unnest(${[...postIds]}::text[]) u(remote_id)
        LEFT JOIN post q ON q.instance_id = ${instanceId}::uuid AND q.remote_id = u.remote_id,
        LATERAL (SELECT ${instanceId}::uuid AS instance_id, u.remote_id, q.author_id, q.created_at) p WHERE ${coversPost('p')}))
    ORDER BY h.placed_at`),
  )
  return rows.map((row) => row.id)
}

/** Whether the existence of any of these is a secret. */
export async function isAnySecret(tx: Pick<Tx, 'hold'>, ids: readonly string[], now: Date): Promise<boolean> {
  const holds = await tx.hold.findMany({ where: { id: { in: [...ids] } } })
  return holds.some((hold) => isSecretNow(hold, now))
}

/** Whoever places a hold, or makes one longer, waits for what is being destroyed at that moment, and then nothing is. */
export async function lockForPlacing(tx: Tx): Promise<void> {
  await tx.$queryRaw(sql`SELECT 1 AS locked FROM (SELECT pg_advisory_xact_lock(${LOCK})) AS lock`)
}
const LOCK = sql`hashtextextended('docket holds', 0)`

/** The same words as `isInForce` in model.ts; one test holds both against each other. */
export const inForce = (now: Date): Sql =>
  sql`h.state <> 'released' AND (h.keep_until IS NULL OR h.keep_until > ${now}::timestamptz)`

const EVERYTHING = sql`(cardinality(h.case_ids) + cardinality(h.account_ids) + cardinality(h.post_ids) = 0)`
const inRange = (at: Sql): Sql =>
  sql`((h.from_at IS NULL OR ${at} IS NULL OR ${at} >= h.from_at) AND (h.until_at IS NULL OR ${at} IS NULL OR ${at} <= h.until_at))`

export function coversAccount(alias: string): Sql {
  const a = raw(alias)
  return sql`h.instance_id = ${a}.instance_id AND (${EVERYTHING} OR ${a}.remote_id = ANY(h.account_ids)
    OR EXISTS (SELECT FROM "case" hk WHERE hk.id = ANY(h.case_ids) AND (hk.subject_id = ${a}.remote_id OR ${a}.remote_id = ANY(hk.party_ids)))
    OR EXISTS (SELECT FROM post hp WHERE hp.instance_id = h.instance_id AND hp.remote_id = ANY(h.post_ids) AND hp.author_id = ${a}.remote_id))`
}

function coversReport(alias: string): Sql {
  const r = raw(alias)
  return sql`h.instance_id = ${r}.instance_id AND (
    ((${EVERYTHING} OR ${r}.target_id = ANY(h.account_ids) OR ${r}.reporter_id = ANY(h.account_ids)) AND ${inRange(sql`${r}.created_at`)})
    OR ${r}.post_ids && h.post_ids
    OR EXISTS (SELECT FROM case_report hl WHERE hl.instance_id = ${r}.instance_id AND hl.report_id = ${r}.remote_id AND hl.case_id = ANY(h.case_ids)))`
}

function coversPost(alias: string): Sql {
  const p = raw(alias)
  return sql`h.instance_id = ${p}.instance_id AND (
    ((${EVERYTHING} OR ${p}.author_id = ANY(h.account_ids)) AND ${inRange(sql`${p}.created_at`)})
    OR ${p}.remote_id = ANY(h.post_ids)
    OR EXISTS (SELECT FROM report hr WHERE hr.instance_id = ${p}.instance_id AND ${p}.remote_id = ANY(hr.post_ids)
      AND (hr.target_id = ANY(h.account_ids) OR hr.reporter_id = ANY(h.account_ids)) AND ${inRange(sql`hr.created_at`)})
    OR EXISTS (SELECT FROM case_report hl JOIN report hr ON hr.instance_id = hl.instance_id AND hr.remote_id = hl.report_id
      WHERE hl.case_id = ANY(h.case_ids) AND hr.instance_id = ${p}.instance_id AND ${p}.remote_id = ANY(hr.post_ids))
    OR EXISTS (SELECT FROM case_post hl WHERE hl.case_id = ANY(h.case_ids) AND hl.instance_id = ${p}.instance_id AND hl.post_id = ${p}.remote_id))`
}

/** A case is held whole: the range of time narrows posts and reports, not what the team wrote and did. */
export function coversCase(alias: string): Sql {
  const k = raw(alias)
  return sql`h.instance_id = ${k}.instance_id AND (${EVERYTHING} OR ${k}.id = ANY(h.case_ids)
    OR ${k}.subject_id = ANY(h.account_ids) OR ${k}.party_ids && h.account_ids
    OR EXISTS (SELECT FROM case_post hl WHERE hl.case_id = ${k}.id AND hl.post_id = ANY(h.post_ids))
    OR EXISTS (SELECT FROM case_report hl JOIN report hr ON hr.instance_id = hl.instance_id AND hr.remote_id = hl.report_id
      WHERE hl.case_id = ${k}.id AND hr.post_ids && h.post_ids))`
}

/** A row of the log names no instance: an account's id there is held whichever instance it is of. */
function coversAuditRow(alias: string): Sql {
  const r = raw(alias)
  return sql`(${EVERYTHING} OR ${r}.subject_ids && h.account_ids
    OR EXISTS (SELECT FROM "case" hk WHERE hk.id = ${r}.case_id AND ${coversCase('hk')}))`
}

/** Whether alarms of Mastodon's purge are due that nobody has settled; of which the actor may know, `holds.due` tells. */
export const alarmsDueSql = (actor: Actor, now: Date): Sql =>
  actor.kind === 'person'
    ? sql`EXISTS (SELECT FROM purge_alarm x WHERE x.instance_id = ${actor.instanceId}::uuid AND x.settled_at IS NULL
        AND x.due_at <= ${now}::timestamptz)`
    : sql`FALSE`
