import fs from 'node:fs'
import { measureActs, reportPages } from './acts'
import { measureLog } from './audit'
import { makePlain, measureChain } from './chain'
import { multiply, takeInResolved } from './filling'
import { GIVEN_UP_MS, measureCrowd, measureWebhooks } from './live'
import { memoryOf } from './memory'
import { calibrate, round, summary } from './numbers'
import { measurePages, QUEUES, scriptsOf } from './pages'
import { measureFirstReading } from './reading'
import { type Found, part } from './parts'
import { jsonOf, NAMES, tableOf } from './table'
import { type BenchWorld, openBench } from './world'

export interface Wishes {
  isSmall: boolean
  json: string | null
  /** The log of a million rows and nothing else. */
  isLogOnly: boolean
}

const say = (words: string) => console.log(words)
const line = (what: string, values: readonly number[], unit = 'ms') => {
  const { median, p95, max, count } = summary(values)
  say(`  ${what}: median ${round(median)}, p95 ${round(p95)}, most ${round(max)} ${unit} (${count})`)
}

/**
 * `npm run bench`: builds the data, measures, prints the table. Nothing is asserted: machines differ, ratios are to be compared.
 * The table is printed whatever fails.
 */
export async function runBench({ isSmall, json, isLogOnly }: Wishes): Promise<void> {
  const size = isSmall || isLogOnly ? { accounts: 2_000, reports: 1_500 } : { accounts: 130_000, reports: 50_000 }
  say(`calibration: ${calibrate()} MB of SHA-256 a second at the beginning`)
  say(`Making an instance of ${size.accounts} accounts and ${size.reports} reports …`)
  const found: Found = { figures: {}, missing: {} }
  await part(found, NAMES, async () => {
    const world = await openBench(size)
    try {
      const bench = { ...found, world, isSmall }
      await (isLogOnly ? measureLogOf(bench) : measureAll(bench))
    } finally {
      await world.close().catch((error: unknown) => console.error('the bench does not end well:', error))
    }
  })
  say(`calibration: ${calibrate()} MB of SHA-256 a second at the end\n`)
  say(tableOf(found))
  if (json) fs.writeFileSync(json, jsonOf(found))
}

interface Bench extends Found {
  world: BenchWorld
  isSmall: boolean
}

async function measureAll(bench: Bench): Promise<void> {
  const { world, isSmall } = bench
  await part(bench, ['backfillOfCeiling', 'listRequestMaxMs', 'tooManyRequests'], () => readFirst(bench))
  say(`Taking in the resolved reports …`)
  await part(bench, [], async () => say(`  ${await takeInResolved(world)} resolved reports taken in`))
  const count = isSmall ? 100 : 500
  say('Pages …')
  await part(bench, ['queueP95Ms', 'queueSqlMax'], () => queueOf(bench, count))
  await part(bench, ['reportP95Ms'], async () => {
    bench.figures.reportP95Ms = round(await measureReports(bench, count))
  })
  await part(bench, ['queueJsKb'], () => scriptsOfQueue(bench))
  say('Acts, webhooks, a crowd …')
  await part(bench, ['actToNextP95Ms'], () => actsOf(bench, isSmall ? 10 : 40))
  await part(bench, ['webhookToScreenP95Ms'], () => webhooksOf(bench, isSmall ? 5 : 20))
  await part(bench, [], async () => line('queue page with fifty people and streams', await measureCrowd(world, 30)))
  await part(bench, ['memoryMb'], async () => {
    bench.figures.memoryMb = memoryOf(world.pids())
    say(`  memory at work: ${bench.figures.memoryMb} MB of PSS`)
  })
  await part(bench, ['growth500k'], () => grow(bench, count))
  await part(bench, ['chainTxPerSecond'], () => chainOf(bench))
  await measureLogOf(bench)
}

const measureLogOf = (bench: Bench) =>
  part(bench, ['auditSearchP95Ms', 'verifyRowsPerSecond', 'verifyLiveRowsPerSecond'], () =>
    logOf(bench, bench.isSmall ? 50_000 : 1_000_000),
  )

async function readFirst({ world, figures }: Bench): Promise<void> {
  say('The first reading of the open reports, 65 ms a report …')
  const first = await measureFirstReading(world)
  say(
    `  ${first.open} open in ${first.seconds} s, first page after ${first.firstPageMs} ms, ${first.mostInFlight} request(s) in flight at most`,
  )
  figures.backfillOfCeiling = first.ofCeiling
  figures.listRequestMaxMs = first.listMaxMs
  figures.tooManyRequests = first.tooMany
}

async function measureQueue({ world }: Bench, count: number) {
  const queue = await measurePages(await world.cookieOf(world.kofi), QUEUES, count)
  line(
    'queue',
    queue.map((one) => one.ms),
  )
  for (const [n, path] of QUEUES.entries())
    line(
      `  ${path}`,
      queue.filter((_one, at) => at % QUEUES.length === n).map((one) => one.ms),
    )
  return { p95: summary(queue.map((one) => one.ms)).p95, statements: Math.max(...queue.map((one) => one.statements)) }
}

async function measureReports({ world }: Bench, count: number) {
  const reports = await measurePages(await world.cookieOf(world.kofi), await reportPages(world, 50), count)
  line(
    'report',
    reports.map((one) => one.ms),
  )
  say(`  ${Math.max(...reports.map((one) => one.statements))} statements at most`)
  return summary(reports.map((one) => one.ms)).p95
}

async function queueOf(bench: Bench, count: number): Promise<void> {
  const { p95, statements } = await measureQueue(bench, count)
  Object.assign(bench.figures, { queueP95Ms: round(p95), queueSqlMax: statements })
}

async function scriptsOfQueue({ world, figures }: Bench): Promise<void> {
  figures.queueJsKb = await scriptsOf(await world.cookieOf(world.kofi), '/reports')
  say(
    `  JavaScript: ${figures.queueJsKb} kB on the queue, ${await scriptsOf('', '/sign-in')} kB on the page of sign-in`,
  )
}

async function actsOf({ world, figures }: Bench, times: number): Promise<void> {
  const acts = await measureActs(world, await world.cookieOf(world.kofi), times)
  line(
    'act',
    acts.map((one) => one.actMs),
  )
  line(
    'its next page',
    acts.map((one) => one.nextMs),
  )
  const both = acts.map((one) => one.actMs + one.nextMs)
  line('act and next page', both)
  figures.actToNextP95Ms = round(summary(both).p95)
}

async function webhooksOf({ world, figures }: Bench, times: number): Promise<void> {
  const webhooks = await measureWebhooks(world, await world.cookieOf(world.kofi), times)
  line('webhook to an open tab', webhooks)
  const lost = webhooks.filter((ms) => ms >= GIVEN_UP_MS).length
  if (lost > 0) say(`  ${lost} of ${webhooks.length} did not appear within ${GIVEN_UP_MS / 1000} s`)
  figures.webhookToScreenP95Ms = Math.round(summary(webhooks).p95)
}

async function grow(bench: Bench, count: number): Promise<void> {
  const { queueP95Ms, reportP95Ms } = bench.figures
  if (queueP95Ms === undefined || reportP95Ms === undefined) throw new Error('there is nothing to compare with')
  say('Ten times as many reports …')
  await multiply(bench.world, 9)
  const queue = (await measureQueue(bench, count)).p95 / queueP95Ms
  const report = (await measureReports(bench, count)) / reportP95Ms
  bench.figures.growth500k = round(Math.max(queue, report), 2)
}

async function chainOf({ world, figures }: Bench): Promise<void> {
  say('The chain …')
  await makePlain(world.owner)
  const url = process.env.DATABASE_URL ?? ''
  const plain = await measureChain(url, { table: 'bench_plain', workMs: 0 }, 5)
  const chained = await measureChain(url, { table: 'audit_row', workMs: 0 }, 5)
  const working = await measureChain(url, { table: 'audit_row', workMs: 20 }, 5)
  say(`  unchained ${plain}, chained ${chained}, chained with 20 ms of work after the insert ${working} a second`)
  figures.chainTxPerSecond = chained
}

async function logOf({ world, figures }: Bench, rows: number): Promise<void> {
  const { db, owner, ines, instanceId } = world
  say(`A log of ${rows} more rows …`)
  const found = await measureLog({ db, owner, actor: ines, instanceId, rows })
  for (const { name, values } of found.searches) line(name, values)
  figures.auditSearchP95Ms = round(summary(found.searches.flatMap(({ values }) => values)).p95)
  figures.verifyRowsPerSecond = found.verifyRowsPerSecond
  figures.verifyLiveRowsPerSecond = found.verifyLiveRowsPerSecond
  say(`  exported in ${found.exportSeconds} s, ${found.megabytes} MB`)
}
