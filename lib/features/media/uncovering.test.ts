import { createHash } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { CaseView } from '@/lib/features/reports/schema'
import { addMedia, addPost, addReport } from '@/lib/integrations/mastodon/fake/makers'
import type { Media } from '@/lib/integrations/mastodon/fake/state'
import { newId } from '@/lib/platform/db/client'
import { readStep } from '@/lib/testing/mirror'
import { openReef, type Reef } from '@/lib/testing/reef'
import { recordViewing } from './commands'
import { uncover } from './queries'

let reef: Reef
let wren: CaseView
let mediaId: string
let picture: Media
beforeAll(async () => {
  reef = await openReef()
  const { state, people } = reef
  const at = new Date()
  picture = addMedia(state, { accountId: people.wren.id, createdAt: at, tile: 7 })
  const post = addPost(state, { accountId: people.wren.id, createdAt: at, text: 'Look', mediaIds: [picture.id] })
  addReport(state, { accountId: people.osei.id, targetAccountId: people.wren.id, createdAt: at, statusIds: [post.id] })
  await readStep(reef)
  wren = await reef.caseOf(reef.kofi, 'wren')
  mediaId = wren.posts[0]?.media[0]?.id ?? ''
})
beforeEach(() => reef.fake.setFault(null))

const rows = async (command: string) => {
  const found = await reef.db.auditRow.findMany({
    where: { command, outcome: 'done' },
    orderBy: { recordedAt: 'asc' },
    include: { values: true },
  })
  return found.map((row) => ({
    actor: row.actor,
    caseId: row.caseId,
    ...Object.fromEntries(row.values.map((value): [string, unknown] => [value.field, JSON.parse(value.value)])),
  }))
}
const look = () => reef.query(reef.kofi, uncover, { caseId: wren.id, mediaId })

describe('uncovering', () => {
  it('gives the bytes of the instance, and has who, what and their hash in the log before', async () => {
    const file = await look()
    expect(file.contentType).toBe('image/png')
    expect(Buffer.from(file.bytes).subarray(1, 4).toString()).toBe('PNG')
    expect((await rows('media.uncover')).at(-1)).toEqual({
      actor: 'kofi',
      caseId: wren.id,
      media: picture.id,
      post: wren.posts[0]?.id,
      sha256: createHash('sha256').update(file.bytes).digest('hex'),
      viewing: file.headers?.['x-viewing-id'],
    })
  })

  it('is a row each time, and keeps the picture nowhere', async () => {
    const before = (await rows('media.uncover')).length
    await look()
    await look()
    expect(await rows('media.uncover')).toHaveLength(before + 2)
  })

  it('of a picture of another case gives nothing', async () => {
    const harl = await reef.caseOf(reef.kofi, 'harl')
    for (const asked of [
      { caseId: harl.id, mediaId },
      { caseId: wren.id, mediaId: newId() },
      { caseId: newId(), mediaId },
    ])
      await expect(reef.query(reef.kofi, uncover, asked)).rejects.toMatchObject({ code: 'notFound' })
  })

  it.each([
    ['the instance has trouble', '5xx', 'media.failed'],
    ['a page comes instead', 'html', 'media.failed'],
    ['the connection breaks off', 'dropBefore', 'media.failed'],
  ] as const)('when %s says so, and leaves no row of a look that was none', async (_label, kind, code) => {
    const before = (await rows('media.uncover')).length
    reef.fake.setFault({ kind, match: { path: '/system/' } })
    await expect(look()).rejects.toMatchObject({ code })
    expect(await rows('media.uncover')).toHaveLength(before)
  })

  it('of a file that Mastodon has closed says that it is gone', async () => {
    const account = reef.state.accounts[reef.people.wren.id]
    Object.assign(account ?? {}, { suspendedAt: new Date().toISOString() })
    await expect(look()).rejects.toMatchObject({ code: 'media.gone' })
    Object.assign(account ?? {}, { suspendedAt: null })
  })

  it.each([
    ['into the machine', 'http://127.0.0.1:9/system/x.png'],
    ['into the cloud’s own address', 'http://169.254.169.254/latest/meta-data'],
  ])('of an address that leads %s calls nobody', async (_label, url) => {
    const { url: own } = await reef.db.media.findUniqueOrThrow({ where: { id: mediaId } })
    await reef.db.media.update({ where: { id: mediaId }, data: { url } })
    await expect(look()).rejects.toMatchObject({ code: 'media.failed' })
    await reef.db.media.update({ where: { id: mediaId }, data: { url: own } })
  })
})

describe('how long somebody looked', () => {
  const seconds = (viewingId: unknown, value: unknown, actor = reef.kofi) =>
    reef.command(actor, recordViewing, { viewingId, seconds: value })
  const viewed = async () => (await look()).headers?.['x-viewing-id']

  it('is written beside the look', async () => {
    const viewing = await viewed()
    await seconds(viewing, 12.3456)
    expect((await rows('media.recordViewing')).at(-1)).toEqual({
      actor: 'kofi',
      caseId: wren.id,
      viewing,
      seconds: 12.3,
    })
  })

  it('is told by whoever looked, of a look that was', async () => {
    const viewing = await viewed()
    await expect(seconds(viewing, 3, reef.ines)).rejects.toMatchObject({ code: 'notFound' })
    await expect(seconds(newId(), 3)).rejects.toMatchObject({ code: 'notFound' })
  })

  it('is told once', async () => {
    const viewing = await viewed()
    await seconds(viewing, 3)
    await expect(seconds(viewing, 4000)).rejects.toMatchObject({ code: 'notFound' })
  })

  it.each([-1, 90_000, Number.NaN, '3'])('is not %j seconds', async (value) => {
    await expect(seconds(await viewed(), value)).rejects.toMatchObject({ code: 'badInput' })
  })
})
