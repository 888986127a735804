import { beforeAll, describe, expect, it } from 'vitest'
import { claim } from '@/lib/features/reports/commands'
import type { QueueFilter, QueueView } from '@/lib/features/reports/schema'
import { addAccount, addReport, addRule } from '@/lib/integrations/mastodon/fake/makers'
import { ROLE_IDS } from '@/lib/integrations/mastodon/fake/roles'
import type { Account } from '@/lib/integrations/mastodon/fake/state'
import type { PersonActor } from '@/lib/platform/access/access'
import { type Desk, openDesk } from '@/lib/testing/desk'
import { permissionBits } from '@/lib/integrations/mastodon/schema/permissions'
import { readStep } from '@/lib/testing/mirror'
import { list } from './queries'

const HOUR = 3600_000
const START = Date.now()
const ago = (hours: number) => new Date(START - hours * HOUR)
let desk: Desk
let kofi: PersonActor
let ines: PersonActor

// Fifty people: every second one of another server, categories in turn, the first ones waiting longest; five share a moment.
const CATEGORIES = ['spam', 'legal', 'other', 'violation', 'other'] as const
beforeAll(async () => {
  const staff: Account[] = []
  desk = await openDesk((state) => {
    for (const username of ['kofi', 'ines'])
      staff.push(addAccount(state, { username, createdAt: ago(9000), user: { roleId: ROLE_IDS.moderator } }))
    const osei = addAccount(state, { username: 'osei', createdAt: ago(9000) })
    const rule = addRule(state, { text: 'No false alarms' })
    for (let n = 1; n <= 50; n++) {
      const domain = n % 2 === 0 ? 'harbour.example' : null
      const person = addAccount(state, {
        username: `person${n}`,
        domain,
        displayName: `Person № ${n}`,
        createdAt: ago(900),
      })
      const hours = n >= 20 && n < 25 ? 80 : 100 - n
      const comment = n === 7 ? 'Sells 100%_real \\ watches' : `Said ${n}`
      addReport(state, {
        accountId: osei.id,
        targetAccountId: person.id,
        category: CATEGORIES[n % 5] ?? 'other',
        ...(n === 3 ? { ruleIds: [rule.id] } : {}),
        comment,
        createdAt: ago(hours),
      })
    }
  })
  const [one, other] = staff
  if (!one || !other) throw new Error('no staff')
  ;[kofi, ines] = [await desk.signIn(one), await desk.signIn(other)]
  for (let n = 0; n < 4; n++) await readStep(desk)
}, 120_000)

const look = (filter: Partial<QueueFilter> = {}): Promise<QueueView> => desk.query(kofi, list, filter)
const handles = (view: QueueView) => view.rows.map((row) => row.person.handle)

describe('pages of the queue', () => {
  it('hold everybody once, oldest first, also where several waited equally long', async () => {
    const first = await look()
    const second = await look({ after: first.next ?? '' })
    expect([first.rows.length, second.rows.length, second.next]).toEqual([40, 10, null])
    const all = [...first.rows, ...second.rows]
    expect(new Set(all.map((row) => row.caseId)).size).toBe(50)
    const times = all.map((row) => row.oldestAt)
    expect(times).toEqual(times.toSorted())
    expect([first.people, second.people]).toEqual([50, 50])
  })

  it('begin anew when the place is none', async () => {
    for (const after of ['x', '2026-99-99T99:99:99.999Z_0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1d'])
      expect((await look({ after })).rows).toHaveLength(40)
  })

  it('still fit together when a case before the place is closed', async () => {
    const first = await look()
    await desk.db.case.update({ where: { id: first.rows[3]?.caseId ?? '' }, data: { state: 'closed' } })
    const second = await look({ after: first.next ?? '' })
    expect(second.rows).toHaveLength(10)
    await desk.db.case.update({ where: { id: first.rows[3]?.caseId ?? '' }, data: { state: 'open' } })
  })
})

describe('a rule that was broken', () => {
  const labelOf = async () => {
    const { rows } = await look({ text: 'person3' })
    return rows.find((row) => row.person.handle === '@person3')?.reasons
  }

  it('is named in its own words, also when the instance has struck it since', async () => {
    const named = [{ category: 'rule', count: 1, label: 'No false alarms' }]
    expect(await labelOf()).toEqual(named)
    await desk.db.instance.updateMany({ data: { rules: [] } })
    expect(await labelOf()).toEqual(named)
  })
})

describe('filters of the queue', () => {
  it('count what they would show', async () => {
    const { counts } = await look()
    expect(counts).toEqual({
      any: 50,
      none: 50,
      me: 0,
      spam: 10,
      legal: 10,
      rule: 10,
      other: 20,
      local: 25,
      remote: 25,
      old: counts.old,
      mention: 0,
      look: 0,
    })
    for (const category of ['spam', 'legal', 'rule', 'other'] as const)
      expect((await look({ category })).people).toBe(counts[category])
    for (const server of ['local', 'remote'] as const) expect((await look({ server })).people).toBe(counts[server])
    expect((await look({ older: '3d' })).people).toBe(counts.old)
  })

  it('work together', async () => {
    const view = await look({ category: 'spam', server: 'local', older: '3d' })
    expect(handles(view)).toEqual(['@person5', '@person15', '@person25'])
    expect(view.rows.every((row) => row.isLate)).toBe(true)
  })

  it('show mine and nobody’s', async () => {
    const [row] = (await look()).rows
    await desk.command(kofi, claim, { caseId: row?.caseId ?? '', version: row?.version ?? 0 })
    expect((await look({ owner: 'me' })).rows.map((one) => one.owner?.isYou)).toEqual([true])
    expect((await look({ owner: 'none' })).people).toBe(49)
    expect((await desk.query(ines, list, { owner: 'me' })).rows).toEqual([])
    expect((await desk.query(ines, list, {})).rows[0]?.owner).toMatchObject({ name: 'kofi', isYou: false })
  })

  it.each([
    ['person7', ['@person7']],
    ['PERSON7', ['@person7']],
    ['№ 12', ['@person12@harbour.example']],
    ['harbour.example', 25],
    ['said 33', ['@person33']],
    ['%', ['@person7']],
    ['100%_real', ['@person7']],
    ['_', ['@person7']],
    ['\\', ['@person7']],
    ['100x', []],
    ["'; DROP TABLE report; --", []],
  ])('find %j', async (text, expected) => {
    const view = await look({ text })
    if (typeof expected === 'number') expect(view.people).toBe(expected)
    else expect(handles(view)).toEqual(expected)
  })

  it.each([
    { state: 'gone' },
    { owner: 'everybody' },
    { category: 'violation' },
    { text: 'x'.repeat(201) },
    { text: 'a\0' },
  ])('are not %j', async (filter) => {
    await expect(desk.query(kofi, list, filter)).rejects.toMatchObject({ code: 'badInput' })
  })
})

describe('people who wait to be let in', () => {
  const waiting = (pendingCount: number | null) => desk.db.mirrorState.updateMany({ data: { pendingCount } })
  const pending = async (actor = kofi) => (await desk.query(actor, list, {})).pending

  it('are counted, with the page of Mastodon that lists them, and at most so many', async () => {
    await waiting(5)
    const url = `${desk.fake.origin}/admin/accounts?status=pending`
    expect(await pending()).toEqual({ count: 5, isMore: false, url })
    await waiting(40)
    expect(await pending()).toEqual({ count: 40, isMore: true, url })
  })

  it('are not named when nobody waits, when that may not be read, or to whoever may not let them in', async () => {
    await waiting(0)
    expect(await pending()).toBeNull()
    await waiting(null)
    expect(await pending()).toBeNull()
    await waiting(5)
    expect(await pending({ ...kofi, mastodon: permissionBits(['manage_reports']) })).toBeNull()
  })
})
