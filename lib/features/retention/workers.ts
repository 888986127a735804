import { runCommand } from '@/lib/platform/commands/run'
import { defineWorker } from '@/lib/platform/jobs/define'
import { dropStale as drop } from './commands'
import { dropStaleJob } from './jobs'

/** Every hour. Running it twice drops nothing twice. */
export const dropStale = defineWorker(dropStaleJob, async (_payload, { db, now }) => {
  await runCommand(drop, { db, actor: { kind: 'system', name: 'retention' }, now: now(), input: {} })
})
