import { type Db, sql, transaction } from '@/lib/platform/db/client'
import { enqueue } from '@/lib/platform/jobs/define'
import { answerHintsJob, hintsKey } from './jobs'
import { type HintKind, LEASE_MS } from './model'

/** Sets a round of reading where none waits; one that waits keeps its time. */
export async function wake(db: Db, instanceId: string): Promise<void> {
  await setRound(db, instanceId, null)
}

/** Sets the next round, at once or for a moment; replaces one that waits when a moment is given. */
export async function setRound(db: Db, instanceId: string, runAt: Date | null): Promise<void> {
  const options = { key: hintsKey(instanceId), maxAttempts: 3, ...(runAt ? { runAt } : { keepsTime: true }) }
  await transaction(db, (tx) => enqueue(tx, answerHintsJob, { instanceId }, options))
}

interface Lease {
  failures: number
}

/**
 * The right to answer hints, by compare-and-set; null while somebody has it or the desk rests. The times of the desk are all
 * the database's own, so that processes whose clocks differ agree.
 */
export async function leaseDesk(db: Db, instanceId: string): Promise<Lease | null> {
  await db.webhookDesk.createMany({ data: { instanceId }, skipDuplicates: true })
  const rows = await db.$queryRaw<Lease[]>(sql`
    UPDATE webhook_desk SET leased_until = now() + ${LEASE_MS} * interval '1 millisecond'
    WHERE instance_id = ${instanceId}::uuid AND coalesce(leased_until, '-infinity') < now()
      AND coalesce(rest_until, '-infinity') <= now() RETURNING failures`)
  return rows[0] ?? null
}

export async function renewLease(db: Db, instanceId: string): Promise<void> {
  await db.$executeRaw(sql`
    UPDATE webhook_desk SET leased_until = now() + ${LEASE_MS} * interval '1 millisecond' WHERE instance_id = ${instanceId}::uuid`)
}

export interface Rest {
  ms: number
  failures: number
  failure: string | null
}

/** Gives the right back and says until when the desk rests. */
export async function releaseDesk(db: Db, instanceId: string, { ms, failures, failure }: Rest): Promise<Date> {
  const rows = await db.$queryRaw<{ at: Date }[]>(sql`
    UPDATE webhook_desk SET leased_until = NULL, rest_until = now() + ${Math.ceil(ms)} * interval '1 millisecond',
      failures = ${failures}, failure = ${failure} WHERE instance_id = ${instanceId}::uuid RETURNING rest_until AS at`)
  return rows[0]?.at ?? new Date(0)
}

export interface Hint {
  kind: HintKind
  remoteId: string
  hints: number
}

/** Reports before people, and of each the newest first: what just happened is what somebody waits for. */
export async function nextHint(db: Db, instanceId: string): Promise<Hint | null> {
  const rows = await db.$queryRaw<Hint[]>(sql`
    SELECT kind, remote_id AS "remoteId", hints FROM webhook_hint
    WHERE instance_id = ${instanceId}::uuid AND hints > answered ORDER BY kind <> 'report', hinted_at DESC LIMIT 1`)
  return rows[0] ?? null
}

export async function countWaiting(db: Pick<Db, '$queryRaw'>, instanceId: string): Promise<number> {
  const rows = await db.$queryRaw<{ count: number }[]>(sql`
    SELECT count(*)::int AS count FROM webhook_hint WHERE instance_id = ${instanceId}::uuid AND hints > answered`)
  return rows[0]?.count ?? 0
}

/** Only those that had come when the reading began: whatever comes meanwhile is read once more. */
export async function markAnswered(db: Db, instanceId: string, { kind, remoteId, hints }: Hint): Promise<void> {
  await db.$executeRaw(sql`
    UPDATE webhook_hint SET answered = greatest(answered, ${hints})
    WHERE instance_id = ${instanceId}::uuid AND kind = ${kind} AND remote_id = ${remoteId}`)
}

/**
 * Settles without a request what needs none: a report that was read since, in a version no older than the one that was told
 * of, and a change of somebody whom nothing here names.
 */
export async function settleKnown(db: Db, instanceId: string): Promise<number> {
  return db.$executeRaw(sql`
    UPDATE webhook_hint h SET answered = hints
    WHERE h.instance_id = ${instanceId}::uuid AND h.hints > h.answered AND (
      (h.kind = 'report' AND EXISTS (SELECT FROM report r WHERE r.instance_id = h.instance_id AND r.remote_id = h.remote_id
        AND r.gone_at IS NULL AND r.updated_at >= h.newest_at))
      OR (h.kind = 'account' AND NOT EXISTS (SELECT FROM account a
        WHERE a.instance_id = h.instance_id AND a.remote_id = h.remote_id)))`)
}
