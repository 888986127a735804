import type { Page } from '@playwright/test'
import { day } from '@/lib/platform/i18n/time'
import { t } from '@/lib/platform/i18n/translate'
import { type Desk, enterAsOwner, openDesk } from '../desk'
import { expect, test } from '../fixtures'
import { examine } from '../screens'

let desk: Desk
test.beforeAll(async () => {
  desk = await openDesk()
})
test.afterAll(() => desk.stop())

const TITLE = 'Asks for a copy of everything'
const at = (hoursAgo: number) => new Date(Date.now() - hoursAgo * 3600_000).toISOString().slice(0, 16)

/** A picture for people, when a folder is named (PICTURES_DIR). */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.PICTURES_DIR
  if (!folder) return
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
  const before = page.viewportSize()
  await page.setViewportSize({ width: 390, height: 844 })
  await page.screenshot({ path: `${folder}/${name}-phone.png`, fullPage: true })
  await page.setViewportSize(before ?? { width: 1280, height: 900 })
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.screenshot({ path: `${folder}/${name}-dark.png`, fullPage: true })
  await page.emulateMedia({ colorScheme: 'light' })
}

test('a letter becomes a case whose clocks run from receipt, and whose end is written down', async ({ watched }) => {
  const page = await enterAsOwner(watched, desk)
  // A case is not closed while a clock of it runs.
  watched.declare(422)

  await test.step('nothing is due, and nobody will be woken', async () => {
    await page.goto(`${desk.url}/due`)
    await expect(page.getByText(t('due.emptyTitle'))).toBeVisible()
    await expect(page.getByText(t('due.noMail'))).toBeVisible()
    await examine(page)
    await picture(page, 'due-empty')
  })

  await test.step('she sets her zone, in which moments are shown from then on', async () => {
    await page.goto(`${desk.url}/settings/time`)
    await page.getByLabel(t('own.zone'), { exact: true }).fill('Reef/Harbour')
    await expect(page.getByText(t('own.zoneWrong'))).toBeVisible()
    await page.getByLabel(t('own.zone'), { exact: true }).fill('America/New_York')
    await page.getByRole('button', { name: t('own.save') }).click()
    await expect(page.getByText(t('own.saved'))).toBeVisible()
    await page.getByRole('button', { name: t('own.feedMake') }).click()
    const address = await page.getByLabel(t('own.feedAddress'), { exact: true }).inputValue()
    expect(address).toContain('/api/feed/')
    await examine(page)
    await picture(page, 'time')
    const feed = await page.request.get(address)
    expect([feed.status(), feed.headers()['content-type']]).toEqual([200, 'text/calendar; charset=utf-8'])
    expect((await page.request.get(`${address}x`)).status()).toBe(404)
  })

  await test.step('a letter of yesterday is entered', async () => {
    await page.goto(`${desk.url}/cases`)
    await page.getByRole('link', { name: t('hand.open') }).click()
    await page.getByRole('button', { name: t('hand.create') }).click()
    await expect(page.getByText(t('hand.missing')).first()).toBeVisible()
    await page.getByLabel(t('hand.kind'), { exact: true }).selectOption({ label: t('hand.kind.dataRequest') })
    await page.getByLabel(t('hand.about'), { exact: true }).fill(TITLE)
    await page.getByLabel(t('hand.clockZone'), { exact: true }).fill('Europe/Berlin')
    await page.getByLabel(t('hand.receivedAt', { zone: 'Europe/Berlin' }), { exact: true }).fill(at(24))
    await page.getByLabel(t('hand.sender'), { exact: true }).fill('Ada Reed, Quay 3, Harbour')
    await page.getByLabel(t('hand.paper.paste'), { exact: true }).check()
    await page
      .getByLabel(t('hand.paper.text'), { exact: true })
      .fill('Please send me a copy of what you hold about me.')
    await page.getByLabel(t('clock.gdpr.response'), { exact: true }).check()
    await page.getByLabel(t('clock.calendarField'), { exact: true }).selectOption('DE')
    await page.getByLabel(t('hand.tasks'), { exact: true }).fill('Ask who it is\nCollect')
    await examine(page)
    await picture(page, 'open')
    await page.getByRole('button', { name: t('hand.create') }).click()
    await expect(page.getByRole('heading', { level: 1, name: TITLE })).toBeVisible()
  })

  const clocks = page.getByRole('region', { name: t('clock.panel') })
  await test.step('its clock names the law, the direction, the zone and what it is for her', async () => {
    await expect(clocks).toContainText('GDPR art 12(3); Reg. 1182/71 art 3')
    await expect(clocks).toContainText(t('direction.actBy'))
    await expect(clocks).toContainText(t('clock.zone', { zone: 'Europe/Berlin', calendar: 'DE' }))
    await expect(clocks).toContainText(/for you .* (GMT-4|GMT-5)/)
    await examine(page)
    await picture(page, 'case')
  })

  await test.step('the original is saved as it came', async () => {
    const link = page.getByRole('link', { name: t('hand.save') })
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
    expect(download.suggestedFilename()).toMatch(/^paper-.*\.txt$/)
  })

  await test.step('a question pauses it, the answer goes on, and the ledger shows both', async () => {
    for (const kind of ['paused', 'resumed'] as const) {
      await clocks.getByRole('button', { name: t('clock.write') }).click()
      await clocks.getByLabel(t('clock.what'), { exact: true }).selectOption(kind)
      await clocks.getByLabel(t('clock.reason'), { exact: true }).fill('Who are you?')
      await examine(page)
      await clocks.getByRole('button', { name: t('clock.save') }).click()
      await expect(
        clocks.getByText(t(`clock.state.${kind === 'paused' ? 'paused' : 'running'}`), { exact: true }),
      ).toBeVisible()
    }
    await clocks.getByText(t('clock.ledger', { n: 3 })).click()
    await expect(clocks.getByText(t('clock.entry.resumed'))).toBeVisible()
  })

  await test.step('everything due shows it', async () => {
    await page.goto(`${desk.url}/due`)
    await expect(page.getByRole('table', { name: t('due.list') })).toContainText(TITLE)
    await examine(page)
    await picture(page, 'due')
  })

  await test.step('a day of counsel is looked at before it is added', async () => {
    await page.goto(`${desk.url}/settings/calendars`)
    const weekday = [2, 3, 4, 5]
      .map((ahead) => new Date(Date.now() + ahead * 86_400_000))
      .find((date) => ![0, 6].includes(date.getUTCDay()))
    await page.getByLabel(t('clock.calendarField'), { exact: true }).selectOption('DE')
    await page.getByLabel(t('calendars.day'), { exact: true }).fill(weekday?.toISOString().slice(0, 10) ?? '')
    await page.getByRole('button', { name: t('calendars.look') }).click()
    // An answer must come in time: no word of counsel moves that.
    await expect(page.getByText(t('calendars.moves', { n: 0 }))).toBeVisible()
    await page.getByLabel(t('calendars.why'), { exact: true }).fill('Counsel’s letter')
    await page.getByRole('button', { name: t('calendars.add') }).click()
    await expect(page.getByRole('button', { name: new RegExp(t('calendars.remove')) })).toBeVisible()
    await examine(page)
    await picture(page, 'calendars')
  })

  await test.step('it is met, worked off and closed', async () => {
    await page.goto(`${desk.url}/cases`)
    await examine(page)
    await picture(page, 'cases')
    await page.getByRole('link', { name: /^Case \d+$/ }).click()
    await page.getByLabel(t('hand.outcomeText'), { exact: true }).fill('Sent by mail.')
    await page.getByRole('button', { name: t('hand.close') }).click()
    await expect(page.getByText(t('error.hand.clocksOpen'))).toBeVisible()
    await clocks.getByRole('button', { name: t('clock.write') }).click()
    await clocks.getByRole('button', { name: t('clock.save') }).click()
    await expect(clocks.getByText(t('clock.state.met'), { exact: true })).toBeVisible()
    await page.getByRole('checkbox', { name: 'Collect' }).click()
    await expect(page.getByText(new RegExp(`done ${day(new Date(), 'America/New_York')}`))).toBeVisible()
    await page.getByRole('button', { name: t('hand.close') }).click()
    await expect(page.getByText(t('hand.outcome.done'))).toBeVisible()
    await examine(page)
    await picture(page, 'closed')
  })
})
