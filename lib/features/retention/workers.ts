import { destroy } from '@/lib/features/destruction/commands'
import { askHolds } from '@/lib/features/holds/statements'
import { runCommand } from '@/lib/platform/commands/run'
import { type Db, sql, transaction } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { defineWorker } from '@/lib/platform/jobs/define'
import { ageOf, beginNightly, dropSome, dropStale as drop, settleRun } from './commands'
import { dropStaleJob, nightlyJob, runRetentionJob } from './jobs'
import { KINDS } from './model'
import { dueOf } from './statements'

const actor = { kind: 'system', name: 'retention' } as const

/** Every hour. Running it twice drops nothing twice. */
export const dropStale = defineWorker(dropStaleJob, async (_payload, { db, now }) => {
  await runCommand(drop, { db, actor, now: now(), input: {} })
})

/** Once a night. */
export const nightlyRetention = defineWorker(nightlyJob, async (_payload, { db, now }) => {
  await runCommand(beginNightly, { db, actor, now: now(), input: {} })
})

/** Goes on wherever a run stands: each batch is a transaction of its own, and finds what is left. */
export const runRetention = defineWorker(runRetentionJob, async (_payload, { db, now }) => {
  const runs = await db.retentionRun.findMany({ where: { state: { not: 'done' } }, orderBy: { asOf: 'asc' } })
  for (const run of runs) {
    for (const kind of KINDS) {
      if (kind === 'evidence' || kind === 'cases') await destroySealed(db, run, kind, now)
      else
        while ((await runCommand(dropSome, { db, actor, now: now(), input: { runId: run.id, kind } })) > 0) {
          // The next batch.
        }
    }
    await runCommand(settleRun, { db, actor, now: now(), input: { runId: run.id } })
  }
})

interface Run {
  id: string
  asOf: Date
  rules: unknown
}

const SEALED_BATCH = 200

/** What is sealed, and cases whole, go by the ledger of destruction: written down first. */
async function destroySealed(db: Db, run: Run, kind: 'evidence' | 'cases', now: () => Date): Promise<void> {
  for (;;) {
    const ids = await dueIds(db, run, kind, now())
    const [first] = ids
    if (!first) return
    const entry = kind === 'cases' ? ('cases' as const) : ('objects' as const)
    const wish = { kind: entry, ids: ids.map((row) => row.id), instanceId: first.instanceId, runId: run.id }
    try {
      await destroy(db, now(), { ...wish, why: `retention ${kind} ${ageOf(run, kind).days} days` })
    } catch (error) {
      // A hold was placed between the look and the intent: the next look leaves that out.
      if (!(error instanceof AppError) || error.code !== 'held') throw error
    }
  }
}

/** Of one instance at a time: an entry of the ledger names one. */
function dueIds(db: Db, run: Run, kind: 'evidence' | 'cases', now: Date) {
  return transaction(db, async (tx) => {
    const { from, held } = dueOf(kind, ageOf(run, kind), await askHolds(tx, now))
    const id = kind === 'cases' ? sql`c.id` : sql`o.id`
    const rows = await tx.$queryRaw<{ id: string; instanceId: string }[]>(sql`
      SELECT ${id} AS id, c.instance_id AS "instanceId" ${from} AND NOT ${held}
      ORDER BY c.instance_id, c.id LIMIT ${SEALED_BATCH}`)
    return rows.filter((row) => row.instanceId === rows[0]?.instanceId)
  })
}
