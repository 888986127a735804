import { setTimeout as sleep } from 'node:timers/promises'
import type { PersonActor } from '@/lib/platform/access/access'
import { runCommand } from '@/lib/platform/commands/run'
import { AppError } from '@/lib/platform/errors/error'
import { type Crew, openCrew } from './crew'
import { hurry, isInHand, letAMinutePass, refill } from './jobs'
import { KINDS, type Kind, newTarget, startable, type Target } from './kinds'
import type { FakeRecord, World } from './world'

const CLIENTS = 20

export interface Section {
  name: string
  /** What was counted, for the list. */
  said: string
  wrong: string[]
}

/**
 * Twenty clients press at the same time, under three names, on the same few reports, while two processes do the work; one of
 * them is killed in the middle. Afterwards each act in the console is set against the instance's own log.
 */
export async function tryCrowd(world: World, people: readonly string[], presses: number): Promise<Section> {
  const crew = openCrew(2)
  try {
    const targets: Target[] = []
    for (const accountId of people.slice(0, 5)) targets.push(await newTarget(world, accountId))
    await crew.work(2)
    await refill(world)
    const since = await world.record()
    const from = new Date()
    let taken = 0
    const clients = Array.from({ length: CLIENTS }, async (_, client) => {
      for (let n = 0; n < presses; n++) {
        if (await pressAs(world, targets, client * presses + n)) taken += 1
        else await sleep(100)
        if (client === 0 && n === Math.floor(presses / 2)) await crew.kill(1)
      }
    })
    await Promise.all(clients)
    await allSettled(world, crew)
    const wrong = await compare(world, { since, from })
    const acts = await world.db.act.count({
      where: { askedAt: { gte: new Date(0) }, targetId: { in: idsOf(targets) } },
    })
    const said = `${CLIENTS * presses} presses, ${taken} taken, ${acts} acts, ${crew.killed()} process killed`
    return { name: 'two processes, twenty clients', said, wrong }
  } finally {
    await crew.end()
  }
}
const idsOf = (targets: readonly Target[]) => targets.map(({ accountId }) => accountId)

/** What each press is follows from its number, so that a run can be run again. True: it was taken. */
async function pressAs({ db, people }: World, targets: readonly Target[], number: number): Promise<boolean> {
  const actor = [people.kofi, people.yusuf, people.sef][number % 3] ?? people.kofi
  const target = targets[(number * 7) % targets.length]
  const kind = KINDS[(number * 11) % KINDS.length]
  if (!target || !kind) return false
  const { version } = await db.case.findUniqueOrThrow({ where: { id: target.caseId } })
  const more = kind.act === 'categorise' ? { reportId: target.reportId } : {}
  const input = { caseId: target.caseId, version, ...kind.input, ...more }
  try {
    await runCommand(startable(kind), { db, actor, now: new Date(), input })
    return true
  } catch (error) {
    // Somebody else was faster, or it cannot be done as things stand: that is what is tried here.
    if (error instanceof AppError) return false
    throw error
  }
}

/** Waits until nothing is on its way any more. */
export async function allSettled(world: World, crew: Crew): Promise<void> {
  for (let look = 1; look < 1200; look++) {
    const open = await world.db.act.count({ where: { state: { in: ['asked', 'sent'] } } })
    if (open === 0 && !(await isInHand(world, '%'))) return
    await crew.work(2)
    await refill(world)
    await hurry(world)
    if (look % 20 === 0) await letAMinutePass(world)
    await sleep(100)
  }
}

/** For each person, kind and thing: at least as often in the log as confirmed, and at most as often as it may have been. */
async function compare(world: World, { since, from }: { since: FakeRecord; from: Date }): Promise<string[]> {
  const now = await world.record()
  const lines = now.log.slice(since.log.length)
  const wrong: string[] = []
  for (const actor of [world.people.kofi, world.people.yusuf, world.people.sef])
    for (const kind of KINDS.filter(({ label, act }) => label === act)) wrong.push(...(await compareOne(kind, actor)))
  const left = await world.db.act.count({ where: { state: { in: ['asked', 'sent'] } } })
  return left > 0 ? [...wrong, `${left} acts were left on their way`] : wrong

  async function compareOne(kind: Kind, actor: PersonActor): Promise<string[]> {
    const acts = await world.db.act.findMany({
      where: { personId: actor.id, kind: kind.act, settledAt: { gte: from } },
    })
    const idOf = (act: { targetId: string; reportId: string | null }) =>
      kind.on === 'account' ? act.targetId : (act.reportId ?? '')
    return [...new Set(acts.map(idOf))].flatMap((id) => {
      const own = acts.filter((act) => idOf(act) === id)
      const count = (state: string) => own.filter((act) => act.state === state).length
      const done = lines.filter(
        (line) => line.accountId === actor.remoteId && line.action === kind.logged && line.target.id === id,
      )
      const most = count('confirmed') + count('notConfirmed')
      const what = `${kind.act} of ${id} by ${actor.name}: ${done.length} in the log, ${count('confirmed')} confirmed, ${count('notConfirmed')} unknown`
      // An act on the account resolves its reports, too: those lines are nobody's press.
      const isDoubled = done.length > most && kind.act !== 'resolve'
      return isDoubled || done.length < count('confirmed') ? [what] : []
    })
  }
}
