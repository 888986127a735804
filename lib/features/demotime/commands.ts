import { z } from 'zod'
import { defineCommand } from '@/lib/platform/commands/define'
import { sql } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'

/** Longer than any legal clock runs: what comes after three years can be seen too. */
const MOST_DAYS = 1500

/**
 * Lets days pass, in the demo alone: what is due falls due, and jobs that wait for a moment run when it has come. Whoever is
 * signed in stays so. It is a row of the log like any other, and every screen says how far the time runs ahead.
 */
export const letDaysPass = defineCommand({
  name: 'demo.letDaysPass',
  permission: 'instance.connect',
  input: z.object({ days: z.int().min(1).max(MOST_DAYS) }),
  isPublicDoor: true,
  async run({ tx, actor, remember }, { days }) {
    if (actor.kind !== 'person') throw new AppError('notAllowed', { permission: 'instance.connect' })
    const [row] = await tx.$queryRaw<{ daysAhead: number }[]>(sql`
      UPDATE instance SET days_ahead = days_ahead + ${days}
      WHERE id = ${actor.instanceId}::uuid AND is_demo AND state = 'connected' AND days_ahead + ${days} <= ${MOST_DAYS}
      RETURNING days_ahead AS "daysAhead"`)
    if (!row) throw new AppError('demo.noTime', { most: MOST_DAYS })
    await tx.$executeRaw(
      sql`UPDATE session SET expires_at = expires_at + make_interval(days => ${days}), signed_in_at = signed_in_at + make_interval(days => ${days})`,
    )
    // graphile-worker goes by the database's clock, and what runs already is left alone.
    await tx.$executeRaw(sql`
      UPDATE graphile_worker._private_jobs SET run_at = run_at - make_interval(days => ${days})
      WHERE run_at > now() AND locked_at IS NULL`)
    remember({ fields: { days, ahead: row.daysAhead } })
    return row
  },
})
