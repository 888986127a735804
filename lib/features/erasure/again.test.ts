import { beforeAll, describe, expect, it } from 'vitest'
import { one as personPage } from '@/lib/features/people/queries'
import { one as reportCase } from '@/lib/features/reports/queries'
import { addPost, addReport } from '@/lib/integrations/mastodon/fake/makers'
import type { PersonActor } from '@/lib/platform/access/access'
import { readStep } from '@/lib/testing/mirror'
import { openReef, type Reef } from '@/lib/testing/reef'
import { touched } from '@/lib/testing/touch'
import { confirm, propose } from './commands'

let reef: Reef
let sef: PersonActor
/** As if nothing had ever been read. */
const AFRESH = {
  sweepStartedAt: null,
  sweepMaxId: null,
  backfillDone: false,
  backfillMaxId: null,
  historyDone: false,
  historyMaxId: null,
  historyNewestId: null,
}
const MINUTE = 60_000
/** Steps of the mirror, far enough apart that each looks through everything open again. */
let clock = Date.now()
const readAll = async () => {
  for (let n = 0; n < 6; n++) await readStep(reef, new Date((clock += 15 * MINUTE)))
}

beforeAll(async () => {
  reef = await openReef()
  sef = touched({ ...(await reef.signIn(reef.people.sef)), roles: ['privacy'] })
  resolveAll()
  await readAll()
})

/** On the instance, as its moderators do: everything is answered. */
function resolveAll(): void {
  const at = new Date().toISOString()
  for (const report of Object.values(reef.state.reports))
    Object.assign(report, { actionTakenAt: at, actionTakenByAccountId: reef.people.ines.id, updatedAt: at })
}

async function erase(accountId: string): Promise<void> {
  await reef.db.report.updateMany({ data: { isResolved: true } })
  const { id } = await reef.command(sef, propose, { account: accountId, basis: 'Asked by mail' })
  await reef.command(touched(reef.ines), confirm, { id })
  await reef.work(['erasure.run', 'destruction.finish'])
}

/** Tables in which anything names or quotes somebody. */
async function traces(pattern: string): Promise<string[]> {
  const found: string[] = []
  for (const name of ['account', 'report', 'post', 'report_case', 'case_search', 'media']) {
    const rows = await reef.db.$queryRawUnsafe<{ n: number }[]>(
      `SELECT count(*)::int AS n FROM "${name}" t WHERE to_jsonb(t)::text ~* $1`,
      pattern,
    )
    if ((rows[0]?.n ?? 0) > 0) found.push(name)
  }
  return found
}

describe('somebody who was erased', () => {
  it('is not read again by the mirror, however often it reads', async () => {
    const { harl } = reef.people
    expect(await traces(`\\mharl\\M|"${harl.id}"`)).not.toEqual([])
    await erase(harl.id)
    expect(await traces(`\\mharl\\M|"${harl.id}"`)).toEqual([])
    await reef.db.mirrorState.updateMany({ data: AFRESH })
    await readAll()
    expect(await traces(`\\mharl\\M|"${harl.id}"|I said so|Mocks how`)).toEqual([])
    expect(await reef.db.case.count({ where: { subjectId: harl.id } })).toBe(0)
  })

  it('is not read again because somebody looks them up', async () => {
    const { harl } = reef.people
    await expect(reef.query(reef.kofi, personPage, { accountId: harl.id })).rejects.toMatchObject({
      code: 'erasure.person',
    })
    expect(await reef.db.account.count({ where: { remoteId: harl.id } })).toBe(0)
  })

  it('stays without name and words in what they reported about others', async () => {
    const { osei } = reef.people
    await erase(osei.id)
    await reef.db.mirrorState.updateMany({ data: AFRESH })
    await readAll()
    expect(await traces(`\\mosei\\M|"${osei.id}"|my photograph|she blocked`)).toEqual([])
    expect(await reef.db.report.count({ where: { reporterId: 'erased' } })).toBeGreaterThan(0)
  })

  it('comes back with a new open report alone, and the case says so', async () => {
    const { harl, mira } = reef.people
    const { caseId, later } = await reportAnew()
    const view = await reef.query(reef.kofi, reportCase, { caseId })
    expect(view.erasedAt).not.toBeNull()
    expect(view.reports.map((report) => report.comment)).toEqual(['Does it again'])
    expect(view.posts.map((post) => post.html)).toEqual([expect.stringContaining('Once more')])
    expect(await reef.db.post.count({ where: { authorId: harl.id } })).toBe(1)
    expect(await traces('Mocks how|I said so')).toEqual([])
    const opened = await reef.db.auditRow.findFirstOrThrow({
      where: { caseId, command: 'cases.open' },
      include: { values: true },
    })
    expect(opened.values.map((value) => value.field)).toContain('erasedAt')
    // How it goes on is told: it is closed with its report.
    Object.assign(later, { actionTakenAt: new Date().toISOString(), actionTakenByAccountId: mira.id })
    await readAll()
    expect(await reef.db.case.findUniqueOrThrow({ where: { id: caseId } })).toMatchObject({ state: 'closed' })
  })

  it('of whom nothing was erased is read as ever, and their cases say nothing of it', async () => {
    const { wren, mira } = reef.people
    addReport(reef.state, {
      accountId: mira.id,
      targetAccountId: wren.id,
      comment: 'Again this',
      createdAt: new Date(),
    })
    await readAll()
    const row = await reef.db.case.findFirstOrThrow({ where: { subjectId: wren.id, state: 'open' } })
    expect((await reef.query(reef.kofi, reportCase, { caseId: row.id })).erasedAt).toBeNull()
  })
})

/** A post and a report on @harl that were written after the erasure. */
async function reportAnew() {
  const { harl, mira } = reef.people
  const at = new Date(Date.now() + 1000)
  const post = addPost(reef.state, { accountId: harl.id, text: 'Once more', createdAt: at })
  const later = addReport(reef.state, {
    accountId: mira.id,
    targetAccountId: harl.id,
    comment: 'Does it again',
    createdAt: at,
    statusIds: [post.id],
  })
  await readAll()
  const row = await reef.db.case.findFirstOrThrow({ where: { subjectId: harl.id } })
  return { caseId: row.id, later }
}
