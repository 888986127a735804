import { beforeAll, describe, expect, it } from 'vitest'
import { evidenceOf } from '@/lib/features/evidence/queries'
import { add } from '@/lib/features/posts/commands'
import { one } from '@/lib/features/reports/queries'
import { addMedia, addPost, addReport, editPost } from '@/lib/integrations/mastodon/fake/makers'
import type { Account, Post } from '@/lib/integrations/mastodon/fake/state'
import { readStep } from '@/lib/testing/mirror'
import { openReef, type Reef } from '@/lib/testing/reef'
import { standing } from './queries'
import { captureBefore, captureCase } from './workers'

let reef: Reef
beforeAll(async () => {
  reef = await openReef()
})

let made = 0
const ago = (hours: number) => new Date(Date.now() - hours * 3600_000)

/** Somebody with a post with a picture, reported. */
async function reported() {
  const { state, people } = reef
  made += 1
  const like = state.accounts[people.wren.id]
  if (!like) throw new Error('no wren')
  const author: Account = { ...structuredClone(like), id: `9200${made}`, username: `poster${made}`, suspendedAt: null }
  state.accounts[author.id] = author
  const picture = addMedia(state, { accountId: author.id, createdAt: ago(3), tile: made })
  const given = { accountId: author.id, createdAt: ago(3), text: `Look ${made}`, mediaIds: [picture.id] }
  const post = addPost(state, given)
  await report(author, [post])
  const row = await reef.db.case.findFirstOrThrow({ where: { subjectId: author.id } })
  return { caseId: row.id, author, post }
}
/** One more report, that is read. */
async function report(author: Account, posts: Post[]) {
  const { state, people } = reef
  const statusIds = posts.map(({ id }) => id)
  const given = { accountId: people.osei.id, targetAccountId: author.id, createdAt: new Date(), statusIds }
  const report = addReport(state, given)
  await readStep(reef)
  return report
}
const context = () => ({ db: reef.db, now: () => new Date() })
const look = (caseId: string) => captureCase.run({ caseId, personId: null }, context())
const before = (caseId: string) => captureBefore(context(), { caseId, personId: reef.kofi.id, kind: 'suspend' })
const found = async (caseId: string, kind: string) => evidenceOf(reef.db, caseId, { kind, NOT: { cause: 'arrived' } })
const told = async (caseId: string, kind: string) => (await found(caseId, kind)).map((row) => [row.state, row.why])
const ids = async (caseId: string, kind: string) => (await found(caseId, kind)).map((row) => row.remoteId)
const last = async (caseId: string) => (await reef.query(reef.kofi, standing, { caseId })).look
const letTimePass = () => reef.db.$executeRawUnsafe(`UPDATE graphile_worker._private_jobs SET run_at = now()`)

describe('a case', () => {
  it('is looked at again at once when a report or a post was put to it since, and says meanwhile what it did not cover', async () => {
    const { state } = reef
    const { caseId, author, post } = await reported()
    const open = () => reef.query(reef.kofi, one, { caseId })
    await open()
    await reef.work(['captures.look'])
    expect((await open()).look).toMatchObject({ state: 'done', reports: [], posts: [] })
    expect(await reef.work(['captures.look'])).toEqual([])
    const later = addPost(state, { accountId: author.id, createdAt: ago(0.1), text: 'A threat' })
    const { id } = await report(author, [later])
    expect((await open()).look).toMatchObject({ state: 'done', reports: [id], posts: [later.id] })
    await letTimePass()
    expect(await reef.work(['captures.look'])).toEqual(['captures.look'])
    expect(await ids(caseId, 'post')).toEqual([post.id, later.id])
    expect((await open()).look).toMatchObject({ state: 'done', reports: [], posts: [] })
    const added = addPost(state, { accountId: author.id, createdAt: ago(0.1), text: 'Another' })
    await reef.command(reef.kofi, add, { caseId, version: (await open()).version, address: added.id })
    expect((await open()).look).toMatchObject({ reports: [], posts: [added.id] })
  })

  it('with many posts is looked at whole, through the limits of Mastodon, beginning with those never looked at', async () => {
    const { state } = reef
    const { caseId, author, post } = await reported()
    await look(caseId)
    const more = Array.from({ length: 25 }, (_, n) =>
      addPost(state, { accountId: author.id, createdAt: ago(4 + n), text: `Old ${n}` }),
    )
    for (const old of more.slice(-2)) editPost(state, old, { text: 'Harmless', at: ago(1) })
    await report(author, more)
    // Of what looks may ask for, so much is left that it ends in the middle.
    const reader = await reef.db.requestBudget.findFirstOrThrow({ where: { counter: { startsWith: 'token' } } })
    await reef.db.requestBudget.updateMany({ where: { counter: reader.counter }, data: { used: 90 } })
    await look(caseId)
    const failed = await last(caseId)
    expect(failed).toMatchObject({ state: 'failed', why: 'rateLimited' })
    expect(failed?.posts.length).toBeGreaterThan(0)
    expect(failed?.posts.length).toBeLessThan(25)
    await reef.db.requestBudget.deleteMany()
    await letTimePass()
    await reef.work(['captures.look'])
    expect(await last(caseId)).toMatchObject({ state: 'done', posts: [] })
    const all = await ids(caseId, 'post')
    expect(new Set(all)).toEqual(new Set([post.id, ...more.map(({ id }) => id)]))
    expect(await ids(caseId, 'history')).toEqual(more.slice(-2).map(({ id }) => id))
    // Whoever went on did not begin again.
    expect(all).toHaveLength(26)
  })

  it('says of wordings and a thread that did not come why, and asks for them again', async () => {
    const { state } = reef
    const { caseId, post } = await reported()
    editPost(state, post, { text: 'Changed since', at: ago(1) })
    reef.fake.setFault({ kind: '5xx', match: { path: '/history' } })
    await look(caseId)
    await reef.mend()
    expect(await told(caseId, 'history')).toEqual([['missing', 'temporary']])
    expect(await last(caseId)).toMatchObject({
      state: 'failed',
      why: 'temporary',
      posts: [post.id],
    })
    reef.fake.setFault({ kind: '5xx', match: { path: '/context' } })
    await look(caseId)
    await reef.mend()
    expect(await told(caseId, 'thread')).toEqual([['missing', 'temporary']])
    await look(caseId)
    expect((await told(caseId, 'history')).at(-1)).toEqual(['sealed', null])
    expect(await last(caseId)).toMatchObject({ state: 'done', posts: [] })
  })

  it('goes on with the other posts where one does not come, and says which', async () => {
    const { state } = reef
    const { caseId, author, post } = await reported()
    const other = addPost(state, { accountId: author.id, createdAt: ago(4), text: 'Older' })
    await report(author, [other])
    reef.fake.setFault({ kind: '5xx', match: { path: `/api/v1/statuses/${post.id}` } })
    await look(caseId)
    await reef.mend()
    expect(await ids(caseId, 'post')).toEqual([other.id])
    expect(await last(caseId)).toMatchObject({ state: 'failed', posts: [post.id] })
  })
})

describe('an act', () => {
  it('is preceded by a look at what was put to the case since the last one', async () => {
    const { state } = reef
    const { caseId, author, post } = await reported()
    await look(caseId)
    const later = addPost(state, { accountId: author.id, createdAt: ago(0.1), text: 'A threat' })
    await report(author, [later])
    await before(caseId)
    expect((await found(caseId, 'post')).map((row) => [row.remoteId, row.cause])).toEqual([
      [post.id, 'opened'],
      [later.id, 'act'],
    ])
  })

  it('waits for a look that began before a report, and then for one that covers it', async () => {
    const { state } = reef
    const { caseId, author } = await reported()
    reef.fake.setFault({ kind: 'slow', ms: 700, match: { path: '/system/' } })
    const looking = look(caseId)
    while ((await found(caseId, 'post')).length === 0) await new Promise((done) => setTimeout(done, 20))
    const later = addPost(state, { accountId: author.id, createdAt: ago(0.1), text: 'A threat' })
    await report(author, [later])
    const outcome = await before(caseId)
    await looking
    await reef.mend()
    expect([outcome, await ids(caseId, 'post')]).toEqual(['ready', expect.arrayContaining([later.id])])
  })
})
