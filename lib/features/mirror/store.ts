import type { Db, Prisma } from '@/lib/platform/db/client'

export type MirrorRow = Prisma.MirrorStateGetPayload<object>

/** Takes the right to read, by compare-and-set; null when another process has it. */
export async function leaseMirror(db: Db, instanceId: string, now: Date, ms: number): Promise<MirrorRow | null> {
  await db.mirrorState.createMany({ data: { instanceId }, skipDuplicates: true })
  const { count } = await db.mirrorState.updateMany({
    where: { instanceId, instance: { state: 'connected' }, OR: [{ leasedUntil: null }, { leasedUntil: { lt: now } }] },
    data: { leasedUntil: new Date(now.getTime() + ms) },
  })
  if (count === 0) return null
  return db.mirrorState.findUniqueOrThrow({ where: { instanceId } })
}

export async function keepState(db: Db, instanceId: string, change: Prisma.MirrorStateUpdateInput): Promise<void> {
  await db.mirrorState.update({ where: { instanceId }, data: change })
}

export async function openSweep(db: Db, instanceId: string, at: Date): Promise<Date> {
  await keepState(db, instanceId, { sweepStartedAt: at, sweepMaxId: null })
  return at
}

/** Open reports that were not met since then, beyond a number: at most 500, oldest first. */
export function reportsNotSeenSince(db: Db, instanceId: string, { at, after }: { at: Date; after: bigint }) {
  return db.report.findMany({
    where: { instanceId, isResolved: false, goneAt: null, seenAt: { lt: at }, sequence: { gt: after } },
    orderBy: { sequence: 'asc' },
    select: { remoteId: true, targetId: true, sequence: true },
    take: 500,
  })
}

export async function monthsKept(db: Db, instanceId: string): Promise<number> {
  return (await db.instance.findUniqueOrThrow({ where: { id: instanceId } })).keepsMonths
}
