import { beforeAll, describe, expect, it } from 'vitest'
import { openCase } from '@/lib/features/people/commands'
import { one } from '@/lib/features/people/queries'
import { claim } from '@/lib/features/reports/commands'
import { stop } from '@/lib/features/safety/commands'
import { runQuery } from '@/lib/platform/queries/define'
import { connected } from '@/lib/testing/chain'
import { openReef, type Reef } from '@/lib/testing/reef'
import { list, readable } from './queries'

let reef: Reef
beforeAll(async () => {
  reef = await openReef()
  const view = await reef.caseOf(reef.kofi, 'harl')
  await reef.command(reef.kofi, claim, { caseId: view.id, version: view.version })
  await reef.work()
})

describe('the log', () => {
  it('shows what was done with its values, the latest first, and that the chain is whole', async () => {
    const view = await reef.query(reef.ines, list, { actor: 'kofi', command: 'reports.claim' })
    expect(view.rows).toHaveLength(1)
    expect(view.rows[0]).toMatchObject({
      actor: 'kofi',
      outcome: 'done',
      fields: { reports: '3', from: '' },
      withheld: [],
    })
    const all = await reef.query(reef.ines, list, {})
    const seqs = all.rows.map((row) => Number(row.seq))
    expect(seqs).toEqual(seqs.toSorted((a, b) => b - a))
    expect(all.chain).toMatchObject({ fault: null, rows: seqs[0] })
  })

  it('pages by number without losing or repeating a row', async () => {
    for (let n = 0; n < 60; n++) await reef.query(reef.kofi, list, {}).catch(() => undefined)
    const first = await reef.query(reef.ines, list, {})
    const second = await reef.query(reef.ines, list, { before: first.next ?? '' })
    expect(first.rows).toHaveLength(50)
    expect(Number(second.rows[0]?.seq)).toBe(Number(first.rows.at(-1)?.seq) - 1)
  })

  it.each([
    ['a case number that no database holds', { caseNumber: '99999999999999' }],
    ['a case number that is none', { caseNumber: 'x' }],
    ['an outcome that does not exist', { outcome: 'perhaps' }],
    ['a place that is no number', { before: '-1' }],
  ])('takes %s for no filter', async (_label, filter) => {
    expect((await reef.query(reef.ines, list, filter)).rows.length).toBeGreaterThan(0)
  })

  it('keeps the rows of a stopped case from those who may not see it, also from an auditor', async () => {
    const wren = await reef.caseOf(reef.kofi, 'wren')
    await reef.command(reef.kofi, stop, { caseId: wren.id, reportId: null, postId: null })
    const nadia = await reef.signIn(reef.people.nadia)
    const rows = async (roles: Reef['kofi']['roles']) =>
      (await reef.query({ ...nadia, roles }, list, { caseNumber: wren.number })).rows.length
    expect(await rows(['owner'])).toBeGreaterThan(0)
    expect(await rows(['legal'])).toBe(0)
    expect(await rows(['auditor'])).toBe(0)
  })

  it('says whom a row is about: by handle, and by id where a case of theirs is hidden or the mirror knows nobody', async () => {
    const { mira, nadia } = reef.people
    await reef.query(reef.kofi, one, { accountId: mira.id })
    const shown = async (roles: Reef['kofi']['roles']) => {
      const asked = { actor: 'kofi', command: 'people.one' }
      return (await reef.query({ ...(await reef.signIn(nadia)), roles }, list, asked)).rows[0]?.about
    }
    expect(await shown(['auditor'])).toEqual(['@mira'])
    const aboutMira = { instanceId: reef.instanceId, subjectId: mira.id }
    await reef.db.case.updateMany({ where: aboutMira, data: { class: 'childSafety' } })
    expect([await shown(['auditor']), await shown(['owner'])]).toEqual([[mira.id], ['@mira']])
    await reef.db.case.updateMany({ where: aboutMira, data: { class: 'ordinary' } })
    await reef.db.account.updateMany({ where: { remoteId: mira.id }, data: { remoteId: 'x' } })
    expect(await shown(['auditor'])).toEqual([mira.id])
    await reef.db.account.updateMany({ where: { remoteId: 'x' }, data: { remoteId: mira.id } })
  })

  it('says why something was refused, not only that it was', async () => {
    const refused = { accountId: reef.people.kofi.id }
    await expect(reef.command(reef.kofi, openCase, refused)).rejects.toMatchObject({ code: 'act.off' })
    const { rows } = await reef.query(reef.ines, list, { command: 'people.openCase' })
    expect(rows[0]).toMatchObject({ outcome: 'refused', fields: { reason: 'act.off', why: 'notYourself' } })
  })

  it('is empty for whoever is no person', async () => {
    const asked = runQuery(list, { db: reef.db, actor: { kind: 'setup' }, now: new Date(), input: {} })
    await expect(asked).rejects.toMatchObject({ code: 'notAllowed' })
  })

  it('still opens when a row was made unreadable, and tells of it', async () => {
    const owner = await connected(reef.ownerUrl)
    await owner.query('ALTER TABLE audit_row DISABLE TRIGGER ALL')
    await owner.query('ALTER TABLE audit_value DISABLE TRIGGER ALL')
    await owner.query(`UPDATE audit_row SET fields = 'gone' WHERE command = 'reports.claim'`)
    await owner.query(`UPDATE audit_value SET value = 'gone' WHERE field = 'from'`)
    const inAnHour = new Date(Date.now() + 3600_000)
    const view = await runQuery(list, {
      db: reef.db,
      actor: reef.ines,
      now: inAnHour,
      input: { command: 'reports.claim' },
    })
    expect(view.chain.fault).toEqual({ seq: view.rows[0]?.seq, fault: 'row altered' })
  })
})

it.each([
  ['"a text"', 'a text'],
  ['["1","2"]', '1, 2'],
  ['null', ''],
  ['3', '3'],
  ['false', 'false'],
])('a stored %s is shown as %j', (json, shown) => {
  expect(readable(json)).toBe(shown)
})
