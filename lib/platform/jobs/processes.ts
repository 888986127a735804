import { type Db, newId, sql } from '@/lib/platform/db/client'
import { log, traceOf } from '@/lib/platform/log/log'

interface Presence {
  db: Db
  /** What graphile-worker writes as `locked_by` on the jobs that this process runs: the ids of its pools. */
  poolIds: () => readonly string[]
  /** Besides, at every beat. */
  also?: () => Promise<unknown>
  beatMs?: number
  lostAfterSeconds?: number
}

const BEAT_MS = 5000
const LOST_AFTER_SECONDS = 30

/**
 * Says every few seconds, on the database's clock, that this process lives, and gives back the jobs of those that no longer do:
 * graphile-worker itself would keep them locked for four hours. A job may therefore run a second time; each worker says what
 * makes that safe.
 */
export function keepPresent({ db, poolIds, also, beatMs = BEAT_MS, lostAfterSeconds = LOST_AFTER_SECONDS }: Presence) {
  const id = newId()
  let beatAt = Number.NEGATIVE_INFINITY
  let current: Promise<void> | null = null
  const beat = async () => {
    try {
      await noteSeen(db, id, poolIds())
      // After an outage nobody has been seen for a while: the others get the time to say that they live.
      if (performance.now() - beatAt < 3 * beatMs) await releaseLost(db, lostAfterSeconds)
      beatAt = performance.now()
      await also?.()
    } catch (error) {
      log('warn', 'process.beat', traceOf(error))
    }
  }
  const next = () => {
    current ??= beat().finally(() => {
      current = null
    })
  }
  const timer = setInterval(next, beatMs)
  next()
  return {
    async leave(): Promise<void> {
      clearInterval(timer)
      await current
      await db.appProcess.deleteMany({ where: { id } })
    },
  }
}

async function noteSeen(db: Db, id: string, poolIds: readonly string[]): Promise<void> {
  await db.$executeRaw(sql`
    INSERT INTO app_process (id, pool_ids, started_at, seen_at) VALUES (${id}::uuid, ${[...poolIds]}, now(), now())
    ON CONFLICT (id) DO UPDATE SET pool_ids = excluded.pool_ids, seen_at = excluded.seen_at`)
}

/** Unlocks the jobs of pools that no living process calls its own; gives the number of those pools. */
export async function releaseLost(db: Db, lostAfterSeconds: number): Promise<number> {
  const lost = await db.$queryRaw<{ pool: string }[]>(sql`
    WITH held AS (
      SELECT locked_by AS pool, locked_at FROM graphile_worker._private_jobs
      UNION ALL SELECT locked_by, locked_at FROM graphile_worker._private_job_queues)
    SELECT DISTINCT pool FROM held
    WHERE pool IS NOT NULL AND locked_at < now() - make_interval(secs => ${lostAfterSeconds})
      AND NOT EXISTS (
        SELECT FROM app_process p
        WHERE held.pool = ANY (p.pool_ids) AND p.seen_at > now() - make_interval(secs => ${lostAfterSeconds}))`)
  if (lost.length > 0) {
    const pools = lost.map(({ pool }) => pool)
    await db.$queryRaw(sql`SELECT 1 AS done FROM graphile_worker.force_unlock_workers(${pools})`)
    log('warn', 'process.lost', { pools: pools.length })
  }
  await db.$executeRaw(
    sql`DELETE FROM app_process WHERE seen_at < now() - make_interval(secs => ${2 * lostAfterSeconds})`,
  )
  return lost.length
}
