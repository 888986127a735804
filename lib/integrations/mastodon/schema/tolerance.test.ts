import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { recordedExchanges } from '../fake/replay/recording'
import { Account } from './account'
import { AdminAccount } from './admin-account'
import { Instance } from './instance'
import { readEach } from './primitives'
import { AdminReport } from './report'
import { Role } from './role'
import { Status } from './status'

const exchanges = recordedExchanges('4.6.5')

/** A fresh copy of a recorded body. */
const sent = (name: string) =>
  z.record(z.string(), z.unknown()).parse(structuredClone(exchanges.find((each) => each.name === name)?.response.body))

describe('a remote account', () => {
  it('keeps its nulls', () => {
    const account = AdminAccount.parse(sent('remote account'))
    expect(account).toMatchObject({ email: null, ip: null, ips: null, confirmed: null, disabled: null, role: null })
    expect(account.domain).toBe('far.example')
  })

  it('is not a local one without addresses', () => {
    expect(AdminAccount.parse({ ...sent('local account'), ips: [] }).ips).toEqual([])
  })
})

describe('a fork', () => {
  it('may send fields that nobody knows', () => {
    const report = AdminReport.parse({ ...sent('federated report'), bubble: { deep: [1] } })
    expect(report).not.toHaveProperty('bubble')
  })

  it('may invent a category and a visibility', () => {
    expect(AdminReport.parse({ ...sent('federated report'), category: 'impersonation' }).category).toBe('other')
    expect(Status.parse({ ...sent('show a public post'), visibility: 'mutuals_only' }).visibility).toBe('unknown')
  })

  it('may send ids as numbers', () => {
    expect(Role.parse({ id: 3, name: 'Owner', permissions: 8388607 })).toMatchObject({
      id: '3',
      permissions: '8388607',
    })
  })

  it('may leave out what a page can do without', () => {
    const account = { id: '1', username: 'ines', acct: 'ines', created_at: '2026-01-01T00:00:00.000Z' }
    expect(Account.parse(account)).toMatchObject({
      display_name: '',
      note: '',
      fields: [],
      suspended: false,
      url: null,
    })
  })

  it('may number its API differently', () => {
    expect(Instance.parse({ ...sent('instance v2'), api_versions: { glitch: 1 } }).api_versions).toEqual({
      mastodon: null,
    })
    expect(Instance.parse({ ...sent('instance v2'), api_versions: undefined }).api_versions).toBeNull()
  })

  it('may not leave out whether somebody is suspended', () => {
    expect(AdminAccount.safeParse({ ...sent('local account'), suspended: undefined }).success).toBe(false)
  })
})

describe('what cannot be read', () => {
  it('in a list costs only itself, and is named without its content', () => {
    const good = sent('federated report')
    const bad = { ...good, id: '99', created_at: 'yesterday', comment: 'secret' }
    const { values, skipped } = readEach(AdminReport, [good, bad, 'nonsense', { ...good, id: '3' }])
    expect(values.map((report) => report.id)).toEqual([good.id, '3'])
    expect(skipped).toEqual([
      { position: 1, id: '99', fault: 'created_at: custom' },
      { position: 2, id: null, fault: 'body: invalid_type' },
    ])
    expect(JSON.stringify(skipped)).not.toContain('secret')
  })

  it('among the posts of a report is counted', () => {
    const report = sent('report with private and deleted posts')
    const statuses = z.array(z.unknown()).parse(report.statuses)
    const read = AdminReport.parse({ ...report, statuses: [...statuses, { id: '1', content: null }] })
    expect(read.statuses).toHaveLength(statuses.length)
    expect(read.statusesSkipped).toBe(1)
  })

  it('of who a report is assigned to does not pass for nobody', () => {
    const report = { ...sent('federated report'), assigned_account: { id: '7' } }
    expect(AdminReport.safeParse(report).success).toBe(false)
  })
})

describe('text and addresses from outside', () => {
  const status = (change: Record<string, unknown>) => Status.parse({ ...sent('show a public post'), ...change })

  it('lose the NUL that a database refuses', () => {
    expect(status({ content: 'a\0b' }).content).toBe('ab')
  })

  it('end at a cap, on a whole character', () => {
    expect(status({ content: 'x'.repeat(500_000) }).content).toHaveLength(200_000)
    expect(status({ language: `${'x'.repeat(39)}🐘` }).language).toBe('x'.repeat(39))
  })

  it('are links only when they are http', () => {
    expect(status({ url: 'javascript:alert(1)' }).url).toBeNull()
    expect(status({ url: 'https://reef.example/@ines/1' }).url).toBe('https://reef.example/@ines/1')
  })
})
