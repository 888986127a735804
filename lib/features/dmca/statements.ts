import { visibleAndOrdinarySql } from '@/lib/features/cases/statements'
import type { Direction } from '@/lib/features/deadlines/schema'
import { WHYS } from '@/lib/features/locating/model'
import { counterStateOf } from '@/lib/features/notices/queries'
import { NOTICE_STATES } from '@/lib/features/notices/schema'
import { type Actor, can } from '@/lib/platform/access/access'
import { type Db, kept, sql, type Sql } from '@/lib/platform/db/client'
import type { DmcaRow, Tab } from './schema'

export const PAGE = 50
/** Where a page begins: behind the moment and the number of the last one before it. */
export const CURSOR = /^(none|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_\d{1,9}$/
export const cursorOf = ({ next, number }: DmcaRow): string => `${next?.at ?? 'none'}_${number}`

interface Found extends Omit<DmcaRow, 'state' | 'counter' | 'receivedAt' | 'next'> {
  state: string
  counter: string | null
  receivedAt: string
  next: { at: string; direction: string; clock: string; mark: string; zone: string; day: string | null } | null
}

/** A page of one heading and how many stand under each, in one statement: only the rows of the page are looked at whole. */
export async function deskPage(
  db: Pick<Db, '$queryRaw'>,
  actor: Actor,
  { tab, after }: { tab: Tab; after: string | null },
): Promise<{ counts: Partial<Record<string, number>>; rows: DmcaRow[] }> {
  const sight = visibleAndOrdinarySql(actor)
  const [found] = await db.$queryRaw<{ counts: Record<string, number> | null; rows: Found[] }[]>(
    kept(sql`
    SELECT (SELECT jsonb_object_agg(x.tab, x.n) FROM (
        SELECT d.tab, count(*)::int AS n FROM notice_desk d JOIN "case" c ON c.id = d.case_id WHERE ${sight} GROUP BY d.tab) x) AS counts,
      (SELECT coalesce(jsonb_agg(to_jsonb(shown) - 'at' ORDER BY shown.at, shown.number DESC), '[]') FROM (
        SELECT d.next_at AS at, d.case_id AS "caseId", d.number, coalesce(nullif(q.sender_name, ''), q.email) AS sender, q.principal, q.state,
          q.is_confirmed AS "isConfirmed", q.received_at AS "receivedAt", p.acct AS owner, i.*, h.handles, r.counter, m.next
        FROM (SELECT d.* , c.owner_id, c.instance_id FROM notice_desk d JOIN "case" c ON c.id = d.case_id
            WHERE d.tab = ${tab} AND ${sight} AND ${behind(after)} ORDER BY d.next_at, d.number DESC LIMIT ${PAGE + 1}) d
          JOIN notice q ON q.case_id = d.case_id LEFT JOIN person p ON p.id = d.owner_id
          CROSS JOIN LATERAL (SELECT (count(*) FILTER (WHERE o.why <> 'tooMany') + q.more_addresses)::int AS items,
              (count(*) FILTER (WHERE o.state IN ('refused', 'disabled', 'restored', 'removed')
                OR (o.state = 'alreadyGone' AND o.why <> ALL(${[...WHYS]}::text[]))))::int AS settled,
              (count(*) FILTER (WHERE o.why <> 'tooMany' AND (o.state IN ('notFound', 'notLocatable')
                OR (o.state = 'alreadyGone' AND o.why = ANY(${[...WHYS]}::text[])))))::int AS lost
            FROM notice_item o WHERE o.case_id = d.case_id) i
          CROSS JOIN LATERAL (SELECT coalesce(jsonb_agg('@' || coalesce(a.acct, w.account_id) ORDER BY w.number), '[]') AS handles FROM (
              SELECT o.account_id, min(o.number) AS number FROM notice_item o WHERE o.case_id = d.case_id AND o.account_id <> ''
              GROUP BY o.account_id ORDER BY min(o.number) LIMIT ${HANDLES}) w
            LEFT JOIN account a ON a.instance_id = d.instance_id AND a.remote_id = w.account_id) h
          LEFT JOIN LATERAL (SELECT o.state AS counter FROM counter_notice o WHERE o.case_id = d.case_id
              AND o.state IN ('received', 'defective', 'valid', 'forwarded', 'held', 'restoring')
            ORDER BY o.received_at DESC, o.id DESC LIMIT 1) r ON TRUE
          LEFT JOIN LATERAL (SELECT jsonb_build_object('at', m.at, 'direction', m.direction, 'clock', k.name, 'mark', m.name, 'zone', k.zone,
              'day', m.day) AS next FROM clock k JOIN clock_mark m ON m.clock_id = k.id AND m.is_open WHERE k.case_id = d.case_id
            ORDER BY m.at LIMIT 1) m ON TRUE) shown) AS rows`),
  )
  return { counts: found?.counts ?? {}, rows: (found?.rows ?? []).map(rowOf) }
}
const HANDLES = 3

function behind(after: string | null): Sql {
  if (!after) return sql`TRUE`
  const [at = '', number = ''] = after.split('_')
  const next = sql`${at === 'none' ? 'infinity' : at}::timestamptz`
  return sql`d.next_at >= ${next} AND (d.next_at > ${next} OR d.number < ${Number(number)})`
}

const rowOf = ({ state, counter, receivedAt, next, ...row }: Found): DmcaRow => ({
  ...row,
  state: NOTICE_STATES.find((known) => known === state) ?? 'received',
  counter: counter ? counterStateOf(counter) : null,
  receivedAt: new Date(receivedAt).toISOString(),
  // Written by our own commands from the same union.
  next: next ? { ...next, at: new Date(next.at).toISOString(), direction: next.direction as Direction } : null,
})

/** Cases of the desk that wait for somebody here, as a statement: for the number beside its room. */
export function dmcaSql(actor: Actor): Sql {
  return sql`(SELECT count(*)::int FROM notice_desk d JOIN "case" c ON c.id = d.case_id
    WHERE ${can(actor, 'notice.read')} AND d.wants AND ${visibleAndOrdinarySql(actor)})`
}
