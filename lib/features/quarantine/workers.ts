import { runCommand } from '@/lib/platform/commands/run'
import { defineWorker } from '@/lib/platform/jobs/define'
import { log } from '@/lib/platform/log/log'
import { dropDestroyed, sweepShelf } from '@/lib/platform/vault/destroy'
import { expire } from './commands'
import { tidyVaultJob } from './jobs'

const MACHINE = { kind: 'system', name: 'vault' } as const

/** Every hour, and after something was destroyed. A run that dies is made good by the next: keys first, then files. */
export const tidyVault = defineWorker(tidyVaultJob, async (_payload, { db, now }) => {
  await runCommand(expire, { db, actor: MACHINE, now: now(), input: {} })
  while ((await dropDestroyed(db, now())) > 0);
  const { orphans, leftovers } = await sweepShelf(db, now())
  if (orphans + leftovers > 0) log('warn', 'vault.swept', { orphans, leftovers })
})
