import { type ChildProcess, spawn } from 'node:child_process'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type Db, newId, sql, transaction } from '@/lib/platform/db/client'
import { freshDatabase } from '@/lib/testing/database'
import { defineJob, defineWorker, enqueue } from './define'
import { keepPresent, releaseLost } from './processes'
import { poolIds, startRunner } from './runner'

let db: Db
let url: string
let child: ChildProcess | undefined
beforeAll(async () => {
  ;({ db, url } = await freshDatabase())
})
beforeEach(async () => {
  await db.appProcess.deleteMany()
  await db.$executeRaw(sql`DELETE FROM graphile_worker._private_jobs`)
})
afterEach(() => child?.kill('SIGKILL'))

const job = defineJob({ name: 'test.hang', payload: z.object({}) })
const add = () => transaction(db, (tx) => enqueue(tx, job, {}))
const lockedBy = async () =>
  (await db.$queryRaw<{ pool: string | null }[]>(sql`SELECT locked_by AS pool FROM graphile_worker._private_jobs`)).map(
    ({ pool }) => pool,
  )
const lock = (pool: string, seconds: number) =>
  db.$executeRaw(sql`
  UPDATE graphile_worker._private_jobs SET locked_by = ${pool}, locked_at = now() - make_interval(secs => ${seconds})`)
const seen = (pool: string, secondsAgo: number) =>
  db.$executeRaw(sql`
  INSERT INTO app_process VALUES (${newId()}::uuid, ARRAY[${pool}], now(), now() - make_interval(secs => ${secondsAgo}))`)

describe('the jobs of a process that was killed', () => {
  it('are run by another one within the while in which nobody has seen it', async () => {
    await add()
    child = spawn(process.execPath, ['--import', 'tsx', 'lib/testing/hanging-worker.ts', url], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const holder = child
    await new Promise((resolve) => holder.stdout?.once('data', resolve))
    await expect.poll(() => db.appProcess.count(), { timeout: 10_000 }).toBe(1)
    let runs = 0
    const worker = defineWorker(job, async () => void (runs += 1))
    const runner = await startRunner({ url, db, workers: [worker], schedule: [] })
    const presence = keepPresent({ db, poolIds: () => poolIds, beatMs: 100, lostAfterSeconds: 1 })
    await expect.poll(() => db.appProcess.count(), { timeout: 10_000 }).toBe(2)
    // While it lives, the job is its own, however long it takes.
    await new Promise((resolve) => setTimeout(resolve, 1500))
    expect([runs, (await lockedBy()).length]).toEqual([0, 1])
    holder.kill('SIGKILL')
    await expect.poll(() => runs, { timeout: 20_000 }).toBe(1)
    await expect.poll(lockedBy, { timeout: 10_000 }).toEqual([])
    await runner.stop()
    await presence.leave()
  })
})

describe('a locked job', () => {
  it.each([
    ['of a process that was seen just now stays', 'pool-a', 5, 100, 'pool-a'],
    ['of a process that was not seen for a while is given back', 'pool-a', 40, 100, null],
    ['that was taken up only now stays, whoever has it', 'pool-b', 5, 1, 'pool-b'],
    ['of which no process knows is given back', 'pool-b', 5, 100, null],
  ] as const)('%s', async (_label, pool, seenAgo, lockedAgo, expected) => {
    await add()
    await lock(pool, lockedAgo)
    await seen('pool-a', seenAgo)
    await releaseLost(db, 30)
    expect(await lockedBy()).toEqual([expected])
  })

  it('is not judged by a process that was itself away until a moment ago', async () => {
    await add()
    await lock('pool-c', 100)
    const presence = keepPresent({ db, poolIds: () => [], beatMs: 60_000 })
    await expect.poll(() => db.appProcess.count(), { timeout: 10_000 }).toBe(1)
    await presence.leave()
    expect(await lockedBy()).toEqual(['pool-c'])
    expect(await db.appProcess.count()).toBe(0)
  })
})
