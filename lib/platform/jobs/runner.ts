import { EventEmitter } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { Logger, parseCronItems, run, type Runner, type WorkerEvents } from 'graphile-worker'
import type { Db } from '@/lib/platform/db/client'
import { log, traceOf } from '@/lib/platform/log/log'
import { giveWay } from '@/lib/platform/metrics/busy'
import { timeNow } from '@/lib/platform/time/now'
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

/** Pools of this process that work, as graphile-worker names them on the jobs that they hold. */
export const poolIds: string[] = []

const RESTART_MS = 1000

/**
 * One by one, graphile-worker notes the end of a job in a promise that it leaves to itself: when the database is gone, that is
 * an unhandled rejection, which ends the process. In a batch, even of one, it is an end of the pool, of which we hear.
 */
const NOTED_IN_BATCHES = { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } }

/**
 * Runs jobs in this process until stopped. Several processes on one database share the work. A runner that ends by itself (the
 * database went away in the middle of a job) is started anew.
 */
export async function startRunner(settings: RunnerSettings): Promise<Pick<Runner, 'addJob' | 'stop'>> {
  const state = { runner: await runOnce(settings), isStopping: false }
  const watch = (runner: Runner): void => {
    const ended = () => {
      if (!state.isStopping) void restart()
    }
    runner.promise.then(ended, ended)
  }
  const restart = async (): Promise<void> => {
    log('warn', 'worker.restart')
    await sleep(RESTART_MS)
    if (state.isStopping) return
    try {
      state.runner = await runOnce(settings)
      watch(state.runner)
    } catch (error) {
      log('warn', 'worker.start', traceOf(error))
      void restart()
    }
  }
  watch(state.runner)
  return {
    addJob: (...job) => state.runner.addJob(...job),
    async stop(reason) {
      state.isStopping = true
      if (workerHealth.isRunning) await state.runner.stop(reason)
    },
  }
}

async function runOnce({ url, db, workers, schedule }: RunnerSettings): Promise<Runner> {
  const events = new EventEmitter() as WorkerEvents
  const own = new Set<string>()
  events.on('pool:create', ({ workerPool }) => {
    own.add(workerPool.id)
    poolIds.push(workerPool.id)
  })
  const runner = await run({
    connectionString: url,
    taskList: Object.fromEntries(workers.map((worker) => [worker.job, taskOf(worker, db)])),
    parsedCronItems: parseCronItems(
      schedule.map(({ at, job }) => ({
        match: at,
        task: job.name,
        identifier: job.name,
        options: { jobKey: `cron:${job.name}`, jobKeyMode: 'preserve_run_at' as const },
      })),
    ),
    events,
    logger: quiet,
    concurrency: 4,
    pollInterval: 1000,
    noHandleSignals: true,
    noPreparedStatements: false,
    preset: NOTED_IN_BATCHES,
  })
  workerHealth.isRunning = true
  events.on('stop', () => {
    workerHealth.isRunning = false
  })
  // What it still holds is given back like the jobs of a process that was killed, however it ended.
  const forget = () => void poolIds.splice(0, poolIds.length, ...poolIds.filter((id) => !own.has(id)))
  runner.promise.then(forget, forget)
  return runner
}

function taskOf(worker: Worker, db: Db) {
  return async (payload: unknown) => {
    await giveWay()
    try {
      await worker.run(payload, { db, now: timeNow })
    } catch (error) {
      const trace = traceOf(error)
      log('error', 'job.failed', { job: worker.job, ...trace })
      // graphile-worker keeps and prints the words of an error; a database or a stranger may have written them.
      throw new Error([trace.error, trace.code].filter(Boolean).join(' '))
    }
  }
}
