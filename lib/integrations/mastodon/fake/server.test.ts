import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { addAccount, addReport } from './makers'
import { startFake } from './server'
import { loadState } from './store'
import { startTrial, type Trial } from './trial'

let trial: Trial
afterEach(() => trial.fake.close())

const LIST = '/api/v1/admin/reports'

describe('faults', () => {
  test('each shows once and is gone', async () => {
    trial = await startTrial('4.6')
    const { fake, ask } = trial
    fake.setFault({ kind: '5xx', match: { method: 'GET', path: '^/api/v1/admin/reports$' }, times: 1 })
    expect((await ask('kofi', 'GET', LIST)).status).toBe(503)
    expect((await ask('kofi', 'GET', LIST)).status).toBe(200)
    fake.setFault({ kind: '429', times: 1 })
    const limited = await ask('kofi', 'GET', LIST)
    expect(limited.status).toBe(429)
    expect(limited.headers.get('retry-after')).toBeNull()
    expect(limited.headers.get('x-ratelimit-reset')).toMatch(/\.\d{6}Z$/)
    fake.setFault({ kind: 'html', times: 1 })
    expect((await ask('kofi', 'GET', LIST)).headers.get('content-type')).toContain('text/html')
    fake.setFault({ kind: 'huge', times: 1 })
    expect((await (await ask('kofi', 'GET', LIST)).arrayBuffer()).byteLength).toBeGreaterThan(10_000_000)
  })

  test('a line may be cut before or after the act', async () => {
    trial = await startTrial('4.6')
    const { fake, ask, people } = trial
    const silence = () => ask('kofi', 'POST', `/api/v1/admin/accounts/${people.alice.id}/action`, { type: 'silence' })
    fake.setFault({ kind: 'dropBefore', times: 1 })
    await expect(silence()).rejects.toThrow()
    expect(people.alice.silencedAt).toBeNull()
    fake.setFault({ kind: 'dropAfter', times: 1 })
    await expect(silence()).rejects.toThrow()
    expect(people.alice.silencedAt).not.toBeNull()
  })

  test('a list costs by the report, one list at a time', async () => {
    trial = await startTrial('4.6')
    const { fake, ask, state, people } = trial
    for (const _ of [1, 2]) {
      addReport(state, { accountId: people.ines.id, targetAccountId: people.gull.id, createdAt: new Date() })
    }
    fake.setFault({ kind: 'costPerReportMs', ms: 50 })
    const started = performance.now()
    await Promise.all([ask('kofi', 'GET', LIST), ask('kofi', 'GET', LIST)])
    expect(performance.now() - started).toBeGreaterThanOrEqual(180)
  })

  test('another process can plan them over HTTP', async () => {
    trial = await startTrial('4.6')
    const { ask } = trial
    expect((await ask(null, 'POST', '/__fake/fault', { kind: 'tsunami' })).status).toBe(422)
    const fault = { kind: '5xx', match: { path: 'instance' } }
    expect((await ask(null, 'POST', '/__fake/fault', fault)).status).toBe(200)
    expect((await ask(null, 'GET', '/api/v2/instance')).status).toBe(503)
    expect((await ask(null, 'DELETE', '/__fake/faults')).status).toBe(200)
    expect((await ask(null, 'GET', '/api/v2/instance')).status).toBe(200)
  })
})

describe('rate limits', () => {
  test('the 301st call of a token in five minutes is refused, and the next window is free', async () => {
    trial = await startTrial('4.6')
    const { ask, clock } = trial
    const call = () => ask('kofi', 'GET', '/api/v1/accounts/verify_credentials')
    const first = await call()
    expect(first.headers.get('x-ratelimit-remaining')).toBe('299')
    for (let n = 2; n < 300; n += 1) await call()
    expect((await call()).headers.get('x-ratelimit-remaining')).toBe('0')
    const refused = await call()
    expect(refused.status).toBe(429)
    expect(await refused.json()).toEqual({ error: 'Too many requests' })
    expect((await ask('ines', 'GET', '/api/v1/accounts/verify_credentials')).status).toBe(200)
    clock.now = Date.parse(refused.headers.get('x-ratelimit-reset') ?? '')
    expect((await call()).status).toBe(200)
  })

  test('pages count by the person for a quarter of an hour', async () => {
    trial = await startTrial('4.6')
    const { ask, clock } = trial
    for (let n = 1; n <= 300; n += 1) {
      if (n === 150) clock.now += 300_000
      await ask('kofi', 'GET', `${LIST}?max_id=5`)
    }
    expect((await ask('kofi', 'GET', `${LIST}?max_id=5`)).status).toBe(429)
    expect((await ask('kofi', 'GET', LIST)).status).toBe(200)
  })

  test('five apps in ten minutes from 4.3 on', async () => {
    trial = await startTrial('4.3')
    const register = () => trial.ask(null, 'POST', '/api/v1/apps', {})
    for (let n = 1; n <= 5; n += 1) expect((await register()).status).toBe(422)
    expect((await register()).status).toBe(429)
  })
})

test('what was done survives a restart', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'fake-mastodon-'))
  trial = await startTrial('4.6', { dataDir: folder })
  const { ask, people, fake } = trial
  await ask('kofi', 'POST', `/api/v1/admin/accounts/${people.alice.id}/action`, { type: 'silence' })
  await fake.close()
  const kept = loadState(folder)
  expect(kept?.accounts[people.alice.id]?.silencedAt).toBe('2026-11-24T12:00:00.000Z')
  if (kept) {
    const again = await startFake({ state: kept })
    const shown = await fetch(`${again.origin}/@alice`)
    expect(await shown.text()).toContain('Limited')
    await again.close()
  }
  rmSync(folder, { recursive: true })
})

test('odd requests get an answer', async () => {
  trial = await startTrial('4.6')
  const { ask, fake } = trial
  const broken = await fetch(`${fake.origin}/oauth/token`, {
    method: 'POST',
    body: '{',
    headers: { 'content-type': 'application/json' },
  })
  expect(broken.status).toBe(400)
  expect((await ask(null, 'GET', '/@nobody')).status).toBe(404)
  expect((await ask(null, 'GET', '/%E0%A4%A')).status).toBe(404)
  expect((await ask(null, 'GET', '/admin/reports/1')).status).toBe(404)
  expect((await fetch(`${fake.origin}/api/v2/instance`, { method: 'HEAD' })).status).toBe(200)
})

test('whoever waits to be let in stands on a page of the staff', async () => {
  trial = await startTrial('4.6')
  const user = { approved: false, inviteRequest: 'I knit' }
  addAccount(trial.state, { username: 'newcomer', createdAt: new Date(), user })
  const listed = async (query: string) => (await trial.ask(null, 'GET', `/admin/accounts${query}`)).text()
  expect(await listed('?status=pending')).toMatch(/@newcomer[^]*I knit/)
  expect(await listed('')).not.toContain('newcomer')
})
