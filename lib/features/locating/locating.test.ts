import { beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { visibleTo } from '@/lib/features/cases/model'
import { openNotice } from '@/lib/features/notices/commands'
import type { NoticeInput } from '@/lib/features/notices/schema'
import { addMedia, addPost } from '@/lib/integrations/mastodon/fake/makers'
import { fileUrl, postUrl } from '@/lib/integrations/mastodon/fake/addresses'
import type { Post } from '@/lib/integrations/mastodon/fake/state'
import { defineCommand } from '@/lib/platform/commands/define'
import { openReef, type Reef } from '@/lib/testing/reef'
import { FILES_AGAIN_MS, SLOW_MS } from './model'
import { resolveItems } from './workers'

let reef: Reef
beforeEach(async () => {
  reef = await openReef()
})

const open = (urls: readonly string[], more: Partial<NoticeInput> = {}) =>
  reef.command(
    reef.kofi,
    defineCommand({
      name: 'test.open',
      permission: 'notice.work',
      input: z.object({}),
      run: (context) =>
        openNotice(context, {
          receivedAt: new Date(Date.now() - 3600_000).toISOString(),
          channel: 'mail',
          sender: { name: 'Dana Marlow', principal: '', email: 'dana@marlow.example', phone: '', address: '' },
          works: [],
          urls: urls.map((url) => ({ url, work: null })),
          elements: [],
          original: { entry: 'paste', text: 'A notice.' },
          subject: '',
          isConfirmed: true,
          tokenHash: null,
          language: null,
          ...more,
        }),
    }),
    {},
  )
const itemsOf = (caseId: string) => reef.db.noticeItem.findMany({ where: { caseId }, orderBy: { number: 'asc' } })
const resolve = (caseId: string, at = new Date()) => resolveItems.run({ caseId }, { db: reef.db, now: () => at })
const where = () => ({ state: reef.state, origin: reef.fake.origin })

let minute = 0
function write(accountId: string, given: Partial<Post> & { withFile?: boolean } = {}) {
  const { withFile = false, ...rest } = given
  const createdAt = new Date(Date.now() - 86_400_000 + ++minute * 60_000)
  const media = withFile ? addMedia(reef.state, { accountId, createdAt, remoteUrl: null, tile: 3 }) : null
  const post = addPost(reef.state, {
    accountId,
    text: 'A picture',
    ...rest,
    mediaIds: media ? [media.id] : [],
    createdAt: new Date(createdAt.getTime() + 500),
  })
  return { post, media }
}

describe('addresses of a notice', () => {
  it('lead each to a fate of its own', async () => {
    const { harl, mira, wren } = reef.people
    const own = write(harl.id, { withFile: true })
    const gone = write(harl.id).post
    const closed = write(mira.id, { visibility: 'private' }).post
    const copy = write(reef.gull.id, { remoteId: '99', withFile: true })
    const hidden = write(wren.id).post
    const alone = write(mira.id, { withFile: true, visibility: 'private' }).media
    wren.suspendedAt = new Date().toISOString()
    gone.deletedAt = new Date().toISOString()
    const { origin } = reef.fake
    const { caseId } = await open([
      `${origin}/@harl/${own.post.id}`,
      `https://${reef.state.instance.domain}/users/harl/statuses/${own.post.id}`,
      `${origin}/ap/users/${harl.id}/statuses/${own.post.id}`,
      `${origin}/@mira/${own.post.id}`,
      `${origin}/@harl/${gone.id}`,
      `${origin}/@mira/${closed.id}`,
      `${origin}/@wren/${hidden.id}`,
      `${origin}/@gull@harbour.example/${copy.post.id}`,
      postUrl(where(), reef.gull, copy.post),
      'https://harbour.example/@gull/1234',
      'https://nowhere.example/@nobody/1',
      own.media ? fileUrl(where(), own.media, 'original') : '',
      copy.media ? fileUrl(where(), { ...copy.media, id: '12' }, 'original') : '',
      alone ? fileUrl(where(), alone, 'original') : '',
      `${origin}/media_proxy/77/original`,
      `${origin}/@harl`,
      'everything of harl',
    ])
    await resolve(caseId)
    const items = await itemsOf(caseId)
    expect(items.map(({ state, why }) => [state, why])).toEqual([
      ['found', ''],
      ['found', ''],
      ['found', ''],
      ['notFound', 'otherAuthor'],
      ['notFound', 'notShown'],
      ['notFound', 'notShown'],
      ['notFound', 'notShown'],
      ['remote', ''],
      ['remote', ''],
      ['notFound', 'noCopy'],
      ['notFound', 'noCopy'],
      ['found', ''],
      ['notFound', 'fileGone'],
      ['found', 'postUnknown'],
      ['found', 'fileUnasked'],
      ['notLocatable', 'profile'],
      ['notLocatable', 'noAddress'],
    ])
    expect(items[0]).toMatchObject({ postId: own.post.id, accountId: harl.id, isLocal: true })
    expect(items[0]?.mediaUrls).toHaveLength(2)
    expect(items[11]).toMatchObject({ postId: own.post.id, accountId: harl.id })
    expect(items[12]).toMatchObject({ seenStatus: 404, mediaUrls: [items[12]?.url] })
    expect(items[13]).toMatchObject({ seenStatus: 200, postId: null, mediaUrls: [items[13]?.url] })
    expect(items[13]?.seenAt).toBeInstanceOf(Date)
    expect(items[14]?.seenAt).toBeNull()
    expect(items[8]).toMatchObject({ postId: copy.post.id, accountId: reef.gull.id, isLocal: false })
  })

  it('make parties of authors here, who see nothing of it, and of nobody elsewhere', async () => {
    const { kofi } = reef.people
    const own = write(kofi.id).post
    const copy = write(reef.gull.id, { remoteId: '98' }).post
    const { caseId } = await open([`${reef.fake.origin}/@kofi/${own.id}`, postUrl(where(), reef.gull, copy)])
    const seen = (actor: Reef['kofi']) => reef.db.case.count({ where: { AND: [{ id: caseId }, visibleTo(actor)] } })
    expect(await seen(reef.kofi)).toBe(1)
    await resolve(caseId)
    expect([await seen(reef.kofi), await seen(reef.ines)]).toEqual([0, 1])
    expect((await reef.db.case.findUniqueOrThrow({ where: { id: caseId } })).partyIds).toEqual([kofi.id])
  })

  it('never make the instance fetch what somebody complains of', async () => {
    const { caseId } = await open(['https://far.example/@sailor/114801234567890123', 'https://pl.example/objects/5b1c'])
    // Whoever asked the search to resolve would meet this, and go on waiting.
    reef.fake.setFault({ kind: '5xx', match: { path: 'search' } })
    await resolve(caseId)
    expect((await itemsOf(caseId)).map(({ state }) => state)).toEqual(['notFound', 'notFound'])
  })

  it('of a file that gives no answer are asked again for a while, and then said not to have been seen', async () => {
    const { media } = write(reef.people.harl.id, { withFile: true, visibility: 'private' })
    const { caseId } = await open([media ? fileUrl(where(), media, 'original') : ''])
    reef.fake.setFault({ kind: '5xx', match: { path: 'media_attachments' } })
    await resolve(caseId)
    expect((await itemsOf(caseId))[0]?.state).toBe('waiting')
    await resolve(caseId, new Date(Date.now() + FILES_AGAIN_MS + 1000))
    const [file] = await itemsOf(caseId)
    expect(file).toMatchObject({ state: 'found', why: 'fileUnanswered', seenStatus: expect.any(Number) })
  })

  it('wait for a sender who has not confirmed yet', async () => {
    const { caseId } = await open([`${reef.fake.origin}/@harl/1`], { isConfirmed: false })
    await resolve(caseId)
    expect((await itemsOf(caseId))[0]?.state).toBe('waiting')
    await resolve(caseId, new Date(Date.now() + SLOW_MS + 1000))
    expect((await itemsOf(caseId))[0]?.state).toBe('notFound')
  })
})

describe('five hundred addresses', () => {
  it('are asked for in 25 requests, within the budget, and a break is gone on from', async () => {
    const posts = Array.from({ length: 250 }, () => write(reef.people.harl.id).post)
    const urls = posts.flatMap(({ id }) => [`${reef.fake.origin}/@harl/${id}`, `${reef.fake.origin}/@harl/${id}9`])
    const { caseId } = await open(urls)
    const states = async () =>
      Object.fromEntries(
        (await reef.db.noticeItem.groupBy({ by: ['state'], where: { caseId }, _count: true })).map((one) => [
          one.state,
          one._count,
        ]),
      )
    const before = reef.fake.served()
    reef.fake.setFault({ kind: '5xx', match: { path: '^/api/v1/statuses$' }, after: 10 })
    await resolve(caseId)
    expect((await states()).waiting).toBe(300)
    await reef.mend()
    await resolve(caseId)
    expect(await states()).toEqual({ found: 250, notFound: 250 })
    expect(reef.fake.served() - before).toBeLessThanOrEqual(27)
  }, 60_000)

  it('go one by one where the server gives no more at once, and stop where the budget ends', async () => {
    await reef.db.instance.updateMany({ data: { apiVersion: null, version: '4.2.29' } })
    const post = write(reef.people.harl.id).post
    const { caseId } = await open(Array.from({ length: 200 }, () => `${reef.fake.origin}/@harl/${post.id}`))
    await reef.db.requestBudget.deleteMany()
    await resolve(caseId)
    const done = await reef.db.noticeItem.count({ where: { caseId, state: 'found' } })
    expect(done).toBeGreaterThan(150)
    // Two fifths of what Mastodon allows stay for people.
    expect(done).toBeLessThanOrEqual(180)
    const jobs = await reef.db.$queryRawUnsafe<{ at: Date }[]>(
      `SELECT run_at AS at FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
       WHERE t.identifier = 'filings.resolve'`,
    )
    expect(jobs).toHaveLength(1)
    expect(jobs[0]?.at.getTime()).toBeGreaterThan(Date.now() - 1000)
  }, 60_000)
})
