import path from 'node:path'
import type { Page } from '@playwright/test'
import { t } from '@/lib/platform/i18n/translate'
import { act, acts, enterAsOwner, expectActState, openCaseOf } from '../desk'
import { expect, test } from '../fixtures'
import { reefProcess } from '../instance'
import { launchConsole } from '../launched'
import { connectTo } from '../people'

const SIZES = { desk: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } }

/** One outage, of which every screen is taken in both sizes and both lights. */
async function picture(page: Page, name: string): Promise<void> {
  for (const [size, viewport] of Object.entries(SIZES))
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize(viewport)
      await page.emulateMedia({ colorScheme })
      await page.evaluate(() => document.fonts.ready)
      await page.screenshot({ path: path.join(process.env.PICTURES_DIR ?? '', `${name}-${size}-${colorScheme}.png`) })
    }
  await page.setViewportSize(SIZES.desk)
}

test('what waits for Mastodon', async ({ watched }) => {
  const reef = await reefProcess()
  await reef.start()
  const desk = await launchConsole()
  await connectTo(desk, reef.origin)
  const page = await enterAsOwner(watched, desk)
  await page.goto(`${desk.url}/settings`)
  await page.getByRole('radio', { name: t('settings.patience.wait') }).scrollIntoViewIfNeeded()
  await picture(page, 'patience')
  await reef.kill()
  await page.goto(`${desk.url}/reports`)
  await expect(async () => {
    await page.reload()
    await expect(page.getByText(t('queue.failure.unreachable'))).toBeVisible({ timeout: 1000 })
  }).toPass({ timeout: 60_000 })
  await picture(page, 'down-queue')
  await openCaseOf(page, 'harl')
  await picture(page, 'down-case')
  await page.keyboard.press('l')
  await page.getByRole('heading', { name: t('panel.does') }).waitFor()
  await picture(page, 'down-panel')
  await page.keyboard.press('Escape')
  await act(page, 'act.assign').click()
  await expectActState(page, 'state.waits')
  await expect(acts(page).getByRole('button', { name: t('done.cancel') })).toBeVisible()
  await picture(page, 'waits-case')
  await openCaseOf(page, 'mira')
  await act(page, 'act.resolve').click()
  await page.waitForTimeout(6000)
  await page.goto(`${desk.url}/reports`)
  await picture(page, 'waits-queue')
  await page.goto(`${desk.url}/reports/waiting`)
  await picture(page, 'waits-list')
  await page
    .getByRole('main')
    .getByRole('button', { name: t('state.cancel'), exact: true })
    .first()
    .click()
  await page.waitForTimeout(2000)
  await picture(page, 'waits-cancelled')
  await openCaseOf(page, 'harl')
  await picture(page, 'waits-case-after')
  await page.close()
  await desk.stop()
  await reef.stop()
})
