import type { BrowserContextOptions, Locator, Page } from '@playwright/test'
import { t } from '@/lib/platform/i18n/translate'
import { act, acts, type Desk, enter, enterAsOwner, expectActState, openCaseOf, openDesk, startingWith } from '../desk'
import { expect, test } from '../fixtures'
import { setUpCookie } from '../people'
import { countInSight, examine, expectInSight, expectNoSideways, people, queueIsFull } from '../screens'

const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
/** A thumb reaches the lower half, and needs this much to hit. */
const THUMB = { from: 844 / 2, size: 44 }
const ROOMS = ['/reports', '/safety', '/audit', '/settings'] as const

let desk: Desk
test.beforeAll(async () => {
  desk = await openDesk()
})
test.afterAll(() => desk.stop())

test('on a phone by touch: six people on the screen, the acts under the thumb, nothing sideways', async ({
  watched,
}) => {
  const page = await watched.openBrowser({ ...PHONE, storageState: setUpCookie(desk) })

  await test.step('sign in', async () => {
    await page.goto(`${desk.url}/sign-in`)
    await examine(page)
    await page.getByRole('button', { name: t('signIn.go', { domain: 'reef.example' }) }).tap()
    await page.getByRole('button', { name: /@ines\b/ }).tap()
    await page.getByRole('button', { name: 'Authorize' }).tap()
    await page.getByRole('link', { name: t('welcome.toReports') }).waitFor()
    await examine(page)
    await page.getByRole('link', { name: t('welcome.toReports') }).tap()
  })

  await test.step('six people at least', async () => {
    await queueIsFull(page)
    await expect(page.getByRole('combobox')).toHaveAttribute('placeholder', t('find.placeholderShort'))
    expect(await countInSight(people(page))).toBeGreaterThanOrEqual(6)
    await examine(page)
  })

  await test.step('the first acts lie under the thumb', async () => {
    await people(page).filter({ hasText: '@harl' }).getByRole('link').first().tap()
    for (const name of ['act.assign', 'act.resolve'] as const) await expectUnderThumb(page, act(page, name))
    await expect(acts(page).getByRole('button')).toHaveCount(3)
    await expectUnderThumb(page, page.getByRole('button', { name: t('act.more') }))
    await examine(page)
  })

  await test.step('a limit by touch', async () => {
    await page.getByRole('button', { name: t('act.more') }).tap()
    await act(page, 'act.limit').tap()
    await expect(page.getByRole('heading', { name: t('panel.does') })).toBeVisible()
    await page.getByLabel(t('panel.message')).fill('Please stop.')
    await examine(page)
    const confirm = page.getByRole('button', { name: startingWith(t('panel.confirm.limit', { handle: '' }).trim()) })
    await expectUnderThumb(page, confirm)
    await confirm.tap()
    await expectActState(page, 'state.confirmed')
  })

  await test.step('every room fits', async () => {
    for (const room of ROOMS) {
      await page.goto(desk.url + room)
      await examine(page)
    }
  })
})

test('in the dark: everything can still be told apart', async ({ watched }) => {
  const page = await enter(watched, desk, 'ines', { ...PHONE, colorScheme: 'dark' })
  await queueIsFull(page)
  await examine(page)
  await people(page).filter({ hasText: '@nawras' }).getByRole('link').first().tap()
  await expect(act(page, 'act.resolve')).toBeVisible()
  await examine(page)
  for (const room of ROOMS.slice(1)) {
    await page.goto(desk.url + room)
    await examine(page)
  }
})

test('from right to left: the rail changes sides, nothing is cut off or scrolls sideways', async ({ watched }) => {
  const page = await enterAsOwner(watched, desk)
  await turn(page)
  const rail = await page.getByRole('navigation', { name: t('nav.label') }).boundingBox()
  expect(rail?.x).toBeGreaterThan(640)
  await expectNoSideways(page)
  await openCaseOf(page, 'nawras')
  await turn(page)
  await expectNoSideways(page)
  await expectInSight(page, acts(page), 'the acts')
  const dock = await acts(page).boundingBox()
  expect(dock?.x).toBeLessThan(640)
  await page.setViewportSize({ width: 390, height: 844 })
  await expectNoSideways(page)
  for (const room of ROOMS) {
    await page.goto(desk.url + room)
    await turn(page)
    await expectNoSideways(page)
  }
})

const turn = (page: Page): Promise<void> => page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'))

async function expectUnderThumb(page: Page, what: Locator): Promise<void> {
  await expect(what).toBeVisible()
  await expectInSight(page, what, 'it')
  const box = await what.boundingBox()
  expect(box?.y).toBeGreaterThan(THUMB.from)
  expect(box?.height).toBeGreaterThanOrEqual(THUMB.size)
}
