import { beforeAll, describe, expect, it } from 'vitest'
import { ask, lookAgain, sayWhatWasSeen, undo } from '@/lib/features/acts/commands'
import { list as queue } from '@/lib/features/queue/queries'
import { AppError } from '@/lib/platform/errors/error'
import { openReef, type Reef } from '@/lib/testing/reef'
import { claim, close, release, reopen } from './commands'
import type { CaseView } from './schema'

let reef: Reef
beforeAll(async () => {
  reef = await openReef()
})

const refOf = (view: CaseView) => ({ caseId: view.id, version: view.version })
const panel = {
  message: 'Please stop.',
  sendsMail: true,
  note: 'Third time.',
  ground: { kind: 'rule', ruleIds: ['1'] },
  source: 'report',
}
const refused = (code: string) => expect.objectContaining({ code })
const reportsOn = (name: keyof Reef['people']) =>
  Object.values(reef.state.reports).filter((report) => report.targetAccountId === reef.people[name].id)

describe('the queue', () => {
  it('stands open reports on one person together, oldest first', async () => {
    const view = await reef.query(reef.kofi, queue, {})
    expect(view.rows.map((row) => [row.person.handle, row.reportCount])).toEqual([
      ['@harl', 3],
      ['@mira', 1],
      ['@wren', 1],
      ['@gull@harbour.example', 1],
    ])
    expect(view.rows[0]?.reasons.map((reason) => [reason.category, reason.count])).toEqual([
      ['rule', 1],
      ['other', 2],
    ])
    expect(view).toMatchObject({
      people: 4,
      reports: 6,
      counts: { any: 4, none: 4, me: 0, spam: 1, legal: 1, local: 3, remote: 1 },
    })
    expect(view.sync).toMatchObject({ backfill: null, failure: null })
  })

  it('finds by text, and takes a percent sign for what it is', async () => {
    const found = await reef.query(reef.kofi, queue, { text: 'PHOTOGRAPH' })
    expect(found.rows.map((row) => row.person.handle)).toEqual(['@wren'])
    expect((await reef.query(reef.kofi, queue, { text: '%' })).rows).toEqual([])
    const handle = await reef.query(reef.kofi, queue, { text: '@Wren' })
    expect(handle.rows.map((row) => row.person.handle)).toEqual(['@wren'])
  })

  it('shows nobody a report about or by themselves', async () => {
    const sef = await reef.signIn(reef.people.sef)
    const mira = { ...sef, remoteId: reef.people.mira.id }
    const handles = (await reef.query(mira, queue, {})).rows.map((row) => row.person.handle)
    expect(handles).toEqual(['@wren', '@gull@harbour.example'])
  })
})

describe('an act', () => {
  it('is done under the name of the person who acts, and confirmed by what is read back', async () => {
    const before = await reef.caseOf(reef.kofi, 'harl')
    await reef.command(reef.kofi, claim, refOf(before))
    await reef.work()
    expect(reportsOn('harl').map((report) => report.assignedAccountId)).toEqual(Array(3).fill(reef.people.kofi.id))
    const after = await reef.caseOf(reef.kofi, 'harl')
    expect(after.owner).toMatchObject({ isYou: true })
    expect(after.acts[0]).toMatchObject({ kind: 'assign', count: 3, state: 'confirmed' })
    await reef.command(reef.kofi, release, refOf(after))
    await reef.work()
    expect(reportsOn('harl').map((report) => report.assignedAccountId)).toEqual([null, null, null])
  })

  it('closes a case and opens it again with one key', async () => {
    const before = await reef.caseOf(reef.kofi, 'wren')
    const closed = await reef.command(reef.kofi, close, { ...refOf(before), note: 'Answered by mail.' })
    await reef.work()
    expect(reportsOn('wren')[0]).toMatchObject({ actionTakenByAccountId: reef.people.kofi.id })
    const view = await reef.caseOf(reef.kofi, 'wren')
    expect(view.state).toBe('closed')
    await reef.command(reef.kofi, undo, { ...refOf(view), groupId: closed.groupId })
    await reef.work()
    expect(reportsOn('wren')[0]).toMatchObject({ actionTakenAt: null })
    expect((await reef.caseOf(reef.kofi, 'wren')).state).toBe('open')
  })

  it('undoes what has not left yet by not sending it', async () => {
    const before = await reef.caseOf(reef.kofi, 'wren')
    const closed = await reef.command(reef.kofi, close, { ...refOf(before), note: '' })
    await reef.command(reef.kofi, undo, { caseId: before.id, version: closed.version, groupId: closed.groupId })
    await reef.work()
    expect(reportsOn('wren')[0]).toMatchObject({ actionTakenAt: null })
  })

  it('says who was faster when the page is stale', async () => {
    const seen = await reef.caseOf(reef.ines, 'wren')
    await reef.command(reef.kofi, claim, refOf(await reef.caseOf(reef.kofi, 'wren')))
    await expect(reef.command(reef.ines, close, { ...refOf(seen), note: '' })).rejects.toMatchObject({
      code: 'case.stale',
      values: { who: 'kofi', what: 'reports.claim' },
    })
    const refusals = await reef.db.auditRow.count({
      where: { actorId: reef.ines.id, outcome: 'refused', command: 'reports.close' },
    })
    expect(refusals).toBe(1)
  })

  it('is done once when the same press is sent twice at the same moment', async () => {
    const view = await reef.caseOf(reef.kofi, 'mira')
    const requestId = crypto.randomUUID()
    const send = () => reef.command(reef.kofi, claim, refOf(view), requestId)
    const [a, b] = await Promise.all([send(), send()])
    expect(a).toEqual(b)
    expect(await reef.command(reef.kofi, claim, refOf(view), requestId)).toEqual(a)
    expect(await reef.db.act.count({ where: { caseId: view.id, kind: 'assign' } })).toBe(1)
    await expect(reef.command(reef.ines, claim, refOf(view), requestId)).rejects.toBeInstanceOf(AppError)
    await reef.work()
  })

  it('needs a ground, and a report that is about this person', async () => {
    const view = await reef.caseOf(reef.kofi, 'harl')
    await expect(
      reef.command(reef.kofi, ask, { ...refOf(view), ...panel, kind: 'limit', ground: null }),
    ).rejects.toEqual(refused('act.noGround'))
    const elsewhere = reportsOn('mira')[0]?.id
    await expect(
      reef.command(reef.kofi, ask, { ...refOf(view), ...panel, kind: 'warn', reportId: elsewhere }),
    ).rejects.toEqual(refused('report.elsewhere'))
  })

  it('is off, with the reason, for whom Mastodon gives no right to it', async () => {
    const lena = await reef.signIn(reef.people.lena)
    const view = await reef.caseOf(lena, 'harl')
    expect(view.actions.find((action) => action.name === 'limit')).toEqual({
      name: 'limit',
      isOff: true,
      why: 'noManageUsers',
    })
    expect(view.actions.find((action) => action.name === 'resolve')).toMatchObject({ isOff: false })
    await expect(reef.command(lena, ask, { ...refOf(view), ...panel, kind: 'limit' })).rejects.toMatchObject({
      code: 'act.off',
      values: { why: 'noManageUsers' },
    })
  })

  it('limits, which resolves every report on the person; the note for the record never leaves', async () => {
    const view = await reef.caseOf(reef.kofi, 'harl')
    await reef.command(reef.kofi, ask, { ...refOf(view), ...panel, kind: 'limit' })
    await reef.work()
    const harl = reef.state.accounts[reef.people.harl.id]
    expect(harl?.silencedAt).toBeTruthy()
    expect(Object.values(reef.state.strikes).at(-1)).toMatchObject({
      accountId: reef.people.kofi.id,
      targetAccountId: reef.people.harl.id,
      text: 'Please stop.',
    })
    expect(JSON.stringify(reef.state)).not.toContain('Third time.')
    const after = await reef.caseOf(reef.kofi, 'harl')
    expect(after).toMatchObject({ state: 'closed', person: { marks: ['limited'] } })
    expect(after.acts[0]).toMatchObject({ kind: 'limit', state: 'confirmed', isUndoable: true })
    await reef.command(reef.kofi, undo, { ...refOf(after), groupId: after.acts[0]?.groupId })
    await reef.work()
    expect(reef.state.accounts[reef.people.harl.id]?.silencedAt).toBeNull()
    const reopened = await reef.command(reef.kofi, reopen, refOf(await reef.caseOf(reef.kofi, 'harl')))
    expect(reopened.groupId).not.toBeNull()
    await reef.work()
    expect((await reef.caseOf(reef.kofi, 'harl')).reports.filter((report) => !report.isResolved)).toHaveLength(3)
  })
})

describe('a reply that was lost', () => {
  const strikes = () =>
    Object.values(reef.state.strikes).filter((strike) => strike.targetAccountId === reef.people.mira.id).length

  it('is settled by a read-back where one can tell', async () => {
    reef.fake.setFault({ kind: 'dropAfter', match: { method: 'POST', path: '/action$' }, times: 1 })
    await reef.command(reef.kofi, ask, { ...refOf(await reef.caseOf(reef.kofi, 'mira')), ...panel, kind: 'limit' })
    await reef.work()
    expect((await reef.caseOf(reef.kofi, 'mira')).acts[0]).toMatchObject({ kind: 'limit', state: 'confirmed' })
    expect(strikes()).toBe(1)
  })

  it('stays "not confirmed" where none can, and is never sent again', async () => {
    // A warning without an open report leaves no trace in any API.
    reef.fake.setFault({ kind: 'dropAfter', match: { method: 'POST', path: '/action$' }, times: 1 })
    const view = await reef.caseOf(reef.kofi, 'mira')
    const { groupId } = await reef.command(reef.kofi, ask, { ...refOf(view), ...panel, kind: 'warn' })
    await reef.work()
    expect((await reef.caseOf(reef.kofi, 'mira')).acts[0]).toMatchObject({ kind: 'warn', state: 'notConfirmed' })
    await reef.command(reef.kofi, lookAgain, { caseId: view.id, groupId })
    await reef.work()
    expect(strikes()).toBe(2)
    await reef.command(reef.kofi, sayWhatWasSeen, { caseId: view.id, groupId, seen: 'done' })
    expect((await reef.caseOf(reef.kofi, 'mira')).acts[0]).toMatchObject({ kind: 'warn', state: 'confirmed' })
  })

  it('of an act that never arrived is not taken for done', async () => {
    reef.fake.setFault({ kind: 'dropBefore', match: { method: 'POST', path: '/unsilence$' }, times: 1 })
    const view = await reef.caseOf(reef.kofi, 'mira')
    await reef.command(reef.kofi, ask, { ...refOf(view), ...panel, kind: 'unlimit', ground: null })
    await reef.work()
    expect((await reef.caseOf(reef.kofi, 'mira')).acts[0]).toMatchObject({ kind: 'unlimit', state: 'notConfirmed' })
  })
})
