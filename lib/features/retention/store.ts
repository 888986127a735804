import { sql, type Tx } from '@/lib/platform/db/client'
import { daysMs, hoursMs, LIFETIMES } from '@/lib/platform/privacy/lifetimes'

/** What one call deletes at most of each kind, so that no statement holds the tables for long. The next call goes on. */
const BATCH = 5000

/**
 * Resolved reports that no case answers: after the months that the instance's setting gives them, or when Mastodon no longer
 * has them. What came before stays as long as a case on the same person is open.
 */
export function dropReports(tx: Tx, now: Date): Promise<number> {
  return tx.$executeRaw(sql`
    DELETE FROM report WHERE ctid IN (
      SELECT r.ctid FROM report r JOIN instance i ON i.id = r.instance_id
      WHERE ((r.is_resolved AND r.created_at < ${now}::timestamptz - make_interval(months => i.keeps_months))
          OR r.gone_at < ${before(now, hoursMs(LIFETIMES.strayAccountHours))}::timestamptz)
        AND NOT EXISTS (SELECT FROM case_report l WHERE l.instance_id = r.instance_id AND l.report_id = r.remote_id)
        AND NOT EXISTS (SELECT FROM "case" c WHERE c.instance_id = r.instance_id AND c.subject_id = r.target_id AND c.state = 'open')
      LIMIT ${BATCH})`)
}

/**
 * Posts that no report cites any more which is open or was resolved of late, and that nobody added to such a case. Those of a
 * stopped case stay as they were.
 */
export function dropPosts(tx: Tx, now: Date): Promise<number> {
  return tx.$executeRaw(sql`
    DELETE FROM post WHERE ctid IN (
      SELECT p.ctid FROM post p
      WHERE p.seen_at < ${before(now, hoursMs(LIFETIMES.strayAccountHours))}::timestamptz
        AND (p.instance_id, p.remote_id) NOT IN (
          SELECT r.instance_id, unnest(r.post_ids) FROM report r
          WHERE (NOT r.is_resolved AND r.gone_at IS NULL)
            OR coalesce(r.resolved_at, r.gone_at) >= ${before(now, daysMs(LIFETIMES.postDays))}::timestamptz
            OR EXISTS (SELECT FROM case_report l JOIN "case" c ON c.id = l.case_id
              WHERE l.instance_id = r.instance_id AND l.report_id = r.remote_id AND c.class = 'childSafety')
          UNION ALL
          SELECT l.instance_id, l.post_id FROM case_post l JOIN "case" c ON c.id = l.case_id
          WHERE c.state = 'open' OR c.class = 'childSafety'
            OR c.closed_at >= ${before(now, daysMs(LIFETIMES.postDays))}::timestamptz)
      LIMIT ${BATCH})`)
}

/** People whom no report, case, act or post names, and who do not work here. */
export function dropAccounts(tx: Tx, now: Date): Promise<number> {
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
          UNION SELECT instance_id, remote_id FROM person)
      LIMIT ${BATCH})`)
}

/** Jobs that failed for good: their last error stays a while for whoever looks for it. */
export function dropFailedJobs(tx: Tx, now: Date): Promise<number> {
  return tx.$executeRaw(sql`
    DELETE FROM graphile_worker._private_jobs WHERE attempts >= max_attempts AND locked_at IS NULL
      AND updated_at < ${before(now, daysMs(LIFETIMES.failedJobDays))}::timestamptz`)
}

const before = (now: Date, ms: number): Date => new Date(now.getTime() - ms)
