import { Logger, parseCronItems, run, type Runner } from 'graphile-worker'
import type { Db } from '@/lib/platform/db/client'
import { log, traceOf } from '@/lib/platform/log/log'
import type { Worker } from './define'

interface RunnerSettings {
  url: string
  db: Db
  workers: readonly Worker[]
  /** Recurring jobs: when, in cron's five fields (UTC), and which. */
  schedule: readonly { at: string; job: { name: string } }[]
}

interface WorkerHealth {
  isRunning: boolean
}
const shared = globalThis as { docketWorker?: WorkerHealth }
export const workerHealth: WorkerHealth = (shared.docketWorker ??= { isRunning: false })

// What it does well is not worth a line.
const quiet = new Logger(() => (level, message) => {
  if (level === 'error' || level === 'warning')
    log(level === 'error' ? 'error' : 'warn', 'worker', { message: message.split('\n')[0] })
})

/** Runs jobs in this process until stopped. Several processes on one database share the work. */
export async function startRunner({ url, db, workers, schedule }: RunnerSettings): Promise<Runner> {
  const taskList = Object.fromEntries(
    workers.map((worker) => [
      worker.job,
      async (payload: unknown) => {
        try {
          await worker.run(payload, { db, now: () => new Date() })
        } catch (error) {
          const trace = traceOf(error)
          log('error', 'job.failed', { job: worker.job, ...trace })
          // graphile-worker keeps and prints the words of an error; a database or a stranger may have written them.
          throw new Error([trace.error, trace.code].filter(Boolean).join(' '))
        }
      },
    ]),
  )
  const runner = await run({
    connectionString: url,
    taskList,
    parsedCronItems: parseCronItems(
      schedule.map(({ at, job }) => ({
        match: at,
        task: job.name,
        identifier: job.name,
        options: { jobKey: `cron:${job.name}`, jobKeyMode: 'preserve_run_at' as const },
      })),
    ),
    logger: quiet,
    concurrency: 4,
    pollInterval: 1000,
    noHandleSignals: true,
    noPreparedStatements: false,
  })
  workerHealth.isRunning = true
  runner.events.on('stop', () => {
    workerHealth.isRunning = false
  })
  return runner
}
