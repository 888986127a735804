import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type Db, sql, transaction } from '@/lib/platform/db/client'
import { freshDatabase } from '@/lib/testing/database'
import { defineJob, defineWorker, enqueue, type EnqueueOptions } from './define'
import { startRunner, workerHealth } from './runner'

let db: Db
let url: string
beforeAll(async () => {
  ;({ db, url } = await freshDatabase())
})
beforeEach(() => db.$executeRaw(sql`DELETE FROM graphile_worker._private_jobs`))

const job = defineJob({ name: 'test.count', payload: z.object({ n: z.int() }) })
const add = (n: number, options?: EnqueueOptions) => transaction(db, (tx) => enqueue(tx, job, { n }, options))
const waiting = () =>
  db.$queryRaw<{ n: number; at: Date }[]>(sql`
    SELECT (payload->>'n')::int AS n, run_at AS at FROM graphile_worker._private_jobs ORDER BY id`)
const START = Date.now()
const inMinutes = (minutes: number) => new Date(START + minutes * 60_000)

describe('a job', () => {
  it('is there if the transaction commits, and not otherwise', async () => {
    await add(1)
    const broken = transaction(db, async (tx) => {
      await enqueue(tx, job, { n: 2 })
      throw new Error('changed its mind')
    })
    await expect(broken).rejects.toThrow()
    expect((await waiting()).map((row) => row.n)).toEqual([1])
  })

  it('with a key stands for the one that waits already', async () => {
    await add(1, { key: 'k', runAt: inMinutes(10) })
    await add(2, { key: 'k', runAt: inMinutes(5) })
    expect(await waiting()).toEqual([{ n: 2, at: inMinutes(5) }])
  })

  it('may leave the time of the one that waits as it is', async () => {
    await add(1, { key: 'k', runAt: inMinutes(10) })
    await add(2, { key: 'k', keepsTime: true })
    expect((await waiting()).map((row) => row.at)).toEqual([inMinutes(10)])
  })

  it('is added by the app’s own role in one transaction with everything else, thirty at once', async () => {
    await Promise.all(Array.from({ length: 30 }, (_, n) => add(n)))
    expect(await waiting()).toHaveLength(30)
  })
})

describe('the runner', () => {
  it('runs what waits, logs what breaks by its trace, and stops when told', async () => {
    const seen: number[] = []
    const worker = defineWorker(job, async ({ n }) => {
      seen.push(n)
      if (n === 2) throw new Error('mira@example.test')
    })
    await add(1)
    await add(2, { maxAttempts: 1 })
    await add(3)
    const runner = await startRunner({ url, db, workers: [worker], schedule: [] })
    expect(workerHealth.isRunning).toBe(true)
    await expect.poll(() => seen.toSorted((a, b) => a - b), { timeout: 10_000 }).toEqual([1, 2, 3])
    await expect.poll(async () => (await waiting()).map((row) => row.n), { timeout: 10_000 }).toEqual([2])
    // What broke is kept with the job: its kind, not the words of whoever wrote them.
    const kept = () =>
      db.$queryRaw<{ error: string }[]>(sql`SELECT last_error AS error FROM graphile_worker._private_jobs`)
    await expect.poll(kept, { timeout: 10_000 }).toEqual([{ error: 'Error' }])
    await runner.stop()
    expect(workerHealth.isRunning).toBe(false)
  })
})
