import fs from 'node:fs'
import { measureActs, reportPages } from './acts'
import { measureLog } from './audit'
import { makePlain, measureChain } from './chain'
import { multiply, takeInResolved } from './filling'
import { measureCrowd, measureWebhooks } from './live'
import { memoryOf } from './memory'
import { calibrate, round, summary } from './numbers'
import { measurePages, QUEUES, scriptsOf } from './pages'
import { measureFirstReading } from './reading'
import { type Figures, tableOf } from './table'
import { type BenchWorld, openBench } from './world'

export interface Wishes {
  isSmall: boolean
  json: string | null
}

const say = (words: string) => console.log(words)
const line = (what: string, values: readonly number[], unit = 'ms') => {
  const { median, p95, max, count } = summary(values)
  say(`  ${what}: median ${round(median)}, p95 ${round(p95)}, most ${round(max)} ${unit} (${count})`)
}

/** `npm run bench`: builds the data, measures, prints the table. Nothing is asserted: machines differ, ratios are to be compared. */
export async function runBench({ isSmall, json }: Wishes): Promise<void> {
  const size = isSmall ? { accounts: 2_000, reports: 1_500 } : { accounts: 130_000, reports: 50_000 }
  say(`calibration: ${calibrate()} MB of SHA-256 a second at the beginning`)
  say(`Making an instance of ${size.accounts} accounts and ${size.reports} reports …`)
  const world = await openBench(size)
  const figures: Partial<Figures> = {}
  try {
    await readFirst(world, figures)
    say(`Taking in the resolved reports …`)
    say(`  ${await takeInResolved(world)} resolved reports taken in`)
    const before = await pagesOf(world, figures, isSmall ? 100 : 500)
    await liveOf(world, figures, isSmall ? 5 : 20)
    figures.memoryMb = memoryOf(world.pids())
    say(`  memory at work: ${figures.memoryMb} MB of PSS`)
    await grow(world, figures, { before, count: isSmall ? 100 : 500 })
    await chainOf(world, figures)
    await logOf(world, figures, isSmall ? 50_000 : 1_000_000)
  } finally {
    await world.close()
  }
  say(`calibration: ${calibrate()} MB of SHA-256 a second at the end\n`)
  say(tableOf(figures))
  if (json) fs.writeFileSync(json, `${JSON.stringify(figures, null, 2)}\n`)
}

async function readFirst(world: BenchWorld, figures: Partial<Figures>): Promise<void> {
  say('The first reading of the open reports, 65 ms a report …')
  const first = await measureFirstReading(world)
  say(
    `  ${first.open} open in ${first.seconds} s, first page after ${first.firstPageMs} ms, ${first.mostInFlight} request(s) in flight at most`,
  )
  figures.backfillOfCeiling = first.ofCeiling
  figures.listRequestMaxMs = first.listMaxMs
  figures.tooManyRequests = first.tooMany
}

interface Pages {
  queue: number
  report: number
}

async function measureBoth(world: BenchWorld, count: number) {
  const cookie = await world.cookieOf(world.kofi)
  const queue = await measurePages(cookie, QUEUES, count)
  line(
    'queue',
    queue.map((one) => one.ms),
  )
  for (const [n, path] of QUEUES.entries())
    line(
      `  ${path}`,
      queue.filter((_one, at) => at % QUEUES.length === n).map((one) => one.ms),
    )
  const reports = await measurePages(cookie, await reportPages(world, 50), count)
  line(
    'report',
    reports.map((one) => one.ms),
  )
  return { cookie, queue, reports }
}

async function pagesOf(world: BenchWorld, figures: Partial<Figures>, count: number): Promise<Pages> {
  say('Pages …')
  const { cookie, queue, reports } = await measureBoth(world, count)
  figures.queueP95Ms = round(summary(queue.map((one) => one.ms)).p95)
  figures.queueSqlMax = Math.max(...queue.map((one) => one.statements))
  figures.reportP95Ms = round(summary(reports.map((one) => one.ms)).p95)
  figures.queueJsKb = await scriptsOf(cookie, '/reports')
  say(
    `  JavaScript: ${figures.queueJsKb} kB on the queue, ${await scriptsOf('', '/sign-in')} kB on the page of sign-in`,
  )
  return { queue: figures.queueP95Ms, report: figures.reportP95Ms }
}

async function liveOf(world: BenchWorld, figures: Partial<Figures>, times: number): Promise<void> {
  say('Acts, webhooks, a crowd …')
  const cookie = await world.cookieOf(world.kofi)
  const acts = await measureActs(world, cookie, times * 2)
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
  const webhooks = await measureWebhooks(world, cookie, times)
  line('webhook to an open tab', webhooks)
  figures.webhookToScreenP95Ms = Math.round(summary(webhooks).p95)
  line('queue page with fifty people and streams', await measureCrowd(world, 30))
}

async function grow(world: BenchWorld, figures: Partial<Figures>, { before, count }: { before: Pages; count: number }) {
  say('Ten times as many reports …')
  await multiply(world, 9)
  const { queue, reports } = await measureBoth(world, count)
  const ratio = (now: readonly { ms: number }[], then: number) => summary(now.map((one) => one.ms)).p95 / then
  figures.growth500k = round(Math.max(ratio(queue, before.queue), ratio(reports, before.report)), 2)
}

async function chainOf(world: BenchWorld, figures: Partial<Figures>): Promise<void> {
  say('The chain …')
  await makePlain(world.owner)
  const url = process.env.DATABASE_URL ?? ''
  const plain = await measureChain(url, { table: 'bench_plain', workMs: 0 }, 5)
  const chained = await measureChain(url, { table: 'audit_row', workMs: 0 }, 5)
  const working = await measureChain(url, { table: 'audit_row', workMs: 20 }, 5)
  say(`  unchained ${plain}, chained ${chained}, chained with 20 ms of work after the insert ${working} a second`)
  figures.chainTxPerSecond = chained
}

async function logOf(
  { db, owner, ines, instanceId }: BenchWorld,
  figures: Partial<Figures>,
  rows: number,
): Promise<void> {
  say(`A log of ${rows} more rows …`)
  const found = await measureLog({ db, owner, actor: ines, instanceId, rows })
  for (const { name, values } of found.searches) line(name, values)
  figures.auditSearchP95Ms = round(summary(found.searches.flatMap(({ values }) => values)).p95)
  figures.verifyRowsPerSecond = found.verifyRowsPerSecond
  figures.verifyLiveRowsPerSecond = found.verifyLiveRowsPerSecond
  say(`  exported in ${found.exportSeconds} s, ${found.megabytes} MB`)
}
