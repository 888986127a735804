import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { startDatabase } from '@/lib/launch/database.mjs'
import { withLock } from '@/lib/launch/lock.mjs'
import { migrate } from '@/lib/launch/migrate.mjs'
import { type Db, openDatabase, sql, transaction } from '@/lib/platform/db/client'
import { TEST_KEY } from '@/lib/testing/key'
import { defineJob, defineWorker, enqueue } from './define'
import { keepPresent } from './processes'
import { poolIds, startRunner, workerHealth } from './runner'

let dataDir = ''
let server: Awaited<ReturnType<typeof startDatabase>>
let db: Db
let url = ''
beforeAll(async () => {
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'docket-runner-test-'))
  fs.chmodSync(dataDir, 0o711)
  // Not a throw-away one: killed, that would forget the jobs that were added a moment before.
  server = await startDatabase({ dataDir, log: () => undefined })
  url = (await migrate({ connectionString: server.url, key: TEST_KEY, log: () => undefined })).appUrl
  db = openDatabase(url)
})
afterAll(async () => {
  await db.$disconnect()
  await server.stop()
  fs.rmSync(dataDir, { recursive: true })
})

const job = defineJob({ name: 'test.under', payload: z.object({ breaks: z.boolean() }) })
const add = (breaks: boolean) => transaction(db, (tx) => enqueue(tx, job, { breaks }))
const patient = { timeout: 60_000 }

/** A rejection that nobody handles would end a console; vitest reports it, and this run fails. */
it('outlives PostgreSQL when it goes away under running jobs, and gives back what an ended pool held', {
  timeout: 150_000,
}, async () => {
  const begun: boolean[] = []
  const signal = { give: () => {} }
  const isGone = new Promise<void>((done) => {
    signal.give = done
  })
  const worker = defineWorker(job, async ({ breaks }) => {
    begun.push(breaks)
    if (begun.length > 2) return
    await isGone
    if (breaks) throw new Error('no database')
  })
  const runner = await startRunner({ url, db, workers: [worker], schedule: [] })
  await add(true)
  await add(false)
  await expect.poll(() => begun.length, patient).toBe(2)
  await whileDown(async () => {
    // One ends badly and one well, and there is nothing to note it in.
    signal.give()
    await expect.poll(() => workerHealth.isRunning, patient).toBe(false)
  })
  await expect.poll(() => workerHealth.isRunning, patient).toBe(true)
  const presence = keepPresent({ db, poolIds: () => poolIds, beatMs: 100, lostAfterSeconds: 1 })
  await expect.poll(() => begun.length, patient).toBe(4)
  await expect.poll(() => db.$queryRaw(sql`SELECT 1 FROM graphile_worker._private_jobs`), patient).toEqual([])
  expect(poolIds).toHaveLength(1)
  await runner.stop()
  await presence.leave()
})

/** Kills the server; while the launcher is kept from starting it again, does something. */
function whileDown(work: () => Promise<void>): Promise<void> {
  return withLock(path.join(dataDir, 'database.lock'), async () => {
    const [pid] = fs.readFileSync(path.join(dataDir, 'database/cluster/postmaster.pid'), 'utf8').split('\n')
    process.kill(Number(pid), 'SIGKILL')
    await expect.poll(isAnswering, patient).toBe(false)
    await work()
  })
}

const isAnswering = () =>
  db.$queryRaw(sql`SELECT 1`).then(
    () => true,
    () => false,
  )
