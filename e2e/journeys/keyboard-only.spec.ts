import type { Page } from '@playwright/test'
import { t } from '@/lib/platform/i18n/translate'
import { act, type Desk, expectActState, expectCaseOf, openDesk, startingWith, undoByKey } from '../desk'
import { expect, test } from '../fixtures'
import { accountOf, openReportsOn } from '../instance'
import { expectVisibleFocus, tabTo } from '../keys'
import { setUpCookie } from '../people'
import { people, queueIsFull } from '../screens'

let desk: Desk
test.beforeAll(async () => {
  desk = await openDesk()
})
test.afterAll(() => desk.stop())

test('the main path without a mouse', async ({ watched }) => {
  const page = await watched.openBrowser({ storageState: setUpCookie(desk) })
  const { keyboard } = page
  const title = page.getByRole('heading', { level: 1 })

  await test.step('sign in', async () => {
    await page.goto(`${desk.url}/sign-in`)
    await tabTo(page, page.getByRole('button', { name: t('signIn.go', { domain: 'reef.example' }) }))
    await keyboard.press('Enter')
    await page.getByRole('button', { name: /@ines\b/ }).waitFor()
    await tabTo(page, page.getByRole('button', { name: /@ines\b/ }))
    await keyboard.press('Enter')
    await page.getByRole('button', { name: 'Authorize' }).waitFor()
    await tabTo(page, page.getByRole('button', { name: 'Authorize' }))
    await keyboard.press('Enter')
    await page.getByRole('link', { name: t('welcome.toReports') }).waitFor()
    await tabTo(page, page.getByRole('link', { name: t('welcome.toReports') }))
    await keyboard.press('Enter')
    await queueIsFull(page)
  })

  await test.step('walk the queue, take a case, open it', async () => {
    await keyboard.press('j')
    await expectVisibleFocus(page)
    await keyboard.press('j')
    await keyboard.press('k')
    await keyboard.press('c')
    await expect(people(page).first()).toContainText(t('queue.you'))
    await keyboard.press('/')
    await expect(page.getByRole('search').locator('input')).toBeFocused()
    await expectVisibleFocus(page)
    await keyboard.press('Escape')
    await walkTo(page, '@harl')
    await keyboard.press('Enter')
    await expectCaseOf(page, 'harl')
  })

  await test.step('along the queue and back', async () => {
    const here = await title.textContent()
    await keyboard.press('p')
    await expect(title).not.toHaveText(here ?? '')
    await keyboard.press('n')
    await expect(title).toHaveText(here ?? '')
  })

  await test.step('a note: no letter of it is taken for a key', async () => {
    await keyboard.press('m')
    await expect(page.getByLabel(t('team.label'))).toBeFocused()
    await expectVisibleFocus(page)
    await keyboard.type('rule 2 ruled over: look closer')
    await keyboard.press('Control+Enter')
    await expect(page.getByRole('listitem').filter({ hasText: 'rule 2 ruled over: look closer' })).toBeVisible()
    await keyboard.press('Escape')
    await expect(page.getByRole('heading', { name: t('panel.does') })).toHaveCount(0)
    expect(openReportsOn(desk.reef.state, accountOf(desk.reef.state, 'harl')).length).toBeGreaterThan(0)
  })

  await test.step('the stop asks, and is not pressed by accident', async () => {
    await keyboard.press('Shift+X')
    await expect(page.getByRole('heading', { name: t('stop.title') })).toBeFocused()
    await keyboard.press('Enter')
    await keyboard.press('Space')
    await keyboard.press('Shift+X')
    await keyboard.press('r')
    await expect(page.getByRole('button', { name: t('stop.confirm') })).toBeVisible()
    await tabTo(page, page.getByRole('button', { name: t('stop.confirm') }))
    await keyboard.press('Escape')
    await expect(page.getByRole('heading', { name: t('stop.title') })).toHaveCount(0)
    await expectCaseOf(page, 'harl')
  })

  await test.step('limit: what it does, a message, confirmed; Escape in between loses nothing', async () => {
    await keyboard.press('l')
    await expect(page.getByRole('heading', { name: t('panel.does') })).toBeVisible()
    await tabTo(page, page.getByLabel(t('panel.message')))
    await keyboard.type('Please stop.')
    await keyboard.press('Escape')
    await expect(page.getByRole('heading', { name: t('panel.does') })).toHaveCount(0)
    await keyboard.press('l')
    await expect(page.getByLabel(t('panel.message'))).toHaveValue('Please stop.')
    // As the panel opened, with the focus on its heading.
    await expect(page.locator('[data-panel] h2')).toBeFocused()
    await keyboard.press('Control+Enter')
    await expectActState(page, 'state.confirmed')
    expect(accountOf(desk.reef.state, 'harl').silencedAt).not.toBeNull()
  })

  await test.step('close the next one and take it back', async () => {
    await keyboard.press('n')
    await expect(act(page, 'act.resolve')).toBeVisible()
    const next = await title.textContent()
    const closed = closedByInes()
    await keyboard.press('r')
    await expect(title).not.toHaveText(next ?? '')
    await expect.poll(closedByInes).toBeGreaterThan(closed)
    watched.declare(409)
    await undoByKey(page)
    await expect.poll(closedByInes).toBe(closed)
  })

  await test.step('the same on the page of the person', async () => {
    await page.goto(`${desk.url}/people/${accountOf(desk.reef.state, 'harl').id}`)
    await expect(page.getByRole('button', { name: startingWith(t('act.unlimit')) })).toBeVisible()
    await keyboard.press('l')
    await expect(page.getByRole('heading', { name: t('panel.does') })).toBeVisible()
    await expect(page.locator('[data-panel] h2')).toBeFocused()
    await keyboard.press('Control+Enter')
    await expect.poll(() => accountOf(desk.reef.state, 'harl').silencedAt).toBeNull()
  })

  await test.step('every key is told', async () => {
    await keyboard.press('?')
    await expect(page.getByRole('dialog', { name: t('keys.title') })).toBeVisible()
    await keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  })
})

/** Down the queue, person by person. */
async function walkTo(page: Page, handle: string): Promise<void> {
  const here = people(page).filter({ has: page.locator(':focus') })
  for (let step = 0; step < 40; step++) {
    await page.keyboard.press('j')
    if ((await here.textContent())?.includes(handle)) return expectVisibleFocus(page)
  }
  throw new Error(`${handle} is not in the queue`)
}

/** How many reports Mastodon says she has closed. */
function closedByInes(): number {
  const { id } = accountOf(desk.reef.state, 'ines')
  return Object.values(desk.reef.state.reports).filter((report) => report.actionTakenByAccountId === id).length
}
