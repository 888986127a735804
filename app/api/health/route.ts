import { database } from '@/app/doors'
import { env } from '@/lib/platform/env/env'
import { entrance } from '@/lib/registry'
import { workerHealth } from '@/lib/platform/jobs/runner'
import { sql } from '@/lib/platform/db/client'

export const dynamic = 'force-dynamic'

/** 200 as soon as this process can serve; 503 when it cannot (no database, no worker). What wants attention is said beside. */
export async function GET(): Promise<Response> {
  const isDatabaseUp = await database()
    .$queryRaw(sql`SELECT 1`)
    .then(
      () => true,
      () => false,
    )
  const isUsable = isDatabaseUp && workerHealth.isRunning
  const attention = isDatabaseUp ? await whatWantsAttention() : []
  const body = { status: isUsable ? 'ok' : 'down', database: isDatabaseUp, worker: workerHealth.isRunning, attention }
  return Response.json(body, { status: isUsable ? 200 : 503, headers: { 'cache-control': 'no-store' } })
}

async function whatWantsAttention(): Promise<string[]> {
  const instance = await database().instance.findFirst({ where: { state: 'connected' }, include: { mirror: true } })
  return [
    ...(env().databaseRole === 'owner' ? ['auditTriggersStandAlone'] : []),
    ...(instance ? [] : ['notConnected']),
    ...(instance?.mirror?.failure ? ['instanceNotRead'] : []),
    ...((await entrance.countBlockedNow(database())) > 0 ? ['casesNobodyMayDecide'] : []),
  ]
}
