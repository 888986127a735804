import type { Page } from '@playwright/test'
import { t } from '@/lib/platform/i18n/translate'
import { act, acts, enter, enterAsOwner, expectActState, openCaseOf, startingWith } from '../desk'
import { expect, test } from '../fixtures'
import { type ReefProcess, reefProcess } from '../instance'
import { type Launched, launchConsole } from '../launched'
import { connectTo } from '../people'
import { examine, people } from '../screens'

let desk: Launched
let reef: ReefProcess
test.beforeAll(async () => {
  reef = await reefProcess()
  await reef.start()
  desk = await launchConsole()
  await connectTo(desk, reef.origin)
})
test.afterAll(async () => {
  await desk.stop()
  await reef.stop()
})

test('the instance is killed and comes back: the queue stays whole, an act waits and is sent by itself', async ({
  watched,
}) => {
  test.setTimeout(240_000)
  const page = await enterAsOwner(watched, desk)
  const everybody = await people(page).count()

  await test.step('it is gone: the queue says how old it is, and is all there', async () => {
    await reef.kill()
    await isSeenDown(page)
    await expect(page.getByRole('banner')).toContainText(
      t('shell.stale', { domain: 'reef.example', age: '' }).slice(0, 30),
    )
    await expect(people(page)).toHaveCount(everybody)
    await examine(page)
  })

  await test.step('a report can be read, and an act waits and says why and until when', async () => {
    await openCaseOf(page, 'harl')
    await expect(page.getByRole('article').first()).toBeVisible()
    await expect(acts(page)).toContainText(t('down.waits', { why: t('queue.failure.unreachable') }))
    await act(page, 'act.assign').click()
    await expectActState(page, 'state.waits')
    const line = page
      .getByRole('region', { name: t('state.title') })
      .getByRole('listitem')
      .first()
    await expect(line).toContainText(t('queue.failure.unreachable'))
    await expect(acts(page).getByRole('button', { name: startingWith(t('done.cancel')) })).toBeVisible()
    await examine(page)
  })

  await test.step('it stands in the list of what waits, and is cancelled there', async () => {
    await page.reload()
    await page.getByRole('link', { name: t('waiting.show') }).click()
    await expect(page.getByRole('heading', { name: t('waiting.title') })).toBeVisible()
    await examine(page)
    await page
      .getByRole('main')
      .getByRole('button', { name: t('state.cancel'), exact: true })
      .click()
    await expect(page.getByText(t('waiting.none'))).toBeVisible()
    await openCaseOf(page, 'harl')
    await expectActState(page, 'state.cancelled')
  })

  await test.step('it is back: what waits is sent without anybody doing anything, and the console is exact again', async () => {
    await act(page, 'act.resolve').click()
    await openCaseOf(page, 'harl')
    await expectActState(page, 'state.waits')
    await reef.start()
    await expectActState(page, 'state.confirmed', 120_000)
    await page.goto(`${desk.url}/reports`)
    await refreshedUntil(page, async () => {
      await expect(page.getByText(t('queue.failure.unreachable'))).toHaveCount(0, { timeout: 1000 })
    })
    await expect(people(page)).toHaveCount(everybody - 1)
  })
})

test('somebody who wants no act to wait is refused at once, with a clear word', async ({ watched }) => {
  test.setTimeout(120_000)
  const page = await enter(watched, desk, 'kofi')
  await page.goto(`${desk.url}/settings`)
  await page.getByRole('radio', { name: t('settings.patience.refuse') }).click()
  await expect(page.getByText(t('settings.mail.saved'))).toBeVisible()
  await examine(page)
  await reef.kill()
  await page.goto(`${desk.url}/reports`)
  await isSeenDown(page)
  await openCaseOf(page, 'mira')
  await expect(acts(page)).toContainText(t('down.refused', { why: t('queue.failure.unreachable') }))
  await act(page, 'act.assign').click()
  await expectActState(page, 'state.failed')
  await expect(page.getByText(t('failure.unreachable')).first()).toBeVisible()
})

const isSeenDown = (page: Page): Promise<void> =>
  refreshedUntil(page, async () => {
    await expect(page.getByText(t('queue.failure.unreachable'))).toBeVisible({ timeout: 1000 })
  })

/** The page asks again by itself every fifteen seconds; whoever waits for it presses reload. */
async function refreshedUntil(page: Page, seen: () => Promise<void>): Promise<void> {
  await expect(async () => {
    await page.reload()
    await seen()
  }).toPass({ timeout: 60_000 })
}
