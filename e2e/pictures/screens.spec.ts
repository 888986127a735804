import path from 'node:path'
import type { BrowserContextOptions, Page } from '@playwright/test'
import { t } from '@/lib/platform/i18n/translate'
import { act, enterAsOwner, openCaseOf, openDesk } from '../desk'
import { expect, test } from '../fixtures'
import { launchConsole } from '../launched'
import { chooseThere, leaveForInstance } from '../people'
import { queueIsFull } from '../screens'

// For looking at, not for comparing: every screen on a desk and on a phone, in light and in dark, and from right to left.
const LOOKS: Record<string, BrowserContextOptions> = {
  'desk-light': { viewport: { width: 1280, height: 900 }, colorScheme: 'light' },
  'desk-dark': { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' },
  'phone-light': { viewport: { width: 390, height: 844 }, colorScheme: 'light', isMobile: true, hasTouch: true },
  'desk-turned': { viewport: { width: 1280, height: 900 }, colorScheme: 'light' },
  'phone-dark': { viewport: { width: 390, height: 844 }, colorScheme: 'dark', isMobile: true, hasTouch: true },
}

for (const [look, options] of Object.entries(LOOKS)) {
  const picture = async (page: Page, name: string, fullPage = false) => {
    await page.evaluate(() => document.fonts.ready)
    if (look.endsWith('turned')) await page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'))
    await page.screenshot({ path: path.join(process.env.PICTURES_DIR ?? '', `${name}-${look}.png`), fullPage })
  }

  test(`the set-up, ${look}`, async ({ watched }) => {
    const desk = await launchConsole()
    const page = await watched.openBrowser(options)
    await page.goto(desk.url)
    await page.getByLabel(t('connect.code.label')).waitFor()
    await picture(page, 'connect-1-code', true)
    await page.getByLabel(t('connect.code.label')).fill(desk.code)
    await page.getByRole('button', { name: t('connect.code.go') }).click()
    await expect(page.getByText(t('connect.code.fits'))).toBeVisible()
    await picture(page, 'connect-2-ways', true)
    await page.getByRole('button', { name: t('connect.demo.go') }).click()
    await expect(page.getByText(t('connect.demo.ready'))).toBeVisible({ timeout: 60_000 })
    await picture(page, 'connect-3-connected', true)
    await page.goto(`${desk.url}/sign-in`)
    await picture(page, 'sign-in', true)
    await leaveForInstance(page)
    await chooseThere(page, 'ines')
    await page.getByRole('progressbar').waitFor()
    await picture(page, 'queue-filling')
    await queueIsFull(page)
    await picture(page, 'queue')
    await desk.stop()
  })

  test(`the settings and a person, ${look}`, async ({ watched }) => {
    const desk = await openDesk()
    const page = await enterAsOwner(watched, desk, options)
    for (const path of ['people', 'presets', 'kept', 'reader', 'move', 'archive', 'leave']) {
      await page.goto(`${desk.url}/settings/${path}`)
      await picture(page, `settings-${path}`, true)
    }
    await page.goto(`${desk.url}/welcome`)
    await picture(page, 'welcome', true)
    await page.getByRole('combobox').fill('@harl')
    await page.getByRole('option').first().waitFor()
    await picture(page, 'find')
    await page.getByRole('combobox').press('Enter')
    await page.waitForURL(/\/people\//)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await picture(page, 'person')
    await picture(page, 'person-whole', true)
    await openCaseOf(page, 'harl')
    await picture(page, 'report-local')
    await page.keyboard.press('w')
    await page.getByRole('heading', { name: t('panel.does') }).waitFor()
    await picture(page, 'warn')
    await desk.stop()
  })

  test(`the work, ${look}`, async ({ watched }) => {
    const desk = await openDesk()
    const page = await enterAsOwner(watched, desk, options)
    await openCaseOf(page, 'nawras')
    await picture(page, 'report')
    await page.keyboard.press('l')
    await page.getByRole('heading', { name: t('panel.does') }).waitFor()
    await picture(page, 'consequences')
    await page.keyboard.press('Escape')
    await act(page, 'act.resolve').waitFor()
    await page.keyboard.press('Shift+X')
    await page.getByRole('button', { name: t('stop.confirm') }).waitFor()
    await picture(page, 'stop-1-asks')
    await page.getByRole('button', { name: t('stop.confirm') }).click()
    await expect(page.getByText(t('stopped.done'))).toBeVisible()
    await picture(page, 'stop-2-stopped', true)
    await page.getByRole('link', { name: t('stopped.toDesk') }).click()
    await page.getByLabel(t('safety.number')).waitFor()
    await picture(page, 'safety-case', true)
    await page.goto(`${desk.url}/safety`)
    await picture(page, 'safety')
    await page.goto(`${desk.url}/audit`)
    await picture(page, 'audit')
    await page.goto(`${desk.url}/settings`)
    await picture(page, 'settings', true)
    await desk.stop()
  })
}
