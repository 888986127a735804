import type { z } from 'zod'
import { type Db, kept, sql, type Tx } from '@/lib/platform/db/client'
import { aheadMs } from '@/lib/platform/time/now'

/** What can be enqueued: a name and the shape of its payload (identifiers only, never content). */
export interface Job<P> {
  name: string
  payload: z.ZodType<P>
}

export function defineJob<P>(job: Job<P>): Job<P> {
  return job
}

/** How a job runs. It may be run again after a crash at any line: see each worker for what makes that safe. */
export interface Worker {
  job: string
  run(payload: unknown, context: JobContext): Promise<void>
}

export interface JobContext {
  db: Db
  now: () => Date
}

export function defineWorker<P>(job: Job<P>, run: (payload: P, context: JobContext) => Promise<void>): Worker {
  return { job: job.name, run: async (payload, context) => run(job.payload.parse(payload), context) }
}

export interface EnqueueOptions {
  runAt?: Date
  /** A job with a key that waits already is replaced, not added. */
  key?: string
  /** Leave the time of a waiting job with the same key as it is. */
  keepsTime?: boolean
  maxAttempts?: number
  /** Of the jobs of one line only one runs at a time, over all processes: many of them leave the workers to others. */
  line?: string
  /** The smaller, the sooner; 0 unless said. */
  rank?: number
}

/** Adds a job in the caller's transaction: it exists if and only if the transaction commits. */
export async function enqueue<P>(tx: Tx, job: Job<P>, payload: P, options: EnqueueOptions = {}): Promise<void> {
  const { key = null, maxAttempts = 5, keepsTime = false, line = null, rank = 0 } = options
  const runAt = options.runAt ? new Date(options.runAt.getTime() - aheadMs()) : null
  await tx.$queryRaw(
    kept(sql`SELECT 1 AS added FROM graphile_worker.add_job(
    ${job.name}, ${JSON.stringify(payload)}::json, queue_name => ${line}, run_at => ${runAt}::timestamptz,
    max_attempts => ${maxAttempts}::int, job_key => ${key}, priority => ${rank}::int,
    job_key_mode => ${keepsTime ? 'preserve_run_at' : 'replace'})`),
  )
}
