import { beforeAll, describe, expect, it } from 'vitest'
import { drop } from '@/lib/features/contacts/commands'
import { addAccount, addPost, addReport } from '@/lib/integrations/mastodon/fake/makers'
import { chainState } from '@/lib/platform/audit/chain'
import type { PersonActor } from '@/lib/platform/access/access'
import { runCommand } from '@/lib/platform/commands/run'
import { openReef, type Reef } from '@/lib/testing/reef'
import { find } from './queries'
import type { FindView, FoundRow } from './schema'

let reef: Reef
beforeAll(async () => {
  reef = await openReef()
  Object.assign(reef.state.accounts[reef.people.harl.id]?.user ?? {}, {
    email: 'harl_@pier.test',
    ips: [{ ip: '203.0.113.9', usedAt: '2026-11-01T10:00:00.000Z' }],
  })
  Object.assign(reef.state.accounts[reef.people.mira.id]?.user ?? {}, { email: 'harlx@pier.test' })
  addAccount(reef.state, {
    username: 'nawras',
    domain: 'xn--mgbh0fb.xn--kgbechtv',
    displayName: 'نورس',
    createdAt: new Date('2026-01-01'),
  })
})

const seek = (text: string, asks = false, actor: PersonActor = reef.kofi) => reef.query(actor, find, { text, asks })
const handles = (view: FindView) => view.rows.map((row) => (row.kind === 'person' ? row.person.handle : row.handle))
const only = (view: FindView): FoundRow | undefined => (view.rows.length === 1 ? view.rows[0] : undefined)
const searches = () =>
  reef.db.auditRow.findMany({
    where: { command: 'people.find' },
    include: { values: true },
    orderBy: { recordedAt: 'desc' },
  })

describe('what is here', () => {
  it('answers for handles, names, numbers and addresses, without asking anybody', async () => {
    expect(handles(await seek('@harl'))).toEqual(['@harl'])
    expect(handles(await seek('@harl@reef.example'))).toEqual(['@harl'])
    expect(handles(await seek('HAR'))).toEqual(['@harl', '@gull@harbour.example'])
    expect(handles(await seek('@ha'))).toEqual(['@harl'])
    expect(handles(await seek(`${reef.fake.origin}/@gull@harbour.example`))).toEqual(['@gull@harbour.example'])
    expect(handles(await seek(`/`))).toEqual([])
  })

  it('knows a case and a report by number', async () => {
    const { id, number, reports } = await reef.caseOf(reef.kofi, 'harl')
    expect(only(await seek(`case ${number}`))).toMatchObject({ kind: 'case', href: `/reports/${id}`, state: 'open' })
    const report = reports[0]
    expect(only(await seek(`report ${report?.id}`))).toMatchObject({
      kind: 'report',
      href: `/reports/${id}`,
      caseNumber: number,
    })
    expect((await seek('#1')).rows.map((row) => row.kind)).toEqual(['case', 'report'])
  })

  it('leads from the address of a reported post to the case and its author', async () => {
    const post = Object.values(reef.state.posts)[0]
    const view = await seek(`${reef.fake.origin}/@harl/${post?.id}`)
    expect(view.rows.map((row) => row.kind)).toEqual(['case', 'person'])
  })

  it('takes a percent sign and an underscore for what they are', async () => {
    for (const text of ['%', '_', '%@reef.example', '@h_rl', 'har_']) expect((await seek(text)).rows).toEqual([])
    expect(await seek('%', true)).toMatchObject({ kind: 'words', rows: [] })
    expect(await seek('%@pier.test', true)).toMatchObject({ kind: 'words', rows: [] })
  })

  it('shows nobody a case or a report about or by themselves', async () => {
    const sef = await reef.signIn(reef.people.sef)
    const mira = { ...sef, remoteId: reef.people.mira.id }
    const own = await reef.caseOf(reef.kofi, 'mira')
    expect((await seek(`case ${own.number}`, true, mira)).rows).toEqual([])
    for (const report of own.reports) expect((await seek(`report ${report.id}`, true, mira)).rows).toEqual([])
    // Hers on @harl stands in his case.
    const harl = await reef.caseOf(reef.kofi, 'harl')
    for (const report of harl.reports) expect((await seek(`report ${report.id}`, true, mira)).rows).toEqual([])
  })
})

describe('what Mastodon knows', () => {
  it('a handle that is not here, local or remote, in any script', async () => {
    expect(await seek('@lena')).toMatchObject({ rows: [], mayAsk: true })
    expect(handles(await seek('@lena', true))).toEqual(['@lena'])
    expect(handles(await seek('lena', true))).toEqual(['@lena'])
    const nawras = await seek('@nawras@مثال.إختبار', true)
    expect(only(nawras)).toMatchObject({ kind: 'person', person: { name: 'نورس' } })
    expect(await seek('@nobody@nowhere.example', true)).toMatchObject({ rows: [], failure: null })
  })

  it('an address of a post or a profile, here or elsewhere', async () => {
    const post = addPost(reef.state, { accountId: reef.people.osei.id, text: 'Morning', createdAt: new Date() })
    expect(handles(await seek(`${reef.fake.origin}/@osei/${post.id}`, true))).toEqual(['@osei'])
    expect(handles(await seek('https://harbour.example/@gull', true))).toEqual(['@gull@harbour.example'])
    expect(handles(await seek(`${reef.fake.origin}/ap/users/${reef.people.lena.id}`, true))).toEqual(['@lena'])
  })

  it('a resolved report that was never read here', async () => {
    const report = addReport(reef.state, {
      accountId: reef.people.osei.id,
      targetAccountId: reef.people.lena.id,
      comment: 'Long ago',
      createdAt: new Date('2025-01-01'),
      actionTakenAt: '2025-01-02T00:00:00.000Z',
    })
    expect((await seek(`report ${report.id}`)).rows).toEqual([])
    expect(only(await seek(`report ${report.id}`, true))).toMatchObject({
      kind: 'report',
      href: `/people/${reef.people.lena.id}`,
      isResolved: true,
      caseNumber: null,
    })
  })

  it('says what kept it from being asked', async () => {
    reef.fake.setFault({ kind: '5xx', match: { path: '/lookup$' }, times: 1 })
    expect(await seek('@sef', true)).toMatchObject({ rows: [], failure: 'temporary' })
  })
})

describe('an e-mail or an IP', () => {
  it('finds exactly that one, and each search is a row from which the value can be taken away', async () => {
    expect(await seek('harl_@pier.test')).toMatchObject({ kind: 'email', rows: [], mayAsk: true })
    expect(await searches()).toEqual([])
    // `_` is any letter to Mastodon, and the text a beginning: harlx@pier.test is not meant.
    expect(handles(await seek('Harl_@pier.test', true))).toEqual(['@harl'])
    expect(handles(await seek('203.0.113.9', true))).toEqual(['@harl'])
    expect(handles(await seek('203.0.113.0/24', true))).toEqual(['@harl'])
    expect(handles(await seek('nobody@pier.test', true))).toEqual([])
    const [nobody, network, , email, ...others] = await searches()
    expect(others).toEqual([])
    expect(email).toMatchObject({ actor: 'kofi', outcome: 'done', subjectIds: [reef.people.harl.id] })
    const sought = (row: typeof email) => row?.values.find(({ field }) => field === 'sought')
    expect(sought(email)).toMatchObject({ value: '"harl_@pier.test"', subjectId: reef.people.harl.id })
    expect(sought(network)).toMatchObject({ value: '"203.0.113.0/24"' })
    expect(sought(nobody)?.subjectId).toMatch(/^sought [\w-]{43}$/)
  })

  it('is not looked for by somebody who may not see them; that is a row too, without the value', async () => {
    const lena = await reef.signIn(reef.people.lena)
    const view = await seek('203.0.113.9', true, lena)
    expect(view).toMatchObject({ rows: [], off: 'contactNoManageUsers', mayAsk: false })
    const [row] = await searches()
    expect(row).toMatchObject({ actor: 'lena', outcome: 'refused' })
    expect(JSON.stringify(row?.values.map(({ value }) => value))).not.toContain('203')
  })

  it('goes out of the audit after 90 days, and the rows still verify', async () => {
    const at = new Date(Date.now() + 91 * 86_400_000)
    const call = { db: reef.db, actor: { kind: 'system', name: 'contacts' } as const, now: at, input: {} }
    expect(await runCommand(drop, call)).toMatchObject({ values: 4 })
    expect(JSON.stringify(await reef.db.auditValue.findMany())).not.toContain('pier.test')
    expect((await chainState(reef.db, new Date())).fault).toBeNull()
  })
})
