import { beforeAll, describe, expect, it } from 'vitest'
import { addNote } from '@/lib/features/cases/commands'
import { visibleInLog } from '@/lib/features/cases/model'
import { visibleInLogSql } from '@/lib/features/cases/statements'
import { one } from '@/lib/features/people/queries'
import { stop } from '@/lib/features/safety/commands'
import { ROLES } from '@/lib/platform/access/access'
import { record } from '@/lib/platform/audit/record'
import { forgetInSearch } from '@/lib/platform/audit/search-keys'
import { newId, sql, transaction } from '@/lib/platform/db/client'
import { firstFault } from '@/lib/testing/chain'
import { openReef, type Reef } from '@/lib/testing/reef'
import { list } from './queries'

let reef: Reef
let caseId: string
let rowId: string
beforeAll(async () => {
  reef = await openReef()
  const harl = await reef.caseOf(reef.kofi, 'harl')
  caseId = harl.id
  await reef.command(reef.kofi, addNote, { caseId, text: 'Warned in spring.' })
  await reef.query(reef.kofi, one, { accountId: reef.people.mira.id })
  const fields = {
    post: '4711',
    from: 'Someone@reef.example',
    ip: '203.0.113.9',
    at: 'https://reef.example/@harl/4711',
  }
  rowId = await transaction(reef.db, (tx) =>
    record(tx, reef.kofi, new Date(), { command: 'bench.sought', outcome: 'done', caseId, fields }),
  )
})

const found = async (filter: object, actor = reef.ines) =>
  (await reef.query(actor, list, filter)).rows.map((row) => row.command)
const auditor = async () => ({ ...(await reef.signIn(reef.people.nadia)), roles: ['auditor' as const] })

describe('the log is searched', () => {
  it.each([
    ['the id of a person', () => ({ about: reef.people.mira.id })],
    ['a handle', () => ({ about: '@Mira' })],
    ['a handle without its @', () => ({ about: 'mira' })],
  ])('by %s', async (_label, filter) => {
    expect(await found(filter())).toContain('people.one')
    expect(await found({ ...filter(), command: 'cases.addNote' })).toEqual([])
  })

  it.each(['4711', 'someone@reef.example', '203.0.113.9', 'https://reef.example/@harl/4711/'])(
    'by post or address: %s',
    async (about) => {
      expect(await found({ about })).toEqual(['bench.sought'])
    },
  )

  it('by the number and the id of a row, and by the part of the console', async () => {
    const { rows } = await reef.query(reef.ines, list, { row: rowId })
    expect(rows.map((row) => row.id)).toEqual([rowId])
    expect(await found({ row: rows[0]?.seq })).toEqual(['bench.sought'])
    expect(new Set(await found({ kind: 'cases' }))).toEqual(new Set(['cases.addNote', 'cases.open']))
    expect(await found({ kind: 'nothing' })).toEqual([])
  })

  it('by days, both included', async () => {
    const today = new Date().toISOString().slice(0, 10)
    expect((await found({ from: today, until: today })).length).toBeGreaterThan(3)
    expect(await found({ until: '2020-01-01' })).toEqual([])
    expect(await found({ from: '2999-01-01' })).toEqual([])
  })

  it('and finds nobody by words that nothing was written of', async () => {
    for (const about of ['nobody', '@nobody@nowhere.example', 'https://nowhere.example/', '%', "'"])
      expect(await found({ about })).toEqual([])
  })

  it('only for what the reader may see: a stopped case is found by no word of it, and nobody is found by name for it', async () => {
    const wren = await reef.caseOf(reef.kofi, 'wren')
    await reef.query(reef.kofi, one, { accountId: reef.people.wren.id })
    await reef.command(reef.kofi, stop, { caseId: wren.id, reportId: null, postId: null })
    const reader = await auditor()
    for (const about of [reef.people.wren.id, '@wren', 'wren'])
      expect(await found({ about, caseNumber: wren.number }, reader)).toEqual([])
    expect(await found({ about: '@wren' }, reader)).toEqual([])
    expect(await found({ about: '@wren' })).toContain('safety.stop')
  })

  it('by nothing of somebody who was erased; the rows stay and the chain is whole', async () => {
    const before = await reef.db.auditRow.count()
    expect(await forgetInSearch(reef.db, { people: [reef.people.mira.id] })).toBeGreaterThan(0)
    expect(await found({ about: reef.people.mira.id })).toEqual([])
    expect(await found({ about: '4711' })).toEqual(['bench.sought'])
    expect(await reef.db.auditRow.count()).toBe(before)
    expect(await firstFault(reef.db)).toBeNull()
  })

  it('by hashes that nobody can try out who has the database alone', async () => {
    const keys = await reef.db.searchKey.findMany()
    expect(keys.length).toBeGreaterThan(0)
    for (const { hash } of keys) expect(hash).toHaveLength(32)
    expect(JSON.stringify(keys)).not.toContain(reef.people.harl.id)
  })
})

it('what an auditor may read in the log is the same for Prisma and for SQL, for every role', async () => {
  const nadia = await auditor()
  await reef.db.case.create({
    data: {
      id: newId(),
      instanceId: reef.instanceId,
      kind: 'report',
      openedAt: new Date(),
      partyIds: [nadia.remoteId],
    },
  })
  for (const role of ROLES) {
    const actor = { ...nadia, roles: [role] }
    const prisma = await reef.db.case.findMany({ where: visibleInLog(actor), select: { id: true } })
    const rows = await reef.db.$queryRaw<{ id: string }[]>(
      sql`SELECT c.id FROM "case" c WHERE ${visibleInLogSql(actor)}`,
    )
    expect(rows.map((row) => row.id).toSorted(), role).toEqual(prisma.map((row) => row.id).toSorted())
  }
})

it('a console with more cases than a statement has room for still shows its log', async () => {
  await reef.db.$executeRaw(sql`INSERT INTO "case" (id, instance_id, kind, class, opened_at)
    SELECT gen_random_uuid(), ${reef.instanceId}::uuid, 'report', 'childSafety', now() FROM generate_series(1, 40000)`)
  expect((await reef.query(await auditor(), list, {})).rows.length).toBeGreaterThan(0)
})
