import { askForStamp, NoStamp } from '@/lib/integrations/stamps/client/ask'
import { type Db, sql, type Tx } from '@/lib/platform/db/client'
import { enqueue } from '@/lib/platform/jobs/define'
import { stampHeadJob } from './jobs'
import { isOverdue } from './model'

/**
 * Has the authority stamp a signed head and keeps its answer; tells whether the head has a stamp then. Nothing is asked without
 * an authority. Throws NoStamp when there is none to be had now. Died half-way, it is asked again: two stamps harm nobody.
 */
export async function stampHead(db: Db, headId: string, now: Date): Promise<boolean> {
  const head = await db.auditSignedHead.findUnique({ where: { id: headId }, include: { stamp: true } })
  const authority = await db.stampAuthority.findFirst()
  if (!head || head.stamp || !authority) return Boolean(head?.stamp)
  try {
    const { answer, stamp } = await askForStamp(authority, Buffer.from(head.text))
    const { url, isQualified } = authority
    const said = { stampedAt: stamp.stampedAt, authority: url, authorityName: stamp.authorityName, isQualified }
    await db.auditHeadStamp.createMany({ data: { headId, answer, ...said, receivedAt: now }, skipDuplicates: true })
    await db.stampAuthority.updateMany({ where: { url }, data: { failure: null, failedAt: null } })
    return true
  } catch (error) {
    if (error instanceof NoStamp)
      await db.stampAuthority.updateMany({ where: { url: authority.url }, data: { failure: error.why, failedAt: now } })
    throw error
  }
}

// graphile-worker waits longer each time, six hours at most: some four days in all. Then the next head is tried.
const ATTEMPTS = 25

/** Enqueues the stamp of a head, unless it waits already: a job that is added again would forget how long it has to wait. */
export async function enqueueStamp(tx: Tx, headId: string): Promise<void> {
  if ((await tx.stampAuthority.count()) === 0) return
  const key = `stamp:${headId}`
  const waiting = await tx.$queryRaw<unknown[]>(sql`
    SELECT 1 AS is FROM graphile_worker._private_jobs WHERE key = ${key} AND attempts < max_attempts`)
  if (waiting.length === 0) await enqueue(tx, stampHeadJob, { headId }, { key, maxAttempts: ATTEMPTS })
}

/** The newest stamp, and the oldest head after it that has none. */
export async function stampsOf(db: Db) {
  const stamped = await db.auditSignedHead.findFirst({
    where: { stamp: { isNot: null } },
    orderBy: [{ seq: 'desc' }, { at: 'desc' }],
    include: { stamp: true },
  })
  const waiting = await db.auditSignedHead.findFirst({
    where: { stamp: null, seq: { gt: stamped?.seq ?? 0n } },
    orderBy: { seq: 'asc' },
  })
  return { stamped, waiting }
}

/** Whether a stamp has been awaited for too long (health page). */
export async function isStampOverdue(db: Db, now: Date): Promise<boolean> {
  const authority = await db.stampAuthority.findFirst()
  if (!authority) return false
  const { waiting } = await stampsOf(db)
  return isOverdue({ now, askedSince: authority.setAt, unstampedSince: waiting?.at ?? null })
}
