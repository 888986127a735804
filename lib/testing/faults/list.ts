import fs from 'node:fs'
import { openCrew } from './crew'
import { KINDS, newTarget } from './kinds'
import { type Outcome, tryOne } from './run'
import { STEPS } from './steps'
import { openWorld, type World } from './world'

interface Wish {
  isSample: boolean
  /** Sections or acts whose name holds this word. */
  only: string
  /** Where the counts are written for whoever adds them up. */
  json: string | null
}

/** Runs everything, prints the list, and answers with the exit code. */
export async function tryFaults({ isSample, only, json }: Wish): Promise<number> {
  const from = Date.now()
  const world = await openWorld({ accounts: 60, reports: 40 })
  try {
    const outcomes = await tryActs(world, { isSample, only })
    printTotals(outcomes)
    const wrong = outcomes.filter(({ verdict }) => verdict.wrong.length > 0)
    const failed = wrong.length
    if (json) fs.writeFileSync(json, JSON.stringify({ passed: outcomes.length - failed, failed, skipped: 0 }))
    console.log(`${outcomes.length} runs, ${failed} wrong, ${Math.round((Date.now() - from) / 1000)} s`)
    return failed === 0 ? 0 : 1
  } finally {
    await world.close()
  }
}

async function tryActs(world: World, { isSample, only }: Pick<Wish, 'isSample' | 'only'>): Promise<Outcome[]> {
  const crew = openCrew()
  const outcomes: Outcome[] = []
  try {
    const people = await peopleWithoutRole(world)
    for (const [place, kind] of KINDS.entries()) {
      const target = await newTarget(world, people[place] ?? '')
      for (const [n, step] of STEPS.entries()) {
        if (isSample && (place * 4 + n) % 9 !== 0) continue
        if (!`${kind.label} ${step.name}`.includes(only)) continue
        const outcome = await tryOne(world, crew, { kind, step, target })
        outcomes.push(outcome)
        printLine(outcome)
      }
    }
    return outcomes
  } finally {
    await crew.end()
  }
}

async function peopleWithoutRole({ direct, people }: World): Promise<string[]> {
  const query = '/api/v2/admin/accounts?origin=local&status=active&limit=100'
  const found = (await direct(people.ines, 'GET', query)) as { id: string; role: { id: string }; confirmed: boolean }[]
  const staff = Object.values(people).map(({ remoteId }) => remoteId)
  return found.flatMap(({ id, role }) => (role.id === '-99' && !staff.includes(id) ? [id] : []))
}

function printLine({ kind, step, told, traces, verdict }: Outcome): void {
  const how = [told.state, told.failure, told.waited ? `waited: ${told.waited}` : null].filter(Boolean).join(', ')
  const there = `done ${traces.done}, strikes ${traces.strikes}, mails ${traces.mails}`
  const wrong = verdict.wrong.length > 0 ? `  ${verdict.wrong.join('; ')}` : ''
  console.log(
    `${kind.padEnd(16)} ${step.padEnd(36)} ${there.padEnd(32)} ${verdict.kind.padEnd(24)} told: ${how}${wrong}`,
  )
}

function printTotals(outcomes: readonly Outcome[]): void {
  const counts = new Map<string, number>()
  for (const { verdict } of outcomes) counts.set(verdict.kind, (counts.get(verdict.kind) ?? 0) + 1)
  console.log('')
  for (const [kind, n] of counts) console.log(`${String(n).padStart(5)}  ${kind}`)
}
