import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { noticeOf } from '@/lib/features/notices/queries'
import { COUNTER_STATES, ITEM_STATES, NOTICE_STATES } from '@/lib/features/notices/schema'
import { newId, sql } from '@/lib/platform/db/client'
import { openReef, type Reef } from '@/lib/testing/reef'
import { lettersDue, tabOf } from './model'
import { factsForTab, list } from './queries'
import { PAGE } from './statements'

let reef: Reef
beforeAll(async () => {
  reef = await openReef()
})

const AT = new Date('2026-10-01T12:00:00Z')
const at = (hours: number) => new Date(AT.getTime() + hours * 3600_000)
const AUTHORS = ['11', '12']

const hour = fc.integer({ min: 0, max: 6 }).map(at)
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null, freq: 2 })
const author = fc.constantFrom(...AUTHORS)
const caseOf = fc.record({
  caseState: fc.constantFrom('open', 'open', 'open', 'closed'),
  state: fc.constantFrom(...NOTICE_STATES),
  ownKnowledgeAt: fc.constantFrom(null, null, AT),
  askedAt: maybe(hour),
  items: fc.array(
    fc.record({
      state: fc.constantFrom(...ITEM_STATES, 'disabled', 'disabled'),
      accountId: maybe(author),
      isLocal: maybe(fc.boolean()),
      disabledAt: maybe(hour),
    }),
    { maxLength: 3 },
  ),
  told: fc.uniqueArray(fc.record({ accountId: author, toldAt: maybe(hour) }), {
    selector: (one) => one.accountId,
    maxLength: 2,
  }),
  counters: fc.array(
    fc.record({
      state: fc.constantFrom(...COUNTER_STATES, 'escalated', 'escalated'),
      accountId: author,
      receivedAt: hour,
      askedAt: maybe(hour),
      approvedAt: maybe(hour),
    }),
    { maxLength: 2 },
  ),
  papers: fc.array(fc.record({ state: fc.constantFrom('waiting', 'held', 'noted'), isOfCounter: fc.boolean() }), {
    maxLength: 2,
  }),
  letters: fc.array(
    fc.record({
      template: fc.constantFrom('D1', 'D2', 'D3', 'D4', 'D5', 'D6', 'D7', 'D8', 'D9', 'D10', 'D11'),
      accountId: maybe(author),
      at: hour,
    }),
    { maxLength: 6 },
  ),
})
type Made = ReturnType<typeof sampleOf>[number]
const sampleOf = (n: number) => fc.sample(caseOf, n)

async function make({ items, told, counters, papers, letters, caseState, ...notice }: Made): Promise<string> {
  const { db, instanceId } = reef
  const caseId = newId()
  const of = { id: caseId, instanceId, kind: 'copyright', partyIds: [], openedAt: AT }
  await db.case.create({ data: { ...of, state: caseState } })
  const received = { receivedAt: AT, recordedAt: AT, channel: 'mail', zone: 'UTC', senderName: 'Ada' }
  await db.notice.create({ data: { caseId, ...received, ...notice } })
  const numbered = items.map((one, n) => ({ id: newId(), caseId, number: n + 1, url: 'x', kind: 'post', ...one }))
  await db.noticeItem.createMany({ data: numbered })
  await db.noticeSubscriber.createMany({ data: told.map((one) => ({ caseId, ...one })) })
  const ids = counters.map(() => newId())
  const came = { caseId, recordedAt: AT, channel: 'mail', elements: {} }
  await db.counterNotice.createMany({ data: counters.map((one, n) => ({ id: ids[n] ?? '', ...came, ...one })) })
  const read = { caseId, paperId: newId(), sort: 'action', isFromSender: true, isSameMaterial: true, receivedAt: AT }
  await db.courtPaper.createMany({
    data: papers.map(({ state, isOfCounter }) => {
      const counterId = isOfCounter ? (ids[0] ?? null) : null
      return { id: newId(), ...read, counterId, state, recordedAt: AT, recordedById: reef.ines.id }
    }),
  })
  const sent = { caseId, version: 1, recipient: 'x', party: 'x', channel: 'copied', subject: '', paperId: newId() }
  await db.letter.createMany({ data: letters.map((one) => ({ id: newId(), ...sent, state: 'given', ...one })) })
  return caseId
}

/** What the rules say of the rows as they stand. */
async function saidOf(caseId: string) {
  const row = await reef.db.case.findUniqueOrThrow({
    where: { id: caseId },
    include: { letters: { select: { template: true, accountId: true, at: true } } },
  })
  const notice = await noticeOf(reef.db, caseId)
  if (!notice) throw new Error('no notice')
  const papers = await reef.db.courtPaper.count({ where: { caseId, state: 'waiting', counterId: { not: null } } })
  const facts = factsForTab(row, notice, new Set(papers > 0 ? [caseId] : []))
  return { tab: tabOf(facts), letters: lettersDue(facts) }
}
const keptOf = (caseId: string) => reef.db.noticeDesk.findUniqueOrThrow({ where: { caseId }, select: { tab: true } })

describe('the heading under which a notice stands', () => {
  it('is kept by the database as the rules say it, for whatever rows', async () => {
    const made = sampleOf(150)
    for (const one of made) {
      const caseId = await make(one)
      const { tab } = await saidOf(caseId)
      expect({ one, ...(await keptOf(caseId)) }).toEqual({ one, tab })
    }
    const seen = await reef.db.noticeDesk.groupBy({ by: ['tab'] })
    expect(seen.map((row) => row.tab)).toEqual(expect.arrayContaining(['act', 'closed', 'judge', 'tell', 'waiting']))
  }, 60_000)

  it('moves with each of them, also where two people change two parts at once', async () => {
    const { db } = reef
    const [first] = sampleOf(1)
    if (!first) throw new Error('none')
    const caseId = await make({
      ...first,
      caseState: 'open',
      state: 'valid',
      items: [
        { state: 'found', accountId: '11', isLocal: true, disabledAt: null },
        { state: 'found', accountId: '11', isLocal: true, disabledAt: null },
      ],
      told: [],
      counters: [],
      papers: [],
      letters: [{ template: 'D4', accountId: null, at: AT }],
    })
    expect(await keptOf(caseId)).toEqual({ tab: 'act' })
    const items = await db.noticeItem.findMany({ where: { caseId } })
    const down = { state: 'disabled', disabledAt: AT }
    await Promise.all(items.map(({ id }) => db.noticeItem.update({ where: { id }, data: down })))
    expect(await keptOf(caseId)).toEqual({ tab: 'tell' })
    await db.noticeSubscriber.create({ data: { caseId, accountId: '11', toldAt: at(1) } })
    expect(await keptOf(caseId)).toEqual({ tab: 'waiting' })
    const id = newId()
    const came = { caseId, receivedAt: at(2), recordedAt: at(2), channel: 'mail', elements: {}, accountId: '11' }
    await db.counterNotice.create({ data: { id, ...came } })
    expect(await keptOf(caseId)).toEqual({ tab: 'judge' })
    await db.counterNotice.update({ where: { id }, data: { state: 'held' } })
    expect(await keptOf(caseId)).toEqual({ tab: 'tell' })
    await db.counterNotice.update({ where: { id }, data: { state: 'escalated' } })
    expect(await keptOf(caseId)).toEqual({ tab: 'held' })
    await db.case.update({ where: { id: caseId }, data: { state: 'closed' } })
    expect(await keptOf(caseId)).toEqual({ tab: 'closed' })
  })
})

describe('the list', () => {
  it('is turned over page by page: each notice once, the earliest moment first, those without one by number', async () => {
    const { db, instanceId } = reef
    await db.$executeRaw(sql`
      INSERT INTO "case" (id, instance_id, kind, party_ids, opened_at)
      SELECT gen_random_uuid(), ${instanceId}::uuid, 'copyright', CASE WHEN n % 9 = 0 THEN ARRAY[${reef.people.kofi.id}] ELSE '{}' END, now()
      FROM generate_series(1, 160) n`)
    await db.$executeRaw(sql`
      INSERT INTO notice (case_id, received_at, recorded_at, channel, zone, sender_name)
      SELECT c.id, now(), now(), 'mail', 'UTC', 'Bulk' FROM "case" c WHERE c.kind = 'copyright' AND NOT EXISTS (SELECT FROM notice n WHERE n.case_id = c.id)`)
    await db.$executeRaw(sql`
      INSERT INTO clock (id, case_id, name, zone, started_at, state, rule_version)
      SELECT gen_random_uuid(), n.case_id, 'dmca.disable', 'UTC', now(), 'running', 1 FROM notice n JOIN "case" c ON c.id = n.case_id
      WHERE n.sender_name = 'Bulk' AND c.number % 3 > 0`)
    // Some share a moment.
    await db.$executeRaw(sql`
      INSERT INTO clock_mark (clock_id, name, direction, at, is_open)
      SELECT k.id, 'target', 'actBy', '2026-12-01T00:00:00Z'::timestamptz + (c.number % 5) * interval '1 hour', true
      FROM clock k JOIN "case" c ON c.id = k.case_id JOIN notice n ON n.case_id = c.id WHERE n.sender_name = 'Bulk'`)
    const pages = []
    let after: string | null = null
    do {
      const page: Awaited<ReturnType<typeof read>> = await read(after)
      pages.push(page)
      after = page.more
    } while (after)
    const rows = pages.flatMap((page) => page.rows)
    const seen = await db.noticeDesk.count({
      where: { tab: 'judge', notice: { case: { NOT: { partyIds: { has: reef.people.kofi.id } } } } },
    })
    expect(pages.every((page) => page.rows.length <= PAGE)).toBe(true)
    expect(new Set(rows.map((row) => row.caseId)).size).toBe(rows.length)
    // Nobody sees one about themselves, nor counts it.
    expect([rows.length, pages[0]?.counts.judge]).toEqual([seen, seen])
    const keys = rows.map((row) => `${row.next?.at ?? '9'} ${String(9_999_999 - row.number).padStart(7, '0')}`)
    expect(keys).toEqual(keys.toSorted())
    expect(await read('no such place')).toMatchObject({ isFirst: true })
  })
})
const read = (after: string | null) => reef.query(reef.kofi, list, { tab: 'judge', after })
