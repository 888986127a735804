import { transaction } from '@/lib/platform/db/client'
import { defineWorker, enqueue } from '@/lib/platform/jobs/define'
import { probeJob, SWEEP, sweepJob, wakeEdgeJob } from './jobs'
import { isAnyDue, lookAt, makeDue, sweep as sweepOnce } from './looks'

/** Reads only: a look that died is simply made again. */
const probe = defineWorker(probeJob, async ({ blockId }, context) => {
  await lookAt(context, blockId, ['own', 'lists'])
})

/** Reads only. What it had not come to is due still. */
const sweep = defineWorker(sweepJob, async (_payload, context) => {
  const runAt = await sweepOnce(context)
  if (runAt && (await isAnyDue(context.db, runAt)))
    await transaction(context.db, (tx) => enqueue(tx, sweepJob, {}, { ...SWEEP, runAt }))
})

/** Every minute, when rules were pulled, and before a letter about hundreds of addresses. */
const wake = defineWorker(wakeEdgeJob, async ({ caseId }, { db, now }) => {
  if (caseId) await makeDue(db, caseId, now())
  if (await isAnyDue(db, now())) await transaction(db, (tx) => enqueue(tx, sweepJob, {}, { ...SWEEP, keepsTime: true }))
})

export const edgeWorkers = [probe, sweep, wake]
