import { afterEach, expect, test } from 'vitest'
import { addMedia, addPost, addReport } from './makers'
import { locationOf, newBrowser, signInAs } from './replay/browser'
import type { Account, Version } from './state'
import { startTrial, type Trial } from './trial'

let trial: Trial
afterEach(() => trial.fake.close())

/** Two posts of somebody in one report, the first with a picture. */
async function withReport(version: Version, whose: 'alice' | 'gull' = 'alice') {
  trial = await startTrial(version)
  const { state, people, clock } = trial
  const author: Account = people[whose]
  const createdAt = new Date(clock.now - 86_400_000)
  const media = addMedia(state, { accountId: author.id, createdAt, tile: 7 })
  const post = (text: string, mediaIds: string[] = []) =>
    addPost(state, { accountId: author.id, createdAt, text, mediaIds })
  const posts = [post('with a picture', [media.id]), post('words only')]
  const statusIds = posts.map(({ id }) => id)
  const report = addReport(state, { accountId: people.ines.id, targetAccountId: author.id, statusIds, createdAt })
  const browser = newBrowser(trial.fake.origin)
  return { posts, report, browser, press: browser.press }
}
const statusOf = async (id: string) => (await trial.ask('kofi', 'GET', `/api/v1/statuses/${id}`)).status
const shown = async (id: string) => (await trial.ask('kofi', 'GET', `/api/v1/admin/reports/${id}`)).json()

test.each<[Version, RegExp]>([
  ['4.2', /\/system\//],
  ['4.3', /\/system\//],
  ['4.4', /\/media_proxy\//],
  ['4.6', /\/media_proxy\//],
])('%s: the posts of a report go together, after asking once more', async (version, pictures) => {
  const { posts, report, browser, press } = await withReport(version)
  await signInAs(browser, 'kofi')
  const asked = await press(`/admin/reports/${report.id}/actions/preview`, {})
  expect(await asked.text()).toContain('these 2 posts')
  expect(await statusOf(posts[0]?.id ?? '')).toBe(200)
  await press(`/admin/reports/${report.id}/actions`, { type: 'delete' })
  for (const post of posts) expect(await statusOf(post.id)).toBe(404)
  const after = await shown(report.id)
  expect(after).toMatchObject({ action_taken: true, action_taken_by_account: { username: 'kofi' } })
  expect(after.statuses).toHaveLength(2)
  const pictured = after.statuses.find(
    (status: { media_attachments: unknown[] }) => status.media_attachments.length > 0,
  )
  expect(pictured.media_attachments[0].url).toMatch(pictures)
  expect(trial.state.strikes.at(-1)).toMatchObject({ action: 'delete_statuses', reportId: report.id, emailed: true })
})

test('posts of a remote person are destroyed at once', async () => {
  const { posts, report, browser, press } = await withReport('4.6', 'gull')
  await signInAs(browser, 'kofi')
  await press(`/admin/reports/${report.id}/actions`, { type: 'delete' })
  expect(trial.state.posts[posts[0]?.id ?? '']).toBeUndefined()
  expect((await shown(report.id)).statuses).toEqual([])
  expect(trial.state.strikes.at(-1)).toMatchObject({ emailed: false })
})

test('a post may be taken out of a report first, and then stays', async () => {
  const { posts, report, browser, press } = await withReport('4.6')
  await signInAs(browser, 'kofi')
  const [first, second] = posts
  const form = { report_id: report.id, status_id: first?.id ?? '' }
  await press(`/admin/accounts/${trial.people.alice.id}/statuses/batch`, form)
  await press(`/admin/reports/${report.id}/actions`, { type: 'delete' })
  expect(await statusOf(first?.id ?? '')).toBe(200)
  expect(await statusOf(second?.id ?? '')).toBe(404)
  const page = await browser.open(`/admin/accounts/${trial.people.alice.id}/statuses/${second?.id}`)
  expect(await page.text()).toContain(`Report #${report.id}`)
})

test('it takes somebody signed in there who may handle reports', async () => {
  const { posts, report, browser, press } = await withReport('4.6')
  const path = `/admin/reports/${report.id}/actions`
  expect(locationOf(await press(path, { type: 'delete' }))).toContain('/auth/sign_in')
  await signInAs(browser, 'alice')
  expect((await press(path, { type: 'delete' })).status).toBe(403)
  expect(await statusOf(posts[0]?.id ?? '')).toBe(200)
})
