import { beforeAll, describe, expect, it } from 'vitest'
import { ask } from '@/lib/features/acts/commands'
import { one as reportCase } from '@/lib/features/reports/queries'
import { reports } from '@/lib/features/history/queries'
import { eraseAccount } from '@/lib/integrations/mastodon/fake/admin/deletion'
import { addAccount, addReport } from '@/lib/integrations/mastodon/fake/makers'
import type { Account } from '@/lib/integrations/mastodon/fake/state'
import { readStep } from '@/lib/testing/mirror'
import { openReef, type Reef } from '@/lib/testing/reef'
import { one } from './queries'
import type { PersonView } from './schema'

// What happens on Mastodon itself while somebody works on a case here.
let reef: Reef
beforeAll(async () => {
  reef = await openReef()
})

async function pageOf(account: Account): Promise<PersonView> {
  const view = await reef.query(reef.kofi, one, { accountId: account.id })
  if (!view.isRead) throw new Error(view.failure)
  return view
}

/** Opens the page, lets the fresh look at Mastodon happen, and opens it again. */
async function afterALook(account: Account): Promise<PersonView> {
  await reef.db.accountReading.deleteMany()
  await pageOf(account)
  await reef.work(['mirror.readPerson'])
  return pageOf(account)
}
const there = (account: Account): Account => {
  const found = reef.state.accounts[account.id]
  if (!found) throw new Error('gone')
  return found
}

describe('in mid-case, on Mastodon', () => {
  it('a person is renamed: the page follows, and the old handle stays known', async () => {
    there(reef.gull).username = 'seagull'
    there(reef.gull).displayName = 'Sea Gull'
    const { person } = await afterALook(reef.gull)
    expect(person).toMatchObject({
      handle: '@seagull@harbour.example',
      name: 'Sea Gull',
      formerHandles: ['@gull@harbour.example'],
    })
    there(reef.gull).username = 'gull'
    expect((await afterALook(reef.gull)).person).toMatchObject({
      handle: '@gull@harbour.example',
      formerHandles: ['@seagull@harbour.example'],
    })
  })

  it('a person moves', async () => {
    there(reef.people.mira).movedToId = reef.gull.id
    expect((await afterALook(reef.people.mira)).person.movedTo).toBe('gull@harbour.example')
  })

  it('a person is suspended: the name stays, and the acts say what is off', async () => {
    const { harl } = reef.people
    there(harl).displayName = 'Harl'
    await afterALook(harl)
    Object.assign(there(harl), { suspendedAt: new Date().toISOString(), suspensionOrigin: 'local' })
    const view = await afterALook(harl)
    expect(view.person).toMatchObject({ name: 'Harl', marks: ['suspended'] })
    const off = Object.fromEntries(view.actions.map((action) => [action.name, action.why]))
    expect(off).toMatchObject({ limit: 'alreadySuspended', suspend: 'alreadySuspended', unsuspend: null })
    there(harl).suspendedAt = null
  })

  it('a person is destroyed: the page says so, and an act that was asked for fails with the reason', async () => {
    const { wren } = reef.people
    const { desk } = await pageOf(wren)
    const asked = { caseId: desk?.caseId, version: desk?.version, message: '', sendsMail: false, source: 'report' }
    await reef.command(reef.kofi, ask, { ...asked, kind: 'limit', ground: { kind: 'rule', ruleIds: ['1'] } })
    eraseAccount(reef.state, there(wren))
    await reef.work(['acts.perform'])
    const view = await afterALook(wren)
    expect(view.person.goneAt).not.toBeNull()
    expect(view.person.handle).toBe('@wren')
    expect(view.acts[0]).toMatchObject({ kind: 'limit', state: 'failed', failure: 'notFound' })
    expect(view.actions.find((action) => action.name === 'limit')).toMatchObject({ isOff: true, why: 'gone' })
    expect((await reef.query(reef.kofi, reportCase, { caseId: desk?.caseId })).person.handle).toBe('@wren')
  })
})

/** Further reports like the one that was read, in the same case; the last of them of 5,000 words. */
async function multiply(account: Account, count: number): Promise<void> {
  const first = await reef.db.report.findFirstOrThrow({ where: { targetId: account.id }, include: { cases: true } })
  const { cases, ...row } = first
  const others = Array.from({ length: count - 1 }, (_, n) => ({
    ...row,
    rules: [],
    remoteId: `${1000 + n}`,
    sequence: BigInt(1000 + n),
    comment: n === count - 2 ? 'word '.repeat(5000) : `Wave ${n}`,
  }))
  await reef.db.report.createMany({ data: others })
  const links = others.map(({ instanceId, remoteId }) => ({
    caseId: cases[0]?.caseId ?? '',
    instanceId,
    reportId: remoteId,
  }))
  await reef.db.caseReport.createMany({ data: links })
}

describe('much of it', () => {
  it('400 reports on one person are counts and a page; the next comes when it is asked for', async () => {
    const storm = addAccount(reef.state, { username: 'storm', createdAt: new Date('2026-01-01') })
    addReport(reef.state, {
      accountId: reef.people.osei.id,
      targetAccountId: storm.id,
      comment: 'Wave',
      createdAt: new Date(),
    })
    await readStep(reef, new Date(Date.now() + 60_000))
    await multiply(storm, 400)
    const view = await pageOf(storm)
    expect(view.about).toMatchObject({ total: 400, open: 400 })
    expect(view.about.rows).toHaveLength(10)
    expect(view.caseCount).toBe(1)
    expect(JSON.stringify(view).length).toBeLessThan(20_000)
    // A comment of 5,000 words is shown by its beginning; the case has it whole.
    expect(view.about.rows[0]).toMatchObject({ isCut: true })
    expect(view.about.rows[0]?.comment.length).toBeLessThan(300)
    const next = await reef.query(reef.kofi, reports, {
      accountId: storm.id,
      side: 'about',
      after: view.about.next ?? '',
    })
    expect(next.rows.map((row) => row.comment)).toEqual(Array.from({ length: 10 }, (_, n) => `Wave ${388 - n}`))
    expect(next.total).toBe(400)
  })
})
