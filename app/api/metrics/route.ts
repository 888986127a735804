import { callerAddress, database } from '@/app/doors'
import { countAttempt } from '@/lib/platform/access/limits'
import { env } from '@/lib/platform/env/env'
import { refusal } from '@/lib/platform/http/inward'
import { workerHealth } from '@/lib/platform/jobs/runner'
import { countHearers, isListening } from '@/lib/platform/live/hub'
import { log, traceOf } from '@/lib/platform/log/log'
import { mayReadFigures } from '@/lib/platform/metrics/reading'
import { requestDurations } from '@/lib/platform/metrics/requests'
import { type Measure, metricsText } from '@/lib/platform/metrics/text'
import { timeNow } from '@/lib/platform/time/now'
import { entrance } from '@/lib/registry'

export const dynamic = 'force-dynamic'

const PER_MINUTE = { limit: 60, windowMs: 60_000 }

/**
 * Figures for Prometheus: no id, no name, nothing of child safety. Whom they are not for meets no page.
 */
export async function GET(request: Request): Promise<Response> {
  try {
    const { metricsToken: token, url } = env()
    if (!mayReadFigures({ headers: request.headers, token, url })) return new Response(null, { status: 404 })
    const measures = [...ownFigures(), requestDurations(), ...(await kept(callerAddress(request.headers)))]
    return new Response(metricsText(measures), { headers: HEADERS })
  } catch (error) {
    return refusal(error)
  }
}

const HEADERS = { 'content-type': 'text/plain; version=0.0.4; charset=utf-8', 'cache-control': 'no-store' }

/** What lies in the database; without it the rest is told all the same. */
async function kept(address: string): Promise<Measure[]> {
  const now = timeNow()
  try {
    await countAttempt(database(), `metrics ${address}`, PER_MINUTE, now)
    return [...(await entrance.figuresOf(database(), now)), isUp(true)]
  } catch (error) {
    log('warn', 'metrics', traceOf(error))
    return [isUp(false)]
  }
}

const isUp = (is: boolean): Measure => gauge('docket_database_up', 'Whether the database answered.', Number(is))

const ownFigures = (): Measure[] => [
  gauge('docket_streams_open', 'Streams of events that browsers hold open with this process.', countHearers()),
  gauge('docket_events_heard', 'Whether this process hears what the database tells.', Number(isListening())),
  gauge('docket_worker_running', 'Whether this process runs jobs.', Number(workerHealth.isRunning)),
  gauge('docket_memory_bytes', 'Resident memory of this process.', process.memoryUsage.rss()),
]

const gauge = (name: string, help: string, value: number): Measure => ({
  name,
  help,
  type: 'gauge',
  samples: [{ value }],
})
