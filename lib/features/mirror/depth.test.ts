import { beforeAll, describe, expect, it } from 'vitest'
import { list as queue } from '@/lib/features/queue/queries'
import { addAccount, addPost, addReport } from '@/lib/integrations/mastodon/fake/makers'
import { ROLE_IDS } from '@/lib/integrations/mastodon/fake/roles'
import type { Account, State } from '@/lib/integrations/mastodon/fake/state'
import type { PersonActor } from '@/lib/platform/access/access'
import { type Desk, openDesk } from '@/lib/testing/desk'
import { setDepth } from './commands'
import { withoutOldPosts } from './model'
import { historyOf } from './queries'
import { readMirror } from './workers'

const DAY = 24 * 3600_000
const ago = (days: number) => new Date(Date.now() - days * DAY)

let desk: Desk
let ines: PersonActor
let people: { ines: Account; mira: Account; harl: Account }
const resolved = (state: State, days: number, more: object = {}) =>
  addReport(state, {
    accountId: people.mira.id,
    targetAccountId: people.harl.id,
    createdAt: ago(days),
    actionTakenAt: ago(days - 1).toISOString(),
    actionTakenByAccountId: people.ines.id,
    ...more,
  })

/** Thirty resolved reports, one each month back, and one that is open. */
function fill(state: State): void {
  const named = (username: string, roleId: string | null = null) =>
    addAccount(state, { username, createdAt: ago(2000), user: { roleId } })
  people = { ines: named('ines', ROLE_IDS.owner), mira: named('mira'), harl: named('harl') }
  const post = addPost(state, { accountId: people.harl.id, text: 'I said so', createdAt: ago(40) })
  for (let month = 30; month > 0; month--) resolved(state, month * 30, month === 1 ? { statusIds: [post.id] } : {})
  addReport(state, { accountId: people.harl.id, targetAccountId: people.mira.id, createdAt: ago(1) })
}

beforeAll(async () => {
  desk = await openDesk(fill)
  ines = await desk.signIn(people.ines)
})

async function look(times: number): Promise<void> {
  for (let n = 0; n < times; n++)
    await readMirror.run({ instanceId: desk.instanceId }, { db: desk.db, now: () => new Date() })
}
const mirrored = () => desk.db.report.count({ where: { isResolved: true } })
const depth = () => historyOf(desk.db, desk.instanceId, new Date())

describe('resolved reports', () => {
  it('wait until the open ones are in, and come ten at a time', async () => {
    await look(1)
    expect(await mirrored()).toBe(0)
    await look(1)
    expect(await mirrored()).toBe(10)
    expect(await depth()).toMatchObject({ months: 12, read: 10, isDone: false })
  })

  it('of the last twelve months are read, and not what is older', async () => {
    await look(3)
    expect(await mirrored()).toBe(12)
    expect(await depth()).toMatchObject({ read: 12, isDone: true, percent: 100 })
  })

  it('stay without a case, so that the queue knows nothing of them', async () => {
    const cases = await desk.db.case.findMany()
    expect(cases.map((row) => row.subjectId)).toEqual([people.mira.id])
    expect((await desk.query(ines, queue, { state: 'closed' })).rows).toEqual([])
  })

  it('bring the posts of the last ninety days with them', async () => {
    expect(await desk.db.post.count()).toBe(1)
    const rows = { report: { isResolved: true, resolvedAt: ago(91) }, posts: ['a'] }
    expect(withoutOldPosts(rows, new Date()).posts).toEqual([])
    expect(withoutOldPosts({ ...rows, report: { isResolved: false, resolvedAt: null } }, new Date()).posts).toEqual([
      'a',
    ])
  })

  it('that came and went between two looks are found within the hour', async () => {
    resolved(desk.state, 2)
    await look(1)
    expect(await mirrored()).toBe(12)
    await desk.db.mirrorState.updateMany({ data: { historyToppedAt: ago(1) } })
    await look(1)
    expect(await mirrored()).toBe(13)
  })
})

describe('the setting', () => {
  it('reads on from where the mirror ends when it grows', async () => {
    await desk.command(ines, setDepth, { months: 24 })
    expect(await depth()).toMatchObject({ months: 24, isDone: false })
    await look(3)
    expect(await mirrored()).toBe(25)
    expect(await depth()).toMatchObject({ isDone: true })
    expect(await desk.db.auditRow.count({ where: { command: 'mirror.setDepth' } })).toBe(1)
  })

  it.each([-1, 37, 1.5])('refuses %s months', async (months) => {
    await expect(desk.command(ines, setDepth, { months })).rejects.toMatchObject({ code: 'badInput' })
  })
})
