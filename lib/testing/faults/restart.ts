import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { allSettled, type Section } from './crowd'
import { openCrew } from './crew'
import { refill } from './jobs'
import { KINDS, newTarget, prepare, press, type Target, tracesOf } from './kinds'
import { verdictOn } from './verdict'
import type { World } from './world'

/** PostgreSQL is stopped while calls are under way, and started again by the launcher. */
export async function tryRestart(world: World, people: readonly string[]): Promise<Section> {
  const kinds = KINDS.filter(({ label }) => ['resolve', 'warn', 'limit', 'suspend', 'freeze'].includes(label))
  const crew = openCrew()
  try {
    const targets: Target[] = []
    for (const accountId of people.slice(0, kinds.length)) targets.push(await newTarget(world, accountId))
    for (const [n, kind] of kinds.entries()) await prepare(world, kind, targets[n] ?? targets[0] ?? never())
    await refill(world)
    await crew.work()
    const since = await world.record()
    let called = 0
    const arrived = new Promise<void>((done) => {
      world.proxy.plan(async ({ method, path: at }) => {
        if (method === 'GET' || !/\/admin\/(accounts|reports)\//.test(at)) return
        called += 1
        if (called === 2) {
          await stopDatabase(world)
          done()
        }
      })
    })
    const ids: string[] = []
    for (const [n, kind] of kinds.entries()) ids.push((await press(world, kind, targets[n] ?? never())) ?? '')
    await arrived
    world.proxy.plan(null)
    await untilBack(world)
    // A process that did not outlive it is started again, as by whoever runs the console.
    await crew.kill()
    await allSettled(world, crew)
    const now = await world.record()
    const wrong: string[] = []
    const told: string[] = []
    for (const [n, kind] of kinds.entries()) {
      const act = await world.db.act.findUniqueOrThrow({ where: { id: ids[n] ?? '' } })
      const traces = tracesOf(kind, targets[n] ?? never(), { since, now, by: world.people.kofi.remoteId })
      // Mails of all five are counted together.
      const verdict = verdictOn({ ...act, waited: null }, { ...traces, mails: 0 }, { isHidden: false })
      told.push(`${kind.act} ${act.state}`)
      wrong.push(...verdict.wrong.map((why) => `${kind.act}: ${why}`))
    }
    return { name: 'PostgreSQL restarted', said: told.join(', '), wrong }
  } finally {
    await crew.end()
  }
}

const never = (): never => {
  throw new Error('too few people')
}

async function stopDatabase({ owner }: World): Promise<void> {
  const { rows } = await owner.query(`SELECT current_setting('data_directory') AS folder`)
  const pid = Number(fs.readFileSync(path.join(String(rows[0]?.folder), 'postmaster.pid'), 'utf8').split('\n')[0])
  process.kill(pid, 'SIGINT')
}

async function untilBack({ db }: World): Promise<void> {
  for (const limit = Date.now() + 120_000; Date.now() < limit; await sleep(200)) {
    const isBack = await db.$queryRaw`SELECT 1 AS one`.then(
      () => true,
      () => false,
    )
    if (isBack) return
  }
  throw new Error('the database did not come back')
}
