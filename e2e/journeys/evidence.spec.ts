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

test('a post is reported, its author deletes it, and the case still shows it', async ({ watched }) => {
  test.setTimeout(150_000)
  const page = await enterAsOwner(watched, desk)

  await test.step('opening the case seals what it rests on; the picture waits in quarantine', async () => {
    await openCaseOf(page, 'nawras')
    await expect(async () => {
      await page.reload()
      await expect(rows(page).filter({ hasText: t('evidence.state.quarantine') })).not.toHaveCount(0, { timeout: 1000 })
      await expect(page.getByText(t('look.done', { at: '' }).slice(0, 20))).toBeVisible({ timeout: 1000 })
    }).toPass({ timeout: 30_000 })
    await expect(
      rows(page)
        .filter({ hasText: t('evidence.kind.report') })
        .first(),
    ).toContainText(/reported at.*UTC/)
    await examine(page)
  })

  await test.step('who has not seen the picture cannot say what it is; who has, can', async () => {
    const file = rows(page)
      .filter({ hasText: t('evidence.state.quarantine') })
      .first()
    watched.declare(422)
    await file.getByRole('button', { name: t('evidence.judge.ordinary') }).click()
    await expect(file.getByText(t('error.quarantine.notSeen'))).toBeVisible()
    await page
      .getByRole('button', { name: t('media.covered', { kind: t('media.image') }) })
      .first()
      .click()
    await expect(page.locator('article img').first()).toBeVisible()
    await page
      .getByRole('button', { name: t('media.cover') })
      .first()
      .click()
    await file.getByRole('button', { name: t('evidence.judge.ordinary') }).click()
    await expect(rows(page).filter({ hasText: /said by ines/ })).not.toHaveCount(0)
    await examine(page)
  })

  await test.step('the author deletes it: now there is nothing, then it was so', async () => {
    const words = await page.locator('article .post-body').first().innerText()
    for (const post of Object.values(desk.reef.state.posts))
      if (post.accountId === nawrasId()) post.deletedAt = new Date().toISOString()
    await page.getByRole('button', { name: t('now.look') }).click()
    const standing = page.getByRole('article').first()
    await expect(standing.getByText(t('now.gone'))).toBeVisible()
    await expect(standing.getByText(t('now.nothingGone'))).toBeVisible()
    await expect(standing.locator('.post-body').nth(1)).toHaveText(words)
    await examine(page)
  })

  await test.step('what was sealed can be saved as it was, and that is in the audit', async () => {
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      rows(page)
        .filter({ hasText: t('evidence.kind.report') })
        .first()
        .getByRole('link')
        .click(),
    ])
    expect(file.suggestedFilename()).toMatch(/^report-\d+-.*\.json$/)
    await page.goto(`${desk.url}/audit`)
    await expect(page.getByRole('row').filter({ hasText: 'evidence.open' })).toHaveCount(1)
    await expect(page.getByRole('row').filter({ hasText: 'quarantine.judge' })).not.toHaveCount(0)
  })

  await test.step('the owner chooses what is kept of media', async () => {
    await page.goto(`${desk.url}/settings`)
    const choice = page.getByLabel(t('capture.category.other'))
    await choice.selectOption('nothing')
    await expect(page.getByText(t('capture.saved'))).toBeVisible()
    await page.reload()
    await expect(choice).toHaveValue('nothing')
    await examine(page)
  })
})

const rows = (page: Page) => page.getByRole('region', { name: t('evidence.title') }).getByRole('listitem')

const nawrasId = () =>
  Object.values(desk.reef.state.accounts).find((account) => account.username === 'nawras')?.id ?? ''
