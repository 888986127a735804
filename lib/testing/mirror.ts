import { readInstanceJob } from '@/lib/features/instances/jobs'
import { readMirror } from '@/lib/features/mirror/workers'
import type { Desk } from './desk'

/** One step of the mirror, as at a moment: no job is waited for. */
export async function readStep(desk: Pick<Desk, 'db' | 'instanceId'>, at = new Date()): Promise<void> {
  await readMirror.run({ instanceId: desk.instanceId }, { db: desk.db, now: () => at })
}

/** The moment for which the next step of the mirror is set; null when none is. */
export async function nextStepAt({ db }: Pick<Desk, 'db'>): Promise<Date | null> {
  const rows = await db.$queryRawUnsafe<{ at: Date }[]>(
    `SELECT run_at AS at FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
     WHERE t.identifier = $1 ORDER BY run_at LIMIT 1`,
    readInstanceJob.name,
  )
  return rows[0]?.at ?? null
}
