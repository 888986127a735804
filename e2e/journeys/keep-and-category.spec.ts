import type { Page } from '@playwright/test'
import { t } from '@/lib/platform/i18n/translate'
import {
  act,
  type Desk,
  enter,
  enterAsOwner,
  expectActState,
  openCaseOf,
  openDesk,
  startingWith,
  undoByKey,
} from '../desk'
import { expect, test } from '../fixtures'
import { accountOf, openReportsOn } from '../instance'
import { examine } from '../screens'

let desk: Desk
let page: Page
test.beforeAll(async () => {
  desk = await openDesk()
})
test.afterAll(() => desk.stop())

test('what a report is for is said anew, and taken back by one key', async ({ watched }) => {
  watched.declare(409)
  page = await enterAsOwner(watched, desk)
  const report = firstReportOn('osei')
  const before = { category: report.category, ruleIds: report.ruleIds }

  await test.step('a rule is asked for where a rule was broken', async () => {
    await openCaseOf(page, 'osei')
    await page.getByRole('button', { name: t('act.more') }).click()
    await act(page, 'act.categorise').click()
    await page.getByRole('radio', { name: t('category.spam') }).check()
    await page.getByRole('radio', { name: t('category.rule') }).check()
    for (const ticked of await page.getByRole('checkbox', { checked: true }).all()) await ticked.uncheck()
    await page.getByRole('button', { name: startingWith(t('panel.confirm.categorise', { id: report.id })) }).click()
    await expect(page.getByText(t('panel.category.missing'))).toBeVisible()
    await examine(page)
  })

  await test.step('another rule is named, and Mastodon says so', async () => {
    await page.getByRole('checkbox', { name: 'No false alarms' }).check()
    await page.getByRole('button', { name: startingWith(t('panel.confirm.categorise', { id: report.id })) }).click()
    await expectActState(page, 'state.confirmed')
    expect(report).toMatchObject({ category: 'violation', ruleIds: ['9'] })
    await examine(page)
  })

  await test.step('one key sets it back to what it was', async () => {
    await undoByKey(page)
    await expect.poll(() => report.category).toBe(before.category)
    await expect.poll(() => report.ruleIds ?? []).toEqual(before.ruleIds ?? [])
  })
})

test('an act that keeps the reported posts names no report, mails nobody, and opens the reports again', async ({
  watched,
}) => {
  page = await enter(watched, desk, 'ines')
  const harl = accountOf(desk.reef.state, 'harl')
  const open = openReportsOn(desk.reef.state, harl).map((report) => report.id)
  const kept = openReportsOn(desk.reef.state, harl).filter((report) => report.statusIds.length > 0)

  await test.step('the panel says what is different then', async () => {
    await openCaseOf(page, 'harl')
    await act(page, 'act.limit').click()
    await page.getByRole('checkbox', { name: t('panel.keep') }).check()
    await expect(page.getByText(t('panel.mailOffForKeeping'))).toBeVisible()
    await expect(page.getByRole('figure')).toHaveCount(0)
    await examine(page)
  })

  await test.step('it is done, and the reports with posts are open again', async () => {
    await page.getByRole('button', { name: startingWith(t('panel.confirm.limit', { handle: '' }).trim()) }).click()
    await expect(acted()).toContainText(t('state.keeps'), { timeout: 30_000 })
    await expect(acted()).toContainText(t('did.reopen', { n: kept.length }), { timeout: 30_000 })
    await expect.poll(() => openReportsOn(desk.reef.state, harl).map(({ id }) => id)).toEqual(kept.map(({ id }) => id))
    expect(open.length).toBeGreaterThanOrEqual(kept.length)
    await examine(page)
  })

  await test.step('Mastodon has a strike without a report, and sent no mail', async () => {
    const { strikes, mails } = desk.reef.state
    expect(strikes.at(-1)).toMatchObject({ targetAccountId: harl.id, reportId: null, statusIds: [], emailed: false })
    expect(mails.filter((mail) => mail.to === harl.user?.email && mail.subject.includes('limited'))).toEqual([])
  })
})

const acted = () => page.getByRole('region', { name: t('state.title') })

function firstReportOn(handle: string) {
  const [report] = openReportsOn(desk.reef.state, accountOf(desk.reef.state, handle))
  if (!report) throw new Error(`nobody reported ${handle}`)
  return report
}
