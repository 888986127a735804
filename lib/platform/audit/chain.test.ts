import { beforeAll, describe, expect, it } from 'vitest'
import { type Db, newId, sql, transaction } from '@/lib/platform/db/client'
import { firstFault, kofi, remember } from '@/lib/testing/chain'
import { freshDatabase } from '@/lib/testing/database'
import { record } from './record'

let db: Db
beforeAll(async () => {
  ;({ db } = await freshDatabase())
})

const NOW = new Date('2026-11-24T12:00:00Z')
const linkOf = (auditId: string) => db.auditLink.findUniqueOrThrow({ where: { auditId } })
const length = () => db.auditLink.count()

describe('the chain', () => {
  it('takes a row in when its transaction commits, and not before', async () => {
    const before = await length()
    const id = await transaction(db, async (tx) => {
      const made = await record(tx, kofi, NOW, { command: 'cases.addNote', outcome: 'done' })
      expect(await tx.auditLink.count({ where: { auditId: made } })).toBe(0)
      return made
    })
    expect(await length()).toBe(before + 1)
    expect((await linkOf(id)).seq).toBe(BigInt(before + 1))
  })

  it('numbers rows one after the other, and each case for itself', async () => {
    const [a, b] = [newId(), newId()]
    const start = await length()
    const ids = []
    for (const caseId of [a, b, null, a, a, b]) ids.push(await remember(db, { caseId }))
    const links = await Promise.all(ids.map(linkOf))
    expect(links.map((link) => Number(link.seq) - start)).toEqual([1, 2, 3, 4, 5, 6])
    expect(links.map((link) => link.caseSeq)).toEqual([1n, 1n, null, 2n, 3n, 2n])
    expect(await firstFault(db)).toBeNull()
  })

  it('links several rows of one transaction in the order in which they were written', async () => {
    const ids = await transaction(db, async (tx) => {
      const made: string[] = []
      for (const command of ['one.first', 'one.second', 'one.third'])
        made.push(await record(tx, kofi, NOW, { command, outcome: 'done' }))
      return made
    })
    const seqs = (await Promise.all(ids.map(linkOf))).map((link) => link.seq)
    expect(seqs).toEqual(seqs.toSorted((x, y) => Number(x - y)))
    expect(await firstFault(db)).toBeNull()
  })

  it('leaves no gap where a transaction was rolled back', async () => {
    const before = await length()
    const broken = transaction(db, async (tx) => {
      await record(tx, kofi, NOW, { command: 'cases.addNote', outcome: 'done' })
      throw new Error('changed its mind')
    })
    await expect(broken).rejects.toThrow('changed its mind')
    expect((await linkOf(await remember(db))).seq).toBe(BigInt(before + 1))
    expect(await firstFault(db)).toBeNull()
  })

  it('stays unbroken under twenty transactions at the same moment, some of them on one case', async () => {
    const before = await length()
    const shared = newId()
    const one = (n: number) =>
      transaction(db, async (tx) => {
        const caseId = n % 2 === 0 ? shared : newId()
        await record(tx, kofi, NOW, { command: 'case.first', outcome: 'done', caseId, fields: { n } })
        await record(tx, kofi, NOW, { command: 'case.second', outcome: 'done', caseId })
      })
    await Promise.all(Array.from({ length: 20 }, (_, n) => one(n)))
    const links = await db.auditLink.findMany({ orderBy: { seq: 'asc' } })
    expect(links.map((link) => Number(link.seq))).toEqual(Array.from({ length: before + 40 }, (_, n) => n + 1))
    const ofCase = await db.auditLink.findMany({ where: { row: { caseId: shared } }, orderBy: { seq: 'asc' } })
    expect(ofCase.map((link) => Number(link.caseSeq))).toEqual(Array.from({ length: 20 }, (_, n) => n + 1))
    expect(await firstFault(db)).toBeNull()
  })

  it('holds also for whoever has the rows linked before the commit', async () => {
    await transaction(db, async (tx) => {
      await tx.$executeRaw(sql`SET CONSTRAINTS ALL IMMEDIATE`)
      const id = await record(tx, kofi, NOW, { command: 'cases.addNote', outcome: 'done' })
      expect(await tx.auditLink.count({ where: { auditId: id } })).toBe(1)
    })
    expect(await firstFault(db)).toBeNull()
  })
})

describe('the time of a row', () => {
  it('is the database’s, whatever the statement says', async () => {
    const id = newId()
    await db.$executeRaw(sql`
      INSERT INTO audit_row (id, recorded_at, at, actor, command, outcome, fields)
      VALUES (${id}::uuid, '2001-02-03', '2001-02-03', 'kofi', 'cases.addNote', 'done', '[]')`)
    const row = await db.auditRow.findUniqueOrThrow({ where: { id } })
    expect(row.at.getUTCFullYear()).toBe(2001)
    expect(Math.abs(Date.now() - row.recordedAt.getTime())).toBeLessThan(60_000)
  })
})

describe('a value beside its row', () => {
  const MESSAGE = 'Mira wrote: "stop", then left — سلام'

  it('can be taken away, and the row still verifies', async () => {
    const id = await remember(db, { fields: { note: { value: MESSAGE, subjectId: '42' }, kept: 'yes' } })
    const values = await db.auditValue.findMany({ where: { auditId: id }, orderBy: { field: 'asc' } })
    expect(values.map((value) => [value.field, value.subjectId, value.value])).toEqual([
      ['kept', null, '"yes"'],
      ['note', '42', JSON.stringify(MESSAGE)],
    ])
    expect(await db.auditValue.deleteMany({ where: { subjectId: '42' } })).toEqual({ count: 1 })
    expect(await firstFault(db)).toBeNull()
    expect((await db.auditRow.findUniqueOrThrow({ where: { id } })).fields).toContain('"note"')
  })

  it('stands nowhere in the row itself', async () => {
    const id = await remember(db, { fields: { note: { value: MESSAGE, subjectId: '42' } } })
    const row = await db.auditRow.findUniqueOrThrow({ where: { id } })
    expect(JSON.stringify(row)).not.toContain('Mira')
  })

  it('of the same words has another hash each time, so that nobody can guess it back', async () => {
    const rows = await Promise.all([remember(db, { fields: { a: 'x' } }), remember(db, { fields: { a: 'x' } })])
    const texts = await db.auditRow.findMany({ where: { id: { in: rows } }, select: { fields: true } })
    expect(new Set(texts.map((row) => row.fields)).size).toBe(2)
  })
})
