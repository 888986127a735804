import { database } from '@/app/doors'
import { sql } from '@/lib/platform/db/client'
import { diskOf } from '@/lib/platform/db/disk'
import { env } from '@/lib/platform/env/env'
import { workerHealth } from '@/lib/platform/jobs/runner'
import { isListening } from '@/lib/platform/live/hub'
import { log, traceOf } from '@/lib/platform/log/log'
import { timeNow } from '@/lib/platform/time/now'
import { entrance } from '@/lib/registry'

export const dynamic = 'force-dynamic'

/** A database that has not answered by then does not answer. */
const PATIENCE_MS = 5000

/**
 * 200 as soon as this process can serve; 503 when it cannot (no database, no worker, nothing can be written). What wants
 * attention is said beside: an instance that is not connected or does not answer is no reason to send nobody here.
 */
export async function GET(): Promise<Response> {
  const [isDatabaseUp, disk] = await Promise.all([answers(), diskOf(env().dataDir)])
  const isUsable = isDatabaseUp && workerHealth.isRunning && disk.isWritable
  const attention = [
    ...(env().databaseRole === 'owner' ? ['auditTriggersStandAlone'] : []),
    ...(disk.isAlmostFull ? ['diskAlmostFull'] : []),
    ...(isListening() ? [] : ['eventsNotHeard']),
    ...(isDatabaseUp ? await attentionNow() : []),
  ]
  const body = {
    status: isUsable ? 'ok' : 'down',
    database: isDatabaseUp,
    worker: workerHealth.isRunning,
    disk: disk.isWritable,
    attention,
  }
  return Response.json(body, { status: isUsable ? 200 : 503, headers: { 'cache-control': 'no-store' } })
}

async function answers(): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), PATIENCE_MS)
  })
  const asked = database()
    .$queryRaw(sql`SELECT 1`)
    .then(
      () => true,
      () => false,
    )
  return Promise.race([asked, tooLate]).finally(() => clearTimeout(timer))
}

/** It may go away between two questions: then the next look says so. */
async function attentionNow(): Promise<string[]> {
  try {
    return await entrance.attentionOf(database(), timeNow())
  } catch (error) {
    log('warn', 'health.attention', traceOf(error))
    return ['unknown']
  }
}
