import type { Page } from '@playwright/test'
import { t } from '@/lib/platform/i18n/translate'
import { act, acts, expectActState, openCaseOf, startingWith, undoByKey } from '../desk'
import { expect, test } from '../fixtures'
import { type Launched, launchConsole } from '../launched'
import { chooseThere, leaveForInstance } from '../people'
import { countInSight, examine, expectInSight, people, queueIsFull } from '../screens'

const MESSAGE = 'Please stop quoting people to mock them.'

let desk: Launched
test.beforeAll(async () => {
  desk = await launchConsole()
})
test.afterAll(() => desk.stop())

test('the first evening: from an empty console to a limit that Mastodon shows under her name', async ({ watched }) => {
  test.setTimeout(180_000)
  const page = await watched.openBrowser()
  let harl = ''

  await test.step('the console asks for the code of the terminal', async () => {
    await page.goto(desk.url)
    await expect(page.getByRole('heading', { name: t('connect.title') })).toBeVisible()
    await examine(page)
    await page.getByLabel(t('connect.code.label')).fill(desk.code.toLowerCase())
    await page.getByRole('button', { name: t('connect.code.go') }).click()
    await expect(page.getByText(t('connect.code.fits'))).toBeVisible()
  })

  await test.step('one click starts the demo instance', async () => {
    await page.getByRole('button', { name: t('connect.demo.go') }).click()
    await expect(page.getByText(t('connect.demo.ready'))).toBeVisible({ timeout: 60_000 })
    await examine(page)
  })

  await test.step('Ines signs in there and owns the console', async () => {
    await page.goto(`${desk.url}/sign-in`)
    await examine(page)
    await leaveForInstance(page)
    await chooseThere(page, 'ines')
    await expect(page.getByRole('link', { name: t('nav.audit') })).toBeVisible()
  })

  await test.step('the queue can be worked while it still fills, and shows twelve people at once', async () => {
    await expect(page.getByRole('progressbar')).toBeVisible()
    await expect.poll(() => people(page).count()).toBeGreaterThanOrEqual(12)
    expect(await countInSight(people(page))).toBeGreaterThanOrEqual(12)
    await examine(page)
  })

  await test.step('everything needed to decide is on the screen', async () => {
    // Reports that still come in make an open case stale, and rightly so: closing would close what nobody has read.
    await queueIsFull(page)
    await openCaseOf(page, 'nawras')
    await expectDecidable(page)
    await examine(page)
  })

  await test.step('meanwhile everything has been read', async () => {
    await page.goto(`${desk.url}/reports`)
    await queueIsFull(page)
  })

  await test.step('closing goes on to the next person, and u takes it back', async () => {
    await openCaseOf(page, 'nawras')
    await act(page, 'act.resolve').click()
    await expect(page.getByText(t('done.resolve', { name: '' }).trim())).toBeVisible()
    await expect(page.getByRole('heading', { level: 1 })).not.toContainText('نورس')
    watched.declare(409)
    await undoByKey(page)
  })

  await test.step('Harl is limited, with ground and message, after seeing what it does', async () => {
    await openCaseOf(page, 'harl')
    await act(page, 'act.limit').click()
    await expect(page.getByText(t('consequence.hidesFromTimelines'))).toBeVisible()
    await expect(page.getByText(t('consequence.strikeRecorded'))).toBeVisible()
    await expect(page.getByRole('checkbox', { name: /harass/i })).toBeChecked()
    await page.getByLabel(t('panel.note')).fill('Third time this month.')
    await page.getByLabel(t('panel.message')).fill(MESSAGE)
    await expect(page.getByRole('figure')).toContainText(MESSAGE)
    await examine(page)
    await page.getByRole('button', { name: startingWith(t('panel.confirm.limit', { handle: '' }).trim()) }).click()
    await expectActState(page, 'state.confirmed')
    harl = page.url()
    await examine(page)
  })

  await test.step('the audit has it', async () => {
    await page.getByRole('link', { name: t('nav.audit') }).click()
    await expect(page.getByRole('heading', { level: 1, name: t('audit.title') })).toBeVisible()
    const row = page.getByRole('row').filter({ hasText: 'acts.ask' })
    await expect(row).toContainText('ines')
    await expect(row).toContainText('limit')
    await expect(row).toContainText(MESSAGE)
    await examine(page)
  })

  await test.step('and the instance shows it under her name', async () => {
    await page.goto(harl)
    const [admin] = await Promise.all([
      page.waitForEvent('popup'),
      page.getByRole('link', { name: t('person.adminLong', { handle: '@harl' }) }).click(),
    ])
    await expect(admin.getByRole('row', { name: /Status/ })).toContainText('limited')
    await expect(admin.getByRole('row').filter({ hasText: 'silence' }).first()).toContainText('@ines')
    await expect(admin.getByRole('row').filter({ hasText: MESSAGE }).first()).toBeVisible()
  })
})

/** Who, why, the first post, what came before, the acts: without scrolling, at 1280 by 900. */
async function expectDecidable(page: Page): Promise<void> {
  await expectInSight(page, page.getByRole('heading', { level: 1 }), 'the person')
  const said = page.getByRole('region', { name: t('said.title') })
  await expectInSight(page, said.getByRole('listitem').first(), 'the first reason')
  await expectInSight(page, page.getByRole('article').first(), 'the first post')
  await expectInSight(page, page.getByRole('region', { name: t('before.title') }), 'what came before')
  await expectInSight(page, acts(page), 'the acts')
}
