import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { record } from '@/lib/platform/audit/record'
import { type Db, openDatabase, transaction } from '@/lib/platform/db/client'
import { env } from '@/lib/platform/env/env'
import { startRunner } from '@/lib/platform/jobs/runner'
import { checkKey } from '@/lib/platform/vault/check'
import { workers } from '@/lib/registry'
import { openStage, type Stage, type Story, until } from '@/lib/testing/stage'

const FOLDER = path.resolve(import.meta.dirname, '../../prisma/scenarios')
const TOLD = 'demo.tellStory'

/** `npm run seed -- <story>`: fills the console on its demo instance by running its commands. */
async function main([name]: string[]): Promise<number> {
  const stories = await readStories()
  const story = stories.get(name ?? '')
  if (!name || !story) {
    if (name) console.error(`There is no story ${name}.`)
    console.log('npm run seed -- <story>')
    for (const [known, { about }] of stories) console.log(`  ${known}: ${about}`)
    return name ? 1 : 0
  }
  const db = openDatabase(env().databaseUrl)
  await checkKey(db)
  const refusal = await whyNot(db, name)
  if (refusal) {
    console.error(refusal)
    return 1
  }
  await tell(db, name, story)
  console.log(`The story ${name} is told. Sign in at ${env().url} as Ines, Kofi, Yusuf or Lena.`)
  return 0
}

/** Each file of the folder is a story. */
async function readStories(): Promise<Map<string, Story>> {
  const files = fs.readdirSync(FOLDER).filter((file) => file.endsWith('.ts'))
  const stories = new Map<string, Story>()
  for (const file of files.toSorted()) {
    const { story }: { story: Story } = await import(pathToFileURL(path.join(FOLDER, file)).href)
    stories.set(path.basename(file, '.ts'), story)
  }
  return stories
}

async function whyNot(db: Db, name: string): Promise<string | null> {
  const instance = await db.instance.findFirst({ where: { state: 'connected' } })
  if (instance && !instance.isDemo)
    return `This console is connected to ${instance.domain}, which is not the demo instance. Stories are told on the demo only; nothing was changed.`
  const told = await db.auditValue.count({ where: { row: { command: TOLD }, value: JSON.stringify(name) } })
  return told > 0 ? `The story ${name} has been told here already; nothing was changed.` : null
}

async function tell(db: Db, name: string, story: Story): Promise<void> {
  const now = new Date()
  const runner = await startRunner({ url: env().databaseUrl, db, workers, schedule: [] })
  try {
    const stage = openStage({ db, story: name, now })
    await openDemo(db, stage)
    await story.tell(stage)
    await transaction(db, (tx) =>
      record(tx, { kind: 'system', name: 'seed' }, now, { command: TOLD, outcome: 'done', fields: { story: name } }),
    )
  } finally {
    await runner.stop()
    await db.$disconnect()
  }
}

/** Connected to the demo, owned by Ines, and every open report read. */
async function openDemo(db: Db, { run, as }: Stage): Promise<void> {
  console.log('Starting the demo instance …')
  const instance = await db.instance.findFirst({ where: { state: 'connected' } })
  if (instance) await until(() => answers(instance.origin))
  else await run({ kind: 'setup' }, 'instance.connectDemo', {})
  await as('ines')
  // The code of the terminal has done its work: there is an owner.
  fs.writeFileSync(path.join(env().dataDir, 'setup-done'), '')
  console.log('Reading its open reports …')
  await until(async () => (await db.mirrorState.count({ where: { backfillDone: true } })) > 0)
}

async function answers(origin: string): Promise<boolean> {
  const response = await fetch(`${origin}/api/v2/instance`).catch(() => null)
  await response?.arrayBuffer()
  return response?.ok === true
}

process.exit(await main(process.argv.slice(2)))
