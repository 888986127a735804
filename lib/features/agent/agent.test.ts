import { beforeAll, describe, expect, it } from 'vitest'
import { due } from '@/lib/features/deadlines/queries'
import { momentsOf } from '@/lib/features/deadlines/model'
import { preview } from '@/lib/features/letters/queries'
import type { Actor } from '@/lib/platform/access/access'
import { runCommand } from '@/lib/platform/commands/run'
import { runQuery } from '@/lib/platform/queries/define'
import { openReef, type Reef } from '@/lib/testing/reef'
import { check, record } from './commands'
import { lapseOf, missingIn, standingOf } from './model'
import { forPublic, standing } from './queries'
import { checkAbout } from './workers'

let reef: Reef
beforeAll(async () => {
  reef = await openReef()
})

const FILING = {
  reason: 'designation',
  provider: 'Reef Collective',
  providerAddress: '12 Harbour Street, Portland, ME 04101',
  names: ['Reef', 'reef.example'],
  name: 'Nadia Okafor',
  address: '12 Harbour Street\nPortland, ME 04101',
  phone: '+1 207 555 0142',
  email: 'copyright@reef.example',
  registrationNumber: 'DMCA-1071234',
  registeredOn: '2024-03-14',
  zone: 'America/New_York',
  receipt: 'Pay.gov 27A1',
}
const view = () => reef.query(reef.ines, standing, {})

describe('the three years of a designation', () => {
  it.each([
    ['2024-03-14', '2027-03-13', '2027-03-14'],
    // Of a leap day the day before, where a year has none.
    ['2024-02-29', '2027-02-27', '2027-02-28'],
    ['2023-12-31', '2026-12-30', '2026-12-31'],
  ])('from %s it can be renewed until %s, and %s is the first day without it', (on, renewBy, expiresOn) => {
    expect(lapseOf(on)).toEqual({ renewBy, expiresOn })
  })

  it.each([
    ['2026-12-13T12:00:00Z', 'inForce'],
    ['2026-12-14T17:00:00Z', 'soon'],
    ['2027-03-14T04:59:59Z', 'soon'],
    // The anniversary itself, where the agent is.
    ['2027-03-14T05:00:00Z', 'expired'],
  ])('at %s it is %s', (at, state) => {
    expect(standingOf('2024-03-14', 'America/New_York', new Date(at))).toBe(state)
  })

  it('is said 90, 30, 7 and 1 days before, at the end and after it', () => {
    const at = new Date('2027-03-14T04:59:59Z')
    const moments = momentsOf({ name: 'renew', direction: 'actBy', day: 1, at }, new Date('2024-03-14T05:00:00Z'))
    expect(moments.map(({ moment, at: when }) => [moment, when.toISOString().slice(0, 10)])).toEqual([
      ['days90', '2026-12-14'],
      ['days30', '2027-02-12'],
      ['days7', '2027-03-07'],
      ['days1', '2027-03-13'],
      ['at', '2027-03-14'],
      ['after', '2027-03-14'],
    ])
  })
})

it.each([
  ['Nadia Okafor, 12 Harbour Street, Portland, ME 04101, (207) 555-0142, copyright@reef.example', ['phone']],
  ['NADIA OKAFOR  12 Harbour Street Portland ME 04101 Tel. +1 (207) 555-0142 Copyright@Reef.example', []],
  ['Write to us.', ['name', 'address', 'phone', 'email']],
])('a page that says %j does not say %j', (page, missing) => {
  expect(missingIn(page, FILING)).toEqual(missing)
})

describe('the designated agent', () => {
  it('is kept in versions, with a clock on a case of its own; a renewal begins three new years', async () => {
    await expect(reef.command(reef.kofi, record, FILING)).rejects.toMatchObject({ code: 'notAllowed' })
    expect((await view()).standing).toBe('none')
    const { caseId } = await reef.command(reef.ines, record, FILING)
    const first = await view()
    expect(first).toMatchObject({
      standing: 'inForce',
      lapse: { renewBy: '2027-03-13', expiresOn: '2027-03-14' },
      caseId,
    })
    expect(first.current).toMatchObject({ number: 1, feeCents: 600, recordedBy: 'ines' })
    const marks = () => reef.db.clockMark.findMany({ where: { clock: { caseId }, isOpen: true } })
    expect((await marks()).map(({ day }) => day)).toEqual(['2027-03-13'])
    expect(JSON.stringify(await reef.query(reef.ines, due, {}))).toContain('dmca.agentDesignation')

    await expect(reef.command(reef.ines, record, { ...FILING, reason: 'amendment' })).rejects.toMatchObject({
      code: 'agent.stale',
    })
    const renewed = { ...FILING, reason: 'resubmission', registeredOn: '2026-11-20', after: 1 }
    await reef.command(reef.ines, record, renewed)
    expect((await marks()).map(({ day }) => day)).toEqual(['2029-11-19'])
    const kinds = await reef.db.clockEntry.findMany({ where: { clock: { caseId } }, orderBy: { recordedAt: 'asc' } })
    expect(kinds.map(({ kind }) => kind)).toEqual(['started', 'met', 'started'])
    // A correction of what was typed leaves the clock alone.
    await reef.command(reef.ines, record, { ...renewed, reason: 'correction', receipt: 'Pay.gov 27A2', after: 2 })
    expect(await reef.db.clock.count({ where: { caseId } })).toBe(2)
    expect((await view()).versions.map(({ number, reason }) => [number, reason])).toEqual([
      [3, 'correction'],
      [2, 'resubmission'],
      [1, 'designation'],
    ])
  })

  it('is never rewritten', async () => {
    await expect(reef.db.$executeRaw`UPDATE designated_agent SET name = 'X'`).rejects.toThrow(/append-only/)
    await expect(reef.db.$executeRaw`DELETE FROM designated_agent`).rejects.toThrow(/append-only/)
    await expect(reef.db.$executeRaw`DELETE FROM strike_policy`).resolves.toBe(0)
  })

  it('is known to anybody, without what is not published', async () => {
    const stranger: Actor = { kind: 'public', address: '203.0.113.9' }
    const seen = await runQuery(forPublic, { db: reef.db, actor: stranger, now: new Date(), input: {} })
    expect(seen).toMatchObject({ isInForce: true, agent: { name: 'Nadia Okafor', email: 'copyright@reef.example' } })
    expect(JSON.stringify(seen)).not.toContain('Pay.gov')
    const after = new Date(Date.now() + 4 * 366 * 86_400_000)
    const lapsed = await runQuery(forPublic, { db: reef.db, actor: stranger, now: after, input: {} })
    expect(lapsed.isInForce).toBe(false)
  })

  it('is looked for on the about page, now and every day; only a change is a row of the log', async () => {
    await expect(reef.command(reef.ines, check, {})).resolves.toEqual({ outcome: 'missing' })
    reef.state.about = `<p>Agent: Nadia Okafor<br>12 Harbour Street<br>Portland, ME 04101</p><p>+1&nbsp;207 555 0142, copyright@reef.example</p>`
    const look = () => checkAbout.run({}, { db: reef.db, now: () => new Date() })
    await look()
    await look()
    const { checks } = await view()
    expect(checks.map(({ outcome }) => outcome)).toEqual(['carried', 'carried', 'missing'])
    expect(await reef.db.auditRow.count({ where: { command: 'agent.noteCheck' } })).toBe(1)
  })

  it('gets a letter about its end (D13)', async () => {
    const { caseId } = await view()
    const { text, required } = await reef.query(reef.ines, preview, { caseId, template: 'D13' })
    expect(required.filter(({ isThere }) => !isThere)).toEqual([])
    expect(text).toContain('renew it on 19 Nov 2029 at the latest')
  })

  it('has no date ahead', async () => {
    const ahead = { ...FILING, registeredOn: '2031-01-01', after: 3 }
    const call = { db: reef.db, actor: reef.ines, now: new Date(), input: ahead }
    await expect(runCommand(record, call)).rejects.toMatchObject({ code: 'clock.ahead' })
  })
})
