import AxeBuilder from '@axe-core/playwright'
import { expect, type Locator, type Page } from '@playwright/test'
import { t } from '@/lib/platform/i18n/translate'

/** What every screen must pass: nothing that axe finds, nothing that scrolls sideways. */
export async function examine(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 200)).join(' | ')}`)
  expect(found, `axe on ${page.url()}`).toEqual([])
  await expectNoSideways(page)
}

export async function expectNoSideways(page: Page): Promise<void> {
  const { wide, room } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    room: document.documentElement.clientWidth,
  }))
  expect(wide, `width of ${page.url()}`).toBeLessThanOrEqual(room)
}

/** The whole of it is on the screen as it stands. */
export async function expectInSight(page: Page, what: Locator, name: string): Promise<void> {
  const box = await what.boundingBox()
  const screen = page.viewportSize()
  expect(box, `${name} has a box`).not.toBeNull()
  if (!box || !screen) return
  expect(box.y, `${name} begins on the screen`).toBeGreaterThanOrEqual(0)
  expect(box.y + box.height, `${name} ends on the screen`).toBeLessThanOrEqual(screen.height)
  expect(box.x + box.width, `${name} is not cut off`).toBeLessThanOrEqual(screen.width + 1)
}

/** Everybody in the queue, without its head. */
export const people = (page: Page): Locator =>
  page
    .getByRole('table', { name: t('queue.list') })
    .getByRole('row')
    .filter({ has: page.getByRole('link') })

/** The name in a row of the queue; the handle beneath it leads to the person. */
export const caseLink = (row: Locator): Locator => row.getByRole('link').first()

/** How many of them can be seen as the page stands, whole. */
export async function countInSight(rows: Locator): Promise<number> {
  return rows.evaluateAll(
    (elements) =>
      elements.filter((element) => {
        const { top, bottom, left } = element.getBoundingClientRect()
        const seen = document.elementFromPoint(left + 40, (top + bottom) / 2)
        return top >= 0 && bottom <= innerHeight && element.contains(seen)
      }).length,
  )
}

/** The open reports are in: nothing is being read any more. */
export async function queueIsFull(page: Page): Promise<void> {
  await expect(people(page).first()).toBeVisible({ timeout: 30_000 })
  await expect(page.getByRole('progressbar')).toHaveCount(0, { timeout: 60_000 })
}

/** A picture for people, when a folder is named (PICTURES_DIR): wide, on a phone, dark. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.PICTURES_DIR
  if (!folder) return
  const before = page.viewportSize() ?? { width: 1280, height: 900 }
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
  await page.setViewportSize({ width: 390, height: 844 })
  await page.screenshot({ path: `${folder}/${name}-phone.png`, fullPage: true })
  await page.setViewportSize(before)
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.screenshot({ path: `${folder}/${name}-dark.png`, fullPage: true })
  await page.emulateMedia({ colorScheme: 'light' })
}
