import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addPost, addReport } from './makers'
import { locationOf, newBrowser, signInAs } from './replay/browser'
import { openSink, type Sink } from './replay/sink'
import { startTrial, type Trial } from './trial'

let trial: Trial
let sink: Sink
beforeEach(async () => {
  trial = await startTrial('4.6', { retryScale: 0.0001 })
  sink = await openSink()
})
afterEach(async () => {
  await trial.fake.close()
  await sink.close()
})

const ALL = [
  'account.approved',
  'account.updated',
  'report.created',
  'report.updated',
  'status.created',
  'status.updated',
]
const SECRET = 'a'.repeat(40)
const listen = (events = ALL) =>
  trial.state.webhooks.push({ id: '1', url: sink.url, secret: SECRET, events, enabled: true })
const settled = () => expect.poll(() => trial.fake.webhooks().waiting).toBe(0)
async function heard(): Promise<string[]> {
  await settled()
  return sink.received.splice(0).map(({ raw }) => {
    const { event, object } = JSON.parse(raw)
    return `${event} ${object.username ?? object.id}`
  })
}
const makeReport = (target = trial.people.alice) =>
  addReport(trial.state, { accountId: trial.people.lena.id, targetAccountId: target.id, createdAt: new Date(0) })
const act = (id: string, type: string) => trial.ask('kofi', 'POST', `/api/v1/admin/accounts/${id}/action`, { type })

describe('what fires what', () => {
  it('is a report that is filed, and each change of one', async () => {
    listen()
    await trial.ask('lena', 'POST', '/api/v1/reports', { account_id: trial.people.alice.id })
    expect(await heard()).toEqual(['report.created 1'])
    for (const path of ['assign_to_self', 'unassign', 'resolve', 'reopen']) {
      await trial.ask('kofi', 'POST', `/api/v1/admin/reports/1/${path}`)
      expect(await heard()).toEqual(['report.updated 1'])
    }
    await trial.ask('kofi', 'PUT', '/api/v1/admin/reports/1', { category: 'spam' })
    expect(await heard()).toEqual(['report.updated 1'])
  })

  it('is an act on a local account, and each report that it resolves', async () => {
    listen()
    makeReport()
    makeReport()
    await act(trial.people.alice.id, 'silence')
    expect((await heard()).toSorted()).toEqual(['account.updated alice', 'report.updated 1', 'report.updated 2'])
    await trial.ask('kofi', 'POST', `/api/v1/admin/accounts/${trial.people.alice.id}/unsilence`)
    expect(await heard()).toEqual(['account.updated alice'])
  })

  it('is no warning, no freeze, and nothing about people of other servers', async () => {
    listen()
    await act(trial.people.alice.id, 'none')
    await act(trial.people.alice.id, 'disable')
    await trial.ask('kofi', 'POST', `/api/v1/admin/accounts/${trial.people.alice.id}/enable`)
    await act(trial.people.gull.id, 'silence')
    expect(await heard()).toEqual([])
  })

  it('is the approval of one whose address is confirmed', async () => {
    listen()
    const { user } = trial.people.alice
    Object.assign(user ?? {}, { approved: false })
    await trial.ask('kofi', 'POST', `/api/v1/admin/accounts/${trial.people.alice.id}/approve`)
    expect(await heard()).toEqual(['account.approved alice'])
  })

  it('is a post of one’s own, direct ones too, if somebody ticked that; one that is gone by then is not told of', async () => {
    listen(['status.created'])
    await trial.ask('alice', 'POST', '/api/v1/statuses', { status: 'hush', visibility: 'direct' })
    expect(await heard()).toHaveLength(1)
    const post = addPost(trial.state, { accountId: trial.people.alice.id, text: 'x', createdAt: new Date(0) })
    trial.fake.happen({ event: 'status.created', id: post.id })
    post.deletedAt = new Date().toISOString()
    expect(await heard()).toEqual([])
  })

  it('are only the events that were ticked, where the webhook is enabled', async () => {
    listen(['report.created'])
    const report = makeReport()
    trial.fake.happen({ event: 'report.updated', id: report.id })
    expect(await heard()).toEqual([])
    Object.assign(trial.state.webhooks[0] ?? {}, { enabled: false })
    trial.fake.happen({ event: 'report.created', id: report.id })
    expect(await heard()).toEqual([])
  })
})

describe('a delivery', () => {
  const tell = () => trial.fake.happen({ event: 'report.created', id: makeReport().id })

  it.each<[number | 'hang up', number]>([
    [200, 1],
    [204, 1],
    [400, 1],
    [404, 1],
    [410, 1],
    [413, 1],
    [501, 1],
    [301, 2],
    [401, 2],
    [408, 2],
    [429, 2],
    [500, 2],
    [503, 2],
    ['hang up', 2],
  ])('that is answered %s is tried %i times', async (answer, tries) => {
    listen()
    sink.answers.push(answer)
    tell()
    expect(await heard()).toHaveLength(tries)
  })

  it('is given up after sixteen more tries', async () => {
    await trial.fake.close()
    trial = await startTrial('4.6', { retryScale: 0.0000001 })
    listen()
    sink.answers.push(...Array.from({ length: 30 }, () => 503))
    tell()
    expect(await heard()).toHaveLength(17)
  })

  it('is signed with the secret that counts when it is tried', async () => {
    await trial.fake.close()
    trial = await startTrial('4.6', { retryScale: 0.02 })
    listen()
    sink.answers.push(401)
    tell()
    await expect.poll(() => sink.received.length, { interval: 5 }).toBe(1)
    Object.assign(trial.state.webhooks[0] ?? {}, { secret: 'b'.repeat(40) })
    await settled()
    const by = sink.received.map(({ headers, raw }) =>
      ['a', 'b'].find((sign) => {
        const mac = createHmac('sha256', sign.repeat(40)).update(raw).digest('hex')
        return headers['x-hub-signature'] === `sha256=${mac}`
      }),
    )
    expect(by).toEqual(['a', 'b'])
    expect(sink.received[1]?.raw).toBe(sink.received[0]?.raw)
  })
})

describe('the pages', () => {
  it('make a webhook, show its secret, rotate it, switch it off and on, and delete it', async () => {
    const browser = newBrowser(trial.fake.origin)
    await signInAs(browser, 'ines')
    const made = await browser.press('/admin/webhooks', {
      'webhook[url]': sink.url,
      'webhook[events][]': 'report.created',
    })
    const at = locationOf(made)
    const webhook = () => trial.state.webhooks[0]
    expect(webhook()).toMatchObject({ url: sink.url, events: ['report.created'], enabled: true })
    const secret = webhook()?.secret ?? ''
    expect(secret).toMatch(/^[0-9a-f]{40}$/)
    expect(await (await browser.open(at)).text()).toContain(secret)
    expect(await (await browser.open('/admin/webhooks')).text()).not.toContain(secret)
    await browser.press(`${at}/secret/rotate`, {})
    expect(webhook()?.secret).not.toBe(secret)
    await browser.press(`${at}/disable`, {})
    expect(webhook()?.enabled).toBe(false)
    await browser.press(`${at}/enable`, {})
    expect(webhook()?.enabled).toBe(true)
    await browser.press(at, { _method: 'delete' })
    expect(trial.state.webhooks).toEqual([])
  })

  it.each([
    ['no address', { 'webhook[url]': 'reef', 'webhook[events][]': 'report.created' }],
    ['no event', { 'webhook[url]': 'http://localhost:1/' }],
  ])('refuse a form with %s', async (_what, form) => {
    const browser = newBrowser(trial.fake.origin)
    await signInAs(browser, 'ines')
    expect((await browser.press('/admin/webhooks', form)).status).toBe(422)
    expect(trial.state.webhooks).toEqual([])
  })

  it('are closed to whose role may not manage webhooks', async () => {
    const browser = newBrowser(trial.fake.origin)
    expect(locationOf(await browser.open('/admin/webhooks'))).toContain('/auth/sign_in')
    await signInAs(browser, 'kofi')
    expect((await browser.open('/admin/webhooks')).status).toBe(403)
    expect((await browser.press('/admin/webhooks', {})).status).toBe(403)
  })
})
