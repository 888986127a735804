import { round, sleep } from './numbers'
import type { BenchWorld } from './world'

/** What a report in a list costs the demo instance while the first reading is measured: a small server's (mastodon-api.md 11). */
export const REPORT_MS = 65

export interface FirstReading {
  open: number
  firstPageMs: number
  seconds: number
  /** The share of what one request after the other could bring, had the console taken no time at all. */
  ofCeiling: number
  listMaxMs: number
  tooMany: number
  mostInFlight: number
}

/** The open reports of a fresh connection: from the first request until the last page is in. */
export async function measureFirstReading(world: BenchWorld): Promise<FirstReading> {
  await fake(world, 'fault', { kind: 'costPerReportMs', ms: REPORT_MS })
  await world.startConsole()
  const { traffic, db } = world
  let firstPageMs = 0
  for (;;) {
    const state = await db.mirrorState.findUnique({ where: { instanceId: world.instanceId } })
    const sinceFirst = performance.now() - traffic.firstListAt
    if (firstPageMs === 0 && (state?.reportsRead ?? 0) > 0) firstPageMs = sinceFirst
    if (state?.backfillDone) break
    if (traffic.firstListAt > 0 && sinceFirst > 15 * 60_000)
      throw new Error('the first reading does not come to an end')
    await sleep(100)
  }
  const seconds = (performance.now() - traffic.firstListAt) / 1000
  const open = await db.report.count({ where: { instanceId: world.instanceId, isResolved: false } })
  return {
    open,
    firstPageMs: Math.round(firstPageMs),
    seconds: round(seconds),
    ofCeiling: round((open * REPORT_MS) / 1000 / seconds, 3),
    listMaxMs: Math.round(Math.max(...traffic.lists)),
    tooMany: traffic.tooMany,
    mostInFlight: traffic.mostInFlight,
  }
}

/** A switch of the demo instance's own. */
export async function fake(world: BenchWorld, route: string, body?: object): Promise<unknown> {
  const response = await fetch(`${world.fake.origin}/__fake/${route}`, {
    method: body ? 'POST' : 'DELETE',
    ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
  })
  if (!response.ok) throw new Error(`__fake/${route}: ${response.status}`)
  return response.json()
}
