import { spawnSync } from 'node:child_process'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask } from '@/lib/features/acts/commands'
import { evidenceOf } from '@/lib/features/evidence/queries'
import { stop } from '@/lib/features/safety/commands'
import { addMedia, addPost, addReport, editPost } from '@/lib/integrations/mastodon/fake/makers'
import type { Account, Media, Post } from '@/lib/integrations/mastodon/fake/state'
import { readObject } from '@/lib/platform/vault/objects'
import { readStep } from '@/lib/testing/mirror'
import { openReef, type Reef } from '@/lib/testing/reef'
import { setMedia } from './commands'
import { settings, standing } from './queries'
import { captureBefore, captureCase } from './workers'

let reef: Reef
beforeAll(async () => {
  reef = await openReef()
})

let made = 0
const ago = (hours: number) => new Date(Date.now() - hours * 3600_000)

/** Somebody with a post with a picture, reported. */
async function reported(given: { category?: 'legal' | 'violation' | 'other'; comment?: string } = {}) {
  const { state, people } = reef
  made += 1
  const like = state.accounts[people.wren.id]
  if (!like) throw new Error('no wren')
  const author: Account = { ...structuredClone(like), id: `9100${made}`, username: `author${made}`, suspendedAt: null }
  state.accounts[author.id] = author
  const picture: Media = addMedia(state, { accountId: author.id, createdAt: ago(3), tile: made })
  const post: Post = addPost(state, {
    accountId: author.id,
    createdAt: ago(3),
    text: `Look ${made}`,
    mediaIds: [picture.id],
  })
  const { category = 'other', comment = 'Mocks me' } = given
  addReport(state, {
    accountId: people.osei.id,
    targetAccountId: author.id,
    createdAt: ago(2),
    statusIds: [post.id],
    category,
    comment,
  })
  await readStep(reef)
  const row = await reef.db.case.findFirstOrThrow({ where: { subjectId: author.id } })
  return { caseId: row.id, author, picture, post }
}
const context = () => ({ db: reef.db, now: () => new Date() })
const look = (caseId: string) => captureCase.run({ caseId, personId: null }, context())
const found = (caseId: string, kind?: string) =>
  evidenceOf(reef.db, caseId, { ...(kind ? { kind } : {}), NOT: { cause: 'arrived' } })
const told = async (caseId: string, kind: string) => (await found(caseId, kind)).map((row) => [row.state, row.why])
const bytesOf = async (evidenceId: string) => {
  const row = await reef.db.evidence.findUniqueOrThrow({ where: { id: evidenceId } })
  return Buffer.from(await readObject(reef.db, row.objectId ?? '')).toString('latin1')
}
/** As if the last look had been long ago. */
const age = async (caseId: string) => {
  await reef.db.capture.updateMany({ where: { caseId }, data: { askedAt: ago(1) } })
  await reef.db.evidence.updateMany({ where: { caseId, kind: 'post' }, data: { lookedAt: ago(1) } })
}

describe('a case that a person opens', () => {
  it('is looked at in the background: post, wordings, thread, account and picture, the picture in quarantine', async () => {
    const { state, people } = reef
    const { caseId, author, post, picture } = await reported()
    editPost(state, post, { text: 'Changed since', at: ago(1) })
    addPost(state, { accountId: people.mira.id, createdAt: ago(1), text: 'A reply', inReplyToId: post.id })
    addPost(state, {
      accountId: people.osei.id,
      createdAt: ago(1),
      text: '@ines for your eyes',
      inReplyToId: post.id,
      visibility: 'direct',
    })
    await reef.query(reef.kofi, (await import('@/lib/features/reports/queries')).one, { caseId })
    expect(await reef.work(['captures.look'])).toEqual(['captures.look'])
    const rows = await found(caseId)
    expect(rows.map((row) => [row.kind, row.state, row.class])).toEqual([
      ['post', 'sealed', 'ordinary'],
      ['media', 'sealed', 'quarantine'],
      ['history', 'sealed', 'ordinary'],
      ['thread', 'sealed', 'ordinary'],
      ['account', 'sealed', 'ordinary'],
    ])
    for (const row of rows)
      expect([row.cause, new Date(row.seenAt).getTime() > ago(1).getTime()]).toEqual(['opened', true])
    expect(rows[0]).toMatchObject({ remoteId: post.id, postedAt: post.createdAt, status: 200 })
    expect(new Date(rows[0]?.reportedAt ?? 0).getTime()).toBeLessThan(new Date(rows[0]?.seenAt ?? 0).getTime())
    expect(rows[1]).toMatchObject({ remoteId: picture.id, postId: post.id, contentType: 'image/png' })
    const thread = await bytesOf(rows[3]?.id ?? '')
    expect([thread.includes('A reply'), thread.includes('for your eyes'), rows[3]?.cut]).toEqual([
      true,
      false,
      ['descendants'],
    ])
    const account = await bytesOf(rows[4]?.id ?? '')
    expect([account.includes(author.username), account.includes(author.user?.email ?? '?')]).toEqual([true, false])
  })

  it('is not looked at again within minutes, and what is missing later is said once', async () => {
    const { caseId, post } = await reported()
    await look(caseId)
    const before = (await found(caseId)).length
    await look(caseId)
    expect(await found(caseId)).toHaveLength(before)
    // Nor sealed again where not a byte is another.
    await age(caseId)
    await look(caseId)
    expect(await found(caseId)).toHaveLength(before)
    expect(await reef.db.capture.count({ where: { caseId } })).toBe(2)
    post.deletedAt = new Date().toISOString()
    await age(caseId)
    await look(caseId)
    await age(caseId)
    await look(caseId)
    expect(await told(caseId, 'post')).toEqual([
      ['sealed', null],
      ['missing', 'gone'],
    ])
    // The report as it came still has its words.
    const [report] = await evidenceOf(reef.db, caseId, { cause: 'arrived' })
    expect(await bytesOf(report?.id ?? '')).toContain('Look 2')
  })

  it('whose post was gone before anybody looked says that the purge was faster', async () => {
    const { caseId, post, picture } = await reported()
    post.deletedAt = new Date().toISOString()
    await look(caseId)
    expect([await told(caseId, 'post'), await told(caseId, 'media')]).toEqual([
      [['missing', 'gone']],
      [['missing', 'gone']],
    ])
    expect((await found(caseId, 'media'))[0]).toMatchObject({ remoteId: picture.id, sha256: null })
  })

  it('that was stopped, or about somebody who was, is asked nothing about', async () => {
    const { caseId } = await reported()
    await reef.command(reef.kofi, stop, { caseId, reportId: null, postId: null })
    reef.fake.setFault({ kind: '5xx' })
    await look(caseId)
    await reef.mend()
    expect([await found(caseId), await reef.db.capture.count({ where: { caseId } })]).toEqual([[], 0])
  })

  it('that is stopped in the middle of a look keeps nothing more', async () => {
    const { caseId } = await reported()
    reef.fake.setFault({ kind: 'slow', ms: 600, match: { path: '/system/' } })
    const looking = look(caseId)
    while ((await found(caseId, 'post')).length === 0) await new Promise((done) => setTimeout(done, 20))
    await reef.command(reef.kofi, stop, { caseId, reportId: null, postId: null })
    await looking
    await reef.mend()
    expect((await found(caseId)).map((row) => row.kind)).toEqual(['post'])
    const classes = await reef.db.vaultObject.findMany({ where: { caseId } })
    expect(new Set(classes.map((object) => object.class))).toEqual(new Set(['childSafety']))
  })

  it('when the instance is away is said to be not whole, and is looked at again by the next', async () => {
    const { caseId } = await reported()
    reef.fake.setFault({ kind: '5xx', match: { path: '/api/v1/statuses' } })
    await look(caseId)
    await reef.mend()
    expect((await reef.query(reef.kofi, standing, { caseId })).look).toMatchObject({
      state: 'failed',
      why: 'temporary',
    })
    await look(caseId)
    expect((await reef.query(reef.kofi, standing, { caseId })).look).toMatchObject({ state: 'done', why: null })
  })
})

describe('media', () => {
  it('are kept as the owner set it for the category, and of nothing that names minors or sexual content', async () => {
    const [illegal, worse] = [await reported({ category: 'legal' }), await reported({ comment: 'She is a minor' })]
    await look(illegal.caseId)
    await look(worse.caseId)
    expect(await found(illegal.caseId, 'media')).toMatchObject([
      { state: 'hashOnly', class: null, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ])
    expect(await told(worse.caseId, 'media')).toEqual([['missing', 'namesMinorsOrSex']])
    await reef.command(reef.ines, setMedia, { category: 'legal', media: 'nothing' })
    const none = await reported({ category: 'legal' })
    await look(none.caseId)
    expect(await told(none.caseId, 'media')).toEqual([['missing', 'setting']])
    const view = await reef.query(reef.kofi, settings, {})
    expect(view).toMatchObject({ mayChange: false })
    expect(view.media.find(({ category }) => category === 'legal')?.media).toBe('nothing')
    await expect(reef.command(reef.kofi, setMedia, { category: 'legal', media: 'bytes' })).rejects.toMatchObject({
      code: 'notAllowed',
    })
  })

  const odd = http.createServer((request, response) => {
    const head = Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1')
    const size = Buffer.alloc(8)
    size.writeUInt32BE(60_000, 0)
    size.writeUInt32BE(60_000, 4)
    const answers: Record<string, [string, Buffer, number?]> = {
      '/lies.png': ['image/png', Buffer.from('<script>alert(1)</script>')],
      '/other.png': ['image/png', Buffer.from('GIF89a\x01\0\x01\0', 'latin1')],
      '/bomb.png': ['image/png', Buffer.concat([head, size])],
      '/film.mp4': ['video/mp4', Buffer.from('\0\0\0\x20ftypisom'), 500_000_000],
    }
    const [type, body, length = body.length] = answers[request.url ?? ''] ?? ['text/plain', Buffer.alloc(0)]
    response.writeHead(200, { 'content-type': type, 'content-length': length })
    response.write(body)
    if (length === body.length) response.end()
  })
  afterAll(() => odd.close().closeAllConnections())

  it.each([
    ['lies about its type', '/lies.png', 'notMedia'],
    ['is another type than it says', '/other.png', 'lies'],
    ['unfolds to gigabytes', '/bomb.png', 'bomb'],
    ['is a film of 500 MB', '/film.mp4', 'tooLarge'],
    ['lies inside', 'http://169.254.169.254/latest/x.png', 'refusedAddress'],
  ])('that %s is refused, and the list says why', async (_label, at, why) => {
    if (!odd.listening) await new Promise<void>((ready) => odd.listen(0, new URL(reef.fake.origin).hostname, ready))
    const { caseId, picture } = await reported()
    const origin = new URL(reef.fake.origin)
    origin.port = String((odd.address() as AddressInfo).port)
    const url = at.startsWith('http') ? at : new URL(at, origin).href
    await reef.db.media.updateMany({ where: { remoteId: picture.id }, data: { url } })
    await look(caseId)
    expect(await told(caseId, 'media')).toEqual([['refused', why]])
    expect(await reef.db.vaultObject.count({ where: { caseId, class: 'quarantine' } })).toBe(0)
  })
})

const panel = {
  message: '',
  sendsMail: false,
  note: '',
  ground: { kind: 'rule', ruleIds: ['1'] },
  source: 'report',
} as const

describe('an act', () => {
  const act = async (caseId: string) => {
    const { version } = await reef.db.case.findUniqueOrThrow({ where: { id: caseId } })
    await reef.command(reef.kofi, ask, { caseId, version, ...panel, kind: 'suspend' })
    return () => reef.db.act.findFirstOrThrow({ where: { caseId, kind: 'suspend' } })
  }

  it('is sent after everything was sealed that it takes away', async () => {
    const { caseId, author } = await reported()
    const now = await act(caseId)
    await reef.work()
    const { state, sentAt } = await now()
    expect([state, reef.state.accounts[author.id]?.suspendedAt]).toEqual(['confirmed', expect.any(String)])
    const rows = await found(caseId)
    expect(rows.map((row) => [row.kind, row.state, row.cause])).toEqual([
      ['post', 'sealed', 'act'],
      ['media', 'sealed', 'act'],
      ['account', 'sealed', 'act'],
    ])
    for (const row of rows) expect(new Date(row.seenAt) <= (sentAt ?? new Date(0))).toBe(true)
  })

  it('waits for a look a short while; then it is sent, and both the log and the case say that it did not wait', async () => {
    const { caseId } = await reported()
    reef.fake.setFault({ kind: 'slow', ms: 4000, match: { path: '/system/' } })
    const outcome = await captureBefore(context(), { caseId, personId: reef.kofi.id, kind: 'suspend' }, 1500)
    expect(outcome).toBe('late')
    expect((await reef.query(reef.kofi, standing, { caseId })).look).toMatchObject({
      state: 'running',
      lateFor: 'suspend',
    })
    expect(await reef.db.auditRow.count({ where: { caseId, command: 'captures.noteLate' } })).toBe(1)
    while ((await reef.db.capture.count({ where: { caseId, state: 'running' } })) > 0)
      await new Promise((done) => setTimeout(done, 20))
    await reef.mend()
    expect(await told(caseId, 'media')).toEqual([['sealed', null]])
  })

  const limit = (bytes: string) => spawnSync('prlimit', ['--pid', String(process.pid), `--fsize=${bytes}:`])
  it.skipIf(limit('unlimited').status !== 0)(
    'waits while the disk is full, and nothing of it is half sealed',
    async () => {
      const { caseId, author } = await reported()
      const now = await act(caseId)
      limit('100')
      await reef.work()
      limit('unlimited')
      expect(await now()).toMatchObject({ state: 'asked', waitsFor: 'vaultFull', sentAt: null })
      expect(reef.state.accounts[author.id]?.suspendedAt).toBeNull()
      expect(await told(caseId, 'media')).toEqual([])
      await reef.db.act.updateMany({ where: { caseId }, data: { waitsUntil: new Date() } })
      await reef.db.$executeRawUnsafe(`UPDATE graphile_worker._private_jobs SET run_at = now()`)
      await reef.work()
      expect([(await now()).state, await told(caseId, 'media')]).toEqual(['confirmed', [['sealed', null]]])
    },
  )
})
