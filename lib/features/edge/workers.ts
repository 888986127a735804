import { isPersonStopped } from '@/lib/features/cases/queries'
import { outwardTo } from '@/lib/features/instances/connections'
import { runCommand } from '@/lib/platform/commands/run'
import { transaction } from '@/lib/platform/db/client'
import { defineWorker, enqueue } from '@/lib/platform/jobs/define'
import { probeJob, wakeEdgeJob } from './jobs'
import { REPROBE_MS } from './model'
import { settle } from './outcomes'
import { hostsIn, seeAll } from './probing'

const MACHINE = { kind: 'system', name: 'edge' } as const

/** Reads only: a look that died is simply made again. */
const probe = defineWorker(probeJob, async ({ blockId }, { db, now }) => {
  const block = await db.edgeBlock.findUnique({ where: { id: blockId } })
  if (!block || block.liftedAt) return
  const instance = await db.instance.findFirst({ where: { id: block.instanceId, state: 'connected' } })
  if (!instance) return
  const { instanceId, accountId } = block
  // Nothing is asked about a person who was stopped meanwhile.
  if (await isPersonStopped(db, { instanceId, subjectId: accountId })) {
    const nextProbeAt = new Date(now().getTime() + REPROBE_MS)
    await db.edgeBlock.update({ where: { id: blockId }, data: { nextProbeAt } })
    return
  }
  const author = accountId
    ? await db.account.findUnique({ where: { instanceId_remoteId: { instanceId, remoteId: accountId } } })
    : null
  // The instance itself named the files of its posts. What a notice calls a file is asked for only where the instance is known to be.
  const named = block.postId ? hostsIn(block.mediaUrls) : []
  const mediaHosts = [...new Set([...instance.mediaHosts, ...named])]
  const answers = await seeAll(outwardTo({ ...instance, mediaHosts }), {
    origin: instance.origin,
    postId: block.postId,
    postUrl: block.postUrl,
    mediaUrls: block.mediaUrls,
    acct: author?.acct ?? null,
  })
  await runCommand(settle, { db, actor: MACHINE, now: now(), input: { blockId, answers } })
})

/** A look is up to fifteen requests, and a stranger has 300 in five minutes. */
const AT_ONCE = 4

/** Every minute: the blocks whose next look is due, the longest overdue first. */
const wake = defineWorker(wakeEdgeJob, async (_payload, { db, now }) => {
  const due = await db.edgeBlock.findMany({
    where: { liftedAt: null, nextProbeAt: { lte: now() } },
    orderBy: { nextProbeAt: 'asc' },
    take: AT_ONCE,
    select: { id: true },
  })
  await transaction(db, async (tx) => {
    for (const { id } of due) await enqueue(tx, probeJob, { blockId: id }, { key: `edge:${id}` })
  })
})

export const edgeWorkers = [probe, wake]
