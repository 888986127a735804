import { beforeAll, describe, expect, it } from 'vitest'
import { one as reportCase } from '@/lib/features/reports/queries'
import type { CaseView } from '@/lib/features/reports/schema'
import { stop } from '@/lib/features/safety/commands'
import { setPatience } from '@/lib/features/staff/commands'
import { sweep } from '@/lib/integrations/mastodon/fake/admin/deletion'
import { addReport } from '@/lib/integrations/mastodon/fake/makers'
import { openReef, type Reef } from '@/lib/testing/reef'
import { ask, sayWhatWasSeen, undo } from './commands'
import { performActJob, sweepActsJob } from './jobs'
import { preview } from './queries'
import { performAct, sweepActs } from './workers'

let reef: Reef
beforeAll(async () => {
  reef = await openReef()
})

const refOf = (view: CaseView) => ({ caseId: view.id, version: view.version })
const panel = {
  message: '',
  sendsMail: true,
  note: 'Evidence.',
  source: 'ownLook',
  ground: { kind: 'law', law: 'Art. 6 DSA', why: 'Threats' },
  keeps: true,
}
const reportsOn = (name: 'harl' | 'mira') =>
  Object.values(reef.state.reports).filter((report) => report.targetAccountId === reef.people[name].id)
const harl = () => reef.state.accounts[reef.people.harl.id]
const viewOf = (caseId: string) => reef.query(reef.kofi, reportCase, { caseId })
const resolvedBy = () => reportsOn('harl').map((report) => report.actionTakenAt !== null)
const action = { method: 'POST', path: '/action$' }

describe('keeping the reported posts', () => {
  it('says what it does, and that the reports stay open', async () => {
    const { id } = await reef.caseOf(reef.kofi, 'harl')
    const { keep, lines } = await reef.query(reef.kofi, preview, { caseId: id, kind: 'suspend' })
    expect(keep).toMatchObject({ reports: 1, posts: 1 })
    const codes = keep?.lines.map((line) => line.code)
    expect(codes).toEqual(expect.arrayContaining(['keepsReopens', 'keepsPosts', 'keepsNotDeleted', 'deletesTheRest']))
    expect(codes).not.toContain('resolvesAll')
    expect(lines.map((line) => line.code)).toContain('deletesAfter30Days')
    expect((await reef.query(reef.kofi, preview, { caseId: id, kind: 'warn' })).keep).toBeNull()
  })

  it('is refused where no report names a post, and for a warning', async () => {
    const mira = refOf(await reef.caseOf(reef.kofi, 'mira'))
    const nothing = expect.objectContaining({ code: 'act.nothingToKeep' })
    await expect(reef.command(reef.kofi, ask, { ...mira, ...panel, kind: 'limit' })).rejects.toEqual(nothing)
    const own = refOf(await reef.caseOf(reef.kofi, 'harl'))
    await expect(reef.command(reef.kofi, ask, { ...own, ...panel, kind: 'warn' })).rejects.toEqual(nothing)
  })

  it('suspends without a report and without mail, then opens what named posts again, in this order', async () => {
    const view = await reef.caseOf(reef.kofi, 'harl')
    const { groupId } = await reef.command(reef.kofi, ask, { ...refOf(view), ...panel, kind: 'suspend' })
    const acts = await reef.db.act.findMany({ where: { groupId: groupId ?? '' }, orderBy: { kind: 'asc' } })
    const [reopen, suspend] = acts
    expect(acts.map((act) => [act.kind, act.reportId])).toEqual([
      ['reopen', reportsOn('harl')[0]?.id],
      ['suspend', null],
    ])
    expect(reopen?.afterId).toBe(suspend?.id)
    await runEarly(reopen?.id ?? '')
    await reef.work()
    expect(harl()?.suspendedAt).toBeTruthy()
    expect(reef.state.strikes.at(-1)).toMatchObject({ reportId: null, statusIds: [], emailed: false })
    expect(reef.state.mails).toEqual([])
    expect(resolvedBy()).toEqual([false, true, true])
    const after = await viewOf(view.id)
    expect(after.state).toBe('open')
    expect(after.acts.map((act) => [act.kind, act.state, act.keeps, act.isFollower, act.isUndoable])).toEqual([
      ['suspend', 'confirmed', true, false, true],
      ['reopen', 'confirmed', false, true, false],
    ])
  })

  it('so the posts outlive the purge of the account', () => {
    const inAMonth = new Date(Date.now() + 31 * 24 * 3600_000)
    sweep(reef.state, inAMonth)
    const [kept] = reportsOn('harl')[0]?.statusIds ?? []
    expect(reef.state.posts[kept ?? '']).toBeDefined()
    expect(harl()?.purgedAt).toBeTruthy()
  })

  it('is undone whole: the account comes back, the reports stay open', async () => {
    const view = await reef.caseOf(reef.kofi, 'harl')
    await reef.command(reef.kofi, undo, { ...refOf(view), groupId: view.acts[0]?.groupId })
    await reef.work()
    expect(harl()?.suspendedAt).toBeNull()
    expect(resolvedBy()).toEqual([false, true, true])
  })
})

describe('what waits in a group', () => {
  it('is never sent when what comes before it fails', async () => {
    const view = await reef.caseOf(reef.kofi, 'harl')
    await reef.command(reef.kofi, setPatience, { actsWait: false })
    reef.fake.setFault({ kind: '429', match: action, times: 1 })
    await reef.command(reef.kofi, ask, { ...refOf(view), ...panel, kind: 'limit' })
    const before = reef.state.log.length
    await reef.work()
    expect((await viewOf(view.id)).acts.slice(0, 2).map((act) => [act.kind, act.state, act.failure])).toEqual([
      ['limit', 'failed', 'rateLimited'],
      ['reopen', 'failed', 'earlierFailed'],
    ])
    expect(reef.state.log.length).toBe(before)
    await reef.mend()
  })

  it('waits while it is not known whether the first was done, and goes on when somebody saw it', async () => {
    // The pause that was asked for is over.
    await reef.db.requestBudget.deleteMany()
    const view = await reef.caseOf(reef.kofi, 'harl')
    // The call never arrives, and nothing shows.
    reef.fake.setFault({ kind: 'dropBefore', match: action, times: 1 })
    const { groupId } = await reef.command(reef.kofi, ask, { ...refOf(view), ...panel, kind: 'limit' })
    await reef.work()
    await reef.db.act.updateMany({
      where: { groupId: groupId ?? '' },
      data: { askedAt: new Date(Date.now() - 600_000) },
    })
    await sweepNow()
    await reef.work(['acts.perform'])
    const states = async () =>
      (await viewOf(view.id)).acts.filter((act) => act.groupId === groupId).map((act) => act.state)
    expect((await states()).toSorted()).toEqual(['asked', 'notConfirmed'])
    // It had arrived after all, and resolved the reports.
    for (const report of reportsOn('harl')) report.actionTakenAt = new Date().toISOString()
    await reef.command(reef.kofi, sayWhatWasSeen, { caseId: view.id, groupId, seen: 'done' })
    await reef.work(['acts.perform'])
    expect(await states()).toEqual(['confirmed', 'confirmed'])
    expect(resolvedBy()[0]).toBe(false)
  })

  it('is not sent once the case is stopped', async () => {
    const more = { accountId: reef.people.mira.id, targetAccountId: reef.people.harl.id, comment: 'Once more' }
    addReport(reef.state, { ...more, statusIds: reportsOn('harl')[0]?.statusIds ?? [], createdAt: new Date() })
    await reef.read()
    const view = await reef.caseOf(reef.kofi, 'harl')
    const { groupId } = await reef.command(reef.kofi, ask, { ...refOf(view), ...panel, kind: 'suspend' })
    await reef.command(reef.kofi, stop, { caseId: view.id, reportId: null, postId: null })
    const before = reef.state.log.length
    await reef.work()
    const acts = await reef.db.act.findMany({ where: { groupId: groupId ?? '' } })
    expect(new Set(acts.map((act) => act.state))).toEqual(new Set(['cancelled']))
    expect(reef.state.log.length).toBe(before)
  })
})

/** As if a job had been left over: it must find that its turn has not come. */
async function runEarly(actId: string): Promise<void> {
  await performAct.run(performActJob.payload.parse({ actId }), { db: reef.db, now: () => new Date() })
  expect(await reef.db.act.findUniqueOrThrow({ where: { id: actId } })).toMatchObject({ state: 'asked' })
}

const sweepNow = () => sweepActs.run(sweepActsJob.payload.parse({}), { db: reef.db, now: () => new Date() })
