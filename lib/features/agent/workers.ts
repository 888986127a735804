import { runCommand } from '@/lib/platform/commands/run'
import { defineWorker } from '@/lib/platform/jobs/define'
import { noteCheck } from './commands'
import { checkAboutJob } from './jobs'
import { seeAbout } from './probing'

const MACHINE = { kind: 'system', name: 'agent' } as const

/** Once a day: pages are rewritten, and nobody thinks of the agent then. */
export const checkAbout = defineWorker(checkAboutJob, async (_, { db, now }) => {
  const seen = await seeAbout(db)
  if (seen) await runCommand(noteCheck, { db, actor: MACHINE, now: now(), input: seen })
})
