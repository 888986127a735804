import { list } from '@/lib/features/dmca/queries'
import { dmcaSql } from '@/lib/features/dmca/statements'
import { due } from '@/lib/features/deadlines/queries'
import type { PersonActor } from '@/lib/platform/access/access'
import { type Db, openDatabase, sql } from '@/lib/platform/db/client'
import { runQuery } from '@/lib/platform/queries/define'
import { openOwnDatabase } from '../faults/world'
import { makePerson } from './cases'
import { summary } from './numbers'

const say = (words: string) => console.log(words)

/** `npm run bench -- --desk`: the pages of the copyright desk and of everything due, at so many open notices. */
export async function benchDesk(count: number): Promise<void> {
  const database = await openOwnDatabase('bench')
  const db = openDatabase(process.env.DATABASE_URL ?? '')
  try {
    const actor = await makePerson(db)
    say(`Making ${count} open notices …`)
    const from = performance.now()
    await fill(database.owner, actor, count)
    await database.owner.query('ANALYZE')
    say(`  in ${Math.round((performance.now() - from) / 1000)} s`)
    await measureDesk(db, actor)
  } finally {
    await db.$disconnect()
    await database.close()
  }
}

type Owner = Awaited<ReturnType<typeof openOwnDatabase>>['owner']

/** Two addresses, two letters and two clocks each, in every stage; one in twelve with a counter-notice, one in thirty about the actor. */
async function fill(owner: Owner, { instanceId, remoteId }: PersonActor, count: number): Promise<void> {
  await owner.query(
    `INSERT INTO "case" (id, instance_id, kind, party_ids, opened_at)
     SELECT gen_random_uuid(), $1, 'copyright', CASE WHEN n % 30 = 0 THEN ARRAY[$3] ELSE ARRAY['p' || n % 900] END, now() - n * interval '3 minutes'
     FROM generate_series(1, $2) n`,
    [instanceId, count, remoteId],
  )
  const notices = `
    INSERT INTO notice (case_id, state, received_at, recorded_at, channel, zone, sender_name, principal, email)
     SELECT id, (ARRAY['received', 'valid', 'valid', 'valid', 'defectiveCurable', 'notCopyright', 'retracted', 'rejected'])[1 + number % 8],
       opened_at, opened_at, 'mail', 'America/New_York', 'Sender ' || number, 'Prints ' || number % 70, 's@marlow.example' FROM "case"`
  const items = `
    INSERT INTO notice_item (id, case_id, number, url, kind, state, account_id, is_local, media_urls, disabled_at)
     SELECT gen_random_uuid(), c.id, n, 'https://reef.example/@p/' || c.number || n, 'post',
       (ARRAY['found', 'disabled', 'disabled', 'refused', 'restored'])[1 + (c.number + n) % 5], 'p' || c.number % 900, true, '{}', c.opened_at
     FROM "case" c, generate_series(1, 2) n`
  const letters = `
    INSERT INTO letter (id, case_id, template, version, recipient, party, channel, subject, paper_id, state, at, missing)
     SELECT gen_random_uuid(), c.id, (ARRAY['D1', 'D4'])[n], 1, 'sender', 'x', 'mail', '', gen_random_uuid(), 'sent', c.opened_at, '{}'
     FROM "case" c, generate_series(1, 2) n WHERE c.number % 3 > 0`
  const counters = `
    INSERT INTO counter_notice (id, case_id, account_id, state, received_at, recorded_at, channel, elements)
     SELECT gen_random_uuid(), id, 'p' || number % 900, (ARRAY['received', 'valid', 'forwarded', 'held', 'restored'])[1 + number % 5],
       opened_at, opened_at, 'form', '{}' FROM "case" WHERE number % 12 = 0`
  const clocks = `
    INSERT INTO clock (id, case_id, name, zone, started_at, state, rule_version, added_days)
     SELECT gen_random_uuid(), c.id, (ARRAY['dmca.disable', 'gdpr.response'])[n], 'UTC', c.opened_at, 'running', 1, '{}'
     FROM "case" c, generate_series(1, 2) n`
  const marks = `
    INSERT INTO clock_mark (clock_id, name, direction, at, is_open)
     SELECT k.id, (ARRAY['target', 'answer'])[n], (ARRAY['target', 'actBy'])[n], c.opened_at + n * interval '20 days', true
     FROM clock k JOIN "case" c ON c.id = k.case_id, generate_series(1, 2) n WHERE n = 1 OR k.name = 'gdpr.response'`
  for (const statement of [notices, items, letters, counters, clocks, marks]) await owner.query(statement)
}

const RUNS = 60

async function measureDesk(db: Db, actor: PersonActor): Promise<void> {
  const call = { db, actor, now: new Date() }
  for (const tab of ['judge', 'act', 'tell', 'waiting', 'held', 'closed'] as const)
    await measure(`/dmca ${tab}`, () => runQuery(list, { ...call, input: { tab } }))
  let after: string | null = null
  for (let n = 0; n < 10; n++) after = (await runQuery(list, { ...call, input: { tab: 'act', after } })).more
  await measure('/dmca act, page 11', () => runQuery(list, { ...call, input: { tab: 'act', after } }))
  await measure('the number beside the room', () => db.$queryRaw(sql`SELECT ${dmcaSql(actor)} AS n`))
  await measure('/due', () => runQuery(due, { ...call, input: {} }))
  await measure('/due, mine', () => runQuery(due, { ...call, input: { isMine: true } }))
}

async function measure(what: string, run: () => Promise<unknown>): Promise<void> {
  const times: number[] = []
  for (let n = 0; n < RUNS + 3; n++) {
    const from = performance.now()
    await run()
    if (n > 2) times.push(performance.now() - from)
  }
  const { median, p95, max } = summary(times)
  say(`  ${what}: median ${median.toFixed(1)}, p95 ${p95.toFixed(1)}, most ${max.toFixed(1)} ms (${times.length})`)
}
