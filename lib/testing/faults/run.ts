import { sayWhatWasSeen } from '@/lib/features/acts/commands'
import { runCommand } from '@/lib/platform/commands/run'
import { AppError } from '@/lib/platform/errors/error'
import type { Crew } from './crew'
import { hurry, isInHand, letAMinutePass, refill } from './jobs'
import { type Kind, prepare, press, type Target, type Traces, tracesOf } from './kinds'
import type { Plan } from './proxy'
import type { Step } from './steps'
import { type Told, type Verdict, verdictOn } from './verdict'
import type { World } from './world'

export interface Outcome {
  kind: string
  step: string
  told: Told
  traces: Traces
  verdict: Verdict
}

/** One act of one kind with one fault: pressed, broken, and looked at until nothing about it moves any more. */
export async function tryOne(world: World, crew: Crew, { kind, step, target }: Trial): Promise<Outcome> {
  await crew.work()
  let since = await world.record()
  let actId = ''
  const struck = signal()
  const scene = { world, crew, target, actId: () => actId, struck: struck.give }
  // Nothing leaves before the id of the act is known.
  const pressed = signal()
  const plan = step.plan(scene)
  const guarded: Plan = async (passing) => {
    await pressed.given
    return plan(passing)
  }
  for (let attempt = 1; !actId; attempt++) {
    world.proxy.plan(null)
    await refill(world)
    await prepare(world, kind, target)
    since = await world.record()
    world.proxy.plan(guarded)
    actId = await pressOrNot(world, { kind, target, isLast: attempt === 5 })
  }
  pressed.give()
  await Promise.race([struck.given, expire(30_000, `${kind.label}, ${step.name}: the fault did not strike`)])
  const told = await settled(world, crew, actId)
  world.proxy.plan(null)
  await step.after?.(scene)
  const now = await world.record()
  const traces = tracesOf(kind, target, { since, now, by: world.people.kofi.remoteId })
  await clearUp(world, actId, { told, isDone: traces.done > 0 })
  const verdict = verdictOn(told, traces, { isHidden: kind.isHidden ?? false })
  return { kind: kind.label, step: step.name, told, traces, verdict }
}

// The reading in the background may bring what it saw a moment before: then things do not stand as they were put.
async function pressOrNot(world: World, { kind, target, isLast }: Pressing): Promise<string> {
  try {
    const actId = await press(world, kind, target)
    if (actId || !isLast) return actId ?? ''
    throw new Error(`${kind.label}: there was nothing to do`)
  } catch (error) {
    if (isLast || !(error instanceof AppError)) throw error
    return ''
  }
}
interface Pressing {
  kind: Kind
  target: Target
  isLast: boolean
}

interface Trial {
  kind: Kind
  step: Step
  target: Target
}

/** Watches an act until it is settled for good, with a process that works in place of one that was killed. */
async function settled(world: World, crew: Crew, actId: string): Promise<Told> {
  await crew.work()
  let waited: string | null = null
  const from = Date.now()
  for (let look = 1; Date.now() - from < 60_000; look++) {
    const act = await world.db.act.findUniqueOrThrow({ where: { id: actId } })
    waited ??= act.waitsFor
    const told = { state: act.state, failure: act.failure, waited }
    if (['confirmed', 'failed', 'cancelled'].includes(act.state)) return told
    if (act.state === 'notConfirmed' && !(await isInHand(world, actId))) return told
    await hurry(world)
    // What a dead process held is found by the sweep, not by waiting.
    if (look % 15 === 0) await letAMinutePass(world)
    await new Promise((done) => setTimeout(done, 60))
  }
  const act = await world.db.act.findUniqueOrThrow({ where: { id: actId } })
  return { state: act.state, failure: act.failure, waited }
}

/** A person looks at Mastodon and says what they see, so that nothing doubtful stands beside the next act. */
async function clearUp({ db, people }: World, actId: string, { told, isDone }: { told: Told; isDone: boolean }) {
  if (told.state !== 'notConfirmed') return
  const { caseId, groupId } = await db.act.findUniqueOrThrow({ where: { id: actId } })
  const input = { caseId, groupId, seen: isDone ? 'done' : 'notDone' }
  await runCommand(sayWhatWasSeen, { db, actor: people.kofi, now: new Date(), input })
}

function signal(): { given: Promise<void>; give: () => void } {
  let give = () => {}
  const given = new Promise<void>((done) => {
    give = done
  })
  return { given, give: () => give() }
}

const expire = (ms: number, why: string): Promise<never> =>
  new Promise((_done, fail) => setTimeout(() => fail(new Error(why)), ms).unref())
