import type { Locator, Page } from '@playwright/test'
import { type Message, t } from '@/lib/platform/i18n/translate'
import { type Desk, enterAsOwner, openDesk } from '../desk'
import { expect, test } from '../fixtures'
import { expectVisibleFocus, tabTo } from '../keys'
import { examine } from '../screens'

const DESK = { width: 1280, height: 900 }
const PHONE = { width: 390, height: 844 }

/** Each page of the settings, and what one does there first. */
const PAGES: { name: Message; path: string; first: (page: Page) => Locator }[] = [
  { name: 'staff.title', path: 'people', first: (page) => page.locator('summary').first() },
  {
    name: 'presets.title',
    path: 'presets',
    first: (page) => page.getByRole('button', { name: t('presets.new') }),
  },
  { name: 'kept.title', path: 'kept', first: (page) => page.locator('summary').first() },
  { name: 'reader.title', path: 'reader', first: (page) => page.getByRole('button', { name: t('reader.ask') }) },
  { name: 'move.title', path: 'move', first: (page) => page.getByLabel(t('connect.own.label')) },
  {
    name: 'archive.title',
    path: 'archive',
    first: (page) => page.getByRole('main').getByRole('link', { name: t('kept.back') }),
  },
  { name: 'leaving.title', path: 'leave', first: (page) => page.getByRole('checkbox', { name: t('leaving.sure') }) },
]

let desk: Desk
test.beforeAll(async () => {
  desk = await openDesk()
})
test.afterAll(() => desk.stop())

test('every page of the settings and of a person without a mouse, and on a phone', async ({ watched }) => {
  test.setTimeout(180_000)
  const page = await enterAsOwner(watched, desk)

  await test.step('the welcome', async () => {
    await page.goto(`${desk.url}/welcome`)
    await examineBoth(page)
    await tabTo(page, page.getByRole('link', { name: t('welcome.toReports') }))
  })

  for (const { name, path, first } of PAGES) {
    await test.step(path, async () => {
      await page.goto(`${desk.url}/settings`)
      await tabTo(page, page.getByRole('main').getByRole('link', { name: t(name), exact: true }))
      await page.keyboard.press('Enter')
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(t(name))
      await examineBoth(page)
      await tabTo(page, first(page))
    })
  }

  await test.step('counsel and everybody else leave from the menu of their name', async () => {
    await tabTo(page, page.getByRole('button', { name: /, signed in$/ }))
    await page.keyboard.press('Enter')
    const leave = page.getByRole('banner').getByRole('link', { name: t('leaving.title') })
    await tabTo(page, leave)
    await examine(page)
    await page.keyboard.press('Escape')
    await expect(leave).toBeHidden()
  })

  await test.step('a message is written, changed and taken away', async () => {
    await page.goto(`${desk.url}/settings/presets`)
    await press(page, page.getByRole('button', { name: t('presets.new') }))
    await expect(page.getByLabel(t('presets.name'))).toBeFocused()
    await expectVisibleFocus(page)
    await page.keyboard.type('Once more')
    await tabTo(page, page.getByLabel(t('presets.words')))
    await page.keyboard.type('Please stop.')
    await press(page, page.getByRole('button', { name: t('presets.save') }))
    await expect(page.getByRole('heading', { name: 'Once more' })).toBeVisible()
    await press(page, page.getByRole('button', { name: /^Remove Once more/ }))
    await page.keyboard.press('Enter')
    await expect(page.getByText(t('presets.none'))).toBeVisible()
  })

  await test.step('from the box to a person, and to an act and back', async () => {
    await page.keyboard.press('/')
    await expect(page.getByRole('combobox')).toBeFocused()
    await expectVisibleFocus(page)
    await page.keyboard.type('@harl')
    await expect(page.getByRole('option').first()).toContainText('@harl')
    await examineBoth(page)
    await page.getByRole('combobox').focus()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Harl')
    await examineBoth(page)
    await page.keyboard.press('l')
    await expect(page.getByRole('heading', { name: t('panel.does') })).toBeVisible()
    await examineBoth(page)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('heading', { name: t('panel.does') })).toHaveCount(0)
  })
})

async function press(page: Page, what: Locator): Promise<void> {
  await tabTo(page, what)
  await page.keyboard.press('Enter')
}

/** As it stands on a desk, and then on a phone. */
async function examineBoth(page: Page): Promise<void> {
  await examine(page)
  await page.setViewportSize(PHONE)
  await examine(page)
  await page.setViewportSize(DESK)
}
