import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { POST } from '@/app/api/webhooks/mastodon/route'
import { newId, sql } from '@/lib/platform/db/client'
import { unsealHere } from '@/lib/platform/vault/console'
import { openReef, type Reef } from '@/lib/testing/reef'
import { expectedOf, fire, type Shot, shot, signatureOf, stormOf, tellingBody } from '@/lib/testing/webhooks'
import { removeSecret, setSecret } from './commands'
import { KEPT_BYTES, READ_BYTES } from './model'

const [ONE, TWO, THREE] = ['1', '2', '3'].map((digit) => digit.repeat(40)) as [string, string, string]
let reef: Reef
beforeAll(async () => {
  reef = await openReef()
})
beforeEach(async () => {
  for (const table of ['secret', 'delivery', 'hint', 'hour', 'desk'])
    await reef.db.$executeRawUnsafe(`DELETE FROM webhook_${table}`)
  await reef.db.$executeRaw(sql`DELETE FROM graphile_worker._private_jobs`)
  await paste(ONE)
})

const paste = (secret: string) => reef.command(reef.ines, setSecret, { secret })

/** Through the route's own handler, as Next calls it. */
async function send({ body, signature }: Pick<Shot, 'body' | 'signature'>): Promise<number> {
  const headers = { 'content-type': 'application/json', ...(signature ? { 'x-hub-signature': signature } : {}) }
  const request = new Request('http://localhost:3000/api/webhooks/mastodon', { method: 'POST', headers, body })
  return (await POST(request)).status
}
const told = (event: string, id = '7', updated_at = '2026-11-25T10:00:00.000Z') =>
  tellingBody(event, { id, updated_at }, new Date(1_800_000_000_000))
const hints = async () =>
  (await reef.db.webhookHint.findMany({ orderBy: [{ kind: 'asc' }, { remoteId: 'asc' }] })).map(
    ({ kind, remoteId, hints: n, answered }) => `${kind} ${remoteId} ${n}/${answered}`,
  )
const counted = async () =>
  Object.fromEntries((await reef.db.webhookHour.findMany()).map(({ outcome, count }) => [outcome, count]))
const keptCount = () => reef.db.webhookDelivery.count()

describe('a delivery that is signed with the secret', () => {
  it('is written and hints, before it is answered', async () => {
    const body = told('report.created')
    expect(await send(shot(ONE, body))).toBe(200)
    const row = await reef.db.webhookDelivery.findFirstOrThrow()
    expect([row.event, row.objectId]).toEqual(['report.created', '7'])
    expect(unsealHere('webhook', row.id, row.sealed)).toBe(body)
    expect(Buffer.from(row.sealed).toString('latin1')).not.toContain('report')
    expect(await hints()).toEqual(['report 7 1/0'])
    expect(await counted()).toEqual({ taken: 1 })
    const desk = await reef.db.webhookDesk.findFirstOrThrow()
    expect([desk.lastAt, desk.toldAt]).toEqual([row.receivedAt, new Date('2026-11-25T10:00:00.000Z')])
  })

  it.each([
    ['report.created', 'report'],
    ['report.updated', 'report'],
    ['account.created', 'signUp'],
    ['account.approved', 'signUp'],
    ['account.updated', 'account'],
  ])('%s hints at a %s', async (event, kind) => {
    await send(shot(ONE, told(event)))
    expect(await hints()).toEqual([`${kind} 7 1/0`])
  })

  it('is one row however often it comes, and hints once', async () => {
    const same = shot(ONE, told('report.updated'))
    const statuses = await Promise.all(Array.from({ length: 12 }, () => send(same)))
    expect(new Set(statuses)).toEqual(new Set([200]))
    expect([await keptCount(), await hints(), await counted()]).toEqual([1, ['report 7 1/0'], { taken: 1, again: 11 }])
  })

  it('about the same report is one hint for however many', async () => {
    for (const minute of ['10', '12', '11'])
      await send(shot(ONE, told('report.updated', '7', `2026-11-25T10:${minute}:00.000Z`)))
    expect(await hints()).toEqual(['report 7 3/0'])
    const hint = await reef.db.webhookHint.findFirstOrThrow()
    expect(hint.newestAt).toEqual(new Date('2026-11-25T10:12:00.000Z'))
  })

  it.each([
    ['an hour ahead', 3600_000],
    ['an hour behind', -3600_000],
    ['from another year', 366 * 86_400_000],
  ])('may come from a server whose clock is %s', async (_which, offsetMs) => {
    const at = new Date(Date.now() + offsetMs)
    expect(await send(shot(ONE, tellingBody('report.updated', { id: '7', updated_at: at.toISOString() }, at)))).toBe(
      200,
    )
    expect(await hints()).toEqual(['report 7 1/0'])
  })

  it('with posts is dropped unread, whatever else it says', async () => {
    const hush = '{"event":"status.created","created_at":"x","object":{"id":"7","content":"between us"}}'
    const late = '{"object":{"id":"7","content":"between us"},"event":"status.updated"}'
    for (const body of [hush, late, `${hush.slice(0, 60)} and no JSON`]) expect(await send(shot(ONE, body))).toBe(200)
    expect([await keptCount(), await hints(), await counted()]).toEqual([0, [], { post: 3 }])
  })

  it.each([
    ['no JSON', 'hello'],
    ['a list', '[1]'],
    ['null', 'null'],
    ['nothing', ''],
    ['an event that nobody asked for', '{"event":"account.deleted","object":{"id":"7"}}'],
    ['a name of the prototype', '{"event":"constructor","object":{"id":"7"}}'],
    ['an id that is a path', '{"event":"report.updated","object":{"id":"7/../8"}}'],
    ['an id that is a number', '{"event":"report.updated","object":{"id":7}}'],
    ['no object', '{"event":"report.updated"}'],
  ])('and says %s is dropped and counted: sending it again could not help', async (_what, body) => {
    expect(await send(shot(ONE, body))).toBe(200)
    expect([await keptCount(), await hints(), await counted()]).toEqual([0, [], { strange: 1 }])
  })

  it('is taken though its `updated_at` makes no sense: then the report is read in any case', async () => {
    await send(shot(ONE, told('report.updated', '7', 'yesterday')))
    await send(shot(ONE, told('report.updated')))
    expect((await reef.db.webhookHint.findFirstOrThrow()).newestAt).toBeNull()
  })
})

describe('a delivery that is too large', () => {
  const large = (bytes: number) => {
    const body = told('report.updated')
    return body.replace('}}', `,"padding":"${'x'.repeat(bytes - body.length - 13)}"}}`)
  }

  it('to be kept hints by its first words when it is signed rightly, once, and nothing of it is kept', async () => {
    const body = large(KEPT_BYTES + 1000)
    for (const _ of [1, 2]) expect(await send(shot(ONE, body))).toBe(200)
    const row = await reef.db.webhookDelivery.findFirstOrThrow()
    expect(unsealHere('webhook', row.id, row.sealed)).toBe('')
    expect([await hints(), await counted()]).toEqual([['report 7 1/0'], { taken: 1, again: 1 }])
  })

  it('and forged is refused', async () => {
    expect(await send(shot(TWO, large(KEPT_BYTES + 1000)))).toBe(401)
    expect(await keptCount()).toBe(0)
  })

  it('for anything that Mastodon sends is read no further, and refused for good', async () => {
    let pulled = 0
    const chunk = new Uint8Array(64 * 1024)
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += chunk.byteLength
        controller.enqueue(chunk)
      },
    })
    const headers = { 'x-hub-signature': signatureOf(ONE, '') }
    const init = { method: 'POST', headers, body, duplex: 'half' }
    const answer = await POST(new Request('http://localhost:3000/api/webhooks/mastodon', init))
    expect(answer.status).toBe(413)
    expect(pulled).toBeLessThan(READ_BYTES + 4 * chunk.byteLength)
    expect(await counted()).toEqual({ endless: 1 })
  })

  it('and says so is not read at all', async () => {
    const headers = { 'x-hub-signature': signatureOf(ONE, ''), 'content-length': `${READ_BYTES + 1}` }
    const body = new ReadableStream<Uint8Array>(
      { pull: () => Promise.reject(new Error('was read')) },
      { highWaterMark: 0 },
    )
    const init = { method: 'POST', headers, body, duplex: 'half' }
    expect((await POST(new Request('http://localhost:3000/', init))).status).toBe(413)
  })
})

describe('a delivery without the right signature', () => {
  const body = told('report.created')
  it.each<[string, string | null, string]>([
    ['none', null, 'unsigned'],
    ['an empty one', '', 'unsigned'],
    ['another algorithm', signatureOf(ONE, body).replace('sha256', 'sha1'), 'unsigned'],
    ['half of it', signatureOf(ONE, body).slice(0, 40), 'unsigned'],
    ['one of another secret', signatureOf(TWO, body), 'wrongSignature'],
    ['one of another body', signatureOf(ONE, `${body} `), 'wrongSignature'],
  ])('(%s) is refused so that it comes again, counted and not kept', async (_which, signature, outcome) => {
    expect(await send({ body, signature })).toBe(401)
    expect([await keptCount(), await hints(), await counted()]).toEqual([0, [], { [outcome]: 1 }])
  })

  it('that was cut off on its way is refused, and taken when it comes whole', async () => {
    const whole = shot(ONE, body)
    expect(await send({ ...whole, body: body.slice(0, -10) })).toBe(401)
    expect(await send(whole)).toBe(200)
  })

  it('is refused while no secret stands here, and counted apart', async () => {
    await reef.db.webhookSecret.deleteMany()
    expect(await send(shot(ONE, body))).toBe(401)
    expect(await counted()).toEqual({ noSecret: 1 })
  })

  it('heals: what was refused under a secret that was pasted wrongly is taken once the right one stands here', async () => {
    expect(await send(shot(TWO, body))).toBe(401)
    await paste(TWO)
    expect(await send(shot(TWO, body))).toBe(200)
  })
})

describe('secrets', () => {
  const tries = (secret: string) => send(shot(secret, told('report.created', `${Math.floor(Math.random() * 1e9)}`)))
  const rows = () => reef.db.webhookSecret.findMany({ orderBy: { pastedAt: 'desc' } })

  it('are two during a rotation, each as good as the other', async () => {
    await paste(TWO)
    expect([await tries(ONE), await tries(TWO), await tries(THREE)]).toEqual([200, 200, 401])
    const [now, former] = await rows()
    expect([now?.validUntil, Boolean(former?.validUntil)]).toEqual([null, true])
    expect(now?.lastUsedAt && former?.lastUsedAt).toBeTruthy()
  })

  it('are never three: the oldest goes', async () => {
    await paste(TWO)
    await paste(THREE)
    expect([await tries(ONE), await tries(TWO), await tries(THREE)]).toEqual([401, 200, 200])
    expect(await rows()).toHaveLength(2)
  })

  it('count no more when their day is over', async () => {
    await paste(TWO)
    await reef.db.$executeRaw(
      sql`UPDATE webhook_secret SET valid_until = now() - interval '1 minute' WHERE valid_until IS NOT NULL`,
    )
    expect([await tries(ONE), await tries(TWO)]).toEqual([401, 200])
  })

  it('pasted twice are one, and the former one pasted again is the present one', async () => {
    await paste(ONE)
    expect(await rows()).toHaveLength(1)
    await paste(TWO)
    await paste(` ${ONE.toUpperCase()}\n`)
    const [now, former] = await rows()
    expect([now?.validUntil, Boolean(former?.validUntil)]).toEqual([null, true])
    expect([await tries(ONE), await tries(TWO)]).toEqual([200, 200])
  })

  it('can be removed; the one that is left counts on without an end', async () => {
    await paste(TWO)
    const [wrong] = await rows()
    await reef.command(reef.ines, removeSecret, { id: wrong?.id })
    expect([await tries(ONE), await tries(TWO)]).toEqual([200, 401])
    const left = await rows()
    expect(left.map((row) => row.validUntil)).toEqual([null])
    await reef.command(reef.ines, removeSecret, { id: left[0]?.id })
    expect(await tries(ONE)).toBe(401)
    await expect(reef.command(reef.ines, removeSecret, { id: newId() })).rejects.toThrow('notFound')
  })

  it.each(['', 'hunter2', 'g'.repeat(40), '1'.repeat(39), `${ONE} ${ONE}`])('are not %j', async (text) => {
    await expect(paste(text)).rejects.toThrow('webhooks.secret')
    expect(await tries(ONE)).toBe(200)
  })

  it('stand in no log and no answer', async () => {
    await paste(THREE)
    const rowsOfLog = await reef.db.auditValue.findMany()
    expect(JSON.stringify(rowsOfLog)).not.toContain(THREE)
    expect(Buffer.from((await rows())[0]?.sealed ?? []).toString('latin1')).not.toContain(THREE)
  })
})

describe('trouble of our own', () => {
  it('is answered 503, so that Mastodon sends it again', async () => {
    await reef.db.$executeRaw(sql`UPDATE webhook_secret SET sealed = 'broken'::bytea`)
    expect(await send(shot(ONE, told('report.created')))).toBe(503)
    expect(await keptCount()).toBe(0)
  })

  it('is a body that breaks off while it is read', async () => {
    const body = new ReadableStream<Uint8Array>({ pull: (controller) => controller.error(new Error('aborted')) })
    const init = { method: 'POST', headers: { 'x-hub-signature': signatureOf(ONE, '') }, body, duplex: 'half' }
    expect((await POST(new Request('http://localhost:3000/', init))).status).toBe(503)
  })

  it('is not that nothing is connected: nobody knows the sender then', async () => {
    await reef.db.instance.updateMany({ data: { state: 'archived' } })
    expect(await send(shot(ONE, told('report.created')))).toBe(401)
    await reef.db.instance.updateMany({ data: { state: 'connected' } })
  })
})

describe('many at once', () => {
  it('of which a third is forged, replayed or out of order: none is taken wrongly, and none lost', async () => {
    await paste(TWO)
    const reports = Array.from({ length: 40 }, (_, n) => ({ id: `${100 + n}`, updated_at: '2026-11-25T10:00:00.000Z' }))
    const shots = stormOf({ count: 1_000, secrets: [ONE, TWO], reports, now: new Date() })
    const answers = await fire(shots, send)
    expect(answers).toEqual(expectedOf(shots))
    const first = shots.filter((one) => one.kind === 'first').length
    expect(first).toBeGreaterThan(700)
    expect(await keptCount()).toBe(first)
    const rows = await reef.db.webhookHint.findMany()
    expect(rows.map((row) => row.remoteId).toSorted()).toEqual(reports.map((report) => report.id).toSorted())
    expect(rows.reduce((sum, row) => sum + row.hints, 0)).toBe(first)
    expect(rows.every((row) => row.newestAt?.toISOString() === '2026-11-25T10:00:00.000Z')).toBe(true)
  })
})
