import { afterEach, expect, test } from 'vitest'
import { addMedia, addPost, addReport } from './makers'
import { newBrowser, signInAs } from './replay/browser'
import type { Version } from './state'
import { startTrial, type Trial } from './trial'

const DAY = 86_400_000

let trial: Trial
afterEach(() => trial.fake.close())

/** A deleted post with a picture, named in a report. */
async function withDeletedPost(version: Version) {
  trial = await startTrial(version)
  const { state, people, clock } = trial
  const createdAt = new Date(clock.now - DAY)
  const media = addMedia(state, { accountId: people.alice.id, createdAt, tile: 7 })
  const post = addPost(state, { accountId: people.alice.id, createdAt, text: 'gone', mediaIds: [media.id] })
  const report = addReport(state, {
    accountId: people.ines.id,
    targetAccountId: people.alice.id,
    statusIds: [post.id],
    createdAt,
  })
  const pictureNow = async () => {
    const shown = await (await trial.ask('kofi', 'GET', `/api/v1/admin/reports/${report.id}`)).json()
    return String(shown.statuses[0].media_attachments[0].url)
  }
  const before = await pictureNow()
  await trial.ask('alice', 'DELETE', `/api/v1/statuses/${post.id}`)
  return { post, report, before, after: await pictureNow() }
}

test('up to 4.3 the picture of a deleted post stays open to all', async () => {
  const { before, after } = await withDeletedPost('4.3')
  expect(after).toBe(before)
  expect((await fetch(after)).status).toBe(200)
})

test('from 4.4 on it hides behind a proxy that wants a web session of staff', async () => {
  const { before, after } = await withDeletedPost('4.4')
  expect(after).toMatch(/\/media_proxy\/\d+\/original$/)
  expect((await fetch(before)).status).toBe(403)
  expect((await fetch(after, { headers: { authorization: 'Bearer kofi' } })).status).toBe(404)
  const browser = newBrowser(trial.fake.origin)
  await signInAs(browser, 'alice')
  expect((await browser.open(after)).status).toBe(404)
  await signInAs(browser, 'kofi')
  expect((await browser.open(after)).headers.get('content-type')).toBe('image/png')
})

test('after thirty days a deleted post is gone from the open report too', async () => {
  const { report } = await withDeletedPost('4.6')
  trial.clock.now += 30 * DAY
  const shown = await (await trial.ask('kofi', 'GET', `/api/v1/admin/reports/${report.id}`)).json()
  expect(shown.statuses).toEqual([])
})

test.each<[Version, string]>([
  ['4.2', 'Record not found'],
  ['4.6', 'Not Found'],
])('%s says "%s" of a post that never was', async (version, error) => {
  trial = await startTrial(version)
  expect(await (await trial.ask('kofi', 'GET', '/api/v1/statuses/1')).json()).toEqual({ error })
})

test('quotes show once whole, and not when they may not be seen', async () => {
  trial = await startTrial('4.4')
  const { state, people, clock, ask } = trial
  const createdAt = new Date(clock.now)
  const open = addPost(state, { accountId: people.alice.id, createdAt, text: 'said' })
  const secret = addPost(state, { accountId: people.ines.id, createdAt, text: 'kept', visibility: 'private' })
  const quote = async (quotedPostId: string) => {
    const post = addPost(state, { accountId: people.alice.id, createdAt, text: 'see', quotedPostId })
    return (await (await ask('kofi', 'GET', `/api/v1/statuses/${post.id}`)).json()).quote
  }
  expect(await quote(open.id)).toMatchObject({ state: 'accepted', quoted_status: { id: open.id, quote: null } })
  expect(await quote(secret.id)).toEqual({ state: 'unauthorized', quoted_status: null })
})

test('two tiles are two pictures', async () => {
  trial = await startTrial('4.6')
  const { state, people, fake } = trial
  const files = [1, 2].map((tile) => addMedia(state, { accountId: people.alice.id, createdAt: new Date(0), tile }))
  const bytes = await Promise.all(
    files.map(async ({ id, fileKey }) => {
      const folder = id.padStart(18, '0').replace(/(\d{3})(?=\d)/g, '$1/')
      const file = await fetch(`${fake.origin}/system/media_attachments/files/${folder}/original/${fileKey}.png`)
      return Buffer.from(await file.arrayBuffer())
    }),
  )
  expect(bytes[0]?.subarray(1, 4).toString()).toBe('PNG')
  expect(bytes[0]?.equals(bytes[1] ?? Buffer.alloc(0))).toBe(false)
})

test('a profile with markup in it stays text on the pages', async () => {
  trial = await startTrial('4.6')
  const { people, ask } = trial
  Object.assign(people.gull, { displayName: '<img src=x onerror=alert(1)>', note: '<script>alert(1)</script>hi' })
  const page = await (await ask(null, 'GET', '/@gull@harbour.example')).text()
  expect(page).not.toMatch(/<img src=x|<script/)
  expect(page).toContain('hi')
})
