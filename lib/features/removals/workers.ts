import { isPersonStopped } from '@/lib/features/cases/queries'
import { connectionOf } from '@/lib/features/instances/connections'
import { runCommand } from '@/lib/platform/commands/run'
import { transaction } from '@/lib/platform/db/client'
import { defineWorker, enqueue, type JobContext } from '@/lib/platform/jobs/define'
import { settle } from './commands'
import { lookJob } from './jobs'
import { LOOK_AGAIN_MS, looksAgain, verdictOf } from './model'
import { seeAfter } from './probing'
import { authorOf } from './queries'

const MACHINE = { kind: 'system', name: 'removals' } as const

/** Reads only, so that a run which died is simply run again. Nothing is asked about a person who was stopped meanwhile. */
export const look = defineWorker(lookJob, async ({ removalId }, context) => {
  const { db, now } = context
  const removal = await db.removal.findUnique({ where: { id: removalId }, include: { case: true } })
  const authorId = removal ? await authorOf(db, removal.case, removal.postId) : null
  if (!removal || removal.state !== 'checking' || !authorId) return
  const { instanceId, postId, reportId, looks } = removal
  if (await isPersonStopped(db, { instanceId, subjectId: authorId })) return tell(context, removalId, STOPPED)
  const connection = await connectionOf(db, removal.askedById ?? removal.begunById)
  if (!connection) return tell(context, removalId, NO_KEY)
  const after = await seeAfter(connection, { postId, reportId, authorId })
  if (looksAgain(after, looks)) {
    await db.removal.update({ where: { id: removalId }, data: { looks: looks + 1 } })
    const runAt = new Date(now().getTime() + LOOK_AGAIN_MS)
    return transaction(db, (tx) => enqueue(tx, lookJob, { removalId }, { runAt, key: `removal:${removalId}` }))
  }
  const author = await db.account.findUnique({
    where: { instanceId_remoteId: { instanceId, remoteId: authorId } },
  })
  const before = {
    wasRead: removal.readAt !== null,
    wasPublic: removal.wasPublic,
    hadPictures: removal.picturesSeenAt !== null,
    isLocal: author?.domain === null,
  }
  return tell(context, removalId, verdictOf(before, after))
})

type Told = ReturnType<typeof verdictOf>
const STOPPED: Told = { state: 'cannotTell', why: 'stopped' }
const NO_KEY: Told = { state: 'cannotTell', why: 'signInAgain' }

async function tell({ db, now }: JobContext, removalId: string, told: Told): Promise<void> {
  await runCommand(settle, { db, actor: MACHINE, now: now(), input: { removalId, ...told } })
}
