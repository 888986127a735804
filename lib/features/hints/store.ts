import { type Db, sql, transaction } from '@/lib/platform/db/client'
import { enqueue } from '@/lib/platform/jobs/define'
import { answerHintsJob, hintsKey } from './jobs'
import { BURST, type HintKind, LEASE_MS, PACE_MS } from './model'

/**
 * Sets the next round for the first moment in which a hint may be read; none where none waits. One after the other: whoever
 * comes last knows of every hint that was written before. With `only`, a round that comes in time for that one stays.
 */
export async function wake(db: Db, instanceId: string, only?: Pick<Hint, 'kind' | 'remoteId'>): Promise<void> {
  const key = hintsKey(instanceId)
  const among = only ? sql`AND h.kind = ${only.kind} AND h.remote_id = ${only.remoteId}` : sql``
  await transaction(db, async (tx) => {
    await tx.$executeRaw(sql`SELECT pg_advisory_xact_lock(hashtextextended(${key}, 0))`)
    const [due] = await tx.$queryRaw<{ at: Date | null; isInTime: boolean }[]>(sql`
      WITH due AS (
        SELECT greatest(min(${READABLE_AT}), max(d.rest_until), max(d.leased_until), now()) AS at
        FROM webhook_hint h LEFT JOIN webhook_desk d USING (instance_id)
        WHERE h.instance_id = ${instanceId}::uuid AND h.hints > h.answered ${among} HAVING count(*) > 0
      )
      SELECT at, EXISTS (SELECT FROM graphile_worker._private_jobs j WHERE j.key = ${key} AND j.locked_at IS NULL
        AND j.attempts < j.max_attempts AND j.run_at <= due.at) AS "isInTime" FROM due`)
    if (!due?.at || (only && due.isInTime)) return
    await enqueue(tx, answerHintsJob, { instanceId }, { key, maxAttempts: 3, runAt: due.at })
  })
}

/** New reports before those that changed, and people last. */
const RANK = sql`(CASE WHEN h.kind <> 'report' THEN 2 WHEN EXISTS (SELECT FROM report r
  WHERE r.instance_id = h.instance_id AND r.remote_id = h.remote_id) THEN 1 ELSE 0 END)`
/** When the hint's own wait is over, and the pace of the desk leaves room for its kind. */
const READABLE_AT = sql`greatest(h.not_before, '-infinity', d.paced_until - interval '1 millisecond' * CASE ${RANK}
  WHEN 0 THEN ${(BURST.newReport - 1) * PACE_MS}::int WHEN 1 THEN ${(BURST.report - 1) * PACE_MS}::int
  ELSE ${(BURST.person - 1) * PACE_MS}::int END)`

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

/** Gives the right back, and says for how long the desk rests; null where a fault of ours tells nothing about the instance. */
export async function releaseDesk(db: Db, instanceId: string, rest: Rest | null): Promise<void> {
  await db.$executeRaw(
    rest
      ? sql`UPDATE webhook_desk SET leased_until = NULL, rest_until = now() + ${Math.ceil(rest.ms)} * interval '1 millisecond',
          failures = ${rest.failures}, failure = ${rest.failure} WHERE instance_id = ${instanceId}::uuid`
      : sql`UPDATE webhook_desk SET leased_until = NULL WHERE instance_id = ${instanceId}::uuid`,
  )
}

export interface Hint {
  kind: HintKind
  remoteId: string
  hints: number
  /** How often in a row it could not be read. */
  tries: number
}

/**
 * New reports first, then those that changed, then people; of each those that have not failed, the newest first: what just
 * happened is what somebody waits for. Null when none may be read at this moment.
 */
export async function nextHint(db: Db, instanceId: string): Promise<Hint | null> {
  const rows = await db.$queryRaw<Hint[]>(sql`
    SELECT h.kind, h.remote_id AS "remoteId", h.hints, h.tries FROM webhook_hint h LEFT JOIN webhook_desk d USING (instance_id)
    WHERE h.instance_id = ${instanceId}::uuid AND h.hints > h.answered AND ${READABLE_AT} <= clock_timestamp()
    ORDER BY h.tries > 0, ${RANK}, h.hinted_at DESC LIMIT 1`)
  return rows[0] ?? null
}

/** Counts a reading, before it is made. */
export async function countReading(db: Db, instanceId: string): Promise<void> {
  await db.$executeRaw(sql`
    UPDATE webhook_desk SET paced_until = greatest(paced_until, clock_timestamp()) + ${PACE_MS} * interval '1 millisecond'
    WHERE instance_id = ${instanceId}::uuid`)
}

/**
 * A hint that could not be read is tried again later, by itself; `isItsOwn` where it was its own doing. Tells since when it has
 * been, in milliseconds.
 */
export async function holdBack(
  db: Db,
  instanceId: string,
  { hint, ms, isItsOwn }: { hint: Hint; ms: number; isItsOwn: boolean },
): Promise<number> {
  const rows = await db.$queryRaw<{ ms: number }[]>(sql`
    UPDATE webhook_hint SET tries = tries + 1, not_before = clock_timestamp() + ${ms} * interval '1 millisecond',
      failed_since = CASE WHEN ${isItsOwn}::boolean THEN coalesce(failed_since, clock_timestamp()) ELSE failed_since END
    WHERE instance_id = ${instanceId}::uuid AND kind = ${hint.kind} AND remote_id = ${hint.remoteId}
    RETURNING coalesce(extract(epoch FROM clock_timestamp() - failed_since) * 1000, 0)::float8 AS ms`)
  return rows[0]?.ms ?? 0
}

export async function countWaiting(db: Pick<Db, '$queryRaw'>, instanceId: string): Promise<number> {
  const rows = await db.$queryRaw<{ count: number }[]>(sql`
    SELECT count(*)::int AS count FROM webhook_hint WHERE instance_id = ${instanceId}::uuid AND hints > answered`)
  return rows[0]?.count ?? 0
}

/** Since when the one waits that has waited longest; null when none does. */
export async function oldestWait(db: Pick<Db, '$queryRaw'>, instanceId: string): Promise<Date | null> {
  const rows = await db.$queryRaw<{ at: Date | null }[]>(sql`
    SELECT min(waits_since) AS at FROM webhook_hint WHERE instance_id = ${instanceId}::uuid AND hints > answered`)
  return rows[0]?.at ?? null
}

/** Only those that had come when the reading began: whatever comes meanwhile is read once more. */
export async function markAnswered(db: Db, instanceId: string, { kind, remoteId, hints }: Hint): Promise<void> {
  await db.$executeRaw(sql`
    UPDATE webhook_hint SET answered = greatest(answered, ${hints}), tries = 0, not_before = NULL, failed_since = NULL
    WHERE instance_id = ${instanceId}::uuid AND kind = ${kind} AND remote_id = ${remoteId}`)
}

/**
 * Settles without a request what needs none: a report that was read since, in a version no older than the one that was told
 * of, and a change of somebody whom nothing here names.
 */
export async function settleKnown(db: Db, instanceId: string): Promise<number> {
  return db.$executeRaw(sql`
    UPDATE webhook_hint h SET answered = hints, tries = 0, not_before = NULL, failed_since = NULL
    WHERE h.instance_id = ${instanceId}::uuid AND h.hints > h.answered AND (
      (h.kind = 'report' AND EXISTS (SELECT FROM report r WHERE r.instance_id = h.instance_id AND r.remote_id = h.remote_id
        AND r.gone_at IS NULL AND r.updated_at >= h.newest_at))
      OR (h.kind = 'account' AND NOT EXISTS (SELECT FROM account a
        WHERE a.instance_id = h.instance_id AND a.remote_id = h.remote_id)))`)
}
