import { beforeAll, describe, expect, it } from 'vitest'
import { ask, undo } from '@/lib/features/acts/commands'
import type { CaseView } from '@/lib/features/reports/schema'
import { stop } from '@/lib/features/safety/commands'
import { addRule } from '@/lib/integrations/mastodon/fake/makers'
import { openReef, type Reef } from '@/lib/testing/reef'
import { change } from './commands'
import { choices } from './queries'

let reef: Reef
let second: string
beforeAll(async () => {
  reef = await openReef()
  second = addRule(reef.state, { text: 'No spam' }).id
})

const refOf = (view: CaseView) => ({ caseId: view.id, version: view.version })
const reportsOn = (name: 'harl' | 'mira') =>
  Object.values(reef.state.reports).filter((report) => report.targetAccountId === reef.people[name].id)
const first = () => reportsOn('harl')[0]
const press = async (to: object, reportId = first()?.id) =>
  reef.command(reef.kofi, change, { ...refOf(await reef.caseOf(reef.kofi, 'harl')), reportId, to })

/** The rules as the console read them last. */
const know = (...ids: string[]) =>
  reef.db.instance.updateMany({ data: { rules: ['1', ...ids].map((id) => ({ id, text: `Rule ${id}` })) } })

describe('what a report is for', () => {
  it('is offered with the rules of the instance and what it says now', async () => {
    const view = await reef.query(reef.kofi, choices, { caseId: (await reef.caseOf(reef.kofi, 'harl')).id })
    expect(view).toMatchObject({ off: null, rules: [{ id: '1', text: 'No harassment' }] })
    expect(view.reports.map((report) => [report.id, report.now.category, report.now.ruleIds])).toEqual([
      [reportsOn('harl')[2]?.id, 'other', []],
      [reportsOn('harl')[1]?.id, 'other', []],
      [first()?.id, 'rule', ['1']],
    ])
  })

  it('is changed under the person’s name; other categories lose their rules', async () => {
    const { groupId } = await press({ category: 'spam', ruleIds: ['1'] })
    await reef.work()
    expect(first()).toMatchObject({ category: 'spam', ruleIds: [] })
    expect(reef.state.log.at(-1)).toMatchObject({ action: 'update', accountId: reef.people.kofi.id })
    const view = await reef.caseOf(reef.kofi, 'harl')
    expect(view.acts[0]).toMatchObject({ kind: 'categorise', state: 'confirmed', isUndoable: true })
    await reef.command(reef.kofi, undo, { ...refOf(view), groupId })
    await reef.work()
    expect(first()).toMatchObject({ category: 'violation', ruleIds: ['1'] })
    expect((await reef.caseOf(reef.kofi, 'harl')).acts[0]).toMatchObject({ kind: 'categorise', state: 'confirmed' })
  })

  it('may be other rules, and needs one for a breach of rules', async () => {
    await know(second)
    await press({ category: 'rule', ruleIds: [second, '1'] })
    await reef.work()
    expect(first()?.ruleIds?.toSorted()).toEqual(['1', second].toSorted())
    await expect(press({ category: 'rule', ruleIds: [] })).rejects.toMatchObject({ code: 'report.rulesNeeded' })
    await expect(press({ category: 'rule', ruleIds: ['1', second] })).rejects.toMatchObject({
      code: 'report.sameCategory',
    })
  })

  it('is refused for a report about somebody else', async () => {
    const elsewhere = reportsOn('mira')[0]?.id
    await expect(press({ category: 'spam', ruleIds: [] }, elsewhere)).rejects.toMatchObject({
      code: 'report.elsewhere',
    })
  })

  it('of a rule that is gone is refused by Mastodon, and said to be', async () => {
    await know('404')
    await press({ category: 'rule', ruleIds: ['404'] })
    await reef.work()
    expect((await reef.caseOf(reef.kofi, 'harl')).acts[0]).toMatchObject({ state: 'failed', failure: 'invalid' })
  })

  it('may be no rule that neither the instance nor a report of the case names, nor may the ground of an act', async () => {
    const unknown = { code: 'report.unknownRule' }
    await expect(press({ category: 'rule', ruleIds: ['1', '99999'] })).rejects.toMatchObject(unknown)
    const limit = { message: '', sendsMail: false, note: '', source: 'report', kind: 'limit' }
    const on = async (ruleIds: string[]) =>
      reef.command(reef.kofi, ask, {
        ...limit,
        ...refOf(await reef.caseOf(reef.kofi, 'wren')),
        ground: { kind: 'rule', ruleIds },
      })
    await expect(on(['99999'])).rejects.toMatchObject(unknown)
    await on(['1'])
    await reef.work()
  })

  it('is settled by a read-back when the reply was lost, and asked for once', async () => {
    const before = reef.state.log.length
    reef.fake.setFault({ kind: 'dropAfter', match: { method: 'PUT' }, times: 1 })
    await press({ category: 'legal', ruleIds: [] })
    await reef.work()
    expect((await reef.caseOf(reef.kofi, 'harl')).acts[0]).toMatchObject({ state: 'confirmed' })
    expect(reef.state.log.length).toBe(before + 1)
  })

  it('may be changed by who has manage_reports only', async () => {
    const lena = await reef.signIn(reef.people.lena)
    const ref = refOf(await reef.caseOf(lena, 'harl'))
    await reef.command(lena, change, { ...ref, reportId: first()?.id, to: { category: 'other', ruleIds: [] } })
    await reef.work()
    expect(first()).toMatchObject({ category: 'other' })
  })

  it('is not changed once the case is stopped', async () => {
    const view = await reef.caseOf(reef.kofi, 'harl')
    await press({ category: 'spam', ruleIds: [] })
    await reef.command(reef.kofi, stop, { caseId: view.id, reportId: null, postId: null })
    await reef.work()
    expect(first()).toMatchObject({ category: 'other' })
    await expect(reef.query(reef.kofi, choices, { caseId: view.id })).rejects.toMatchObject({ code: 'notFound' })
  })
})
