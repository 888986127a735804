import { beforeEach, describe, expect, it } from 'vitest'
import { ask, undo } from '@/lib/features/acts/commands'
import { change as changeCategory } from '@/lib/features/categories/commands'
import { change as changeEnd } from '@/lib/features/ends/commands'
import { openCase } from '@/lib/features/people/commands'
import { one as personPage } from '@/lib/features/people/queries'
import { begin } from '@/lib/features/removals/commands'
import { claim, close, release, reopen } from '@/lib/features/reports/commands'
import { one as reportCase } from '@/lib/features/reports/queries'
import { addReport } from '@/lib/integrations/mastodon/fake/makers'
import { readStep } from '@/lib/testing/mirror'
import { openReef, type Reef } from '@/lib/testing/reef'

let reef: Reef
beforeEach(async () => {
  reef = await openReef()
})

const panel = { message: '', sendsMail: false, note: '', source: 'ownLook', ground: { kind: 'rule', ruleIds: ['1'] } }
const party = { code: 'act.off', values: { why: 'concernsYou' } }
const wren = () => reef.state.accounts[reef.people.wren.id]

/** As Kofi does it in his own Mastodon. */
const fileAsKofi = (name: 'wren' | 'gull') =>
  addReport(reef.state, {
    accountId: reef.people.kofi.id,
    targetAccountId: name === 'gull' ? reef.gull.id : reef.people[name].id,
    comment: 'To me as well',
    createdAt: new Date(),
  })

/** Kofi's older case about @wren, which he still has; then he reports her himself, and that case is hidden from him. */
async function olderCase() {
  const before = await reef.caseOf(reef.kofi, 'wren')
  await reef.command(reef.kofi, claim, { caseId: before.id, version: before.version })
  await reef.work()
  const claimed = await reef.query(reef.kofi, reportCase, { caseId: before.id })
  const limited = await reef.command(reef.kofi, ask, {
    ...panel,
    caseId: claimed.id,
    version: claimed.version,
    kind: 'limit',
    end: { kind: 'days', days: 7 },
  })
  await reef.work()
  const report = fileAsKofi('wren')
  await readStep(reef, new Date(Date.now() + 60_000))
  const view = await reef.query(reef.kofi, reportCase, { caseId: before.id })
  return { view, report, groupId: limited.groupId, ref: { caseId: view.id, version: view.version } }
}

describe('a moderator who has reported somebody', () => {
  it('does nothing about them from an older case either', async () => {
    const { view, report, groupId, ref } = await olderCase()
    const others = view.actions.filter(({ name }) => !['unassign', 'note', 'stop'].includes(name))
    expect(new Set(others.map(({ why }) => why))).toEqual(new Set(['concernsYou']))
    // Only the case may be given back.
    expect(view.acts.filter((act) => act.isUndoable).map((act) => act.kind)).toEqual(['assign'])
    const reportId = view.reports[0]?.id
    const postId = '1'
    const tries = [
      reef.command(reef.kofi, ask, { ...ref, ...panel, kind: 'suspend' }),
      reef.command(reef.kofi, ask, { ...ref, ...panel, kind: 'warn' }),
      reef.command(reef.kofi, undo, { ...ref, groupId }),
      reef.command(reef.kofi, reopen, ref),
      reef.command(reef.kofi, close, ref),
      reef.command(reef.kofi, changeCategory, { ...ref, reportId, to: { category: 'spam', ruleIds: [] } }),
      reef.command(reef.kofi, changeEnd, { ...ref, groupId, end: null }),
      reef.command(reef.kofi, begin, { caseId: ref.caseId, postId }),
      reef.command(reef.kofi, openCase, { accountId: reef.people.wren.id }),
    ]
    for (const told of await Promise.allSettled(tries))
      expect(told).toMatchObject({ status: 'rejected', reason: party })
    await reef.work()
    expect(reef.state.reports[report.id]?.actionTakenAt).toBeNull()
    // Somebody else may, and Kofi may give back what he has.
    await reef.command(reef.kofi, release, ref)
    const page = await reef.query(reef.ines, personPage, { accountId: reef.people.wren.id })
    if (!page.isRead) throw new Error(page.failure)
    await reef.command(reef.ines, ask, {
      ...panel,
      caseId: page.desk?.caseId,
      version: page.desk?.version,
      kind: 'freeze',
    })
  })

  it('is not offered a case that would be refused', async () => {
    const page = async () => {
      const view = await reef.query(reef.kofi, personPage, { accountId: reef.gull.id })
      if (!view.isRead) throw new Error(view.failure)
      return view
    }
    fileAsKofi('gull')
    await readStep(reef, new Date(Date.now() + 60_000))
    expect(await page()).toMatchObject({ desk: null, mayOpenCase: false })
    await expect(reef.command(reef.kofi, openCase, { accountId: reef.gull.id })).rejects.toMatchObject(party)
  })

  it('between the press and the call is seen by the last look before it', async () => {
    const view = await reef.caseOf(reef.kofi, 'wren')
    const ref = { caseId: view.id, version: view.version }
    await reef.command(reef.kofi, ask, { ...ref, ...panel, kind: 'limit' })
    // The mirror does not know of it yet.
    const report = fileAsKofi('wren')
    await reef.work(['acts.perform'])
    const act = await reef.db.act.findFirstOrThrow({ where: { kind: 'limit' } })
    expect(act).toMatchObject({ state: 'failed', failure: 'concernsYou', sentAt: null })
    expect(wren()?.silencedAt ?? null).toBeNull()
    expect(reef.state.reports[report.id]?.actionTakenAt ?? null).toBeNull()
  })
})
