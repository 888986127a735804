import { expect, type Locator, type Page } from '@playwright/test'

/** Walks there with the tab key, and sees that where one stands can be seen. */
export async function tabTo(page: Page, where: Locator): Promise<void> {
  for (let step = 0; step < 80; step++) {
    if (await where.evaluate((element) => element === document.activeElement).catch(() => false)) {
      return expectVisibleFocus(page)
    }
    await page.keyboard.press('Tab')
  }
  throw new Error(`The tab key does not reach ${String(where)}`)
}

/** The element with the focus, or what stands for it after it, has an outline. */
export async function expectVisibleFocus(page: Page): Promise<void> {
  const outline = await page.evaluate(() => {
    const focused = document.activeElement
    if (!focused || focused === document.body) return 'nothing has the focus'
    const styles = [getComputedStyle(focused), getComputedStyle(focused, '::after')]
    return styles.some((style) => style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 1)
      ? 'seen'
      : `not seen on ${focused.outerHTML.slice(0, 200)}`
  })
  expect(outline).toBe('seen')
}
