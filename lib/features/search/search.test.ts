import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { addNote } from '@/lib/features/cases/commands'
import { stop } from '@/lib/features/safety/commands'
import { addPost, addReport } from '@/lib/integrations/mastodon/fake/makers'
import type { PersonActor } from '@/lib/platform/access/access'
import { sql, transaction } from '@/lib/platform/db/client'
import { readStep } from '@/lib/testing/mirror'
import { openReef, type Reef } from '@/lib/testing/reef'
import { excerptOf, normal, queryFor, soughtIn, wordsOf } from './model'
import { cases } from './queries'
import { forgetInSearch, refreshDue } from './store'

const isFound = (text: string, sought: string) => {
  const words = wordsOf([text])
  return soughtIn(sought).every((one) => words.some((word) => word.startsWith(one)))
}

describe('a word', () => {
  it.each([
    ['Hausordnung im Überblick', 'haus'],
    ['Hausordnung im Überblick', 'uberblick HAUSORD'],
    ['Straße', 'strasse'],
    ['مُحَمَّد كتب رسالة', 'محمد'],
    ['الإدارة', 'الادارة'],
    ['می‌خواهم', 'می'],
    ['これは写真です', '写真'],
    ['これは写真です', '写'],
    ['สวัสดีครับ', 'สวัส'],
    ['Łódź', 'lodz'],
    ['see https://harbour.example/@gull/114', 'gull 114'],
    ['@gull@harbour.example', '@gull@harbour'],
    ['Привет', 'привет'],
  ])('in %j is found by %j', (text, sought) => expect(isFound(text, sought)).toBe(true))

  it.each([
    ['Hausordnung', 'ordnung'],
    ['これは写真です', '写実'],
    ['Again', 'never'],
  ])('in %j is not found by %j', (text, sought) => expect(isFound(text, sought)).toBe(false))

  it('of any text is compared alike however it is written, and asks nothing that PostgreSQL would not take', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        expect(normal(normal(text))).toBe(normal(text))
        for (const word of [...wordsOf([text]), ...soughtIn(text)]) expect(word).toMatch(/^[\p{L}\p{N}_]+$/u)
      }),
    )
  })

  it('is shown with what stands around it', () => {
    expect(excerptOf('He wrote to Mira again', ['mira'])).toEqual({
      before: 'He wrote to ',
      hit: 'Mira',
      after: ' again',
    })
    const long = `${'word '.repeat(60)}needle${' word'.repeat(60)}`
    expect(excerptOf(long, ['needle'])).toMatchObject({
      hit: 'needle',
      before: expect.stringMatching(/^…word .*word $/),
    })
    expect(excerptOf('nothing', ['needle'])).toBeNull()
  })
})

let reef: Reef
const seek = async (text: string, more: object = {}, actor: PersonActor = reef.kofi) =>
  (await reef.query(actor, cases, { text, ...more })).rows.map((row) => row.person?.handle)

beforeAll(async () => {
  reef = await openReef()
  const { harl, wren, osei } = reef.people
  const post = addPost(reef.state, {
    accountId: wren.id,
    text: 'الصورة في الميناء, Hafenordnung',
    createdAt: new Date(),
  })
  addReport(reef.state, {
    accountId: osei.id,
    targetAccountId: wren.id,
    comment: 'Of the lighthouse',
    createdAt: new Date(),
    statusIds: [post.id],
  })
  addReport(reef.state, {
    accountId: osei.id,
    targetAccountId: harl.id,
    comment: 'By the lighthouse',
    createdAt: new Date(),
  })
  await readStep(reef, new Date(Date.now() + 60_000))
})

describe('the search', () => {
  it('finds cases by reports, posts, notes and names, all of the words wherever in the case they stand', async () => {
    expect(await seek('lighthouse')).toHaveLength(2)
    expect(await seek('lighthouse photograph')).toEqual(['@wren'])
    expect(await seek('الميناء')).toEqual(['@wren'])
    expect(await seek('hafen')).toEqual(['@wren'])
    expect((await seek('osei')).length).toBeGreaterThan(2)
    expect(await seek('harbour')).toEqual(['@gull@harbour.example'])
    const { id } = await reef.caseOf(reef.kofi, 'mira')
    expect(await seek('bollard')).toEqual([])
    await reef.command(reef.kofi, addNote, { caseId: id, text: 'Met at the bollard' })
    expect(await seek('bollard')).toEqual(['@mira'])
    expect(await seek('   ')).toEqual([])
    for (const text of ["'", "a' | 'b", '\\', '!()&|:*', '%_']) expect(await seek(text)).toEqual([])
  })

  it('shows where they stand, and is narrowed by state, kind and day', async () => {
    const view = await reef.query(reef.kofi, cases, { text: 'hafen' })
    expect(view.rows[0]?.excerpts).toMatchObject([{ kind: 'post', excerpt: { hit: 'Hafenordnung' } }])
    expect(view.kinds).toEqual(['report'])
    expect(await seek('hafen', { state: 'closed' })).toEqual([])
    expect(await seek('hafen', { kind: 'dmca' })).toEqual([])
    const today = new Date().toISOString().slice(0, 10)
    expect(await seek('hafen', { from: today, to: today })).toEqual(['@wren'])
    expect(await seek('hafen', { to: '2020-01-01' })).toEqual([])
  })

  it('follows what changes: a post that is edited, a name, a report that is dropped', async () => {
    await reef.db.$executeRaw(sql`UPDATE post SET content = '<p>Leuchtturm</p>' WHERE content LIKE '%Hafenordnung%'`)
    expect([await seek('hafen'), await seek('leucht')]).toEqual([[], ['@wren']])
    await reef.db.account.updateMany({ where: { acct: 'wren' }, data: { displayName: 'Zaunkönig' } })
    expect(await seek('zaunkonig')).toEqual(['@wren'])
    const row = await reef.db.caseReport.findFirstOrThrow({ where: { report: { comment: 'By the lighthouse' } } })
    await reef.db.caseReport.delete({
      where: { caseId_instanceId_reportId: { caseId: row.caseId, instanceId: row.instanceId, reportId: row.reportId } },
    })
    expect(await seek('lighthouse')).toEqual(['@wren'])
  })

  it('shows nobody a case about or by themselves, nor one of another instance', async () => {
    const osei = { ...reef.kofi, remoteId: reef.people.osei.id }
    expect(await seek('photograph', {}, osei)).toEqual([])
    expect(await seek('photograph', {}, { ...reef.kofi, instanceId: crypto.randomUUID() })).toEqual([])
    expect(await seek('photograph')).toEqual(['@wren'])
  })

  it('goes on from page to page, newest first, and tells of none twice', async () => {
    const base = await reef.db.case.findFirstOrThrow({ where: { subjectId: reef.people.wren.id } })
    const ids = Array.from({ length: 45 }, () => crypto.randomUUID())
    await reef.db.case.createMany({
      data: ids.map((id, n) => ({
        id,
        instanceId: base.instanceId,
        kind: 'report',
        subjectId: base.subjectId,
        partyIds: base.partyIds,
        openedAt: new Date(Date.UTC(2020, 0, 1 + (n % 9))),
      })),
    })
    const seen: string[] = []
    for (let after: string | undefined, more = true; more; ) {
      const view = await reef.query(reef.kofi, cases, { text: 'zaun', to: '2020-12-31', after })
      seen.push(...view.rows.map((row) => row.id))
      after = view.next ?? undefined
      more = view.next !== null
    }
    expect(seen.toSorted()).toEqual(ids.toSorted())
  })
})

describe('forgetting', () => {
  const words = () => reef.db.$queryRaw<{ words: string }[]>(sql`SELECT words::text AS words FROM case_search`)
  const holds = async (word: string) => JSON.stringify(await words()).includes(word)

  it('takes the words out in the same transaction, and what is left is found again', async () => {
    const { instanceId } = reef
    expect(await holds('leuchtturm')).toBe(true)
    const post = await reef.db.post.findFirstOrThrow({ where: { content: { contains: 'Leuchtturm' } } })
    await transaction(reef.db, async (tx) => {
      await forgetInSearch(tx, { instanceId, postIds: [post.remoteId] })
      await tx.post.delete({ where: { instanceId_remoteId: { instanceId, remoteId: post.remoteId } } })
    })
    expect(await holds('leuchtturm')).toBe(false)
    expect([await seek('leucht'), await seek('photograph')]).toEqual([[], ['@wren']])
    await transaction(reef.db, async (tx) => {
      await forgetInSearch(tx, { instanceId, accountId: reef.people.wren.id })
      await tx.account.updateMany({ where: { acct: 'wren' }, data: { displayName: '' } })
    })
    expect(await holds('zaunkonig')).toBe(false)
    expect(await seek('zaun')).toEqual([])
  })

  it('is at once for a case that is stopped, and for others about the same person', async () => {
    const other = await reef.db.case.findFirstOrThrow({ where: { subjectId: reef.people.harl.id } })
    const twin = crypto.randomUUID()
    await reef.db.case.create({
      data: {
        id: twin,
        instanceId: other.instanceId,
        kind: 'report',
        subjectId: other.subjectId,
        partyIds: other.partyIds,
        openedAt: new Date(),
      },
    })
    await reef.db.casePost.create({
      data: {
        caseId: twin,
        instanceId: other.instanceId,
        postId: (await reef.db.post.findFirstOrThrow()).remoteId,
        addedById: reef.kofi.id,
        addedAt: new Date(),
      },
    })
    expect(await seek('said so')).toHaveLength(2)
    await reef.command(reef.kofi, stop, { caseId: other.id, reportId: null, postId: null })
    expect(await holds('said')).toBe(false)
    expect([await seek('said so'), await seek('dialect'), await seek('again')]).toEqual([[], [], []])
    expect(await holds('said')).toBe(false)
    await refreshDue(reef.db)
    expect(await reef.db.searchDue.count()).toBe(0)
  })
})

it('asks with every word', () => {
  expect(queryFor(soughtIn('Haus @a 写真'))).toBe("'haus':* & 'a' & '写真':*")
})
