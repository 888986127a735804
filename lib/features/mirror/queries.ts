import type { Actor } from '@/lib/platform/access/access'
import { rulesOf } from '@/lib/features/intake/queries'
import { type Db, sql } from '@/lib/platform/db/client'
import type { SyncView } from '@/lib/features/reports/schema'
import { monthsBefore } from '@/lib/platform/privacy/lifetimes'
import { estimate } from './model'

interface Standing {
  domain: string
  isDemo: boolean
  rules: unknown
  seenAt: Date | null
  failure: string | null
  backfillDone: boolean | null
  reportsRead: number | null
  firstId: string | null
  backfillMaxId: string | null
}

/** How current the mirror of the actor's instance is. */
export const syncOf = async (db: Db, actor: Actor): Promise<SyncView> => (await instanceNow(db, actor)).sync

/** The same with the rules of the instance; in one statement, since every page asks for it. */
export async function instanceNow(
  db: Db,
  actor: Actor,
): Promise<{ sync: SyncView; rules: { id: string; text: string }[] }> {
  const which = actor.kind === 'person' ? sql`i.id = ${actor.instanceId}::uuid` : sql`i.state = 'connected'`
  const [row] = await db.$queryRaw<Standing[]>(sql`
    SELECT i.domain, i.is_demo AS "isDemo", i.rules, m.seen_at AS "seenAt", m.failure, m.backfill_done AS "backfillDone",
      m.reports_read AS "reportsRead", m.first_id AS "firstId", m.backfill_max_id AS "backfillMaxId"
    FROM instance i LEFT JOIN mirror_state m ON m.instance_id = i.id WHERE ${which} LIMIT 1`)
  const read = row?.reportsRead ?? 0
  const sync = {
    domain: row?.domain ?? '',
    isDemo: row?.isDemo ?? false,
    asOf: row?.seenAt?.toISOString() ?? null,
    backfill: row?.backfillDone === false ? { read, about: estimate(read, row.firstId, row.backfillMaxId) } : null,
    failure: row?.failure ?? null,
  }
  return { sync, rules: rulesOf(row?.rules) }
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
