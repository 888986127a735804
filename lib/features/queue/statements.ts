import { isHarsh } from '@/lib/features/acts/model'
import { ACCOUNT_ACTS } from '@/lib/features/acts/schema'
import { visibleAndOrdinarySql } from '@/lib/features/cases/statements'
import { alarmsDueSql } from '@/lib/features/holds/statements'
import { standingSql } from '@/lib/features/mirror/queries'
import { LATE_AFTER_MS, readCursor } from '@/lib/features/reports/model'
import type { QueueFilter } from '@/lib/features/reports/schema'
import type { Actor } from '@/lib/platform/access/access'
import { type Db, kept, raw, sql, type Sql } from '@/lib/platform/db/client'

/** What both statements are asked for. The queue is one page of many people: it is read with two statements, whatever the filter. */
export interface Asked {
  actor: Actor
  filter: QueueFilter
  now: Date
  /** Cases in which an act came to its end and was not undone. */
  look: readonly string[]
}

export interface Row {
  caseId: string
  number: number
  version: number
  subjectId: string
  ruleLabels: unknown
  spamCount: number
  legalCount: number
  ruleCount: number
  otherCount: number
  reporterCount: number
  serverCount: number
  pictureCount: number
  oldestAt: Date
  latestComment: string
  noteCount: number
  isMentioned: boolean
  account: AccountCells | null
  owner: { id: string; acct: string; displayName: string } | null
  before: { kind: string; at: string } | null
  /** The rules that its reports name, as they stood when they were filed. */
  rules: unknown
}

interface AccountCells {
  remoteId: string
  acct: string
  displayName: string
  domain: string | null
  isBot: boolean
  roleName: string | null
  createdAt: string
  isSuspended: boolean
  isSilenced: boolean
  isDisabled: boolean
  isSensitized: boolean
  isPending: boolean
}

/** One page of rows and one row more, oldest first; each with its person, its owner and what was done before. */
export function readRows(db: Db, asked: Asked, take: number): Promise<Row[]> {
  const { actor, filter } = asked
  const harsh = ACCOUNT_ACTS.filter(isHarsh)
  // Which ones, first: what else a row shows is looked up for one page, not for everybody.
  const statement = sql`
    WITH page AS MATERIALIZED (
      SELECT r.case_id FROM report_case r JOIN "case" c ON c.id = r.case_id
      WHERE ${chosen(asked)} AND ${beyond(filter)}
      ORDER BY r.oldest_at, r.case_id LIMIT ${raw(String(take))}
    )
    SELECT r.case_id::text AS "caseId", c.number, c.version, c.subject_id AS "subjectId", r.rule_labels AS "ruleLabels",
      r.spam_count AS "spamCount", r.legal_count AS "legalCount", r.rule_count AS "ruleCount", r.other_count AS "otherCount",
      r.reporter_count AS "reporterCount", r.server_count AS "serverCount", r.picture_count AS "pictureCount",
      r.oldest_at AS "oldestAt", r.latest_comment AS "latestComment",
      (SELECT count(*)::int FROM case_note n WHERE n.case_id = c.id) AS "noteCount",
      ${mentionedAnew(actor)} AS "isMentioned",
      CASE WHEN a.remote_id IS NULL THEN NULL ELSE json_build_object('remoteId', a.remote_id, 'acct', a.acct,
        'displayName', a.display_name, 'domain', a.domain, 'isBot', a.is_bot, 'roleName', a.role_name, 'createdAt', a.created_at,
        'isSuspended', a.is_suspended, 'isSilenced', a.is_silenced, 'isDisabled', a.is_disabled,
        'isSensitized', a.is_sensitized, 'isPending', a.is_pending) END AS account,
      CASE WHEN o.id IS NULL THEN NULL ELSE json_build_object('id', o.id, 'acct', o.acct, 'displayName', o.display_name) END AS owner,
      (SELECT json_build_object('kind', t.kind, 'at', t.asked_at) FROM act t JOIN "case" tc ON tc.id = t.case_id
        WHERE t.instance_id = c.instance_id AND t.target_id = c.subject_id AND t.state = 'confirmed'
          AND t.kind = ANY(${harsh}::text[]) AND ${visibleAndOrdinarySql(actor, 'tc')}
        ORDER BY t.asked_at DESC LIMIT 1) AS before,
      CASE WHEN r.rule_count = 0 THEN NULL ELSE (SELECT json_agg(rule) FROM case_report cr
        JOIN report p ON p.instance_id = cr.instance_id AND p.remote_id = cr.report_id, jsonb_array_elements(p.rules) AS rule
        WHERE cr.case_id = c.id) END AS rules
    FROM page JOIN report_case r ON r.case_id = page.case_id JOIN "case" c ON c.id = r.case_id
      LEFT JOIN account a ON a.instance_id = c.instance_id AND a.remote_id = c.subject_id
      LEFT JOIN person o ON o.id = c.owner_id
    ORDER BY r.oldest_at, r.case_id`
  return db.$queryRaw<Row[]>(asOften(filter, statement))
}

/** What everybody looks at all day is kept; how a text or the closed cases are best looked for hangs on what is looked for. */
const asOften = ({ state, text }: QueueFilter, statement: Sql): Sql =>
  state === 'open' && text === '' ? kept(statement) : statement

/** How many stand behind each filter. Of the closed ones, which only grow, nothing but the chosen are counted, and not beyond a cap. */
export interface Counts {
  people: number
  reports: number
  any: number
  none: number
  me: number
  spam: number
  legal: number
  rule: number
  other: number
  local: number
  remote: number
  old: number
  mention: number
  look: number
}
export const COUNTED = 200

// One by one, so that the counting ends with the cap: PostgreSQL would else read all closed cases first.
const CLOSED = sql`report_case r CROSS JOIN LATERAL (SELECT * FROM "case" k WHERE k.id = r.case_id OFFSET 0) c`
const OPEN = sql`report_case r JOIN "case" c ON c.id = r.case_id`

export async function readCounts(db: Db, asked: Asked): Promise<Counts & { standing: unknown; hasAlarms: boolean }> {
  const { actor, now, look } = asked
  const sight = visibleAndOrdinarySql(actor)
  const me = actor.kind === 'person' ? actor.id : null
  const late = new Date(now.getTime() - LATE_AFTER_MS)
  const isClosed = asked.filter.state === 'closed'
  const statement = sql`
    WITH open AS (
      SELECT r.*, c.owner_id FROM "case" c JOIN report_case r ON r.case_id = c.id
      WHERE r.is_open AND c.kind = 'report' AND c.state = 'open' AND ${sight}
    ), chosen AS (
      SELECT r.open_count FROM ${isClosed ? CLOSED : OPEN} WHERE ${chosen(asked)} AND ${isOfState(asked)}
      LIMIT ${raw(isClosed ? String(COUNTED + 1) : 'ALL')}
    ), mention AS (
      SELECT DISTINCT c.id FROM case_note n JOIN "case" c ON c.id = n.case_id
      WHERE ${mentions(actor)} AND ${sight} AND (c.state = 'open' OR ${mentionedAnew(actor)})
    )
    SELECT ${standingSql(actor)} AS standing, ${alarmsDueSql(actor, now)} AS "hasAlarms",
      (SELECT count(*)::int FROM chosen) AS people, (SELECT coalesce(sum(open_count), 0)::int FROM chosen) AS reports,
      count(*)::int AS any, count(*) FILTER (WHERE owner_id IS NULL)::int AS none,
      count(*) FILTER (WHERE owner_id = ${me}::uuid)::int AS me,
      count(*) FILTER (WHERE spam_count > 0)::int AS spam, count(*) FILTER (WHERE legal_count > 0)::int AS legal,
      count(*) FILTER (WHERE rule_count > 0)::int AS rule, count(*) FILTER (WHERE other_count > 0)::int AS other,
      count(*) FILTER (WHERE subject_domain IS NULL)::int AS local,
      count(*) FILTER (WHERE subject_domain IS NOT NULL)::int AS remote,
      count(*) FILTER (WHERE oldest_at < ${late}::timestamptz)::int AS old,
      (SELECT count(*)::int FROM mention) AS mention,
      (SELECT count(*)::int FROM "case" c WHERE c.id = ANY(${[...look]}::uuid[]) AND ${sight}) AS look
    FROM open`
  const [row] = await db.$queryRaw<(Counts & { standing: unknown; hasAlarms: boolean })[]>(
    asOften(asked.filter, statement),
  )
  if (!row) throw new Error('an aggregate without a row')
  return row
}

function chosen({ actor, filter, now, look }: Asked): Sql {
  const late = new Date(now.getTime() - LATE_AFTER_MS)
  // Names are kept as Mastodon gives them, without the @ that everybody writes before them.
  const text = filter.text
    .toLowerCase()
    .replace(/^@/, '')
    .replace(/[\\%_]/g, '\\$&')
  const parts = [
    sql`c.kind = 'report' AND ${visibleAndOrdinarySql(actor)}`,
    WANTS[filter.wants]({ actor, filter, look }),
    CATEGORY[filter.category],
    SERVER[filter.server],
    ownedBy(actor, filter.owner),
    filter.older === '3d' ? sql`r.oldest_at < ${late}::timestamptz` : sql`TRUE`,
    text ? sql`r.search_text LIKE ${`%${text}%`}` : sql`TRUE`,
  ]
  return parts.reduce((all, part) => sql`${all} AND ${part}`)
}

// An old mention in a closed case wants nothing any more.
const WANTS: Record<QueueFilter['wants'], (asked: Pick<Asked, 'actor' | 'filter' | 'look'>) => Sql> = {
  any: ({ filter }) => (filter.state === 'open' ? sql`r.is_open` : sql`NOT r.is_open`),
  mention: ({ actor }) => sql`EXISTS (SELECT 1 FROM case_note n WHERE n.case_id = c.id AND ${mentions(actor)})
    AND (c.state = 'open' OR ${mentionedAnew(actor)})`,
  look: ({ look }) => sql`c.id = ANY(${[...look]}::uuid[])`,
}
/** What `chosen` has said of the row already, of its case too: who counts all open ones reads both tables by an index. */
const isOfState = ({ filter }: Asked): Sql =>
  filter.wants === 'any' && filter.state === 'open' ? sql`c.state = 'open'` : sql`TRUE`

const CATEGORY: Record<QueueFilter['category'], Sql> = {
  any: sql`TRUE`,
  spam: sql`r.spam_count > 0`,
  legal: sql`r.legal_count > 0`,
  rule: sql`r.rule_count > 0`,
  other: sql`r.other_count > 0`,
}
const SERVER: Record<QueueFilter['server'], Sql> = {
  any: sql`TRUE`,
  local: sql`r.subject_domain IS NULL`,
  remote: sql`r.subject_domain IS NOT NULL`,
}

function ownedBy(actor: Actor, owner: QueueFilter['owner']): Sql {
  if (owner === 'none') return sql`c.owner_id IS NULL`
  return owner === 'me' && actor.kind === 'person' ? sql`c.owner_id = ${actor.id}::uuid` : sql`TRUE`
}

function beyond({ after }: QueueFilter): Sql {
  const cursor = after ? readCursor(after) : null
  return cursor ? sql`(r.oldest_at, r.case_id) > (${cursor.at}::timestamptz, ${cursor.caseId}::uuid)` : sql`TRUE`
}

/** A note `n` of somebody else speaks to the actor. */
const mentions = (actor: Actor): Sql =>
  actor.kind === 'person'
    ? sql`(n.mentions @> ARRAY[${actor.name}]::text[] AND n.person_id <> ${actor.id}::uuid)`
    : sql`FALSE`

/** The same since they last looked at case `c`. */
const mentionedAnew = (actor: Actor): Sql =>
  actor.kind === 'person'
    ? sql`EXISTS (SELECT 1 FROM case_note n WHERE n.case_id = c.id AND ${mentions(actor)} AND n.at > coalesce(
        (SELECT g.at FROM case_reading g WHERE g.person_id = ${actor.id}::uuid AND g.case_id = c.id), '-infinity'::timestamptz))`
    : sql`FALSE`
