import type { Holds } from '@/lib/features/holds/statements'
import { sql, type Sql } from '@/lib/platform/db/client'
import { daysMs, hoursMs, LIFETIMES } from '@/lib/platform/privacy/lifetimes'
import type { Kind } from './model'

export interface Due {
  /** FROM and WHERE: what is old enough, held or not. */
  from: Sql
  held: Sql
  /** One thing, as the list of a dry run names it, and the person whom it is about. */
  label: Sql
  person: Sql
}

interface Age {
  asOf: Date
  days: number
}

/** What is old enough of a kind. The dry run counts it, the run destroys it, by the same words. */
export function dueOf(kind: Kind, age: Age, holds: Holds): Due {
  const before = new Date(age.asOf.getTime() - daysMs(age.days))
  return DUE[kind]({ before, ...age }, holds)
}

const seenBefore = (asOf: Date): Date => new Date(asOf.getTime() - hoursMs(LIFETIMES.strayAccountHours))

const DUE: Record<Kind, (age: Age & { before: Date }, holds: Holds) => Due> = {
  contacts: ({ before }, holds) => ({
    // A stopped case keeps them until its people have decided, whatever its state was when it was stopped.
    from: sql`FROM account_contact c WHERE NOT EXISTS (
      SELECT FROM "case" k WHERE k.instance_id = c.instance_id AND k.party_ids @> ARRAY[c.remote_id]
        AND (k.state <> 'closed' OR k.closed_at > ${before}::timestamptz OR k.class = 'childSafety'))`,
    held: holds.account('c'),
    label: sql`c.remote_id`,
    person: sql`c.remote_id`,
  }),
  evidence: ({ before }, holds) => ({
    from: sql`FROM vault_object o JOIN "case" c ON c.id = o.case_id
      WHERE o.destroyed_at IS NULL AND o.class = 'ordinary' AND ${closedBefore(before)}`,
    held: holds.case('c'),
    label: sql`'#' || c.number || ' ' || o.kind`,
    person: sql`c.subject_id`,
  }),
  cases: ({ before }, holds) => ({
    from: sql`FROM "case" c WHERE c.emptied_at IS NULL AND ${closedBefore(before)} AND NOT EXISTS (
      SELECT FROM case_report l JOIN report r ON r.instance_id = l.instance_id AND r.remote_id = l.report_id
      WHERE l.case_id = c.id AND NOT r.is_resolved AND r.gone_at IS NULL)
      -- What the proxy blocks is served again once its address is gone: such a notice stays until the block is lifted.
      AND NOT EXISTS (SELECT FROM edge_block b WHERE b.case_id = c.id AND b.lifted_at IS NULL)`,
    held: holds.case('c'),
    label: sql`'#' || c.number`,
    person: sql`c.subject_id`,
  }),
  // As long as the account lives, whatever it did; then from the day on which it was gone, or ended by a decision that stands.
  strikes: ({ before }, holds) => ({
    from: sql`FROM (SELECT instance_id, account_id AS remote_id FROM strike_entry UNION SELECT instance_id, account_id FROM strike_review) s
      LEFT JOIN account a ON a.instance_id = s.instance_id AND a.remote_id = s.remote_id
      WHERE greatest(a.gone_at, CASE WHEN a.gone_at IS NOT NULL OR coalesce(a.is_suspended, TRUE) THEN (
          SELECT max(v.at) FROM strike_review v WHERE v.instance_id = s.instance_id AND v.account_id = s.remote_id AND v.kind = 'terminate'
            AND NOT EXISTS (SELECT FROM strike_review o WHERE o.instance_id = v.instance_id AND o.account_id = v.account_id
              AND o.kind = 'overturned' AND o.at >= v.at)) END) < ${before}::timestamptz
        AND NOT EXISTS (SELECT FROM strike_entry e WHERE e.instance_id = s.instance_id AND e.account_id = s.remote_id AND e.at >= ${before}::timestamptz)
        AND NOT EXISTS (SELECT FROM "case" c WHERE c.instance_id = s.instance_id AND c.state = 'open' AND c.party_ids @> ARRAY[s.remote_id])`,
    held: holds.account('s'),
    label: sql`coalesce('@' || a.acct, s.remote_id)`,
    person: sql`s.remote_id`,
  }),
  // Posts that no report cites any more which is open or was resolved of late, and that nobody added to such a case. Those of a
  // stopped case stay as they were.
  posts: ({ asOf, before }, holds) => ({
    from: sql`FROM post p WHERE p.seen_at < ${seenBefore(asOf)}::timestamptz
      AND (p.instance_id, p.remote_id) NOT IN (
        SELECT r.instance_id, unnest(r.post_ids) FROM report r
        WHERE (NOT r.is_resolved AND r.gone_at IS NULL)
          OR coalesce(r.resolved_at, r.gone_at) >= ${before}::timestamptz
          OR EXISTS (SELECT FROM case_report l JOIN "case" c ON c.id = l.case_id
            WHERE l.instance_id = r.instance_id AND l.report_id = r.remote_id AND c.class = 'childSafety')
        UNION ALL
        SELECT l.instance_id, l.post_id FROM case_post l JOIN "case" c ON c.id = l.case_id
        WHERE c.state = 'open' OR c.class = 'childSafety' OR c.closed_at >= ${before}::timestamptz
        UNION ALL
        SELECT c.instance_id, i.post_id FROM notice_item i JOIN "case" c ON c.id = i.case_id
        WHERE i.post_id IS NOT NULL AND (c.state = 'open' OR c.closed_at >= ${before}::timestamptz))`,
    held: holds.post('p'),
    label: sql`p.remote_id`,
    person: sql`p.author_id`,
  }),
  // Resolved reports that no case answers: after the months that the instance's setting gives them, or when Mastodon no longer
  // has them. What came before stays as long as a case on the same person is open.
  reports: ({ asOf }, holds) => ({
    from: sql`FROM report r JOIN instance i ON i.id = r.instance_id
      WHERE ((r.is_resolved AND r.created_at < ${asOf}::timestamptz - make_interval(months => i.keeps_months))
          OR r.gone_at < ${seenBefore(asOf)}::timestamptz)
        AND NOT EXISTS (SELECT FROM case_report l WHERE l.instance_id = r.instance_id AND l.report_id = r.remote_id)
        AND NOT EXISTS (SELECT FROM "case" c WHERE c.instance_id = r.instance_id AND c.subject_id = r.target_id AND c.state = 'open')`,
    held: holds.report('r'),
    label: sql`r.remote_id`,
    person: sql`r.target_id`,
  }),
  // The record of what was kept and destroyed, by whom, keeps its words.
  auditValues: ({ before }, holds) => ({
    from: sql`FROM audit_value v JOIN audit_row r ON r.id = v.audit_id LEFT JOIN "case" c ON c.id = r.case_id
      WHERE r.at < ${before}::timestamptz AND (c.id IS NULL OR (c.state = 'closed' AND c.class = 'ordinary'))
        AND r.command !~ '^(holds|retention|erasure|destruction)\\.'`,
    held: holds.auditRow('r'),
    label: sql`r.command || ' ' || v.field`,
    person: sql`v.subject_id`,
  }),
}

const closedBefore = (before: Date): Sql =>
  sql`c.state = 'closed' AND c.class = 'ordinary' AND c.closed_at < ${before}::timestamptz`
