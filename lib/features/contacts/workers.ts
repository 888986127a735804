import { runCommand } from '@/lib/platform/commands/run'
import { defineWorker } from '@/lib/platform/jobs/define'
import { drop } from './commands'
import { dropContactsJob } from './jobs'

/** Once a night. Running it again finds nothing more to drop. */
export const dropContacts = defineWorker(dropContactsJob, async (_payload, { db, now }) => {
  await runCommand(drop, { db, actor: { kind: 'system', name: 'contacts' }, now: now(), input: {} })
})
