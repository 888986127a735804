import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { list as queue } from '@/lib/features/queue/queries'
import { one as reportCase } from '@/lib/features/reports/queries'
import { connected } from '@/lib/testing/chain'
import { readStep } from '@/lib/testing/mirror'
import { openReef, type Reef } from '@/lib/testing/reef'
import { type Scripted, scriptedMastodon } from '@/lib/testing/scripted-mastodon'
import { syncOf } from './queries'

const record = z.record(z.string(), z.unknown())
type Json = z.infer<typeof record>

let reef: Reef
/** A report as the instance tells it, to be bent. */
let sample: Json
beforeAll(async () => {
  reef = await openReef()
  const answer = await fetch(`${reef.fake.origin}/api/v1/admin/reports/1`, {
    headers: { authorization: 'Bearer ines' },
  })
  sample = record.parse(await answer.json())
})

/** Reads a page of these reports, newest first, from a server that says exactly this. */
async function readPage(reports: unknown[], single: Record<string, Scripted> = {}): Promise<void> {
  const { origin } = await scriptedMastodon({
    'GET /api/v1/admin/reports': { json: reports },
    ...single,
  })
  await reef.db.instance.update({ where: { id: reef.instanceId }, data: { origin } })
  await reef.db.mirrorState.update({
    where: { instanceId: reef.instanceId },
    data: { historyDone: true, historyToppedAt: new Date(), againReadAt: new Date(), settingsReadAt: new Date() },
  })
  try {
    await readStep(reef)
  } finally {
    await reef.db.instance.update({ where: { id: reef.instanceId }, data: { origin: reef.fake.origin } })
  }
}
/** The sample about a person of its own, with parts of the report and of the account replaced. */
function bent(id: number, report: Json, account: Json = {}): Json {
  const target = record.parse(structuredClone(sample.target_account))
  const inner = { ...record.parse(target.account), id: `9${id}`, username: `p${id}`, acct: `p${id}` }
  const about = { ...target, id: `9${id}`, username: `p${id}`, account: inner, ...account }
  return { ...structuredClone(sample), id: String(id), target_account: about, statuses: [], ...report }
}
const commentOf = async (id: number) =>
  (await reef.db.report.findFirst({ where: { remoteId: String(id) } }))?.comment ?? null

describe('a report that makes no sense', () => {
  it('takes none of the others with it', async () => {
    await readPage([
      bent(908, { comment: 'after' }),
      bent(907, { created_at: 'the day before yesterday' }),
      bent(906, { account: null }),
      { id: '905' },
      'not even a report',
      null,
      bent(904, { comment: null, category: 'a new kind', rules: null, statuses: 'none', forwarded: 'perhaps' }),
      bent(903, { comment: 'before' }),
    ])
    expect(await Promise.all([908, 903].map(commentOf))).toEqual(['after', 'before'])
    expect(await Promise.all([907, 906, 905].map(commentOf))).toEqual([null, null, null])
    expect(await reef.db.report.findFirst({ where: { remoteId: '904' } })).toMatchObject({
      comment: '',
      category: 'other',
      postIds: [],
    })
    expect((await syncOf(reef.db, reef.kofi)).failure).toBeNull()
  })

  it('is passed by: the place of the reading moves on', async () => {
    await readPage([{ id: '912' }, bent(911, { comment: 'fine' })])
    expect((await reef.db.mirrorState.findFirstOrThrow()).newestId).toBe('912')
  })
})

describe('a report that made sense once', () => {
  const broken = () => bent(913, { account: null })
  const isOpen = async () => (await reef.db.report.findFirstOrThrow({ where: { remoteId: '913' } })).goneAt === null

  it('and does not any more is left as it was, and stops nothing', async () => {
    await readPage([bent(913, { comment: 'well' })])
    await readPage([broken(), bent(914, { comment: 'next' })], { 'GET /api/v1/admin/reports/913': { json: broken() } })
    expect([await commentOf(913), await isOpen(), await commentOf(914)]).toEqual(['well', true, 'next'])
    expect((await syncOf(reef.db, reef.kofi)).failure).toBeNull()
    expect((await reef.db.mirrorState.findFirstOrThrow()).sweepStartedAt).toBeNull()
  })

  it('is not given up because a wall stood before it for a moment', async () => {
    await readPage([], { 'GET /api/v1/admin/reports/913': { text: '<html>' } })
    expect([(await syncOf(reef.db, reef.kofi)).failure, await isOpen()]).toEqual(['notMastodon', true])
  })

  it('and at which Mastodon fails now keeps no sweep from its end, and is asked for in the next', async () => {
    const sweptAt = async () => (await reef.db.mirrorState.findFirstOrThrow()).sweptAt?.getTime() ?? 0
    for (let n = 0; n < 2; n++) {
      const before = await sweptAt()
      await readPage([], { 'GET /api/v1/admin/reports/913': { status: 500, json: { error: 'Trouble' } } })
      expect([(await syncOf(reef.db, reef.kofi)).failure, await isOpen()]).toEqual([null, true])
      expect(await sweptAt()).toBeGreaterThan(before)
    }
  })

  it('is gone when Mastodon says so, in whichever of its two ways', async () => {
    await readPage([], { 'GET /api/v1/admin/reports/913': { status: 410, json: { error: 'Gone' } } })
    expect([(await syncOf(reef.db, reef.kofi)).failure, await isOpen()]).toEqual([null, false])
  })
})

it('several in a row at which Mastodon fails are trouble of the instance: then the step fails', async () => {
  await readPage([917, 916, 915].map((id) => bent(id, { comment: 'well' })))
  const broken = { status: 500, json: { error: 'Trouble' } }
  const single = Object.fromEntries([917, 916, 915].map((id) => [`GET /api/v1/admin/reports/${id}`, broken]))
  await readPage([], single)
  expect((await syncOf(reef.db, reef.kofi)).failure).toBe('temporary')
  await readPage([])
  expect((await syncOf(reef.db, reef.kofi)).failure).toBeNull()
})

describe('text that no database keeps', () => {
  it('is kept without what cannot be', async () => {
    const account = {
      ...record.parse(record.parse(sample.target_account).account),
      id: '9921',
      acct: 'p921',
      username: 'p921',
      display_name: 'a\0b\ud83d',
      note: '\0',
    }
    await readPage([
      bent(923, { id: '92\0' }),
      bent(922, { comment: 'a\0b' }),
      bent(
        921,
        { comment: 'half: \ud800', rules: [{ id: '1', text: 'x\0\udc00' }] },
        { account, invite_request: 'y\0' },
      ),
    ])
    expect(await commentOf(922)).toBe('ab')
    expect(await commentOf(921)).toMatch(/^half: /)
    expect((await syncOf(reef.db, reef.kofi)).failure).toBeNull()
    const row = await reef.db.case.findFirstOrThrow({ where: { subjectId: '9921' } })
    expect((await reef.query(reef.kofi, reportCase, { caseId: row.id })).person.name).toMatch(/^ab/)
  })

  it('is cut where it has no end', async () => {
    const endless = 'ü'.repeat(2_000_000)
    await readPage([bent(931, { comment: endless })])
    const comment = (await commentOf(931)) ?? ''
    expect(comment.length).toBeGreaterThan(900)
    expect(comment.length).toBeLessThanOrEqual(20_000)
    expect(
      (await reef.query(reef.kofi, queue, {})).rows.find((row) => row.person.handle === '@p931')?.latestComment.length,
    ).toBeLessThanOrEqual(400)
  })
})

describe('what the mirror leaves where it is', () => {
  it('no e-mail and no IP of anybody comes to rest here, in whatever table', async () => {
    const ips = ['203.0.113.77', '2001:db8::77']
    for (const account of Object.values(reef.state.accounts)) {
      if (!account.user) continue
      account.user.ips = ips.map((ip) => ({ ip, usedAt: new Date().toISOString() }))
      account.user.email = `${account.username}.private@mailbox.test`
    }
    await reef.read()
    for (let n = 0; n < 3; n++) await readStep(reef, new Date(Date.now() + n * 1000))
    await reef.caseOf(reef.kofi, 'harl')
    await reef.work()
    const told = await fetch(`${reef.fake.origin}/api/v1/admin/reports`, { headers: { authorization: 'Bearer ines' } })
    const text = await told.text()
    expect([text.includes('harl.private@mailbox.test'), text.includes(ips[0] ?? '')]).toEqual([true, true])

    const owner = await connected(reef.ownerUrl)
    const { rows: tables } = await owner.query<{ name: string }>(`
      SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
      WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`)
    const secrets = ['private@mailbox.test', '@example.test', ...ips]
    for (const { name } of tables) {
      const { rows } = await owner.query<{ line: string }>(`SELECT t::text AS line FROM ${name} t`)
      const whole = rows.map((row) => row.line).join('\n')
      expect([name, secrets.filter((secret) => whole.includes(secret))]).toEqual([name, []])
    }
  })
})
