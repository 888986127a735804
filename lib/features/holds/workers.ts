import { runCommand } from '@/lib/platform/commands/run'
import { defineWorker } from '@/lib/platform/jobs/define'
import { noteAlarms } from './commands'
import { sweepHoldsJob } from './jobs'

/** Every hour, and when a hold is placed. Running it twice raises nothing twice. */
export const sweepHolds = defineWorker(sweepHoldsJob, async (_payload, { db, now }) => {
  await runCommand(noteAlarms, { db, actor: { kind: 'system', name: 'holds' }, now: now(), input: {} })
})
