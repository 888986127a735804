import type { Actor } from '@/lib/platform/access/access'
import type { Db } from '@/lib/platform/db/client'
import type { SyncView } from '@/lib/features/reports/schema'
import { monthsBefore } from '@/lib/platform/privacy/lifetimes'
import { estimate } from './model'

/** How current the mirror of the actor's instance is. */
export async function syncOf(db: Db, actor: Actor): Promise<SyncView> {
  const where = actor.kind === 'person' ? { id: actor.instanceId } : { state: 'connected' }
  const instance = await db.instance.findFirst({ where, include: { mirror: true } })
  const state = instance?.mirror ?? null
  const isReading = state !== null && !state.backfillDone
  return {
    domain: instance?.domain ?? '',
    isDemo: instance?.isDemo ?? false,
    asOf: state?.seenAt?.toISOString() ?? null,
    backfill: isReading
      ? { read: state.reportsRead, about: estimate(state.reportsRead, state.firstId, state.backfillMaxId) }
      : null,
    failure: state?.failure ?? null,
  }
}

/** How far back the resolved reports are read, and how far they shall be. */
export async function historyOf(db: Db, instanceId: string, now: Date) {
  const instance = await db.instance.findUniqueOrThrow({ where: { id: instanceId }, include: { mirror: true } })
  const { keepsMonths, mirror } = instance
  const since = monthsBefore(now, keepsMonths)
  const reachedAt = mirror?.historyReachedAt ?? now
  const share = (now.getTime() - reachedAt.getTime()) / Math.max(1, now.getTime() - since.getTime())
  return {
    months: keepsMonths,
    since: since.toISOString(),
    reachedAt: mirror?.historyReachedAt?.toISOString() ?? null,
    read: mirror?.historyRead ?? 0,
    percent: mirror?.historyDone ? 100 : Math.round(100 * Math.min(1, Math.max(0, share))),
    isDone: keepsMonths === 0 || (mirror?.historyDone ?? false),
  }
}
