import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { ask, undo } from '@/lib/features/acts/commands'
import { addNote } from '@/lib/features/cases/commands'
import { claim } from '@/lib/features/reports/commands'
import { one as reportCase } from '@/lib/features/reports/queries'
import { stop } from '@/lib/features/safety/commands'
import type { PersonActor } from '@/lib/platform/access/access'
import { deleteContent } from '@/lib/integrations/mastodon/fake/admin/deletion'
import { transaction, type Tx } from '@/lib/platform/db/client'
import { openReef, type Reef } from '@/lib/testing/reef'
import { openCase } from './commands'
import { one } from './queries'
import type { PersonView } from './schema'

let reef: Reef
beforeAll(async () => {
  reef = await openReef()
})

async function pageOf(actor: PersonActor, name: keyof Reef['people']): Promise<PersonView> {
  const view = await reef.query(actor, one, { accountId: reef.people[name].id })
  if (!view.isRead) throw new Error(view.failure)
  return view
}
const panel = { message: '', sendsMail: false, note: '', source: 'ownLook' }
const ground = { kind: 'rule', ruleIds: ['1'] }
const refused = (code: string) => expect.objectContaining({ code })

describe('the page of a person', () => {
  it('shows reports about and by them, with their cases', async () => {
    const harl = await pageOf(reef.kofi, 'harl')
    expect(harl.about).toMatchObject({ total: 3, open: 3, next: null })
    expect(harl.about.rows.map((row) => [row.other.handle, row.category, row.comment])).toEqual([
      ['@osei', 'other', 'And again'],
      ['@osei', 'other', 'Again'],
      ['@mira', 'rule', 'Mocks how people speak'],
    ])
    expect(harl.about.rows.map((row) => row.caseId)).toEqual(Array(3).fill(harl.desk?.caseId))
    expect(harl.by).toMatchObject({ total: 0, rows: [] })
    const mira = await pageOf(reef.kofi, 'mira')
    expect(mira.by.rows.map((row) => [row.other.handle, row.comment])).toEqual([['@harl', 'Mocks how people speak']])
    expect(mira.about.total).toBe(1)
  })

  it('is a row of the audit once for a visit', async () => {
    const rows = () =>
      reef.db.auditRow.count({ where: { command: 'people.one', subjectIds: { has: reef.people.harl.id } } })
    const before = await rows()
    await pageOf(reef.ines, 'harl')
    await pageOf(reef.ines, 'harl')
    expect(await rows()).toBe(before + 1)
  })

  it('shows what the team wrote in the cases of the person', async () => {
    const { desk } = await pageOf(reef.kofi, 'harl')
    await reef.command(reef.ines, addNote, { caseId: desk?.caseId, text: 'Spoke with him in May.' })
    expect((await pageOf(reef.kofi, 'harl')).notes).toMatchObject([
      { by: 'ines', isYours: false, text: 'Spoke with him in May.', caseNumber: desk?.number },
    ])
  })

  it('never holds an e-mail or an IP', async () => {
    const view = await pageOf(reef.ines, 'harl')
    expect(JSON.stringify(view)).not.toContain('harl@example.test')
  })

  it('of somebody whom the console does not know reads them from Mastodon', async () => {
    expect(await reef.db.account.count({ where: { remoteId: reef.people.nadia.id } })).toBe(0)
    const view = await pageOf(reef.kofi, 'nadia')
    expect(view).toMatchObject({ person: { handle: '@nadia' }, caseCount: 0, desk: null, mayOpenCase: true })
    await expect(reef.query(reef.kofi, one, { accountId: '999' })).rejects.toEqual(refused('notFound'))
  })

  it('says so when Mastodon cannot be asked for them', async () => {
    reef.fake.setFault({ kind: '5xx', match: { method: 'GET', path: '/admin/accounts/' }, times: 1 })
    const view = await reef.query(reef.kofi, one, { accountId: reef.people.lena.id })
    expect(view).toEqual({ isRead: false, domain: 'reef.example', failure: 'temporary' })
  })
})

describe('conflict of interest', () => {
  it('shows nobody reports about or by themselves, and no act on themselves', async () => {
    const sef = await reef.signIn(reef.people.sef)
    const mira = { ...sef, remoteId: reef.people.mira.id }
    const own = await pageOf(mira, 'mira')
    expect(own).toMatchObject({
      person: { isYou: true },
      about: { total: 0 },
      by: { total: 0 },
      caseCount: 0,
      notes: [],
    })
    expect(own.actions.every((action) => action.isOff && action.why !== null)).toBe(true)
    const harl = await pageOf(mira, 'harl')
    expect(harl).toMatchObject({ about: { total: 0 }, desk: null, notes: [] })
    expect(harl.actions.find((action) => action.name === 'limit')).toMatchObject({ isOff: true, why: 'concernsYou' })
    await expect(reef.command(mira, openCase, { accountId: reef.people.harl.id })).rejects.toMatchObject({
      code: 'act.off',
      values: { why: 'concernsYou' },
    })
  })
})

it('no case is opened for somebody whose case is being stopped at this moment', async () => {
  const { mira } = reef.people
  const row = await reef.db.case.findFirstOrThrow({ where: { subjectId: mira.id } })
  const set = (tx: Pick<Tx, 'case'>, to: string) => tx.case.update({ where: { id: row.id }, data: { class: to } })
  let opening: Promise<unknown> = Promise.resolve()
  await transaction(reef.db, async (tx) => {
    await set(tx, 'childSafety')
    opening = reef.command(reef.kofi, openCase, { accountId: mira.id }).catch((error: unknown) => error)
    await sleep(400)
  })
  expect(await opening).toMatchObject({ code: 'case.stopped' })
  await set(reef.db, 'ordinary')
})

describe('an act from the page', () => {
  it('stands in a case that is opened for it, and can be undone a month later', async () => {
    const before = await pageOf(reef.kofi, 'osei')
    expect(before.desk).toBeNull()
    const [opened, again] = await Promise.all([
      reef.command(reef.kofi, openCase, { accountId: reef.people.osei.id }),
      reef.command(reef.ines, openCase, { accountId: reef.people.osei.id }),
    ])
    expect(again.caseId).toBe(opened.caseId)
    const { desk } = await pageOf(reef.kofi, 'osei')
    expect(desk).toMatchObject({ caseId: opened.caseId, state: 'closed' })
    const ref = { caseId: opened.caseId, version: desk?.version }
    await reef.command(reef.kofi, ask, { ...ref, ...panel, kind: 'limit', ground })
    await reef.work()
    expect(reef.state.accounts[reef.people.osei.id]?.silencedAt).toBeTruthy()
    await reef.db.act.updateMany({
      where: { caseId: opened.caseId },
      data: { askedAt: new Date(Date.now() - 31 * 86_400_000) },
    })
    const later = await pageOf(reef.ines, 'osei')
    expect(later.person.marks).toContain('limited')
    const [act] = later.acts
    expect(act).toMatchObject({
      kind: 'limit',
      state: 'confirmed',
      isUndoable: true,
      by: 'kofi',
      caseNumber: desk?.number,
    })
    await reef.command(reef.ines, undo, { caseId: act?.caseId, version: act?.version, groupId: act?.groupId })
    await reef.work()
    expect(reef.state.accounts[reef.people.osei.id]?.silencedAt).toBeNull()
    expect((await pageOf(reef.ines, 'osei')).actions.find((action) => action.name === 'unlimit')?.isOff).toBe(true)
    const actions = (await reef.query(reef.ines, reportCase, { caseId: opened.caseId })).actions
    expect(actions.find((action) => action.name === 'reopen')).toMatchObject({ isOff: true, why: 'noReports' })
    // The case that holds only acts stays closed, and waits for nobody.
    expect((await pageOf(reef.ines, 'osei')).cases).toMatchObject([{ state: 'closed', reportCount: 0 }])
  })

  it('takes the open case of somebody who has one', async () => {
    const { caseId } = await reef.command(reef.kofi, openCase, { accountId: reef.people.wren.id })
    expect(caseId).toBe((await reef.caseOf(reef.kofi, 'wren')).id)
  })

  it('is off for a stopped person, whose reports and cases are gone from the page', async () => {
    const wren = await reef.caseOf(reef.kofi, 'wren')
    await reef.command(reef.kofi, claim, { caseId: wren.id, version: wren.version })
    await reef.command(reef.kofi, stop, { caseId: wren.id, reportId: null, postId: null })
    const view = await pageOf(reef.kofi, 'wren')
    expect(view).toMatchObject({ about: { total: 0 }, caseCount: 0, desk: null })
    expect(view.actions.every((action) => action.isOff)).toBe(true)
    await expect(reef.command(reef.kofi, openCase, { accountId: reef.people.wren.id })).rejects.toEqual(
      refused('case.stopped'),
    )
  })
})

it('says where an account looks deleted, and leaves the undoing: the API does not tell', async () => {
  expect((await pageOf(reef.kofi, 'osei')).person.looksEmptied).toBe(false)
  const account = reef.people.osei
  account.suspendedAt = new Date().toISOString()
  reef.state.deletionRequests = []
  deleteContent(reef.state, account, new Date())
  await reef.work()
  const view = await pageOf(reef.kofi, 'osei')
  expect(view.person).toMatchObject({ looksEmptied: true, goneAt: null })
  expect(view.actions.find(({ name }) => name === 'unsuspend')).toMatchObject({ isOff: false })
})
