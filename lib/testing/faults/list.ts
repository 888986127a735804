import fs from 'node:fs'
import { openCrew } from './crew'
import { type Section, tryCrowd } from './crowd'
import { KINDS, newTarget } from './kinds'
import { tryOutage } from './outage'
import { tryRestart } from './restart'
import { type Outcome, tryOne } from './run'
import { STEPS } from './steps'
import { tryStorm } from './storm'
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
  if (!namesOf().some((name) => name.includes(only))) {
    console.error(`Nothing here has “${only}” in its name. There are:\n${namesOf().join('\n')}`)
    return 1
  }
  const from = Date.now()
  const world = await openWorld({ accounts: 200, reports: 40 })
  try {
    const people = await peopleWithoutRole(world)
    const isWanted = (name: string) => name.includes(only)
    console.log('── every step of every act')
    const outcomes = await tryActs(world, people, { isSample, only })
    printTotals(outcomes)
    const sections: Section[] = []
    const others = people.slice(KINDS.length)
    if (isWanted('clients')) sections.push(await told(tryCrowd(world, others, isSample ? 3 : 12)))
    if (isWanted('restart') && !isSample) sections.push(await told(tryRestart(world, others.slice(20))))
    if (isWanted('outage') && !isSample) sections.push(await told(tryOutage(world, others.slice(5))))
    if (isWanted('storm') && !isSample) sections.push(await told(tryStorm(world, 10_000)))
    const failed = [...outcomes.map(({ verdict }) => verdict), ...sections].filter(
      ({ wrong }) => wrong.length > 0,
    ).length
    const passed = outcomes.length + sections.length - failed
    if (json) fs.writeFileSync(json, JSON.stringify({ passed, failed, skipped: 0 }))
    console.log(`\n${outcomes.length} acts, ${sections.length} sections: ${failed} wrong, ${seconds(from)} s`)
    return failed === 0 ? 0 : 1
  } finally {
    await world.close()
  }
}
const SECTIONS = ['clients', 'restart', 'outage', 'storm']
const namesOf = (): string[] => [
  ...SECTIONS,
  ...KINDS.flatMap(({ label }) => STEPS.map(({ name }) => `${label} ${name}`)),
]
const seconds = (from: number): number => Math.round((Date.now() - from) / 1000)

async function told(running: Promise<Section>): Promise<Section> {
  const section = await running
  console.log(`\n── ${section.name}: ${section.wrong.length === 0 ? 'good' : 'WRONG'}\n${section.said}`)
  for (const why of section.wrong) console.log(`   ${why}`)
  return section
}

async function tryActs(
  world: World,
  people: readonly string[],
  { isSample, only }: Pick<Wish, 'isSample' | 'only'>,
): Promise<Outcome[]> {
  const crew = openCrew()
  const outcomes: Outcome[] = []
  try {
    for (const [place, kind] of KINDS.entries()) {
      const steps = STEPS.filter(
        // Of a sample each kind has one step, and each another one.
        ({ name }, n) => (!isSample || (place * 7 + n) % 26 === 0) && `${kind.label} ${name}`.includes(only),
      )
      if (steps.length === 0) continue
      const target = await newTarget(world, people[place] ?? '')
      for (const step of steps) {
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

/** People without a role, of whom the story tells nothing: no colleague is a party to what is said about them. */
async function peopleWithoutRole({ direct, people }: World): Promise<string[]> {
  const query = '/api/v2/admin/accounts?origin=local&status=active&limit=200'
  const found = (await direct(people.ines, 'GET', query)) as { id: string; role: { id: string }; confirmed: boolean }[]
  const told = await Promise.all(
    ['', '&resolved=true'].map((more) => direct(people.ines, 'GET', `/api/v1/admin/reports?limit=200${more}`)),
  )
  const about = (told.flat() as { target_account: { id: string } }[]).map((report) => report.target_account.id)
  const staff = Object.values(people).map(({ remoteId }) => remoteId)
  return found.flatMap(({ id, role }) => (role.id === '-99' && !staff.includes(id) && !about.includes(id) ? [id] : []))
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
