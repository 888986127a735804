import type { World } from './world'

/**
 * Time, shortened: what is set for later is set for now, and what the sweep of each minute would find after a minute it finds
 * now. Nothing else is changed, and nothing is done in place of a worker.
 */
export async function hurry({ owner }: World): Promise<void> {
  await owner.query(`UPDATE act SET waits_until = now() WHERE state = 'asked' AND waits_until > now()`)
  const { rowCount } = await owner.query(
    `UPDATE graphile_worker._private_jobs SET run_at = now() WHERE locked_at IS NULL AND run_at > now()
     AND (key LIKE 'act:%' OR key LIKE 'look:%' OR key LIKE 'revoke:%')`,
  )
  if (rowCount) await owner.query(`SELECT pg_notify('jobs:insert', '{"r":1,"count":1}')`)
}

/** A minute passes for every act alike, and the sweep looks for what a dead process left behind. */
export async function letAMinutePass({ owner }: World): Promise<void> {
  const minutes = `interval '61 seconds'`
  await owner.query(`UPDATE act SET sent_at = sent_at - ${minutes}, asked_at = asked_at - ${minutes}`)
  await owner.query(
    `SELECT graphile_worker.add_job('acts.sweep', '{}'::json, job_key => 'cron:acts.sweep', max_attempts => 3)`,
  )
}

/** Limits that a day of work would not meet: each run begins with a whole budget. */
export const refill = ({ owner }: World) => owner.query('DELETE FROM request_budget')

/** Whether another look at an act, or at any by `%`, is still to come. What a dead process holds is not: nobody will do it. */
export async function isInHand({ owner }: World, actId: string): Promise<boolean> {
  const { rows } = await owner.query(
    `SELECT count(*)::int AS n FROM graphile_worker._private_jobs WHERE key LIKE $1 AND attempts < max_attempts
     AND (locked_at IS NULL OR locked_at > now() - interval '10 seconds')`,
    [`look:${actId}`],
  )
  return rows[0]?.n > 0
}
