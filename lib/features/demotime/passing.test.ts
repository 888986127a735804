import { afterEach, beforeAll, expect, it } from 'vitest'
import { sql } from '@/lib/platform/db/client'
import { defineJob, enqueue } from '@/lib/platform/jobs/define'
import { runAhead, timeNow } from '@/lib/platform/time/now'
import { openReef, type Reef } from '@/lib/testing/reef'
import { z } from 'zod'
import { letDaysPass } from './commands'
import { readAhead } from './store'

const DAY_MS = 24 * 3600_000
let reef: Reef
beforeAll(async () => {
  reef = await openReef()
})
afterEach(() => runAhead(0))

const pass = (days: number, as = reef.ines) => reef.command(as, letDaysPass, { days })
const daysAhead = () => Math.round((timeNow().getTime() - Date.now()) / DAY_MS)

it('is refused while a real instance is connected, by the command and by the database', async () => {
  await expect(pass(1)).rejects.toMatchObject({ code: 'demo.noTime' })
  await expect(reef.db.instance.updateMany({ data: { daysAhead: 1 } })).rejects.toThrow(/instance_days_ahead/)
})

it('moves the time of the process on, and what waits for a moment with it', async () => {
  await reef.db.instance.updateMany({ data: { isDemo: true } })
  const job = defineJob({ name: 'tried', payload: z.object({}) })
  const inDays = async () => {
    const [row] = await reef.db.$queryRaw<{ days: number }[]>(sql`
      SELECT round(extract(epoch FROM run_at - now()) / 86400)::int AS days FROM graphile_worker.jobs WHERE key = 'tried'`)
    return row?.days
  }
  await reef.db.$transaction((tx) => enqueue(tx, job, {}, { key: 'tried', runAt: new Date(Date.now() + 11 * DAY_MS) }))
  const session = { tokenHash: 'x', personId: reef.ines.id, createdAt: new Date() }
  await reef.db.session.create({ data: { ...session, expiresAt: new Date(Date.now() + DAY_MS) } })
  expect(await inDays()).toBe(11)

  expect(await pass(10)).toEqual({ daysAhead: 10 })
  await readAhead(reef.db)
  expect([daysAhead(), await inDays()]).toEqual([10, 1])
  const { expiresAt } = await reef.db.session.findUniqueOrThrow({ where: { tokenHash: 'x' } })
  expect(Math.round((expiresAt.getTime() - Date.now()) / DAY_MS)).toBe(11)

  await reef.db.$transaction((tx) =>
    enqueue(tx, job, {}, { key: 'tried', runAt: new Date(timeNow().getTime() + DAY_MS) }),
  )
  expect(await inDays()).toBe(1)
  const row = await reef.db.auditRow.findFirstOrThrow({ where: { command: 'demo.letDaysPass', outcome: 'done' } })
  expect(row.recordedAt.getTime()).toBeLessThan(Date.now() + 60_000)
  await expect(pass(1491)).rejects.toMatchObject({ code: 'demo.noTime' })
  await expect(pass(1, reef.kofi)).rejects.toMatchObject({ code: 'notAllowed' })
})

it('ends with the demo: another instance has the time of the machine', async () => {
  await readAhead(reef.db)
  expect(daysAhead()).toBe(10)
  await reef.db.instance.updateMany({ data: { state: 'archived' } })
  await readAhead(reef.db)
  expect(daysAhead()).toBe(0)
})
