import { partySql } from '@/lib/features/conflicts/queries'
import { lastLookSql } from '@/lib/features/captures/queries'
import { visibleAndOrdinarySql } from '@/lib/features/cases/statements'
import { standingSql } from '@/lib/features/mirror/queries'
import type { Actor } from '@/lib/platform/access/access'
import { type Db, kept, raw, sql, type Sql } from '@/lib/platform/db/client'

/** A case of reports and what stands around it; lists are statements of their own. */
export interface DeskRow {
  id: string
  number: number
  version: number
  state: string
  instanceId: string
  subjectId: string | null
  openedAt: Date
  origin: string
  owner: { id: string; acct: string; displayName: string } | null
  notes: { id: string; personId: string; by: string; text: string; mentions: string[]; at: string }[] | null
  /** When the actor last opened it. */
  readAt: Date | null
  account: AccountCells | null
  reportsAbout: number
  reportsBy: number
  /** Of the actor, to an open report on the person. */
  isParty: boolean
  next: string | null
  previous: string | null
  failure: string | null
  actsWait: boolean | null
  standing: unknown
  look: unknown
  /** Whether there is anything to ask for in a statement of its own. */
  hasActs: boolean
  hasRemovals: boolean
  hasHolds: boolean
}

interface AccountCells {
  remoteId: string
  acct: string
  displayName: string
  domain: string | null
  url: string
  isBot: boolean
  roleName: string | null
  createdAt: string
  postCount: number
  followerCount: number
  isSuspended: boolean
  isSilenced: boolean
  isDisabled: boolean
  isSensitized: boolean
  isPending: boolean
  seenAt: string
}

/** One statement: a person waits for the page, and each round to the database is a part of the wait. Null when it is out of sight. */
export async function readDesk(db: Pick<Db, '$queryRaw'>, actor: Actor, caseId: string): Promise<DeskRow | null> {
  const me = actor.kind === 'person' ? actor : null
  const rows = await db.$queryRaw<DeskRow[]>(
    kept(sql`
    SELECT c.id::text, c.number, c.version, c.state, c.instance_id::text AS "instanceId", c.subject_id AS "subjectId",
      c.opened_at AS "openedAt", i.origin,
      CASE WHEN o.id IS NULL THEN NULL ELSE json_build_object('id', o.id, 'acct', o.acct, 'displayName', o.display_name) END AS owner,
      (SELECT json_agg(json_build_object('id', n.id, 'personId', n.person_id, 'by', w.acct, 'text', n.text,
        'mentions', n.mentions, 'at', n.at) ORDER BY n.at)
        FROM case_note n JOIN person w ON w.id = n.person_id WHERE n.case_id = c.id) AS notes,
      (SELECT k.at FROM case_reading k WHERE k.person_id = ${me?.id ?? null}::uuid AND k.case_id = c.id) AS "readAt",
      CASE WHEN a.remote_id IS NULL THEN NULL ELSE json_build_object('remoteId', a.remote_id, 'acct', a.acct,
        'displayName', a.display_name, 'domain', a.domain, 'url', a.url, 'isBot', a.is_bot, 'roleName', a.role_name,
        'createdAt', a.created_at, 'postCount', a.post_count, 'followerCount', a.follower_count,
        'isSuspended', a.is_suspended, 'isSilenced', a.is_silenced, 'isDisabled', a.is_disabled,
        'isSensitized', a.is_sensitized, 'isPending', a.is_pending, 'seenAt', a.seen_at) END AS account,
      (SELECT count(*)::int FROM report p WHERE p.instance_id = c.instance_id AND p.target_id = c.subject_id
        AND ${inSightSql(actor, 'p')}) AS "reportsAbout",
      (SELECT count(*)::int FROM report p WHERE p.instance_id = c.instance_id AND p.reporter_id = c.subject_id
        AND ${inSightSql(actor, 'p')}) AS "reportsBy",
      ${me ? partySql({ instanceId: sql`c.instance_id`, subjectId: sql`c.subject_id` }, me) : sql`FALSE`} AS "isParty",
      ${neighbour(actor, 'next')} AS next, ${neighbour(actor, 'previous')} AS previous,
      (SELECT m.failure FROM mirror_state m WHERE m.instance_id = ${me?.instanceId ?? null}::uuid) AS failure,
      (SELECT y.acts_wait FROM person y WHERE y.id = ${me?.id ?? null}::uuid) AS "actsWait",
      ${standingSql(actor)} AS standing, ${lastLookSql(sql`c.id`)} AS look,
      EXISTS (SELECT FROM act x WHERE x.instance_id = c.instance_id AND x.target_id = c.subject_id) AS "hasActs",
      EXISTS (SELECT FROM removal x WHERE x.case_id = c.id) AS "hasRemovals",
      EXISTS (SELECT FROM hold x WHERE x.instance_id = c.instance_id AND x.state <> 'released') AS "hasHolds"
    FROM "case" c JOIN instance i ON i.id = c.instance_id
      LEFT JOIN report_case r ON r.case_id = c.id LEFT JOIN person o ON o.id = c.owner_id
      LEFT JOIN account a ON a.instance_id = c.instance_id AND a.remote_id = c.subject_id
    WHERE c.id = ${caseId}::uuid AND c.kind = 'report' AND ${visibleAndOrdinarySql(actor)}`),
  )
  return rows[0] ?? null
}

/** Reports that may be counted: in no case that is hidden from the actor, and neither from nor about them (`inSightOf`). */
function inSightSql(actor: Actor, alias: string): Sql {
  const p = raw(alias)
  const remoteId = actor.kind === 'person' ? actor.remoteId : ''
  return sql`${p}.reporter_id <> ${remoteId} AND ${p}.target_id <> ${remoteId} AND NOT EXISTS (
    SELECT FROM case_report l JOIN "case" k ON k.id = l.case_id
    WHERE l.instance_id = ${p}.instance_id AND l.report_id = ${p}.remote_id AND NOT ${visibleAndOrdinarySql(actor, 'k')})`
}

/** The case before or after this one in the open queue, oldest first. */
function neighbour(actor: Actor, side: 'next' | 'previous'): Sql {
  const [beyond, order] = side === 'next' ? [raw('>'), raw('ASC')] : [raw('<'), raw('DESC')]
  return sql`(SELECT q.case_id::text FROM report_case q JOIN "case" k ON k.id = q.case_id
    WHERE q.is_open AND (q.oldest_at, q.case_id) ${beyond} (r.oldest_at, r.case_id)
      AND k.kind = 'report' AND k.state = 'open' AND ${visibleAndOrdinarySql(actor, 'k')}
    ORDER BY q.oldest_at ${order}, q.case_id ${order} LIMIT 1)`
}

export interface ReportRow {
  id: string
  category: string
  rules: unknown
  comment: string
  reporterId: string
  reporter: { remoteId: string; acct: string; displayName: string; domain: string | null; isBot: boolean } | null
  createdAt: Date
  isForwarded: boolean | null
  isResolved: boolean
  resolvedAt: Date | null
  resolvedBy: string | null
  assignedTo: string | null
  postIds: string[]
}

/** The reports of a case with the people in them: open ones first, the newest first. */
export function readReports(db: Pick<Db, '$queryRaw'>, caseId: string): Promise<ReportRow[]> {
  return db.$queryRaw<ReportRow[]>(
    kept(sql`
    SELECT p.remote_id AS id, p.category, p.rules, p.comment, p.reporter_id AS "reporterId",
      CASE WHEN a.remote_id IS NULL THEN NULL ELSE json_build_object('remoteId', a.remote_id, 'acct', a.acct,
        'displayName', a.display_name, 'domain', a.domain, 'isBot', a.is_bot) END AS reporter,
      p.created_at AS "createdAt", p.is_forwarded AS "isForwarded", p.is_resolved AS "isResolved", p.resolved_at AS "resolvedAt",
      coalesce(s.acct, nullif(p.resolved_by_id, '')) AS "resolvedBy", coalesce(g.acct, nullif(p.assigned_id, '')) AS "assignedTo",
      p.post_ids AS "postIds"
    FROM case_report l JOIN report p ON p.instance_id = l.instance_id AND p.remote_id = l.report_id
      LEFT JOIN account a ON a.instance_id = p.instance_id AND a.remote_id = p.reporter_id
      LEFT JOIN account s ON s.instance_id = p.instance_id AND s.remote_id = p.resolved_by_id
      LEFT JOIN account g ON g.instance_id = p.instance_id AND g.remote_id = p.assigned_id
    WHERE l.case_id = ${caseId}::uuid ORDER BY p.is_resolved, p.sequence DESC`),
  )
}

export interface EarlierRow {
  at: Date
  what: 'open' | 'resolved'
  count: number
}

/** Other cases about the person that the actor may see, and earlier reports that stand in no case. */
export function readEarlier(
  db: Pick<Db, '$queryRaw'>,
  actor: Actor,
  at: { caseId: string; instanceId: string; subjectId: string },
): Promise<EarlierRow[]> {
  return db.$queryRaw<EarlierRow[]>(
    kept(sql`
    SELECT coalesce(c.closed_at, c.opened_at) AS at, CASE c.state WHEN 'open' THEN 'open' ELSE 'resolved' END AS what,
      (SELECT count(*)::int FROM case_report l WHERE l.case_id = c.id) AS count
    FROM "case" c WHERE c.instance_id = ${at.instanceId}::uuid AND c.subject_id = ${at.subjectId} AND c.kind = 'report'
      AND c.id <> ${at.caseId}::uuid AND ${visibleAndOrdinarySql(actor)}
    UNION ALL (SELECT coalesce(p.resolved_at, p.created_at), 'resolved', 1 FROM report p
      WHERE p.instance_id = ${at.instanceId}::uuid AND p.target_id = ${at.subjectId} AND ${inSightSql(actor, 'p')}
        AND NOT EXISTS (SELECT FROM case_report l WHERE l.instance_id = p.instance_id AND l.report_id = p.remote_id)
      ORDER BY p.created_at DESC LIMIT 20)`),
  )
}
