import type { Page } from '@playwright/test'
import { t } from '@/lib/platform/i18n/translate'
import { act, enterAsOwner, expectActState, openCaseOf, startingWith } from '../desk'
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

test('the instance is killed and comes back: the queue stays whole, an act says what became of it', async ({
  watched,
}) => {
  test.setTimeout(150_000)
  const page = await enterAsOwner(watched, desk)
  const everybody = await people(page).count()

  await test.step('it is gone: the queue says how old it is, and is all there', async () => {
    await reef.kill()
    await refreshedUntil(page, async () => {
      await expect(page.getByText(t('queue.failure.unreachable'))).toBeVisible({ timeout: 1000 })
    })
    await expect(page.getByRole('banner')).toContainText(
      t('shell.stale', { domain: 'reef.example', age: '' }).slice(0, 30),
    )
    await expect(people(page)).toHaveCount(everybody)
    await examine(page)
  })

  await test.step('a report can be read, and an act fails with a clear word', async () => {
    await openCaseOf(page, 'harl')
    await expect(page.getByRole('article').first()).toBeVisible()
    await act(page, 'act.assign').click()
    await expectActState(page, 'state.failed')
    await expect(page.getByText(t('failure.unreachable')).first()).toBeVisible()
    await examine(page)
  })

  await test.step('it is back: without anybody restarting anything the console is exact again', async () => {
    await reef.start()
    await page.goto(`${desk.url}/reports`)
    await refreshedUntil(page, async () => {
      await expect(page.getByText(t('queue.failure.unreachable'))).toHaveCount(0, { timeout: 1000 })
    })
    await openCaseOf(page, 'harl')
    await act(page, 'act.resolve').click()
    await expect(page.getByText(t('done.resolve', { name: '' }).trim())).toBeVisible()
    await page.getByRole('link', { name: startingWith(t('done.resolve', { name: '' }).trim()) }).click()
    await expectActState(page, 'state.confirmed')
    await page.goto(`${desk.url}/reports`)
    await expect(people(page)).toHaveCount(everybody - 1)
  })
})

/** The page asks again by itself every fifteen seconds; whoever waits for it presses reload. */
async function refreshedUntil(page: Page, seen: () => Promise<void>): Promise<void> {
  await expect(async () => {
    await page.reload()
    await seen()
  }).toPass({ timeout: 60_000 })
}
