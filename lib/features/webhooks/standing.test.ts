import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { dropStale } from '@/lib/features/retention/workers'
import { sql } from '@/lib/platform/db/client'
import { readStep } from '@/lib/testing/mirror'
import { openReef, type Reef } from '@/lib/testing/reef'
import { shot, signatureOf, tellingBody } from '@/lib/testing/webhooks'
import { setSecret } from './commands'
import { haveStopped, standing } from './queries'
import { receive } from './store'

const [SECRET, OTHER] = ['a'.repeat(40), 'b'.repeat(40)]
const MINUTE = 60_000
let reef: Reef
beforeAll(async () => {
  reef = await openReef()
})
beforeEach(async () => {
  for (const table of ['secret', 'delivery', 'hint', 'hour', 'desk'])
    await reef.db.$executeRawUnsafe(`DELETE FROM webhook_${table}`)
})

const view = () => reef.query(reef.ines, standing, {})
const setUp = () => reef.command(reef.ines, setSecret, { secret: SECRET })
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * MINUTE)
async function send(body: string, signature = signatureOf(SECRET, body), now = new Date()) {
  const stream = new Blob([body]).stream()
  return receive(reef.db, { signature, declaredBytes: null, stream }, now)
}
const telling = (id: string, at: Date) => tellingBody('report.updated', { id, updated_at: at.toISOString() }, at)

/** A report changes in Mastodon, and the console finds it by its own reading; the clock of the server may be another. */
async function changeAndRead(at: Date): Promise<string> {
  const report = Object.values(reef.state.reports).find((one) => one.targetAccountId === reef.people.wren.id)
  Object.assign(report ?? {}, { comment: `changed ${at.getTime()}`, updatedAt: at.toISOString() })
  for (let step = 0; step < 2; step++) await readStep(reef)
  return report?.id ?? ''
}
/** As if it had been set up so long ago. */
const backdate = (minutes: number) =>
  reef.db.$executeRaw(sql`UPDATE webhook_secret SET pasted_at = ${minutesAgo(minutes)}`)

describe('the page about webhooks', () => {
  it('says what to do before anything is set up, and where', async () => {
    expect(await view()).toMatchObject({
      state: 'none',
      newUrl: `${reef.fake.origin}/admin/webhooks/new`,
      address: 'http://localhost:3000/api/webhooks/mastodon',
      events: ['account.approved', 'account.created', 'account.updated', 'report.created', 'report.updated'],
      secrets: [],
    })
  })

  it('waits for the first once the secret stands here', async () => {
    await setUp()
    expect(await view()).toMatchObject({ state: 'waiting', lastAt: null })
  })

  it('says when the last one came, and how many in a day', async () => {
    await setUp()
    const at = new Date()
    await send(telling('1', at), undefined, at)
    await send(telling('2', at), undefined, at)
    const shown = await view()
    expect(shown).toMatchObject({ state: 'working', day: { taken: 2, again: 0, wrongSignature: 0 }, waiting: 2 })
    expect(shown.lastAt).toBe(shown.secrets[0]?.lastUsedAt)
  })

  it('counts what was refused, by why, for a day', async () => {
    const body = telling('1', new Date())
    await send(body)
    await setUp()
    await send(body, shot(OTHER, body).signature ?? '')
    await send(body, shot(OTHER, body).signature ?? '', new Date(Date.now() - 26 * 60 * MINUTE))
    await send('{"event":"status.created","object":{"id":"1"}}')
    await send('hello')
    expect((await view()).day).toMatchObject({ noSecret: 1, wrongSignature: 1, post: 1, strange: 1, taken: 0 })
  })

  it('never shows a secret', async () => {
    await setUp()
    expect(JSON.stringify(await view())).not.toContain(SECRET)
  })
})

describe('that they have stopped', () => {
  it('is said when a report changed, the console found it by itself, and none told of it', async () => {
    await setUp()
    await backdate(120)
    await send(telling('1', minutesAgo(60)))
    expect((await view()).state).toBe('working')
    await changeAndRead(minutesAgo(30))
    expect(await view()).toMatchObject({ state: 'stopped', untold: 1 })
    expect(await haveStopped(reef.db, reef.ines.instanceId, new Date())).toBe(true)
  })

  it('is said too when none ever came', async () => {
    await setUp()
    await backdate(120)
    await changeAndRead(minutesAgo(29))
    expect(await view()).toMatchObject({ state: 'stopped', lastAt: null })
  })

  it('is not said in the first minutes: Mastodon’s jobs may be late', async () => {
    await setUp()
    await backdate(120)
    await send(telling('1', minutesAgo(28)))
    await changeAndRead(minutesAgo(5))
    expect((await view()).state).toBe('working')
  })

  it('is not said on a quiet server, however long nothing comes', async () => {
    await setUp()
    await send(telling('1', new Date()), undefined, minutesAgo(60 * 24 * 20))
    expect((await view()).state).toBe('working')
  })

  it('is not said of changes from before they were set up', async () => {
    await changeAndRead(minutesAgo(27))
    await setUp()
    expect((await view()).state).toBe('waiting')
  })

  it.each([60, -60])('is not said because the server’s clock is %i minutes off', async (offset) => {
    await setUp()
    await backdate(240)
    const at = minutesAgo(20 - offset)
    const id = await changeAndRead(at)
    await send(telling(id, at), undefined, minutesAgo(20))
    expect((await view()).state).toBe('working')
  })

  it('is said no more when they come again', async () => {
    await setUp()
    await backdate(120)
    const id = await changeAndRead(minutesAgo(15))
    expect((await view()).state).toBe('stopped')
    await send(telling(id, minutesAgo(12)))
    expect((await view()).state).toBe('working')
  })
})

it('all of it goes, secrets too, when the instance is archived', async () => {
  await setUp()
  await send(telling('1', new Date()))
  await reef.db.instance.updateMany({ data: { state: 'archived' } })
  await dropStale.run({}, { db: reef.db, now: () => new Date() })
  await reef.db.instance.updateMany({ data: { state: 'connected' } })
  const left = await Promise.all([
    reef.db.webhookSecret.count(),
    reef.db.webhookDelivery.count(),
    reef.db.webhookHint.count(),
  ])
  expect(left).toEqual([0, 0, 0])
})

it('tells of no change that lies ahead: a date from far away would pass for news of everything', async () => {
  await setUp()
  await send(telling('7', new Date('2099-01-01T00:00:00Z')))
  const { toldAt, lastAt } = await reef.db.webhookDesk.findFirstOrThrow()
  expect((toldAt?.getTime() ?? 0) - (lastAt?.getTime() ?? 0)).toBe(3_600_000)
})

it('says since when something waits that should have been read long ago', async () => {
  await setUp()
  await send(telling('7', new Date()))
  expect(await view()).toMatchObject({ waiting: 1, waitsLongSince: null })
  const waitsSince = minutesAgo(12)
  await reef.db.webhookHint.updateMany({ data: { waitsSince } })
  expect(await view()).toMatchObject({ waiting: 1, waitsLongSince: waitsSince.toISOString() })
})
