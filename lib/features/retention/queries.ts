import { z } from 'zod'
import { mayKnowWhere } from '@/lib/features/holds/queries'
import { askHolds, knownHolds } from '@/lib/features/holds/statements'
import { can, type PersonActor } from '@/lib/platform/access/access'
import { type Db, sql, transaction } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { RESTING_PLACES } from '@/lib/platform/privacy/resting-places'
import { defineQuery } from '@/lib/platform/queries/define'
import { isChangeable, KINDS, type Kind, RULES } from './model'
import type { RetentionView, RuleView, RunView } from './schema'
import { dueOf } from './statements'
import { daysNow } from './store'

/** What is kept, why and until when: the list in code with the numbers of this console. */
export const places = defineQuery({
  name: 'settings.kept',
  permission: 'settings.read',
  input: z.object({}),
  async run({ db, actor }) {
    if (actor.kind !== 'person') throw new AppError('signIn.needed')
    const { keepsMonths } = await db.instance.findUniqueOrThrow({ where: { id: actor.instanceId } })
    return {
      places: RESTING_PLACES.map(({ id, protection, columns = {}, files = [], until = {} }) => ({
        id,
        protection,
        until: id === 'reports' ? { ...until, months: keepsMonths } : until,
        where: [...Object.entries(columns).map(([table, names]) => `${table}: ${names.join(', ')}`), ...files],
      })),
    }
  },
})

const RUNS_SHOWN = 50
const LISTED = 20

/** The schedule with a dry run of it, and what was destroyed by it. */
export const plan = defineQuery({
  name: 'retention.plan',
  permission: 'retention.read',
  input: z.object({}),
  async run({ db, actor, now }): Promise<RetentionView> {
    if (actor.kind !== 'person') throw new AppError('signIn.needed')
    const { keepsMonths } = await db.instance.findUniqueOrThrow({ where: { id: actor.instanceId } })
    const runs = await runsOf(db, actor)
    return {
      rules: await dryRun(db, actor, now),
      keepsMonths,
      // That something is on hold may be a secret.
      runs: can(actor, 'hold.manage') ? runs : runs.filter((run) => run.state === 'done'),
      mayManage: can(actor, 'retention.manage'),
      now: now.toISOString(),
    }
  },
})

/** The certificate of a run, as it was signed. */
export const certificate = defineQuery({
  name: 'retention.certificate',
  permission: 'retention.read',
  input: z.object({ id: z.uuid() }),
  async run({ db, actor, remember }, { id }) {
    if (actor.kind !== 'person') throw new AppError('signIn.needed')
    const row = await db.retentionRun.findFirst({ where: { id, instanceId: actor.instanceId, state: 'done' } })
    if (!row?.certificate) throw new AppError('notFound')
    await remember({ fields: { run: id } })
    const [run] = await viewsOf(db, actor, [row])
    return { run, text: row.certificate, signatures: signed.parse(row.signatures) }
  },
})
const signed = z.object({ ed25519: z.string(), p256: z.string(), fingerprints: z.record(z.string(), z.string()) })

/**
 * What a run would destroy at this moment, as far as the reader may know: of a secret hold that is none of theirs they are told
 * neither that it keeps something nor how much. Nothing is changed.
 */
function dryRun(db: Db, actor: PersonActor, now: Date): Promise<RuleView[]> {
  return transaction(db, async (tx) => {
    const known = can(actor, 'hold.manage') ? null : await mayKnowWhere(tx, actor, now, {})
    const holds = known
      ? knownHolds(
          known.map((hold) => hold.id),
          now,
        )
      : await askHolds(tx, now)
    const days = await daysNow(tx)
    const views: RuleView[] = []
    for (const kind of KINDS) {
      const { from, held, label, person } = dueOf(kind, { asOf: now, days: days[kind] }, holds)
      const [row] = await tx.$queryRaw<{ goes: number; held: number }[]>(sql`
        SELECT count(*) FILTER (WHERE NOT ${held})::int AS goes, count(*) FILTER (WHERE ${held})::int AS held ${from}`)
      const isListed = can(actor, 'retention.manage') && (row?.goes ?? 0) > 0
      const list = isListed
        ? await tx.$queryRaw<{ label: string }[]>(sql`
            SELECT ${label} AS label ${from} AND NOT ${held} AND ${person} IS DISTINCT FROM ${actor.remoteId} LIMIT ${LISTED}`)
        : []
      const { days: usual, least, most } = RULES[kind]
      const counts = {
        goes: row?.goes ?? 0,
        held: row?.held ?? 0,
        list: list.map((one) => one.label),
      }
      views.push({ kind, days: days[kind], usual, least, most, isChangeable: isChangeable(kind), ...counts })
    }
    return views
  })
}

async function runsOf(db: Db, actor: PersonActor): Promise<RunView[]> {
  const { instanceId } = actor
  const rows = await db.retentionRun.findMany({ where: { instanceId }, orderBy: { asOf: 'desc' }, take: RUNS_SHOWN })
  return viewsOf(db, actor, rows)
}

type RunRow = NonNullable<Awaited<ReturnType<Db['retentionRun']['findFirst']>>>

async function viewsOf(db: Db, actor: PersonActor, rows: readonly RunRow[]): Promise<RunView[]> {
  const ids = rows.map((row) => row.id)
  const [groups, people] = await Promise.all([
    db.retentionItem.groupBy({ by: ['runId', 'kind'], where: { runId: { in: ids } }, _count: true }),
    db.person.findMany({ where: { id: { in: rows.flatMap((row) => row.askedById ?? []) } } }),
  ])
  return rows.map((row) => ({
    id: row.id,
    by: people.find((person) => person.id === row.askedById)?.acct ?? null,
    asOf: row.asOf.toISOString(),
    state: row.state === 'done' || row.state === 'waiting' ? row.state : 'running',
    // It counts what every hold kept, and some may be secret.
    held: can(actor, 'hold.manage') ? row.held : null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    counts: groups.flatMap((group) => {
      const kind: Kind | undefined = KINDS.find((known) => known === group.kind)
      return group.runId === row.id && kind ? [{ kind, count: group._count }] : []
    }),
    hasCertificate: row.certificate !== null,
  }))
}
