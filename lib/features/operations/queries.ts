import { visibleAndOrdinary } from '@/lib/features/cases/model'
import { countBlockedNow } from '@/lib/features/conflicts/queries'
import { isEdgeTroubled } from '@/lib/features/edge/queries'
import { isStampOverdue } from '@/lib/features/proof/store'
import { haveStopped, isWaitingLong } from '@/lib/features/webhooks/queries'
import { type Db, sql } from '@/lib/platform/db/client'
import type { Measure, Sample } from '@/lib/platform/metrics/text'
import { type Attention, CLOCK_BLUR_MS, STALE_AFTER_MS } from './model'

/** What is no reason to send nobody here, and yet wants somebody's eye. */
export async function attentionOf(db: Db, now: Date): Promise<Attention[]> {
  const instance = await db.instance.findFirst({ where: { state: 'connected' }, include: { mirror: true } })
  const seenAt = instance?.mirror?.seenAt ?? instance?.connectedAt ?? now
  const isOld = now.getTime() - seenAt.getTime() > STALE_AFTER_MS
  const found: [Attention, boolean][] = [
    ['notConnected', instance === null],
    ['instanceNotRead', Boolean(instance?.mirror?.failure)],
    ['stale', instance !== null && isOld],
    ['webhooksStopped', instance !== null && (await haveStopped(db, instance.id, now))],
    ['hintsWait', instance !== null && (await isWaitingLong(db, instance.id, now))],
    ['stampOverdue', await isStampOverdue(db, now)],
    ['edgeNotInForce', instance !== null && (await isEdgeTroubled(db, instance.id, now))],
    ['casesNobodyMayDecide', (await countBlockedNow(db)) > 0],
    ['clockOff', Math.abs((await databaseNow(db)).getTime() - now.getTime()) > CLOCK_BLUR_MS],
  ]
  return found.flatMap(([word, is]) => (is ? [word] : []))
}

async function databaseNow(db: Db): Promise<Date> {
  const [row] = await db.$queryRaw<{ at: Date }[]>(sql`SELECT clock_timestamp() AS at`)
  return row?.at ?? new Date(0)
}

/**
 * Figures for whoever runs the machine. They pass the one predicate of sight and leave the child-safety class out: a number
 * that moves would tell of a case that its reader may not know of.
 */
export async function figuresOf(db: Db, now: Date): Promise<Measure[]> {
  const ordinary = {
    AND: [visibleAndOrdinary({ kind: 'system', name: 'metrics' }), { instanceId: await connectedId(db) }],
  }
  const [open, acts, jobs, mirror, budget, processes] = await Promise.all([
    db.case.count({ where: { AND: [ordinary, { kind: 'report', state: 'open' }] } }),
    db.act.groupBy({ by: ['state'], where: { case: ordinary }, _count: true }),
    jobStates(db),
    db.mirrorState.findFirst({ where: { instance: { state: 'connected' } } }),
    budgetUsed(db),
    db.appProcess.count({ where: { seenAt: { gt: new Date(now.getTime() - 30_000) } } }),
  ])
  const age = mirror?.seenAt ? (now.getTime() - mirror.seenAt.getTime()) / 1000 : null
  return [
    gauge('docket_cases_open', 'Open cases of ordinary class.', [{ value: open }]),
    gauge(
      'docket_acts',
      'Acts of ordinary cases by state.',
      acts.map((row) => byState(row.state, row._count)),
    ),
    gauge('docket_jobs', 'Jobs by state; failed ones are not tried again.', jobs),
    gauge('docket_processes', 'Processes of the app that were seen in the last 30 seconds.', [{ value: processes }]),
    gauge('docket_mirror_age_seconds', 'Since when the instance was read last.', age === null ? [] : [{ value: age }]),
    gauge('docket_mirror_failing', 'Whether the last reading failed.', [{ value: Number(Boolean(mirror?.failure)) }]),
    gauge('docket_mastodon_requests_used', 'Highest count of one person in the present window, by limit.', budget),
  ]
}

async function connectedId(db: Db): Promise<string> {
  const instance = await db.instance.findFirst({ where: { state: 'connected' }, select: { id: true } })
  return instance?.id ?? '00000000-0000-0000-0000-000000000000'
}

async function jobStates(db: Db): Promise<Sample[]> {
  const rows = await db.$queryRaw<{ state: string; count: bigint }[]>(sql`
    SELECT CASE WHEN locked_at IS NOT NULL THEN 'running' WHEN attempts >= max_attempts THEN 'failed'
      WHEN run_at > now() THEN 'later' ELSE 'waiting' END AS state, count(*) AS count
    FROM graphile_worker._private_jobs GROUP BY 1`)
  const found = new Map(rows.map(({ state, count }) => [state, Number(count)]))
  return ['running', 'failed', 'later', 'waiting'].map((state) => byState(state, found.get(state) ?? 0))
}

// Windows of the limits (features/budget/model): five minutes, and fifteen for what pages.
async function budgetUsed(db: Db): Promise<Sample[]> {
  const rows = await db.$queryRaw<{ counter: string; used: number }[]>(sql`
    SELECT counter, max(used)::int AS used FROM request_budget
    WHERE window_at > now() - CASE WHEN counter = 'paging' THEN interval '15 minutes' ELSE interval '5 minutes' END
    GROUP BY counter ORDER BY counter`)
  return rows.map(({ counter, used }) => ({ labels: { counter }, value: used }))
}

const gauge = (name: string, help: string, samples: Sample[]): Measure => ({ name, help, type: 'gauge', samples })
const byState = (state: string, value: number): Sample => ({ labels: { state }, value })
