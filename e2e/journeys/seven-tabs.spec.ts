import type { Page } from '@playwright/test'
import { t } from '@/lib/platform/i18n/translate'
import { type Desk, enter, enterAsOwner, openCaseOf, openDesk } from '../desk'
import { expect, test } from '../fixtures'
import { leaveForInstance } from '../people'
import { people } from '../screens'

let desk: Desk
test.beforeAll(async () => {
  desk = await openDesk()
})
test.afterAll(() => desk.stop())

const ownerOf = (page: Page, handle: string) =>
  people(page)
    .filter({ hasText: `@${handle}` })
    .getByText('Kofi Asante', { exact: true })

async function allSee(tabs: Page[], handle: string): Promise<void> {
  const from = Date.now()
  await Promise.all(tabs.map((tab) => expect(ownerOf(tab, handle)).toBeVisible({ timeout: 30_000 })))
  console.log(`${tabs.length} tabs: seen by the last after ${Date.now() - from} ms`)
}

test('a console stops, however many pages hold a stream open', async ({ watched }) => {
  // Stopped for good, it leaves its pages without an answer.
  const own = await openDesk()
  const ines = await enterAsOwner(watched, own)
  const reading = ines.waitForResponse((response) => response.url().endsWith('/api/events'))
  await ines.reload()
  expect((await reading).status()).toBe(200)
  const from = Date.now()
  await own.stop()
  console.log(`stopped with an open stream after ${Date.now() - from} ms`)
})

test('one person with seven tabs: one stream, all current, none hangs, and one sign-out ends all', async ({
  watched,
}) => {
  const first = await enterAsOwner(watched, desk)
  const streams = new Set<object>()
  first.context().on('request', (request) => request.url().endsWith('/api/events') && streams.add(request))
  first.context().on('requestfailed', (request) => streams.delete(request))
  const tabs = [first]
  await test.step('seven tabs open', async () => {
    while (tabs.length < 7) {
      const tab = await first.context().newPage()
      await tab.goto(`${desk.url}/reports`)
      await expect(people(tab).first()).toBeVisible()
      tabs.push(tab)
    }
    // The first tab's stream began before anybody counted.
    expect(streams.size).toBe(0)
  })

  const kofi = await enter(watched, desk, 'kofi')
  await test.step('what a colleague does is seen in all of them', async () => {
    await openCaseOf(kofi, 'harl')
    await kofi.keyboard.press('c')
    await allSee(tabs, 'harl')
  })

  await test.step('the tab that reads for the others is closed: another takes over', async () => {
    await first.close()
    await expect.poll(() => streams.size, { timeout: 30_000 }).toBe(1)
    await openCaseOf(kofi, 'nawras')
    await kofi.keyboard.press('c')
    await allSee(tabs.slice(1), 'nawras')
    expect(streams.size).toBe(1)
  })

  await test.step('signing out in one ends all', async () => {
    const [, one, ...others] = tabs
    if (!one) throw new Error('no tab')
    await one.getByRole('button', { name: new RegExp(t('shell.you', { name: '' }).trim()) }).click()
    await one.getByRole('button', { name: t('shell.signOut') }).click()
    for (const tab of [one, ...others]) await expect(tab).toHaveURL(`${desk.url}/sign-in`)
  })
})

test('somebody else signs in in the same browser: the other tabs become theirs at once', async ({ watched }) => {
  await enterAsOwner(watched, desk)
  const kofi = await enter(watched, desk, 'kofi')
  const you = (name: string) => kofi.getByRole('button', { name: t('shell.you', { name }) })
  await expect(people(kofi).first()).toBeVisible()
  await expect(you('Kofi Asante')).toBeVisible()
  const lena = await kofi.context().newPage()
  await lena.goto(`${desk.reef.origin}/auth/sign_in`)
  await lena.getByRole('button', { name: /@lena\b/ }).click()
  // On a sign-in page that was left open since before Kofi came.
  const kofis = await kofi.context().cookies(desk.url)
  await kofi.context().clearCookies({ name: /session-token/ })
  await lena.goto(`${desk.url}/sign-in`)
  await kofi.context().addCookies(kofis)
  await leaveForInstance(lena)
  await lena.getByRole('button', { name: 'Authorize' }).click()
  await lena.waitForURL(`${desk.url}/reports`)
  const from = Date.now()
  await expect(you('Lena Ortiz')).toBeVisible()
  console.log(`the former page was theirs ${Date.now() - from} ms after their own`)
})
