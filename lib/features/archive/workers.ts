import { stopDemo } from '@/lib/features/instances/demo'
import { closeArchiveJob } from '@/lib/features/tokens/jobs'
import { runCommand } from '@/lib/platform/commands/run'
import { defineWorker } from '@/lib/platform/jobs/define'
import { wipe } from './commands'

/** Safe to run again: what is wiped stays wiped, and a demo that was stopped stays stopped. */
export const closeArchive = defineWorker(closeArchiveJob, async ({ instanceId }, { db, now }) => {
  const actor = { kind: 'system', name: 'archive' } as const
  const { isWiped, isDemo } = await runCommand(wipe, { db, actor, now: now(), input: { instanceId } })
  if (isWiped && isDemo) await stopDemo()
})
