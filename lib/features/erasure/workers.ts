import { destroy, isWaiting, pendingOf } from '@/lib/features/destruction/commands'
import { finishDestructionJob } from '@/lib/features/destruction/jobs'
import { transaction } from '@/lib/platform/db/client'
import { defineWorker, enqueue } from '@/lib/platform/jobs/define'
import { releasedJob } from '@/lib/features/holds/jobs'
import { runRetentionJob } from '@/lib/features/retention/jobs'
import { eraseJob } from './jobs'

/** Every hour, and when one is confirmed. Whoever is on hold by now, or in an open case, waits until that is over. */
export const erase = defineWorker(eraseJob, async (_payload, { db, now }) => {
  // An intent that a crash left is that one's; it is not written twice.
  if ((await pendingOf(db)).length > 0) await transaction(db, (tx) => enqueue(tx, finishDestructionJob, {}))
  const rows = await db.erasure.findMany({ where: { state: 'confirmed' }, orderBy: { confirmedAt: 'asc' } })
  for (const { instanceId, personHash } of rows) {
    try {
      await destroy(db, now(), { kind: 'account', ids: [personHash], instanceId, why: 'erasure' })
    } catch (error) {
      if (!isWaiting(error)) throw error
    }
  }
})

/** A hold was released: erasures and runs that waited for it go on at once. */
export const afterRelease = defineWorker(releasedJob, async (_payload, { db }) => {
  await transaction(db, async (tx) => {
    await enqueue(tx, eraseJob, {}, { key: 'erasure.run' })
    await enqueue(tx, runRetentionJob, {}, { key: 'retention.run' })
  })
})
