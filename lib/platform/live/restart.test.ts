import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { startDatabase } from '@/lib/launch/database.mjs'
import { migrate } from '@/lib/launch/migrate.mjs'
import { type Db, openDatabase, sql, transaction } from '@/lib/platform/db/client'
import { defineJob, defineWorker, enqueue } from '@/lib/platform/jobs/define'
import { startRunner, workerHealth } from '@/lib/platform/jobs/runner'
import { TEST_KEY } from '@/lib/testing/key'
import { endHub, isListening, join, startHub } from './hub'

let dataDir = ''
let server: Awaited<ReturnType<typeof startDatabase>>
let db: Db
let url = ''
beforeAll(async () => {
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'docket-restart-test-'))
  fs.chmodSync(dataDir, 0o711)
  server = await startDatabase({ dataDir, log: () => undefined, throwaway: true })
  url = (await migrate({ connectionString: server.url, key: TEST_KEY, log: () => undefined })).appUrl
  db = openDatabase(url)
})
afterAll(async () => {
  await db.$disconnect()
  await server.stop()
  fs.rmSync(dataDir, { recursive: true })
})

const job = defineJob({ name: 'test.ran', payload: z.object({ n: z.int() }) })
const add = (n: number) => transaction(db, (tx) => enqueue(tx, job, { n }))
const tell = () => db.$executeRaw(sql`SELECT pg_notify('docket_live', 'case 01890a5d-ac96-774b-bcce-b302099a8057')`)
const patient = { timeout: 60_000 }
const isBack = () =>
  db.$queryRaw(sql`SELECT 1`).then(
    () => true,
    () => false,
  )

it('goes on by itself when PostgreSQL was killed under it: queries, events and jobs', {
  timeout: 150_000,
}, async () => {
  const ran: number[] = []
  const heard: string[] = []
  const runner = await startRunner({
    url,
    db,
    workers: [defineWorker(job, async ({ n }) => void ran.push(n))],
    schedule: [],
  })
  startHub(url)
  join({
    hear: ({ isAll, cases }) => heard.push(...(isAll ? ['everything'] : []), ...(cases.size > 0 ? ['a case'] : [])),
    end: () => undefined,
  })
  await expect.poll(isListening, patient).toBe(true)
  await expect.poll(() => heard, patient).toContain('everything')
  const before = heard.length
  await add(1)
  await expect.poll(() => ran, patient).toEqual([1])

  const [pid] = fs.readFileSync(path.join(dataDir, 'database/cluster/postmaster.pid'), 'utf8').split('\n')
  process.kill(Number(pid), 'SIGKILL')
  await expect.poll(isListening, patient).toBe(false)
  await expect.poll(isBack, patient).toBe(true)
  await expect.poll(isListening, patient).toBe(true)
  // Nobody knows what was missed: everybody is told to look again.
  await expect.poll(() => heard.slice(before), patient).toContain('everything')
  await tell()
  await expect.poll(() => heard.at(-1), patient).toBe('a case')
  await add(2)
  await expect.poll(() => ran, patient).toEqual([1, 2])
  expect(workerHealth.isRunning).toBe(true)
  await endHub()
  await runner.stop()
})
