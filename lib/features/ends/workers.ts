import { runCommand } from '@/lib/platform/commands/run'
import { defineWorker } from '@/lib/platform/jobs/define'
import { come } from './commands'
import { endActsJob } from './jobs'

const MACHINE = { kind: 'system', name: 'ends' } as const

/** Every minute, oldest first. Each act in a transaction of its own: two processes meet at its case, and the second finds it done. */
export const endActs = defineWorker(endActsJob, async (_payload, { db, now }) => {
  const due = await db.act.findMany({
    where: {
      endsAt: { lte: now() },
      endedAs: null,
      state: { in: ['confirmed', 'notConfirmed'] },
      person: { instance: { state: 'connected' } },
    },
    orderBy: { endsAt: 'asc' },
    select: { id: true },
    take: 100,
  })
  for (const { id } of due) await runCommand(come, { db, actor: MACHINE, now: now(), input: { actId: id } })
})
