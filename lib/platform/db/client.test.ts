import { beforeAll, describe, expect, it } from 'vitest'
import { freshDatabase } from '@/lib/testing/database'
import { type Db, isDuplicate, newId, openDatabase, sql, transaction, type Tx } from './client'

let db: Db
let url: string
beforeAll(async () => {
  ;({ db, url } = await freshDatabase())
})

const attempt = (key: string, count = 1) => ({ key, windowAt: new Date(0), count })
const countOf = async (key: string) => (await db.attempt.findFirst({ where: { key } }))?.count ?? null

describe('a transaction', () => {
  it('sends one statement after the other, however many are asked for at once', async () => {
    const warned: string[] = []
    const hear = (warning: Error) => void warned.push(warning.message)
    process.on('warning', hear)
    const found = await transaction(db, (tx) =>
      Promise.all([1, 2, 3, 4, 5].map((n) => tx.$queryRaw<{ n: number }[]>(sql`SELECT ${n}::int AS n`))),
    )
    expect(found.map(([row]) => row?.n)).toEqual([1, 2, 3, 4, 5])
    await new Promise((done) => setImmediate(done))
    process.off('warning', hear)
    expect(warned).toEqual([])
  })

  it.each<[string, (tx: Tx, key: string) => Promise<unknown>]>([
    [
      'statements of the client',
      (tx, key) => tx.attempt.updateMany({ where: { key }, data: { count: { increment: 1 } } }),
    ],
    [
      'statements of our own',
      (tx, key) => tx.$executeRaw(sql`UPDATE attempt SET count = count + 1 WHERE key = ${key}`),
    ],
    [
      'reads that lock',
      async (tx, key) => {
        await tx.$queryRaw(sql`SELECT key FROM attempt WHERE key = ${key} FOR UPDATE`)
        await tx.attempt.updateMany({ where: { key }, data: { count: { increment: 1 } } })
      },
    ],
  ])('is repeated when the database found that two stood in each other’s way (%s)', async (_what, raise) => {
    await db.attempt.deleteMany({ where: { key: { in: ['a', 'b'] } } })
    await db.attempt.createMany({ data: [attempt('a', 0), attempt('b', 0)] })
    let runs = 0
    let open = () => {}
    const bothHoldOne = new Promise<void>((resolve) => {
      open = resolve
    })
    // Each takes one row and then wants the other's: PostgreSQL ends one of them.
    const cross = (first: string, second: string) =>
      transaction(db, async (tx) => {
        runs += 1
        await raise(tx, first)
        if (runs === 2) open()
        await bothHoldOne
        await raise(tx, second)
      })
    await Promise.all([cross('a', 'b'), cross('b', 'a')])
    expect(runs).toBeGreaterThan(2)
    expect([await countOf('a'), await countOf('b')]).toEqual([2, 2])
  })

  it('is not repeated for a fault of our own', async () => {
    let runs = 0
    const broken = transaction(db, async (tx) => {
      runs += 1
      await tx.attempt.create({ data: attempt('c') })
      throw new Error('ours')
    })
    await expect(broken).rejects.toThrow('ours')
    expect([runs, await countOf('c')]).toEqual([1, null])
  })

  it('that meets a row which is there already says so', async () => {
    await db.attempt.create({ data: attempt('d') })
    const again = db.attempt.create({ data: attempt('d') }).catch((error: unknown) => isDuplicate(error))
    expect(await again).toBe(true)
    expect(isDuplicate(new Error('x'))).toBe(false)
  })
})

it('one client serves one address', () => {
  expect(openDatabase(url)).toBe(openDatabase(url))
})

it('ids follow each other in time', () => {
  const ids = Array.from({ length: 100 }, newId)
  expect(ids).toEqual(ids.toSorted())
  expect(new Set(ids).size).toBe(100)
})
