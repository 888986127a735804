import { setTimeout as sleep } from 'node:timers/promises'
import { runCommand } from '@/lib/platform/commands/run'
import type { Db } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { startRunner } from '@/lib/platform/jobs/runner'
import { runQuery } from '@/lib/platform/queries/define'
import { commands, downloads, queries, workers } from '@/lib/registry'
import { startAuthority } from '../authority'
import { openWorld, type World } from '../faults/world'
import { until } from '../stage'
import { tellDay } from './day'

const LEAST_ROWS = 1_000

/**
 * Makes a console with a database and an instance of its own, lets its people work until every kind of row stands in the log and
 * there are a thousand in all, hands the database over, and takes everything away.
 */
export async function demo(handTo: (db: Db) => Promise<number>): Promise<number> {
  const world = await openWorld({ accounts: 400, reports: 300 })
  const authority = await startAuthority().catch(() => null)
  const runner = await startRunner({ url: process.env.DATABASE_URL ?? '', db: world.db, workers, schedule: [] })
  try {
    await runner.addJob('mirror.wake', {})
    await until(async () => (await world.db.mirrorState.count({ where: { backfillDone: true } })) > 0)
    const undone = await tellDay(world, authority?.url ?? null)
    for (const [name, why] of undone) console.error(`not done: ${name} (${why})`)
    await tryEveryDoor(world)
    await fill(world)
    await settled(world.db)
    return await handTo(world.db)
  } finally {
    await runner.stop()
    await authority?.close()
    await world.close()
  }
}

/** Whoever has no role knocks at every door that there is, also those that others add later: each refusal is a row. */
async function tryEveryDoor({ db, people }: World): Promise<void> {
  const actor = { ...people.lena, roles: [] }
  for (const command of Object.values(commands))
    await refusedAt(runCommand<unknown>(command, { db, actor, now: new Date(), input: {} }))
  for (const query of Object.values({ ...queries, ...downloads }))
    await refusedAt(runQuery<unknown>(query, { db, actor, now: new Date(), input: {} }))
}

async function refusedAt(asked: Promise<unknown>): Promise<void> {
  await asked.catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error
  })
}

/** Notes on cases, as many as are missing. */
async function fill({ db, people }: World): Promise<void> {
  const cases = await db.case.findMany({ where: { class: 'ordinary' }, select: { id: true }, take: 200 })
  const actor = people.kofi
  for (let n = 1; (await db.auditRow.count()) < LEAST_ROWS; n++) {
    // A case that concerns Kofi himself refuses him; that is a row as well.
    for (const { id } of cases) {
      const input = { caseId: id, text: `Looked at it, ${n}.` }
      await refusedAt(runCommand<unknown>(commands['cases.addNote'], { db, actor, now: new Date(), input }))
    }
  }
}

/** Nothing is on its way any more, or it takes too long to wait for. */
async function settled(db: Db): Promise<void> {
  for (let n = 0; n < 60; n++) {
    if ((await db.act.count({ where: { state: { in: ['asked', 'sent'] } } })) === 0) return
    await sleep(500)
  }
}
