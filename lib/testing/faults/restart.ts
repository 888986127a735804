import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { allSettled, type Section } from './crowd'
import { openCrew } from './crew'
import { refill } from './jobs'
import { KINDS, type Kind, newTarget, prepare, press, type Target, tracesOf } from './kinds'
import { verdictOn } from './verdict'
import type { FakeRecord, World } from './world'

interface Pressed {
  kind: Kind
  target: Target
  actId: string
}

const LABELS = ['resolve', 'warn', 'limit', 'suspend', 'freeze']

/**
 * PostgreSQL is stopped while calls are under way, and started again by the launcher. The process that made the calls outlives
 * it; what it could not note is found by looking.
 */
export async function tryRestart(world: World, people: readonly string[]): Promise<Section> {
  const crew = openCrew()
  try {
    const pressed = await pressAll(world, people)
    const since = await world.record()
    const isStopped = stopAtCall(world, 2)
    await crew.work()
    await Promise.race([isStopped, expire(60_000, 'no second call was made')])
    world.proxy.plan(null)
    await untilBack(world)
    // Nothing that it was in the middle of may end it; another one helps, since what it held is locked for a while.
    await sleep(3000)
    const outlived = crew.alive()
    await allSettled(world, crew)
    const told = await Promise.all(pressed.map((one) => judge(world, one, since)))
    return {
      name: 'PostgreSQL restarted',
      said: `${told.map(({ said }) => said).join(', ')}; ${outlived} of 1 process outlived it`,
      wrong: [
        ...told.flatMap(({ wrong }) => wrong),
        ...(outlived === 1 ? [] : ['a worker process ended with the database']),
      ],
    }
  } finally {
    world.proxy.plan(null)
    await crew.end()
  }
}

/** One act of each kind on somebody of their own, all before anybody works. */
async function pressAll(world: World, people: readonly string[]): Promise<Pressed[]> {
  const pressed: Pressed[] = []
  await refill(world)
  for (const [n, kind] of KINDS.filter(({ label }) => LABELS.includes(label)).entries()) {
    const target = await newTarget(world, people[n] ?? '')
    await prepare(world, kind, target)
    pressed.push({ kind, target, actId: (await press(world, kind, target)) ?? '' })
  }
  await refill(world)
  return pressed
}

/** Stops the database at the n-th call that changes something; its answer goes through afterwards. */
function stopAtCall(world: World, n: number): Promise<void> {
  return new Promise((done, fail) => {
    let calls = 0
    world.proxy.plan(async ({ method, path: at }) => {
      if (method === 'GET' || !/\/admin\/(accounts|reports)\//.test(at)) return
      calls += 1
      if (calls === n) await stopDatabase(world).then(done, fail)
    })
  })
}

async function stopDatabase({ owner }: World): Promise<void> {
  const { rows } = await owner.query(`SELECT current_setting('data_directory') AS folder`)
  const pid = Number(fs.readFileSync(path.join(String(rows[0]?.folder), 'postmaster.pid'), 'utf8').split('\n')[0])
  process.kill(pid, 'SIGINT')
  // It is down before the answer goes through.
  for (const limit = Date.now() + 30_000; Date.now() < limit && isThere(pid); ) await sleep(20)
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
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

async function judge(world: World, { kind, target, actId }: Pressed, since: FakeRecord) {
  const act = await world.db.act.findUniqueOrThrow({ where: { id: actId } })
  const traces = tracesOf(kind, target, { since, now: await world.record(), by: world.people.kofi.remoteId })
  // The mails of all five are counted together: of one act there cannot be more than one strike.
  const told = { state: act.state, failure: act.failure, waited: act.waitsFor }
  const { wrong } = verdictOn(told, { ...traces, mails: 0 }, { isHidden: false })
  return { said: `${kind.act} ${act.state}`, wrong: wrong.map((why) => `${kind.act}: ${why}`) }
}

const expire = (ms: number, why: string): Promise<never> =>
  new Promise((_done, fail) => setTimeout(() => fail(new Error(why)), ms).unref())
