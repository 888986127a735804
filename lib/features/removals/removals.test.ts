import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { one as reportCase } from '@/lib/features/reports/queries'
import { stop } from '@/lib/features/safety/commands'
import { addMedia, addPost, addReport } from '@/lib/integrations/mastodon/fake/makers'
import { newBrowser, signInAs } from '@/lib/integrations/mastodon/fake/replay/browser'
import type { Version } from '@/lib/integrations/mastodon/fake/state'
import type { PersonActor } from '@/lib/platform/access/access'
import { readStep } from '@/lib/testing/mirror'
import { openReef, type Reef } from '@/lib/testing/reef'
import { begin, check, say } from './commands'

let reef: Reef
beforeEach(async () => {
  reef = await openReef()
})
afterEach(() => reef.fake.setFault(null))

/** The case about @harl and the post that one of the reports names. */
async function place() {
  const view = await reef.caseOf(reef.kofi, 'harl')
  const post = view.posts[0]
  if (!post) throw new Error('no post')
  return { caseId: view.id, postId: post.id }
}
type Place = Awaited<ReturnType<typeof place>>

const run = (what: typeof begin | typeof check, at: Place, by: PersonActor = reef.kofi) => reef.command(by, what, at)
async function look(at: Place, by?: PersonActor): Promise<void> {
  await run(check, at, by)
  await reef.work()
}
async function standing({ caseId, postId }: Place) {
  const view = await reef.query(reef.kofi, reportCase, { caseId })
  return view.removals.find((removal) => removal.postId === postId)
}

/** As Kofi does it in his browser, on the page to which the step leads. */
async function removeThere(url: string): Promise<void> {
  const browser = newBrowser(reef.fake.origin)
  await signInAs(browser, 'kofi')
  const response = await browser.press(`${new URL(url).pathname}/actions`, { type: 'delete' })
  expect(response.status).toBe(302)
}

describe('a post removed on Mastodon’s own page', () => {
  it('is proved when it could be read before and is gone', async () => {
    const at = await place()
    await run(begin, at)
    const begun = await standing(at)
    expect(begun).toMatchObject({ state: 'begun', by: 'kofi' })
    await removeThere(begun?.url ?? '')
    await look(at)
    expect(await standing(at)).toMatchObject({ state: 'removed', why: 'notFound' })
    const rows = await reef.db.auditRow.findMany({
      where: { caseId: at.caseId, command: { startsWith: 'removals.' } },
      orderBy: { recordedAt: 'asc' },
    })
    expect(rows.map((row) => [row.actor, row.command])).toEqual([
      ['kofi', 'removals.begin'],
      ['kofi', 'removals.check'],
      ['docket:removals', 'removals.settle'],
    ])
    await expect(run(check, at)).rejects.toMatchObject({ code: 'removal.settled' })
    await expect(reef.command(reef.kofi, say, { ...at, seen: 'removed' })).rejects.toMatchObject({
      code: 'removal.settled',
    })
  })

  it('is not called removed while it is there', async () => {
    const at = await place()
    await run(begin, at)
    await look(at)
    expect(await standing(at)).toMatchObject({ state: 'stillThere' })
    await removeThere((await standing(at))?.url ?? '')
    await look(at)
    expect(await standing(at)).toMatchObject({ state: 'removed' })
  })

  it('is not proved when nothing was recorded before: then it stands as what a person says', async () => {
    const at = await place()
    const post = reef.state.posts[at.postId]
    if (post) post.deletedAt = new Date().toISOString()
    await run(begin, at)
    await look(at)
    expect(await standing(at)).toMatchObject({ state: 'cannotTell', why: 'neverRead' })
    await reef.command(reef.ines, say, { ...at, seen: 'removed' })
    expect(await standing(at)).toMatchObject({ state: 'said', by: 'ines' })
    // Whoever was mistaken may say so, or look again.
    await reef.command(reef.kofi, say, { ...at, seen: 'notRemoved' })
    expect(await standing(at)).toMatchObject({ state: 'saidNot', by: 'kofi' })
    await reef.command(reef.ines, say, { ...at, seen: 'removed' })
    await look(at)
    expect(await standing(at)).toMatchObject({ state: 'cannotTell', why: 'neverRead' })
  })

  it('is not proved when its author was suspended meanwhile', async () => {
    const at = await place()
    await run(begin, at)
    Object.assign(reef.state.accounts[reef.people.harl.id] ?? {}, {
      suspendedAt: new Date().toISOString(),
      suspensionOrigin: 'local',
    })
    await look(at)
    expect(await standing(at)).toMatchObject({ state: 'cannotTell', why: 'authorSuspended' })
  })

  it('is not proved while the instance does not answer, and can be looked at again', async () => {
    const at = await place()
    await run(begin, at)
    await removeThere((await standing(at))?.url ?? '')
    reef.fake.setFault({ kind: '5xx', match: { path: '/api/v1/statuses/' } })
    await look(at)
    expect(await standing(at)).toMatchObject({ state: 'cannotTell', why: 'noAnswer' })
    reef.fake.setFault(null)
    await look(at)
    expect(await standing(at)).toMatchObject({ state: 'removed' })
  })
})

describe('beginning', () => {
  it('waits for an answer of the instance: without one nothing could be proved', async () => {
    const at = await place()
    reef.fake.setFault({ kind: '5xx', match: { path: '/api/v1/statuses/' }, times: 1 })
    await expect(run(begin, at)).rejects.toMatchObject({ code: 'instance.noAnswer' })
    expect(await standing(at)).toBeUndefined()
  })

  it('is for posts of the case, and for who may handle reports there', async () => {
    const at = await place()
    await expect(run(begin, { ...at, postId: '1' })).rejects.toMatchObject({ code: 'notFound' })
    const nadia = { ...(await reef.signIn(reef.people.nadia)), roles: ['owner' as const] }
    await expect(run(begin, at, nadia)).rejects.toMatchObject({ code: 'act.off', values: { why: 'noManageReports' } })
    await expect(run(check, at)).rejects.toMatchObject({ code: 'notFound' })
  })

  it('again keeps what was seen the first time', async () => {
    const at = await place()
    await run(begin, at)
    await removeThere((await standing(at))?.url ?? '')
    await run(begin, at, reef.ines)
    await look(at, reef.ines)
    expect(await standing(at)).toMatchObject({ state: 'removed', why: 'notFound', by: 'ines' })
  })
})

describe('a stopped person', () => {
  it('is not looked at any more, however it was asked', async () => {
    const at = await place()
    await run(begin, at)
    await run(check, at)
    await reef.command(reef.kofi, stop, { caseId: at.caseId, reportId: null, postId: null })
    // Whatever was asked of the instance now would come to nothing, and be seen.
    reef.fake.setFault({ kind: '5xx', match: { path: '/api/v1/(statuses|accounts|admin)/' } })
    await reef.work()
    const removal = await reef.db.removal.findFirstOrThrow({ where: { caseId: at.caseId } })
    expect(removal).toMatchObject({ state: 'cannotTell', why: 'stopped' })
    for (const what of [begin, check]) await expect(run(what, at)).rejects.toMatchObject({ code: 'notFound' })
    await expect(run(begin, at, reef.ines)).rejects.toMatchObject({ code: 'notFound' })
    await expect(run(check, at, reef.ines)).rejects.toMatchObject({ code: 'case.stopped' })
  })
})

describe('a post for followers', () => {
  it.each<[Version, object]>([
    ['4.6', { state: 'removed', why: 'pictures' }],
    ['4.4', { state: 'removed', why: 'pictures' }],
    // Until 4.3 the picture stays where it was.
    ['4.3', { state: 'cannotTell', why: 'neverRead' }],
    ['4.2', { state: 'cannotTell', why: 'neverRead' }],
  ])('%s: is proved by its pictures where Mastodon locks them away', async (version, told) => {
    reef = await openReef(version)
    const accountId = reef.people.mira.id
    const createdAt = new Date(Date.now() - 3600_000)
    const media = addMedia(reef.state, { accountId, createdAt, tile: 3 })
    const words = { text: 'For friends', visibility: 'private' as const, mediaIds: [media.id] }
    const post = addPost(reef.state, { accountId, createdAt, ...words })
    const more = { accountId: reef.people.osei.id, targetAccountId: accountId, comment: 'A picture of me' }
    addReport(reef.state, { ...more, statusIds: [post.id], createdAt: new Date() })
    await readStep(reef)
    const { id: caseId } = await reef.caseOf(reef.kofi, 'mira')
    const at = { caseId, postId: post.id }
    await run(begin, at)
    await removeThere((await standing(at))?.url ?? '')
    await look(at)
    expect(await standing(at)).toMatchObject(told)
  })
})
