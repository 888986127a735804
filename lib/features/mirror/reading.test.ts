import { beforeAll, describe, expect, it } from 'vitest'
import { list as queue } from '@/lib/features/queue/queries'
import { addAccount, addReport } from '@/lib/integrations/mastodon/fake/makers'
import { ROLE_IDS } from '@/lib/integrations/mastodon/fake/roles'
import type { Account, Report } from '@/lib/integrations/mastodon/fake/state'
import type { PersonActor } from '@/lib/platform/access/access'
import { firstFault } from '@/lib/testing/chain'
import { type Desk, openDesk } from '@/lib/testing/desk'
import { readStep } from '@/lib/testing/mirror'
import { readingOf, syncOf } from './queries'

const ago = (hours: number) => new Date(Date.now() - hours * 3600_000)
let desk: Desk
let kofi: PersonActor
let osei: Account
const people: Account[] = []

// Twenty-two people with an open report each, the newest report about the last of them.
beforeAll(async () => {
  let moderator: Account | undefined
  desk = await openDesk((state) => {
    moderator = addAccount(state, { username: 'kofi', createdAt: ago(9000), user: { roleId: ROLE_IDS.moderator } })
    osei = addAccount(state, { username: 'osei', createdAt: ago(9000) })
    for (let n = 1; n <= 22; n++) people.push(addAccount(state, { username: `person${n}`, createdAt: ago(900) }))
    people.forEach((person, n) => reportOn(state, person, 100 - n))
  })
  if (moderator) kofi = await desk.signIn(moderator)
})

const reportOn = (state: Desk['state'], person: Account, hours: number): Report =>
  addReport(state, {
    accountId: osei.id,
    targetAccountId: person.id,
    comment: `About ${person.username}`,
    createdAt: ago(hours),
  })
const person = (n: number): Account => {
  const found = people[n - 1]
  if (!found) throw new Error(`no person ${n}`)
  return found
}
const reportAbout = (n: number): Report => {
  const found = Object.values(desk.state.reports).find((report) => report.targetAccountId === person(n).id)
  if (!found) throw new Error(`no report about ${n}`)
  return found
}
const peopleInQueue = async () => (await desk.query(kofi, queue, {})).people
const caseOf = (n: number) => desk.db.case.findFirstOrThrow({ where: { subjectId: person(n).id } })
/** Until every open report was looked at once more. */
async function sweep(): Promise<void> {
  for (let n = 0; n < 3; n++) await readStep(desk)
}

describe('the first reading', () => {
  it('goes page by page from the newest, and the queue can be worked from the first page on', async () => {
    expect(await syncOf(desk.db, kofi)).toMatchObject({ asOf: null, backfill: null })
    const pages = []
    for (let n = 0; n < 2; n++) {
      await readStep(desk)
      const { backfill, asOf } = await syncOf(desk.db, kofi)
      pages.push([await peopleInQueue(), backfill?.read, backfill?.about, asOf !== null])
    }
    // Every id was an open report, so that the guess is exact.
    expect(pages).toEqual([
      [10, 10, 22, true],
      [22, undefined, undefined, true],
    ])
  })

  it('is told on the settings page: what goes on, what it costs and how long it takes', async () => {
    const told = await readingOf(desk.db, desk.instanceId, new Date())
    expect(told).toMatchObject({ doing: { kind: 'following' }, firstMs: null, openCount: 22, again: null })
    expect(told.reportMs).toBeGreaterThan(0)
    expect(told.sweepMs).toBeGreaterThanOrEqual(10_000)
  })

  it('has opened one case for each person, each with a row in the log', async () => {
    expect(await desk.db.case.count()).toBe(22)
    expect(await desk.db.auditRow.count({ where: { command: 'cases.open', actor: 'docket:mirror' } })).toBe(22)
    expect(await firstFault(desk.db)).toBeNull()
  })
})

describe('what happens afterwards', { timeout: 60_000 }, () => {
  it('a new report is in the queue with the next look', async () => {
    const gull = addAccount(desk.state, { username: 'gull', domain: 'harbour.example', createdAt: ago(9) })
    reportOn(desk.state, gull, 0)
    await readStep(desk)
    expect((await desk.query(kofi, queue, { text: 'gull' })).rows[0]).toMatchObject({
      person: { handle: '@gull@harbour.example' },
    })
  })

  it('more new reports than one page holds come in whole', async () => {
    const before = await peopleInQueue()
    for (let n = 23; n <= 43; n++) {
      const newcomer = addAccount(desk.state, { username: `person${n}`, createdAt: ago(2) })
      people.push(newcomer)
      reportOn(desk.state, newcomer, 0)
    }
    await readStep(desk)
    expect(await peopleInQueue()).toBe(before + 21)
  })

  it('a second report on the same person joins the case', async () => {
    reportOn(desk.state, person(1), 0)
    await readStep(desk)
    expect(await desk.db.caseReport.count({ where: { case: { subjectId: person(1).id } } })).toBe(2)
    expect(await desk.db.case.count({ where: { subjectId: person(1).id } })).toBe(1)
  })

  it('what was resolved, taken or destroyed on the instance is found by going through the open ones again', async () => {
    const versions = new Map(await Promise.all([2, 3, 4, 5].map(async (n) => [n, (await caseOf(n)).version] as const)))
    Object.assign(reportAbout(2), { actionTakenAt: new Date().toISOString(), actionTakenByAccountId: kofi.remoteId })
    Object.assign(reportAbout(3), { assignedAccountId: kofi.remoteId })
    Reflect.deleteProperty(desk.state.reports, reportAbout(4).id)
    await sweep()
    await sweep()
    expect(await caseOf(2)).toMatchObject({ state: 'closed', version: (versions.get(2) ?? 0) + 1 })
    expect(await caseOf(3)).toMatchObject({ state: 'open', ownerId: kofi.id, version: (versions.get(3) ?? 0) + 1 })
    expect(await caseOf(4)).toMatchObject({ state: 'closed', version: (versions.get(4) ?? 0) + 1 })
    // Nothing happened to the fifth: looking at it again makes no screen stale.
    expect(await caseOf(5)).toMatchObject({ state: 'open', version: versions.get(5) })
    const ended = await desk.db.auditRow.findMany({ where: { command: 'cases.close' } })
    expect(new Set(ended.map((row) => row.caseId))).toEqual(new Set([(await caseOf(2)).id, (await caseOf(4)).id]))
  })

  it('a report that was opened again opens its case again, not another one', async () => {
    Object.assign(reportAbout(2), { actionTakenAt: null, actionTakenByAccountId: null })
    await sweep()
    await sweep()
    expect(await caseOf(2)).toMatchObject({ state: 'open', closedAt: null })
    expect(await desk.db.case.count({ where: { subjectId: person(2).id } })).toBe(1)
  })

  it('an assignment on the instance takes a case from nobody here', async () => {
    const sef = addAccount(desk.state, { username: 'sef', createdAt: ago(9000), user: { roleId: ROLE_IDS.moderator } })
    await desk.signIn(sef)
    Object.assign(reportAbout(3), { assignedAccountId: sef.id })
    await sweep()
    await sweep()
    expect(await caseOf(3)).toMatchObject({ ownerId: kofi.id })
  })

  it('reading the same page again changes nothing', async () => {
    const state = async () =>
      JSON.stringify(await desk.db.case.findMany({ orderBy: { number: 'asc' }, include: { reports: true } }))
    const [before, rows] = [await state(), await desk.db.auditRow.count()]
    await sweep()
    expect(await state()).toBe(before)
    expect(await desk.db.auditRow.count()).toBe(rows)
  })
})
