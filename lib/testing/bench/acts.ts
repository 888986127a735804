import { get, press } from './pages'
import type { BenchWorld } from './world'

interface ActTimed {
  actMs: number
  nextMs: number
}

/** Closing a case, and the page of the next one: the console's own time for each, case after case. */
export async function measureActs(world: BenchWorld, cookie: string, times: number): Promise<ActTimed[]> {
  const rows = await world.db.case.findMany({
    where: { kind: 'report', state: 'open', class: 'ordinary', NOT: { partyIds: { has: world.kofi.remoteId } } },
    orderBy: { openedAt: 'asc' },
    take: times + 1,
  })
  const took: ActTimed[] = []
  for (const [n, row] of rows.slice(0, -1).entries()) {
    await get(cookie, `/reports/${row.id}`)
    const { version } = await world.db.case.findUniqueOrThrow({ where: { id: row.id } })
    const act = await press(cookie, 'reports.close', {
      input: { caseId: row.id, version, note: '' },
      requestId: crypto.randomUUID(),
    })
    // The background read something of the case in between: a tired person would press again.
    if (act.status === 409) continue
    if (act.status !== 200) throw new Error(`reports.close: ${act.status} ${act.body}`)
    const next = await get(cookie, `/reports/${rows[n + 1]?.id}`)
    took.push({ actMs: act.ms, nextMs: next.ms })
  }
  return took
}

/** Pages of cases that the actor may see. */
export async function reportPages(world: BenchWorld, count: number): Promise<string[]> {
  const rows = await world.db.case.findMany({
    where: { kind: 'report', state: 'open', class: 'ordinary', NOT: { partyIds: { has: world.kofi.remoteId } } },
    orderBy: { openedAt: 'desc' },
    take: count,
  })
  return rows.map((row) => `/reports/${row.id}`)
}
