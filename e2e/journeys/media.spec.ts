import { t } from '@/lib/platform/i18n/translate'
import { type Desk, enterAsOwner, openCaseOf, openDesk } from '../desk'
import { expect, test } from '../fixtures'
import { examine } from '../screens'

let desk: Desk
test.beforeAll(async () => {
  desk = await openDesk()
})
test.afterAll(() => desk.stop())

test('a picture stays covered until asked for, and each look is in the audit', async ({ watched }) => {
  const page = await enterAsOwner(watched, desk)
  await openCaseOf(page, 'nawras')
  const cover = page.getByRole('button', { name: t('media.covered', { kind: t('media.image') }) })
  const picture = page.locator('article img')

  await test.step('covered at first: nothing was fetched', async () => {
    await expect(cover).toBeVisible()
    await expect(picture).toHaveCount(0)
  })

  await test.step('held v shows it, letting go covers it', async () => {
    await page.keyboard.down('v')
    await expect(picture).toBeVisible()
    expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0)
    await page.waitForTimeout(1200)
    await page.keyboard.up('v')
    await expect(picture).toHaveCount(0)
    await expect(cover).toBeVisible()
  })

  await test.step('a press shows it until the next press', async () => {
    await cover.click()
    await expect(picture).toBeVisible()
    await examine(page)
    await page.getByRole('button', { name: t('media.cover') }).click()
    await expect(picture).toHaveCount(0)
  })

  await test.step('the audit holds who, which file, its hash and how long', async () => {
    await page.goto(`${desk.url}/audit`)
    const looks = page.getByRole('row').filter({ hasText: 'media.uncover' })
    await expect(looks).toHaveCount(2)
    await expect(looks.first()).toContainText('ines')
    await expect(looks.first()).toContainText(/sha256\s*[0-9a-f]{64}/)
    const covered = page.getByRole('row').filter({ hasText: 'media.recordViewing' })
    await expect(covered).toHaveCount(2)
    await expect(covered.last()).toContainText(/seconds\s*1\.\d/)
  })
})
