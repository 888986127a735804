import http from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addAccount } from '@/lib/integrations/mastodon/fake/makers'
import { ROLE_IDS } from '@/lib/integrations/mastodon/fake/roles'
import type { PersonActor } from '@/lib/platform/access/access'
import { newId } from '@/lib/platform/db/client'
import { type Desk, openDesk } from '@/lib/testing/desk'
import { freePort } from '@/lib/testing/fronts'
import { probe, setPace } from './commands'
import { sweep } from './looks'
import { ofCase, standing } from './queries'

const ago = (hours: number) => new Date(Date.now() - hours * 3600_000)

/** What stands in front of the instance: it blocks, and shows how it is asked. */
const front = { asked: [] as string[], under: 0, most: 0, answer: () => ({ status: 451, waitMs: 0, retryAfter: '' }) }
const FILE = /\/media_attachments\/|\/media_proxy\//
let server: http.Server
let desk: Desk
let ines: PersonActor

beforeAll(async () => {
  const [web, up] = [await freePort(), await freePort()]
  server = http.createServer((request, response) => {
    if (!FILE.test(request.url ?? '')) return passOn(request, response, up)
    front.asked.push(request.url ?? '')
    front.most = Math.max(front.most, (front.under += 1))
    const { status, waitMs, retryAfter } = front.answer()
    setTimeout(() => {
      front.under -= 1
      response.writeHead(status, retryAfter ? { 'retry-after': retryAfter } : {}).end()
    }, waitMs)
  })
  await new Promise<void>((resolve) => server.listen(web, '127.0.0.1', resolve))
  let id = ''
  desk = await openDesk(
    (state) => {
      id = addAccount(state, { username: 'ines', createdAt: ago(900), user: { roleId: ROLE_IDS.owner } }).id
    },
    '4.6',
    { port: up, origin: `http://localhost:${web}`, limits: false },
  )
  const owner = desk.state.accounts[id]
  if (!owner) throw new Error('no owner')
  ines = await desk.signIn(owner)
}, 60_000)
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

function passOn(request: http.IncomingMessage, response: http.ServerResponse, port: number): void {
  const { method, headers, url: path } = request
  const onward = http.request({ host: '127.0.0.1', port, method, headers, path }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(response)
  })
  request.pipe(onward)
}

let files = 0
/** A case with so many files, all blocked and pulled. */
async function blocked(count: number, sameUrl?: string) {
  const { db, instanceId, fake } = desk
  const caseId = newId()
  const at = ago(1)
  await db.case.create({ data: { id: caseId, instanceId, kind: 'copyright', partyIds: [], openedAt: at } })
  const notice = { receivedAt: at, recordedAt: at, channel: 'mail', zone: 'UTC', senderName: 'Wilma Wren' }
  await db.notice.create({ data: { caseId, ...notice } })
  const items = Array.from({ length: count }, (_, number) => {
    const folder = String((files += 1))
      .padStart(9, '0')
      .replace(/(\d{3})(?=\d)/g, '$1/')
    const url = sameUrl ?? `${fake.origin}/system/media_attachments/files/${folder}/original/a.png`
    return { id: newId(), caseId, number: number + 1, url, kind: 'media', state: 'found', mediaUrls: [url] }
  })
  await db.noticeItem.createMany({ data: items })
  await db.edgeBlock.createMany({
    data: items.map((item) => ({
      id: newId(),
      caseId,
      itemId: item.id,
      instanceId,
      kind: 'media',
      state: 'handedOut',
      mediaUrls: item.mediaUrls,
      askedAt: at,
      version: 1,
      handedOutAt: at,
      nextProbeAt: at,
      carriers: [],
    })),
  })
  return { caseId, itemIds: items.map(({ id }) => id), url: items[0]?.url }
}

const pace = (looksPerMinute: number) => {
  const { instanceId } = desk
  const at = { looksPerMinute, restUntil: null, restStatus: null, rests: 0 }
  return desk.db.edgeDoor.upsert({
    where: { instanceId },
    create: { instanceId, changedAt: new Date(), version: 1, ...at },
    update: at,
  })
}
const go = (at = new Date(), forMs?: number) => sweep({ db: desk.db, now: () => at }, forMs)
const proved = (caseId: string) => desk.db.edgeBlock.count({ where: { caseId, state: 'proved' } })
const looked = () => new Set(front.asked.map((url) => Number(url.replace(/\D/g, '')))).size

beforeEach(async () => {
  await desk.db.edgeBlock.updateMany({ data: { nextProbeAt: null, listsDueAt: null } })
  Object.assign(front, { asked: [], under: 0, most: 0, answer: () => ({ status: 451, waitMs: 0, retryAfter: '' }) })
})

describe('looks from outside', () => {
  it('prove five hundred addresses at the set pace, few at a time, and keep no other case waiting', async () => {
    await pace(1800)
    const many = await blocked(500)
    const few = await blocked(3)
    const version = async () => (await desk.db.case.findUniqueOrThrow({ where: { id: many.caseId } })).version
    front.answer = () => ({ status: 451, waitMs: 2, retryAfter: '' })
    await desk.command(ines, probe, { caseId: many.caseId, itemIds: many.itemIds })
    const before = await version()
    // So many in four seconds; the other case's came first, though the larger one was there before.
    await go(new Date(), 4000)
    expect(await proved(few.caseId)).toBe(3)
    expect(await proved(many.caseId)).toBe(117)
    const { items, looks } = await desk.query(ines, ofCase, { caseId: many.caseId })
    expect([items.filter(({ state }) => state === 'proved').length, items.length]).toEqual([117, 500])
    expect(looks).toEqual({ perMinute: 1800, restUntil: null, restStatus: null })
    // Nobody's work on the case was refused meanwhile.
    expect(await version()).toBe(before)
    await desk.db.edgeDoor.updateMany({ data: { looksPerMinute: 12_000 } })
    await desk.work(['edge.wake', 'edge.sweep'])
    expect(await proved(many.caseId)).toBe(500)
    expect(front.most).toBeLessThanOrEqual(4)
    expect(await version()).toBe(before + 1)
    expect(await desk.db.noticeItem.count({ where: { caseId: many.caseId, state: 'disabled' } })).toBe(500)
  }, 120_000)

  it('keep to the pace', async () => {
    await pace(240)
    await blocked(9)
    const startedAt = performance.now()
    await go()
    expect(performance.now() - startedAt).toBeGreaterThan(8 * 250 - 20)
    expect(looked()).toBe(9)
  })

  it('rest as long as the server asks, lose nothing by that, and go on', async () => {
    await pace(6000)
    const { caseId, itemIds } = await blocked(40)
    await go()
    expect(await proved(caseId)).toBe(40)
    const at = new Date(Date.now() + 60_000)
    await desk.db.edgeBlock.updateMany({ where: { caseId }, data: { nextProbeAt: at } })
    front.asked = []
    front.answer = () => ({ status: 429, waitMs: 0, retryAfter: '90' })
    const until = await go(at)
    expect(Number(until) - Number(at)).toBe(90_000)
    expect(looked()).toBeLessThan(8)
    expect(await proved(caseId)).toBe(40)
    expect(await desk.db.noticeItem.count({ where: { id: { in: itemIds }, state: 'disabled' } })).toBe(40)
    const [rested, then] = [front.asked.length, new Date(Number(at) + 80_000)]
    expect(await go(then)).toEqual(until)
    expect(front.asked).toHaveLength(rested)
    const shown = (now: Date) =>
      standing.start({ db: desk.db, actor: ines, now, remember: async () => {}, enqueue: async () => {} }, {})
    expect((await shown(then)).looks).toEqual({ perMinute: 6000, restUntil: until?.toISOString(), restStatus: 429 })
    front.answer = () => ({ status: 451, waitMs: 0, retryAfter: '' })
    const after = new Date(Number(at) + 91_000)
    expect(await go(after)).toEqual(after)
    expect((await shown(after)).looks.restUntil).toBeNull()
    expect((await desk.db.edgeDoor.findFirstOrThrow()).rests).toBe(0)
  }, 60_000)

  it('rest where the server is slow, the longer the more often', async () => {
    await pace(6000)
    await blocked(20)
    front.answer = () => ({ status: 451, waitMs: front.asked.length <= 3 ? 4500 : 0, retryAfter: '' })
    const at = new Date()
    const first = Number(await go(at)) - Number(at)
    expect(first).toBe(30_000)
    front.answer = () => ({ status: 503, waitMs: 0, retryAfter: '' })
    const later = new Date(Number(at) + first + 1000)
    expect(Number(await go(later)) - Number(later)).toBe(60_000)
    expect(await desk.db.edgeDoor.findFirstOrThrow()).toMatchObject({ restStatus: 503, rests: 2 })
  }, 60_000)

  it('end a lift whose address the block of another case keeps shut, and do not say that it is back', async () => {
    await pace(6000)
    const alpha = await blocked(1)
    const beta = await blocked(1, alpha.url)
    await go()
    const lifting = { state: 'lifting', liftAskedAt: new Date(), nextProbeAt: new Date() }
    await desk.db.edgeBlock.updateMany({ where: { caseId: alpha.caseId }, data: lifting })
    await go()
    const of = async (caseId: string) => {
      const { state, isKept, item } = await desk.db.edgeBlock.findFirstOrThrow({
        where: { caseId },
        include: { item: true },
      })
      return [state, isKept, item.state, item.restoredAt, item.why]
    }
    expect(await of(alpha.caseId)).toEqual(['lifted', true, 'restored', null, 'stillBlocked'])
    expect(await of(beta.caseId)).toEqual(['proved', false, 'disabled', null, ''])
    await desk.db.edgeBlock.updateMany({ where: { caseId: beta.caseId }, data: lifting })
    front.answer = () => ({ status: 200, waitMs: 0, retryAfter: '' })
    await go()
    expect(await of(beta.caseId)).toEqual(['lifted', false, 'restored', expect.any(Date), ''])
  })

  it('go as fast as the owner says', async () => {
    expect(await desk.command(ines, setPace, { perMinute: 30 })).toEqual({ perMinute: 30 })
    expect((await desk.query(ines, standing, {})).looks.perMinute).toBe(30)
    await expect(desk.command(ines, setPace, { perMinute: 4000 })).rejects.toThrow()
  })
})
