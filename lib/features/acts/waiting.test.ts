import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Fault } from '@/lib/integrations/mastodon/fake/faults'
import { ROLE_IDS } from '@/lib/integrations/mastodon/fake/roles'
import { frame } from '@/lib/features/console/queries'
import { claim, close } from '@/lib/features/reports/commands'
import { setPatience } from '@/lib/features/staff/commands'
import { list } from '@/lib/features/waiting/queries'
import { runCommand } from '@/lib/platform/commands/run'
import { openReef, type Reef } from '@/lib/testing/reef'
import { readStep } from '@/lib/testing/mirror'
import { ask, undo } from './commands'
import { sweepActsJob } from './jobs'
import { postpone } from './outcomes'
import { preview, progress } from './queries'
import { performAct, sweepActs } from './workers'

let reef: Reef
beforeAll(async () => {
  reef = await openReef()
})
beforeEach(async () => {
  reef.fake.setFault(null)
  reef.state.strikes.length = 0
  Object.assign(wren(), { silencedAt: null })
  Object.assign(report(), { actionTakenAt: null, actionTakenByAccountId: null })
  // Acts were performed minutes ahead: what they read then must not stand against what is read now.
  await reef.db.report.updateMany({ data: { seenAt: new Date(0) } })
  await reef.db.account.updateMany({ data: { isSilenced: false, seenAt: new Date(0) } })
  await reef.db.act.deleteMany()
  await reef.db.mirrorState.updateMany({ data: { failure: null, failedAt: null } })
  await reef.command(reef.kofi, setPatience, { actsWait: true })
  await readStep(reef)
})

const wren = () => reef.state.accounts[reef.people.wren.id] ?? {}
const report = () => Object.values(reef.state.reports).find((one) => one.targetAccountId === reef.people.wren.id) ?? {}
const ACTION = { method: 'POST', path: '/action$' }
const panel = { message: '', sendsMail: false, note: '', ground: { kind: 'rule', ruleIds: ['1'] }, source: 'ownLook' }
const MINUTE = 60_000

async function asked(kind: 'warn' | 'limit') {
  const view = await reef.caseOf(reef.kofi, 'wren')
  const { groupId } = await reef.command(reef.kofi, ask, { caseId: view.id, version: view.version, ...panel, kind })
  const act = await reef.db.act.findFirstOrThrow({ where: { groupId: groupId ?? '' } })
  return { id: act.id, caseId: view.id, groupId, now: () => reef.db.act.findUniqueOrThrow({ where: { id: act.id } }) }
}
const later = (ms: number) => ({ db: reef.db, now: () => new Date(Date.now() + ms) })
const perform = (actId: string, inMs: number) => performAct.run({ actId }, later(inMs))
const done = () => [reef.state.strikes.length, Boolean((wren() as { silencedAt?: string }).silencedAt)]

describe('an act while Mastodon does not answer', () => {
  it.each<[string, Fault, string]>([
    ['asks for a pause', { kind: '429', match: ACTION }, 'rateLimited'],
    ['is in trouble when the role is read', { kind: '5xx', match: { path: 'verify_credentials' } }, 'temporary'],
    ['is gone when the account is read', { kind: 'dropBefore', match: { path: '/admin/accounts/' } }, 'dropped'],
    ['shows another page', { kind: 'html', match: { path: 'verify_credentials' } }, 'notMastodon'],
  ])('because it %s: waits, says so, and is done once when it answers', async (_label, fault, why) => {
    reef.fake.setFault(fault)
    const act = await asked('limit')
    await reef.work()
    expect(await act.now()).toMatchObject({ state: 'asked', waitsFor: why, tries: 1, sentAt: null, failure: null })
    await perform(act.id, 0)
    expect(await act.now()).toMatchObject({ tries: 1 })
    await perform(act.id, MINUTE)
    expect(await act.now()).toMatchObject({ state: 'asked', tries: 2 })
    const { acts } = await reef.caseOf(reef.kofi, 'wren')
    expect(acts[0]).toMatchObject({ state: 'asked', isUndoable: true, waits: { why, tries: 2 } })
    expect(await reef.query(reef.kofi, progress, act)).toMatchObject({ state: 'asked', waits: { tries: 2 } })
    expect((await reef.query(reef.kofi, list, {})).acts).toMatchObject([{ caseId: act.caseId, name: 'wren' }])
    expect((await reef.query(reef.ines, list, {})).acts).toEqual([])
    expect(done()).toEqual([0, false])
    reef.fake.setFault(null)
    // The pause that was asked for is over.
    await reef.db.requestBudget.deleteMany()
    await perform(act.id, 10 * MINUTE)
    expect(await act.now()).toMatchObject({ state: 'confirmed', waitsUntil: null })
    expect(done()).toEqual([1, true])
  })

  it('is counted once for a press, however many calls it takes', async () => {
    reef.fake.setFault({ kind: '5xx', match: { path: 'verify_credentials' } })
    const { id: caseId, version } = await reef.caseOf(reef.kofi, 'harl')
    await reef.command(reef.kofi, claim, { caseId, version })
    await reef.work()
    expect(await reef.db.act.count({ where: { state: 'asked' } })).toBeGreaterThan(1)
    expect((await reef.query(reef.kofi, frame, {})).waiting).toBe(1)
    expect((await reef.query(reef.kofi, list, {})).acts).toHaveLength(1)
  })

  it('is refused at once where its person chose so', async () => {
    await reef.command(reef.kofi, setPatience, { actsWait: false })
    reef.fake.setFault({ kind: '5xx', match: { path: 'verify_credentials' } })
    const act = await asked('limit')
    await reef.work()
    expect(await act.now()).toMatchObject({ state: 'failed', failure: 'temporary', sentAt: null })
  })

  it('can be cancelled while it waits, a warning too, and is then never sent', async () => {
    reef.fake.setFault({ kind: '5xx', match: { path: 'verify_credentials' } })
    const act = await asked('warn')
    await reef.work()
    const view = await reef.caseOf(reef.kofi, 'wren')
    await reef.command(reef.kofi, undo, { caseId: view.id, version: view.version, groupId: act.groupId })
    reef.fake.setFault(null)
    await perform(act.id, 10 * MINUTE)
    expect(await act.now()).toMatchObject({ state: 'cancelled' })
    expect(done()).toEqual([0, false])
  })

  it('is given up after a day, and told', async () => {
    reef.fake.setFault({ kind: '5xx', match: { path: 'verify_credentials' } })
    const act = await asked('limit')
    await reef.work()
    await perform(act.id, 25 * 60 * MINUTE)
    expect(await act.now()).toMatchObject({ state: 'failed', failure: 'waitedTooLong' })
  })

  it('asks anew whether it may: a role that was lost and a report that was closed meanwhile end the waiting', async () => {
    reef.fake.setFault({ kind: '5xx', match: { path: 'verify_credentials' } })
    const limit = await asked('limit')
    await reef.work()
    reef.fake.setFault(null)
    const user = reef.state.accounts[reef.people.kofi.id]?.user
    if (user) user.roleId = ROLE_IDS.reportsOnly
    await perform(limit.id, 10 * MINUTE)
    expect(await limit.now()).toMatchObject({ state: 'failed', failure: 'noManageUsers' })
    if (user) user.roleId = ROLE_IDS.moderator
    await reef.signIn(reef.people.kofi)
    reef.fake.setFault({ kind: '5xx', match: { path: 'verify_credentials' } })
    const warn = await asked('warn')
    await reef.work()
    reef.fake.setFault(null)
    Object.assign(report(), { actionTakenAt: new Date().toISOString(), actionTakenByAccountId: reef.people.sef.id })
    await perform(warn.id, 10 * MINUTE)
    expect(await warn.now()).toMatchObject({ state: 'failed', failure: 'reportClosed' })
    expect(done()).toEqual([0, false])
    expect(report()).toMatchObject({ actionTakenByAccountId: reef.people.sef.id })
  })

  it('keeps the acts on the same person off, and says why; what is not about them goes on', async () => {
    reef.fake.setFault({ kind: '5xx', match: { path: 'verify_credentials' } })
    await asked('limit')
    await reef.work()
    const { id, actions } = await reef.caseOf(reef.kofi, 'wren')
    expect(actions.find(({ name }) => name === 'suspend')).toMatchObject({ isOff: true, why: 'waitsForMastodon' })
    expect(actions.find(({ name }) => name === 'assign')).toMatchObject({ isOff: false })
    await reef.db.mirrorState.updateMany({ data: { failure: 'temporary', failedAt: new Date() } })
    expect((await reef.query(reef.kofi, preview, { caseId: id, kind: 'warn' })).down).toEqual({
      why: 'temporary',
      waits: true,
    })
  })

  it('does not knock while the reading finds Mastodon down, and is woken when that hears from it', async () => {
    reef.fake.setFault({ kind: '5xx' })
    const act = await asked('limit')
    await reef.work(['acts.perform'])
    await readStep(reef)
    await perform(act.id, MINUTE)
    expect(await act.now()).toMatchObject({ state: 'asked', tries: 1 })
    reef.fake.setFault(null)
    await readStep(reef)
    await sweepActs.run(sweepActsJob.payload.parse({}), later(2 * MINUTE))
    await perform(act.id, 2 * MINUTE)
    expect(await act.now()).toMatchObject({ state: 'confirmed', tries: 1 })
  })

  it('is not taken back, nor said to have failed, by a run that looked before another one sent it', async () => {
    const act = await asked('limit')
    // Two runs meet before the call, as after a sweep: the slower one looks when the other has acted, or finds Mastodon gone.
    reef.fake.setFault({ kind: 'slow', ms: 600, match: { path: 'verify_credentials' }, times: 1 })
    await Promise.all([perform(act.id, 0), perform(act.id, 0)])
    expect(await act.now()).toMatchObject({ state: 'confirmed', failure: null })
    expect(done()).toEqual([1, true])
    const sent = { actId: act.id, why: 'temporary', resetAt: null }
    await reef.db.act.update({ where: { id: act.id }, data: { state: 'sent', answeredAt: null } })
    const machine = { db: reef.db, actor: { kind: 'system', name: 'test' } as const, now: new Date() }
    await runCommand(postpone, { ...machine, input: { ...sent, from: 'asked' } })
    expect(await act.now()).toMatchObject({ state: 'sent' })
    await reef.db.act.update({ where: { id: act.id }, data: { state: 'confirmed' } })
  })

  it('of several reports of one press waits as one', async () => {
    reef.fake.setFault({ kind: '5xx', match: { path: 'verify_credentials' } })
    const view = await reef.caseOf(reef.kofi, 'harl')
    await reef.command(reef.kofi, close, { caseId: view.id, version: view.version })
    await reef.work()
    const { acts } = await reef.caseOf(reef.kofi, 'harl')
    expect(acts[0]).toMatchObject({ kind: 'resolve', count: 3, state: 'asked', waits: { tries: 1 }, isUndoable: true })
  })
})
