import { z } from 'zod'
import { openDatabase } from '@/lib/platform/db/client'
import { defineJob, defineWorker } from '@/lib/platform/jobs/define'
import { keepPresent } from '@/lib/platform/jobs/processes'
import { poolIds, startRunner } from '@/lib/platform/jobs/runner'

/*
 * A process of its own that takes up a job and never ends it, until it is killed.
 *   node --import tsx lib/testing/hanging-worker.ts <database url>
 */
const [, , url = ''] = process.argv
const job = defineJob({ name: 'test.hang', payload: z.object({}) })
const hang = defineWorker(job, async () => {
  process.stdout.write('has it\n')
  await new Promise(() => undefined)
})

const db = openDatabase(url)
await startRunner({ url, db, workers: [hang], schedule: [] })
keepPresent({ db, poolIds: () => poolIds, beatMs: 100 })
