import type { Actor } from '@/lib/platform/access/access'
import type { Db } from '@/lib/platform/db/client'
import type { SyncView } from '@/lib/features/reports/schema'
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
