import http from 'node:http'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Db, openDatabase } from '@/lib/platform/db/client'
import { freshDatabase } from '@/lib/testing/database'
import { listening } from '@/lib/testing/loopback'
import { crowdGate } from './crowd'
import { standBefore } from './peer'

let db: Db
let now = new Date('2026-11-26T12:00:20Z')
let isAway = false
beforeAll(async () => {
  ;({ db } = await freshDatabase())
  const nowhere = openDatabase('postgresql://nobody@127.0.0.1:1/none')
  const gate = (of: Db) => crowdGate({ db: of, trustedProxies: ['127.0.0.1'], now: () => now })
  standBefore(null, (request) => gate(isAway ? nowhere : db)(request))
})

const serving = () => listening(http.createServer((_request, response) => response.end('the page')))
const ask = (port: number, path: string, from: string, more: RequestInit = {}) =>
  fetch(`http://127.0.0.1:${port}${path}`, { ...more, headers: { 'x-forwarded-for': from } })

describe('whoever reads public pages', () => {
  it('is told after 120 in a minute when to come back, and reads on then', async () => {
    const port = await serving()
    for (let n = 0; n < 120; n++)
      expect(await (await ask(port, '/dmca/new?a=1', '203.0.113.9')).text()).toBe('the page')
    const refused = await ask(port, '/case/<script>"secret', '203.0.113.9')
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '40'])
    expect(refused.headers.get('cache-control')).toContain('no-store')
    const page = await refused.text()
    expect(page).toContain('Too many pages in a minute')
    expect(page).toContain('12:01 UTC (40 seconds)')
    expect(page).not.toContain('<script')
    // Another address, another path, another method: none of them waits.
    expect((await ask(port, '/dmca/new', '203.0.113.10')).status).toBe(200)
    expect((await ask(port, '/', '203.0.113.9')).status).toBe(200)
    expect((await ask(port, '/dmca/new', '203.0.113.9', { method: 'POST', body: 'kept' })).status).toBe(200)
    now = new Date('2026-11-26T12:01:00Z')
    expect((await ask(port, '/dmca/new', '203.0.113.9')).status).toBe(200)
  })

  it('is served where nobody can count', async () => {
    const port = await serving()
    isAway = true
    expect((await ask(port, '/dmca/counter/abc', '203.0.113.11')).status).toBe(200)
  })
})
