import type { Page } from '@playwright/test'
import { t } from '@/lib/platform/i18n/translate'
import { type Desk, enterAsOwner, openCaseOf, openDesk } from '../desk'
import { expect, test } from '../fixtures'
import { examine } from '../screens'

let desk: Desk
test.beforeAll(async () => {
  desk = await openDesk()
})
test.afterAll(() => desk.stop())

test('a post removed on Mastodon’s own page: proved where it could be seen before, else said by whom', async ({
  watched,
}) => {
  test.setTimeout(150_000)
  const page = await enterAsOwner(watched, desk)

  await test.step('a public post: the step records what is there, and leads to the page', async () => {
    await openCaseOf(page, 'harl')
    await post(page)
      .getByRole('button', { name: t('removal.begin') })
      .click()
    await expect(steps(page)).toBeVisible()
    await examine(page)
  })

  await test.step('while it is there, it is not called removed', async () => {
    await steps(page)
      .getByRole('button', { name: t('removal.check') })
      .click()
    await expect(post(page)).toContainText(t('removal.state.stillThere'))
  })

  await test.step('deleted over there, it is proved here', async () => {
    await deleteThere(page)
    await steps(page)
      .getByRole('button', { name: t('removal.check') })
      .click()
    await expect(post(page)).toContainText(t('removal.state.removed', { why: t('removal.why.notFound') }))
    await expect(post(page).getByRole('button', { name: t('removal.begin') })).toHaveCount(0)
    await examine(page)
  })

  await test.step('a post for followers could never be read from here: it is not called removed', async () => {
    await openCaseOf(page, 'corvo')
    await post(page)
      .getByRole('button', { name: t('removal.begin') })
      .click()
    await deleteThere(page)
    await steps(page)
      .getByRole('button', { name: t('removal.check') })
      .click()
    await expect(post(page)).toContainText(t('removal.state.cannotTell', { why: t('removal.why.neverRead') }))
    await examine(page)
  })

  await test.step('who removed it says so, and that is what stands there', async () => {
    await post(page)
      .getByRole('button', { name: t('removal.sayRemoved') })
      .click()
    await expect(post(page)).toContainText(t('removal.state.said', { by: 'ines' }))
    await page.getByText(t('timeline.title')).click()
    await expect(page.getByText(t('did.removals.say.removed'))).toBeVisible()
    await examine(page)
  })

  await test.step('the audit has both', async () => {
    await page.goto(`${desk.url}/audit`)
    const settled = page.getByRole('row').filter({ hasText: 'removals.settle' })
    await expect(settled.filter({ hasText: 'notFound' })).toHaveCount(1)
    await expect(settled.filter({ hasText: 'neverRead' })).toHaveCount(1)
    await expect(page.getByRole('row').filter({ hasText: 'removals.say' })).toContainText('ines')
  })
})

const post = (page: Page) => page.getByRole('article').first()
const steps = (page: Page) => post(page).getByRole('region', { name: t('removal.title') })

/** In the browser that is signed in there: the page of the report, "Delete posts", and once more. */
async function deleteThere(page: Page): Promise<void> {
  const [admin] = await Promise.all([page.waitForEvent('popup'), steps(page).getByRole('link').click()])
  await admin.getByRole('button', { name: 'Delete posts' }).click()
  await admin.getByRole('button', { name: 'Confirm deletion' }).click()
  await expect(admin.getByText(/Resolved by/)).toBeVisible()
  await admin.close()
}
