import { connectionOf } from '@/lib/features/instances/connections'
import { takeIn } from '@/lib/features/intake/commands'
import { rowsOf } from '@/lib/features/intake/parse'
import { listReports } from '@/lib/integrations/mastodon/client/reports'
import { runCommand } from '@/lib/platform/commands/run'
import { fake } from './reading'
import type { BenchWorld } from './world'

const PAGES_AT_ONCE = 100

/** Takes in all resolved reports at once, as the mirror does in the course of days: by its own command, past its pace. */
export async function takeInResolved(world: BenchWorld): Promise<number> {
  await fake(world, 'faults')
  const count = await takeInAll(world, 'resolved')
  await openCasesOfResolved(world)
  await world.owner.query('ANALYZE')
  return count
}

/** Read with a token that the background reading does not use: what is counted here must not stand against it. */
export async function takeInAll(world: BenchWorld, state: 'open' | 'resolved'): Promise<number> {
  const connection = await connectionOf(world.db, world.kofi.id)
  if (!connection) throw new Error('nobody can read')
  const { permit: _budget, onAnswer: _told, ...free } = connection
  const direct = { ...free, origin: world.proxy.origin }
  let maxId: string | undefined
  let count = 0
  for (let pages = 0; ; pages++) {
    // More than anybody may ask for in a quarter of an hour: what takes days in life is done at once here.
    if (pages % PAGES_AT_ONCE === 0) await fake(world, 'limits')
    const page = await listReports(direct, { state, limit: 200, ...(maxId ? { maxId } : {}) })
    const now = new Date()
    const input = { instanceId: world.instanceId, reports: page.value.map(rowsOf), seenAt: now }
    if (page.value.length > 0)
      await runCommand(takeIn, { db: world.db, actor: { kind: 'system', name: 'bench' }, now, input })
    count += page.value.length
    maxId = page.next?.maxId
    if (maxId) continue
    await fake(world, 'limits')
    return count
  }
}

/** In years of work each resolved report was worked on once: it stands in a closed case. */
async function openCasesOfResolved({ owner, instanceId }: BenchWorld): Promise<void> {
  await owner.query(
    `WITH loose AS (
       SELECT r.target_id, array_agg(DISTINCT r.reporter_id) AS reporters, min(r.created_at) AS at, gen_random_uuid() AS id
       FROM report r WHERE r.instance_id = $1 AND r.is_resolved
         AND NOT EXISTS (SELECT 1 FROM case_report c WHERE c.instance_id = $1 AND c.report_id = r.remote_id)
       GROUP BY r.target_id, r.sequence / 3
     ), cases AS (
       INSERT INTO "case" (id, instance_id, kind, state, subject_id, party_ids, opened_at, closed_at)
       SELECT id, $1, 'report', 'closed', target_id, reporters || target_id, at, at FROM loose
     )
     INSERT INTO report_case (case_id, open_count, spam_count, legal_count, rule_count, other_count, reporter_count, server_count,
       picture_count, oldest_at, latest_at, latest_comment, latest_report_id, search_text, subject_domain, is_open)
     SELECT l.id, 0, 1, 0, 0, 0, 1, 1, 0, l.at, l.at, 'closed ' || l.target_id, '1',
       lower(a.acct || ' ' || a.display_name), a.domain, false FROM loose l JOIN account a ON a.instance_id = $1 AND a.remote_id = l.target_id`,
    [instanceId],
  )
}

/** Ten times as many: what has been closed stands there ten times, with its people. */
export async function multiply({ owner, instanceId }: BenchWorld, times: number): Promise<void> {
  await owner.query('SET session_replication_role = replica')
  await owner.query(
    `INSERT INTO account (instance_id, remote_id, username, domain, acct, display_name, url, note, is_bot, created_at, is_suspended,
       is_silenced, is_sensitized, is_disabled, is_pending, post_count, follower_count, former_accts, seen_at)
     SELECT instance_id, remote_id || 'x' || n, username || n, domain, acct || n, display_name, url, note, is_bot, created_at,
       is_suspended, is_silenced, is_sensitized, is_disabled, is_pending, post_count, follower_count, former_accts, seen_at
     FROM account, generate_series(1, $2) n WHERE instance_id = $1
       AND remote_id IN (SELECT target_id FROM report WHERE is_resolved)`,
    [instanceId, times],
  )
  await owner.query(
    `INSERT INTO report (instance_id, remote_id, sequence, category, comment, created_at, updated_at, is_resolved, resolved_at,
       reporter_id, target_id, rules, post_ids, seen_at)
     SELECT instance_id, remote_id || 'x' || n, sequence, category, comment, created_at - n * interval '1 day', updated_at, true,
       resolved_at, reporter_id, target_id || 'x' || n, rules, '{}', seen_at
     FROM report, generate_series(1, $2) n WHERE instance_id = $1 AND is_resolved`,
    [instanceId, times],
  )
  await owner.query(
    `WITH copies AS (
       SELECT c.*, n, gen_random_uuid() AS copy FROM "case" c, generate_series(1, $2) n
       WHERE c.instance_id = $1 AND c.state = 'closed' AND c.kind = 'report'
     ), cases AS (
       INSERT INTO "case" (id, instance_id, kind, state, subject_id, party_ids, opened_at, closed_at)
       SELECT copy, instance_id, kind, state, subject_id || 'x' || n, party_ids, opened_at - n * interval '1 day', closed_at FROM copies
     )
     INSERT INTO report_case (case_id, open_count, spam_count, legal_count, rule_count, other_count, reporter_count, server_count,
       picture_count, oldest_at, latest_at, latest_comment, latest_report_id, search_text, subject_domain, is_open)
     SELECT copy, r.open_count, spam_count, legal_count, rule_count, other_count, reporter_count, server_count, picture_count,
       oldest_at - n * interval '1 day', latest_at, latest_comment, latest_report_id, search_text || n, subject_domain, false
     FROM copies JOIN report_case r ON r.case_id = copies.id`,
    [instanceId, times],
  )
  await owner.query('SET session_replication_role = DEFAULT')
  await owner.query('ANALYZE')
}
