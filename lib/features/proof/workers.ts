import { checkWholeChain } from '@/lib/platform/audit/chain'
import { signWhenDue } from '@/lib/platform/audit/heads'
import { transaction } from '@/lib/platform/db/client'
import { defineWorker } from '@/lib/platform/jobs/define'
import { checkChainJob, signHeadsJob, stampHeadJob } from './jobs'
import { enqueueStamp, stampHead } from './store'

/** Every minute. What it signed and did not enqueue, because it died between, is found by the next run. */
const signHeads = defineWorker(signHeadsJob, async (_payload, { db, now }) => {
  await signWhenDue(db, now())
  // The newest covers all before it: older ones that were never stamped need no stamp of their own.
  const newest = await db.auditSignedHead.findFirst({
    where: { purpose: 'schedule' },
    orderBy: { seq: 'desc' },
    include: { stamp: true },
  })
  if (newest && !newest.stamp) await transaction(db, (tx) => enqueueStamp(tx, newest.id))
})

/** Fails when the authority does, and is then run again, later each time. */
const stampOneHead = defineWorker(stampHeadJob, async ({ headId }, { db, now }) => {
  await stampHead(db, headId, now())
})

/** Every hour: on a long log nobody waits for it on a page. */
const checkChain = defineWorker(checkChainJob, async (_payload, { db, now }) => {
  await checkWholeChain(db, now())
})

export const proofWorkers = [signHeads, stampOneHead, checkChain]
