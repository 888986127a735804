import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Actor } from '@/lib/platform/access/access'
import { type Db, newId, sql } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { defineJob } from '@/lib/platform/jobs/define'
import { firstFault, kofi } from '@/lib/testing/chain'
import { freshDatabase } from '@/lib/testing/database'
import { defineCommand } from './define'
import { runCommand } from './run'

let db: Db
let runs = 0
beforeAll(async () => {
  ;({ db } = await freshDatabase())
})
beforeEach(() => {
  runs = 0
})

const pingJob = defineJob({ name: 'test.ping', payload: z.object({ n: z.int() }) })
const jobs = () =>
  db.$queryRaw<{ payload: { n: number } }[]>(sql`
  SELECT payload FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
  WHERE t.identifier = 'test.ping'`)

/** Counts an attempt under a key, remembers, enqueues, and then does what its input says. */
const count = defineCommand({
  name: 'test.count',
  permission: 'case.note',
  input: z.object({ key: z.string().max(50), ending: z.enum(['answer', 'refuse', 'break']).default('answer') }),
  async run({ tx, remember, enqueue }, { key, ending }) {
    runs += 1
    await tx.attempt.create({ data: { key, windowAt: new Date(0), count: 1 } })
    await enqueue(pingJob, { n: runs })
    remember({ fields: { key } })
    if (ending === 'refuse') throw new AppError('case.closed')
    if (ending === 'break') throw new Error('broken')
    return { key, at: new Date('2026-11-24T12:00:00Z').toISOString() }
  },
})

const NOW = new Date('2026-11-24T12:00:00Z')
const call = (input: unknown, more: { actor?: Actor; requestId?: string } = {}) =>
  runCommand(count, { db, actor: kofi, now: NOW, input, ...more })
const rows = (command = 'test.count') =>
  db.auditRow.findMany({ where: { command }, orderBy: { recordedAt: 'asc' }, include: { values: true } })

describe('a command', () => {
  it('writes, remembers and enqueues in one transaction', async () => {
    await call({ key: 'one' })
    expect(await db.attempt.count({ where: { key: 'one' } })).toBe(1)
    expect(await jobs()).toHaveLength(1)
    expect((await rows()).map((row) => [row.actor, row.outcome, row.values[0]?.value])).toEqual([
      ['kofi', 'done', '"one"'],
    ])
  })

  it('that is refused leaves nothing but the row of the refusal', async () => {
    const [rowsBefore, jobsBefore] = [(await rows()).length, (await jobs()).length]
    await expect(call({ key: 'two', ending: 'refuse' })).rejects.toMatchObject({ code: 'case.closed' })
    expect(await db.attempt.count({ where: { key: 'two' } })).toBe(0)
    expect((await jobs()).length).toBe(jobsBefore)
    const added = (await rows()).slice(rowsBefore)
    expect(added.map((row) => [row.outcome, row.values.map((value) => value.value)])).toEqual([
      ['refused', ['"case.closed"']],
    ])
  })

  it('that breaks leaves nothing at all', async () => {
    const before = await db.auditRow.count()
    await expect(call({ key: 'three', ending: 'break' })).rejects.toThrow('broken')
    expect([await db.attempt.count({ where: { key: 'three' } }), await db.auditRow.count()]).toEqual([0, before])
  })

  it('that is refused before anybody looked at a case stands in the log of none', async () => {
    const caseId = newId()
    for (const input of [{ caseId, key: 1 }, { caseId: "1' OR 1=1", key: 1 }, null, 'text', { caseId: { a: 1 } }])
      await expect(call(input)).rejects.toMatchObject({ code: 'badInput' })
    expect((await rows()).slice(-5).map((row) => row.caseId)).toEqual([null, null, null, null, null])
  })

  it('is not run for whoever may not, and a stranger’s refusal is no row', async () => {
    const before = await db.auditRow.count()
    const stranger: Actor = { kind: 'public', address: '203.0.113.9' }
    await expect(call({ key: 'four' }, { actor: stranger })).rejects.toMatchObject({ code: 'notAllowed' })
    expect([runs, await db.auditRow.count()]).toEqual([0, before])
  })

  it.each([
    ['a missing field', {}, 'key'],
    ['a field that is too long', { key: 'x'.repeat(51) }, 'key'],
    ['an unknown word', { key: 'x', ending: 'explode' }, 'ending'],
    ['a NUL, which no database keeps', { key: 'a\0b' }, 'key'],
    ['half a surrogate pair', { key: 'x\ud800' }, 'key'],
    ['a NUL further in', { key: 'x', more: { list: ['', 'a\0'] } }, 'more.list.1'],
    ['a text instead of a form', 'x', 'all'],
    [
      '100,000 lists in each other',
      JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`),
      Array(20).fill('0').join('.') + '.0',
    ],
  ])('names the field of %s', async (_label, input, fields) => {
    await expect(call(input)).rejects.toMatchObject({ code: 'badInput', status: 422, values: { fields } })
  })
})

describe('the same press of a button', () => {
  it('sent again is done once and answered twice', async () => {
    const requestId = newId()
    const first = await call({ key: 'press' }, { requestId })
    expect(await call({ key: 'press' }, { requestId })).toEqual(first)
    expect(runs).toBe(1)
  })

  it('sent eight times at once is done once', async () => {
    const requestId = newId()
    const answers = await Promise.all(Array.from({ length: 8 }, () => call({ key: 'storm' }, { requestId })))
    for (const answer of answers) expect(answer).toEqual(answers[0])
    expect((await db.attempt.findMany({ where: { key: 'storm' } })).length).toBe(1)
    expect((await rows()).filter((row) => row.values.some((value) => value.value === '"storm"'))).toHaveLength(1)
  })

  it('after a refusal may be tried again', async () => {
    const requestId = newId()
    await expect(call({ key: 'again', ending: 'refuse' }, { requestId })).rejects.toThrow('case.closed')
    expect(await call({ key: 'again' }, { requestId })).toMatchObject({ key: 'again' })
  })

  it('is answered to nobody else', async () => {
    const requestId = newId()
    await call({ key: 'mine' }, { requestId })
    const other: Actor = { ...kofi, id: newId(), name: 'sef' }
    await expect(call({ key: 'mine' }, { requestId, actor: other })).rejects.toMatchObject({
      values: { fields: 'requestId' },
    })
  })
})

describe('what looks outside', () => {
  it('does so before the transaction, and what it found is handed in', async () => {
    const order: string[] = []
    const look = defineCommand({
      name: 'test.look',
      permission: 'case.note',
      input: z.object({}),
      async look({ db: outside }) {
        order.push(`outside, ${await outside.attempt.count({ where: { key: 'looked' } })} written`)
        return 'found'
      },
      async run({ tx }, _input, found) {
        order.push(found)
        await tx.attempt.create({ data: { key: 'looked', windowAt: new Date(0), count: 1 } })
        return found
      },
    })
    expect(await runCommand(look, { db, actor: kofi, now: NOW, input: {} })).toBe('found')
    expect(order).toEqual(['outside, 0 written', 'found'])
  })
})

it('after all this the chain is whole', async () => {
  expect(await firstFault(db)).toBeNull()
})
