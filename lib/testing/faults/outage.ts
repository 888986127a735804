import { list as queue } from '@/lib/features/queue/queries'
import { AdminReport } from '@/lib/integrations/mastodon/schema/report'
import { runQuery } from '@/lib/platform/queries/define'
import { readStep } from '../mirror'
import { allSettled, type Section } from './crowd'
import { openCrew } from './crew'
import { refill } from './jobs'
import { KINDS, newTarget, prepare, press } from './kinds'
import type { World } from './world'

/**
 * The instance is out of reach; meanwhile reports are filed, resolved, reopened, taken and changed there. When it is back, one
 * sweep makes the open reports exact, row by row, and the act that waited is done once.
 */
export async function tryOutage(world: World, people: readonly string[]): Promise<Section> {
  const limit = KINDS.find(({ act }) => act === 'limit')
  const [first = '', ...others] = people
  const target = await newTarget(world, first)
  if (!limit) throw new Error('no such kind')
  await prepare(world, limit, target)
  const doomed = await reportOnNewcomer(world)
  await readWhole(world)
  await world.proxy.shut()
  await step(world)
  const crew = openCrew()
  try {
    const actId = await press(world, limit, target)
    await crew.work()
    await until(async () => (await world.db.act.findUnique({ where: { id: actId ?? '' } }))?.waitsUntil !== null)
    const { rows } = await runQuery(queue, { db: world.db, actor: world.people.kofi, now: new Date(), input: {} })
    const changed = await changeMeanwhile(world, others, doomed)
    await world.proxy.open()
    await readWhole(world)
    const wrong = await differences(world)
    await allSettled(world, crew)
    const act = await world.db.act.findUnique({ where: { id: actId ?? '' } })
    return {
      name: 'an outage',
      said: `${changed} reports changed meanwhile, queue of ${rows.length} readable, the act that waited: ${act?.state}`,
      wrong: [
        ...wrong,
        ...(rows.length === 0 ? ['the queue was empty while the instance was down'] : []),
        ...(act?.state === 'confirmed' ? [] : [`the act that waited is ${act?.state} (${act?.failure})`]),
      ],
    }
  } finally {
    await crew.end()
  }
}

/** Steps of the mirror without the pauses between them, until one whole sweep that began now is done. */
async function readWhole(world: World): Promise<void> {
  const from = new Date()
  for (let n = 0; n < 400; n++) {
    await step(world)
    const state = await world.db.mirrorState.findUnique({ where: { instanceId: world.instanceId } })
    if (state?.backfillDone && !state.failure && state.sweptAt && state.sweptAt > from) return
  }
  throw new Error('the sweep does not come to an end')
}

async function step(world: World): Promise<void> {
  await refill(world)
  // A process that was killed holds the lease for a while: here nobody else reads.
  await world.owner.query('UPDATE mirror_state SET leased_until = NULL')
  await readStep(world)
}

const REPORTS = '/api/v1/admin/reports'

/** As volunteers in Mastodon's own pages and people all over would. */
async function changeMeanwhile(world: World, people: readonly string[], doomed: string | null): Promise<number> {
  const { direct } = world
  const { ines, lena, sef } = world.people
  const open = await openReports(world)
  const ids = open.map(({ id }) => id)
  for (const id of ids.slice(0, 4)) await direct(ines, 'POST', `${REPORTS}/${id}/resolve`)
  for (const id of ids.slice(4, 7)) await direct(sef, 'POST', `${REPORTS}/${id}/assign_to_self`)
  for (const id of ids.slice(7, 9)) await direct(ines, 'PUT', `${REPORTS}/${id}`, { category: 'spam', rule_ids: [] })
  for (const id of ids.slice(0, 1)) await direct(ines, 'POST', `${REPORTS}/${id}/reopen`)
  for (const account_id of people.slice(0, 5))
    await direct(lena, 'POST', '/api/v1/reports', { account_id, comment: 'While nobody looked', category: 'other' })
  // Whoever is turned away takes the reports along: they are destroyed.
  if (doomed) await direct(ines, 'POST', `/api/v1/admin/accounts/${doomed}/reject`)
  return 4 + 3 + 2 + 1 + 5 + (doomed ? 1 : 0)
}

/** Somebody who waits to be let in, with a report about them. */
async function reportOnNewcomer({ direct, people }: World): Promise<string | null> {
  const found = (await direct(people.ines, 'GET', '/api/v2/admin/accounts?status=pending')) as { id: string }[]
  const account_id = found[0]?.id
  if (!account_id) return null
  await direct(people.lena, 'POST', '/api/v1/reports', { account_id, comment: 'A bot', category: 'spam' })
  return account_id
}

async function openReports({ direct, people }: World): Promise<AdminReport[]> {
  const list = (await direct(people.ines, 'GET', `${REPORTS}?limit=200`)) as unknown[]
  if (list.length === 200) throw new Error('more open reports than one page')
  return list.map((each) => AdminReport.parse(each))
}

async function differences(world: World): Promise<string[]> {
  const there = new Map((await openReports(world)).map((report) => [report.id, report]))
  const where = { instanceId: world.instanceId, isResolved: false, goneAt: null }
  const here = new Map((await world.db.report.findMany({ where })).map((report) => [report.remoteId, report]))
  const lost = [...there.keys()].filter((id) => !here.has(id)).map((id) => `open report ${id} is missing here`)
  const stale = [...here.keys()].filter((id) => !there.has(id)).map((id) => `report ${id} is not open there any more`)
  const changed = [...there.values()].flatMap((report) => {
    const row = here.get(report.id)
    const category = report.category === 'violation' ? 'rule' : report.category
    if (!row || (row.category === category && row.assignedId === (report.assigned_account?.id ?? null))) return []
    return [
      `report ${report.id} is ${row.category}, ${row.assignedId}; there ${category}, ${report.assigned_account?.id}`,
    ]
  })
  return [...lost, ...stale, ...changed]
}

async function until(isReached: () => Promise<boolean>): Promise<void> {
  for (const limit = Date.now() + 60_000; Date.now() < limit; await new Promise((done) => setTimeout(done, 100)))
    if (await isReached()) return
  throw new Error('waited a minute in vain')
}
