import { defineWorker } from '@/lib/platform/jobs/define'
import { dropDestroyed } from '@/lib/platform/vault/destroy'
import { finishPending } from './commands'
import { finishDestructionJob } from './jobs'
import { syncLedger } from './store'

/** At each start and every hour: what a crash left between the intent and its end. What is on hold meanwhile waits. */
export const finishDestruction = defineWorker(finishDestructionJob, async (_payload, { db, now }) => {
  await syncLedger(db)
  await finishPending(db, now())
  await syncLedger(db)
  await dropDestroyed(db, now())
})
