import type { Actor } from '@/lib/platform/access/access'
import { rulesOf } from '@/lib/features/intake/queries'
import { type Db, sql, type Sql } from '@/lib/platform/db/client'
import type { PendingView, SyncView } from '@/lib/features/reports/schema'
import { monthsBefore } from '@/lib/platform/privacy/lifetimes'
import { fullUntil } from '@/lib/features/budget/store'
import { doingOf, estimate, firstReadingMs, PENDING_COUNTED, roundMs, sweepMs } from './model'
import type { MirrorRow } from './store'

interface Standing {
  domain: string
  origin: string
  isDemo: boolean
  daysAhead: number
  rules: unknown
  seenAt: string | null
  failure: string | null
  backfillDone: boolean | null
  reportsRead: number | null
  firstId: string | null
  backfillMaxId: string | null
  pendingCount: number | null
}

/** How current the mirror of the actor's instance is. */
export async function syncOf(db: Db, actor: Actor): Promise<SyncView> {
  const [row] = await db.$queryRaw<{ standing: unknown }[]>(sql`SELECT ${standingSql(actor)} AS standing`)
  return instanceIn(row?.standing).sync
}

/** The instance and its mirror as one JSON value: a part of statements that pages read anyway. */
export function standingSql(actor: Actor): Sql {
  const which = actor.kind === 'person' ? sql`i.id = ${actor.instanceId}::uuid` : sql`i.state = 'connected'`
  return sql`(SELECT json_build_object('domain', i.domain, 'origin', i.origin, 'isDemo', i.is_demo, 'daysAhead', i.days_ahead, 'rules', i.rules, 'seenAt', m.seen_at,
    'failure', m.failure, 'backfillDone', m.backfill_done, 'reportsRead', m.reports_read, 'firstId', m.first_id,
    'backfillMaxId', m.backfill_max_id, 'pendingCount', m.pending_count)
    FROM instance i LEFT JOIN mirror_state m ON m.instance_id = i.id WHERE ${which} LIMIT 1)`
}

interface InstanceNow {
  sync: SyncView
  rules: { id: string; text: string }[]
  pending: PendingView | null
}

/** What that value says. */
export function instanceIn(value: unknown): InstanceNow {
  const row = value as Standing | null | undefined // As `standingSql` writes it.
  const read = row?.reportsRead ?? 0
  const sync = {
    domain: row?.domain ?? '',
    isDemo: row?.isDemo ?? false,
    daysAhead: row?.daysAhead ?? 0,
    asOf: row?.seenAt ? new Date(row.seenAt).toISOString() : null,
    backfill: row?.backfillDone === false ? { read, about: estimate(read, row.firstId, row.backfillMaxId) } : null,
    failure: row?.failure ?? null,
  }
  return { sync, rules: rulesOf(row?.rules), pending: pendingIn(row) }
}

/** Who waits to be let in, and the page of Mastodon that lists them (mastodon-api.md 6, line 35). */
function pendingIn(row: Standing | null | undefined): PendingView | null {
  const count = row?.pendingCount ?? 0
  if (!row || count === 0) return null
  return { count, isMore: count >= PENDING_COUNTED, url: `${row.origin}/admin/accounts?status=pending` }
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

/** What the background reading does, how long that takes, and what it costs the server. */
export async function readingOf(db: Db, instanceId: string, now: Date) {
  const instance = await db.instance.findUniqueOrThrow({ where: { id: instanceId }, include: { mirror: true } })
  const { mirror } = instance
  const count = await db.report.count({ where: { instanceId, isResolved: false, goneAt: null } })
  const budgetUntil = await backgroundWaitsUntil(db, instance.readerPersonId, now)
  const doing = doingOf(mirror ? { ...mirror, budgetUntil } : { ...NOTHING_READ, budgetUntil }, now)
  const about = mirror ? estimate(mirror.reportsRead, mirror.firstId, mirror.backfillMaxId) : 0
  const pace = { reportMs: mirror?.reportMs ?? null, historyDone: mirror?.historyDone ?? false }
  return {
    doing: 'until' in doing ? { ...doing, until: doing.until.toISOString() } : doing,
    firstMs: mirror?.backfillDone ? null : firstReadingMs({ ...pace, count: about - (mirror?.reportsRead ?? 0) }),
    openCount: count,
    sweepMs: sweepMs({ ...pace, count }),
    sweptAt: mirror?.sweptAt?.toISOString() ?? null,
    again: mirror?.historyDone ? againOf(mirror) : null,
    answerMs: mirror?.answerMs ?? null,
    reportMs: mirror?.reportMs ?? null,
    bestReportMs: mirror?.bestReportMs ?? null,
  }
}

const NOTHING_READ = { failure: null, restsUntil: null, backfillDone: false }

async function backgroundWaitsUntil(db: Db, personId: string | null, now: Date): Promise<Date | null> {
  if (!personId) return null
  const reading = await db.token.findFirst({ where: { personId, purpose: 'reading', deadAt: null } })
  return fullUntil(db, { personId, purpose: reading?.sealed ? 'reading' : 'acting', priority: 'background' }, now)
}

/** The rounds over resolved reports: the last one, the one that goes on, and how long one takes. */
function againOf({ historyRead, againDoneAt, againTookS, againStartedAt }: MirrorRow) {
  return {
    startedAt: againStartedAt?.toISOString() ?? null,
    doneAt: againDoneAt?.toISOString() ?? null,
    tookMs: againTookS === null ? null : againTookS * 1000,
    aboutMs: roundMs(historyRead),
  }
}
