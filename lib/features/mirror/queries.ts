import type { Actor } from '@/lib/platform/access/access'
import { rulesOf } from '@/lib/features/intake/queries'
import { type Db, sql, type Sql } from '@/lib/platform/db/client'
import type { SyncView } from '@/lib/features/reports/schema'
import { monthsBefore } from '@/lib/platform/privacy/lifetimes'
import { estimate } from './model'

interface Standing {
  domain: string
  isDemo: boolean
  rules: unknown
  seenAt: string | null
  failure: string | null
  backfillDone: boolean | null
  reportsRead: number | null
  firstId: string | null
  backfillMaxId: string | null
}

/** How current the mirror of the actor's instance is. */
export async function syncOf(db: Db, actor: Actor): Promise<SyncView> {
  const [row] = await db.$queryRaw<{ standing: unknown }[]>(sql`SELECT ${standingSql(actor)} AS standing`)
  return instanceIn(row?.standing).sync
}

/** The instance and its mirror as one JSON value: a part of statements that pages read anyway. */
export function standingSql(actor: Actor): Sql {
  const which = actor.kind === 'person' ? sql`i.id = ${actor.instanceId}::uuid` : sql`i.state = 'connected'`
  return sql`(SELECT json_build_object('domain', i.domain, 'isDemo', i.is_demo, 'rules', i.rules, 'seenAt', m.seen_at,
    'failure', m.failure, 'backfillDone', m.backfill_done, 'reportsRead', m.reports_read, 'firstId', m.first_id,
    'backfillMaxId', m.backfill_max_id)
    FROM instance i LEFT JOIN mirror_state m ON m.instance_id = i.id WHERE ${which} LIMIT 1)`
}

/** What that value says. */
export function instanceIn(value: unknown): { sync: SyncView; rules: { id: string; text: string }[] } {
  const row = value as Standing | null | undefined // As `standingSql` writes it.
  const read = row?.reportsRead ?? 0
  const sync = {
    domain: row?.domain ?? '',
    isDemo: row?.isDemo ?? false,
    asOf: row?.seenAt ? new Date(row.seenAt).toISOString() : null,
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
