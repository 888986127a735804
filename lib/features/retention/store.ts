import { askHolds, type Holds } from '@/lib/features/holds/statements'
import { raw, sql, type Sql, type Tx } from '@/lib/platform/db/client'
import { daysMs, hoursMs, LIFETIMES } from '@/lib/platform/privacy/lifetimes'
import { hashHere } from '@/lib/platform/vault/console'
import { daysOf, type Kind } from './model'
import { dueOf } from './statements'

/** What one call deletes at most of each kind, so that no statement holds the tables for long. The next call goes on. */
const BATCH = 5000

/** Kinds whose rows simply go; what is sealed goes by the ledger of destruction (workers). */
export type RowKind = Exclude<Kind, 'evidence' | 'cases'>

const ROWS: Record<Exclude<RowKind, 'strikes'>, { table: string; alias: string; ref: string }> = {
  contacts: { table: 'account_contact', alias: 'c', ref: `c.instance_id || ' ' || c.remote_id` },
  posts: { table: 'post', alias: 'p', ref: `p.instance_id || ' ' || p.remote_id` },
  reports: { table: 'report', alias: 'r', ref: `r.instance_id || ' ' || r.remote_id` },
  auditValues: { table: 'audit_value', alias: 'v', ref: `v.audit_id || ' ' || v.field` },
}

export interface Gone {
  ref: string
  hash: string
}

/** Deletes what is due of a kind and not on hold, a batch of it; gives keyed hashes of what each was. */
export async function dropRows(tx: Tx, kind: RowKind, age: { asOf: Date; days: number }, now: Date): Promise<Gone[]> {
  const holds = await askHolds(tx, now)
  const { from, held } = dueOf(kind, age, holds)
  if (kind === 'strikes') return goneOf(kind, await dropStrikes(tx, sql`${from} AND NOT ${held}`))
  const { table, alias, ref } = ROWS[kind]
  const rows = await tx.$queryRaw<{ ref: string; text: string }[]>(sql`
    DELETE FROM ${raw(table)} ${raw(alias)} WHERE ctid IN (
      SELECT ${raw(alias)}.ctid ${from} AND NOT ${held} LIMIT ${BATCH})
    RETURNING ${raw(ref)} AS ref, to_jsonb(${raw(alias)})::text AS text`)
  return goneOf(kind, rows)
}

const goneOf = (kind: RowKind, rows: readonly { ref: string; text: string }[]): Gone[] =>
  rows.map((row) => ({
    ref: hashHere('destroyed', `${kind} ${row.ref}`),
    hash: hashHere('destroyed', row.text),
  }))

/** The whole ledger of an account, and what was decided about it, go together or not at all. */
function dropStrikes(tx: Tx, due: Sql): Promise<{ ref: string; text: string }[]> {
  return tx.$queryRaw(sql`
    WITH gone AS (SELECT s.instance_id, s.remote_id ${due} LIMIT ${BATCH / 10}),
      lines AS (DELETE FROM strike_entry e USING gone g WHERE e.instance_id = g.instance_id AND e.account_id = g.remote_id
        RETURNING e.id, to_jsonb(e)::text AS text),
      reviews AS (DELETE FROM strike_review r USING gone g WHERE r.instance_id = g.instance_id AND r.account_id = g.remote_id
        RETURNING r.id, to_jsonb(r)::text AS text)
    SELECT id::text AS ref, text FROM lines UNION ALL SELECT id::text, text FROM reviews`)
}

/** People whom no report, case, act or post names, and who do not work here. */
export function dropAccounts(tx: Tx, now: Date, holds: Holds): Promise<number> {
  return tx.$executeRaw(sql`
    DELETE FROM account WHERE ctid IN (
      SELECT a.ctid FROM account a
      WHERE a.seen_at < ${before(now, hoursMs(LIFETIMES.strayAccountHours))}::timestamptz
        AND (a.instance_id, a.remote_id) NOT IN (
          SELECT instance_id, reporter_id FROM report
          UNION SELECT instance_id, target_id FROM report
          UNION SELECT instance_id, assigned_id FROM report WHERE assigned_id IS NOT NULL
          UNION SELECT instance_id, resolved_by_id FROM report WHERE resolved_by_id IS NOT NULL
          UNION SELECT instance_id, unnest(party_ids) FROM "case"
          UNION SELECT instance_id, subject_id FROM "case" WHERE subject_id IS NOT NULL
          UNION SELECT instance_id, target_id FROM act
          UNION SELECT instance_id, author_id FROM post
          UNION SELECT c.instance_id, i.account_id FROM notice_item i JOIN "case" c ON c.id = i.case_id WHERE i.account_id IS NOT NULL
          UNION SELECT c.instance_id, n.account_id FROM counter_notice n JOIN "case" c ON c.id = n.case_id
          UNION SELECT instance_id, account_id FROM strike_entry
          UNION SELECT instance_id, account_id FROM strike_review
          UNION SELECT instance_id, remote_id FROM person)
        AND NOT ${holds.account('a')}
      LIMIT ${BATCH})`)
}

/** Jobs that failed for good: their last error stays a while for whoever looks for it. */
export function dropFailedJobs(tx: Tx, now: Date): Promise<number> {
  return tx.$executeRaw(sql`
    DELETE FROM graphile_worker._private_jobs WHERE attempts >= max_attempts AND locked_at IS NULL
      AND updated_at < ${before(now, daysMs(LIFETIMES.failedJobDays))}::timestamptz`)
}

const before = (now: Date, ms: number): Date => new Date(now.getTime() - ms)

/** The days of each kind as the owner has set them. */
export const daysNow = async (tx: Pick<Tx, 'retentionRule'>) => daysOf(await tx.retentionRule.findMany())
