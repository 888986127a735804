import type { Page } from '@playwright/test'
import pg from 'pg'
import { t } from '@/lib/platform/i18n/translate'
import { act, type Desk, enter, enterAsOwner, expectActState, openCaseOf, openDesk } from '../desk'
import { expect, test } from '../fixtures'
import { enrolWhenAsked, holdKey } from '../passkeys'
import { examine } from '../screens'

const SUIT = 'Pier v. Reef, 26-CV-0311'

let desk: Desk
test.beforeAll(async () => {
  desk = await openDesk()
})
test.afterAll(() => desk.stop())

test('a hold stops a run of destruction; two people release it, and the run goes on', async ({ watched }) => {
  test.setTimeout(240_000)
  const ines = await enterAsOwner(watched, desk)
  await enter(watched, desk, 'nadia')
  await inDatabase(`UPDATE person SET roles = '{legal}' WHERE acct = 'nadia'`)
  const nadia = await enter(watched, desk, 'nadia')
  await holdKey(ines)
  await holdKey(nadia)

  const { number, address } = await test.step('Kofi closes a case', async () => {
    const kofi = await enter(watched, desk, 'kofi')
    await openCaseOf(kofi, 'harl')
    const it = { number: await numberIn(kofi), address: kofi.url() }
    await act(kofi, 'act.resolve').click()
    await expect(kofi.getByText(t('done.resolve', { name: '' }).trim())).toBeVisible()
    await kofi.goto(it.address)
    await expectActState(kofi, 'state.confirmed')
    return it
  })

  await test.step('more than three years go by, as the schedule is set', async () => {
    await inDatabase(`UPDATE instance SET is_demo = true`)
    await ines.goto(`${desk.url}/settings/retention`)
    await ines.getByRole('button', { name: t('retention.changeLong', { kind: t('retention.kind.cases') }) }).click()
    await ines.getByLabel(t('retention.daysLabel')).fill('1096')
    await ines.getByRole('button', { name: t('retention.save') }).click()
    await expect(ines.getByText(`${t('retention.days', { n: 1096 })} ${t('retention.from.cases')}`)).toBeVisible()
    await ines.goto(`${desk.url}/settings`)
    await ines.getByLabel(t('settings.ahead.label')).fill('1100')
    await ines.getByRole('button', { name: t('settings.ahead.go') }).click()
    await expect(ines.getByText(t('shell.demoAhead', { n: 1100 }))).toBeVisible()
    await examine(ines)
  })

  await test.step('counsel puts the case on hold', async () => {
    await nadia.goto(`${desk.url}/settings/holds`)
    await nadia.getByRole('button', { name: t('holds.new') }).click()
    await nadia.getByLabel(t('holds.source')).selectOption('litigation')
    await nadia.getByLabel(t('holds.reference')).fill(SUIT)
    await nadia.getByRole('textbox', { name: t('holds.cases') }).fill(number)
    await nadia.getByLabel(t('holds.releaseEvent')).fill('Judgment')
    await examine(nadia)
    await nadia.getByRole('button', { name: t('holds.place') }).click()
    await enrolWhenAsked(nadia)
    await expect(nadia.getByRole('heading', { name: SUIT })).toBeVisible()
    await examine(nadia)
  })

  await test.step('the run waits for it, and the case is all there', async () => {
    await ines.goto(`${desk.url}/settings/retention`)
    await expect(ines.getByText(t('retention.held', { n: 1 })).first()).toBeVisible()
    await ines.getByRole('button', { name: t('retention.run'), exact: true }).click()
    await ines.getByRole('button', { name: t('retention.runYes') }).click()
    await enrolWhenAsked(ines)
    await expect(ines.getByText(t('retention.state.waiting'), { exact: true })).toBeVisible({ timeout: 30_000 })
    await examine(ines)
    await ines.goto(address)
    await expect(ines.getByText(t('holds.banner', { until: 'never' }))).toBeVisible()
    await expect(ines.getByText('@harl').first()).toBeVisible()
  })

  await test.step('one person alone releases nothing', async () => {
    await nadia.getByRole('button', { name: nameOf('propose') }).click()
    await nadia.getByLabel(t('holds.why')).fill('Judgment of today')
    await nadia.getByRole('button', { name: t('holds.propose'), exact: true }).click()
    await expect(nadia.getByText(t('holds.needsOther')).last()).toBeVisible()
    await expect(nadia.getByRole('button', { name: nameOf('confirm') })).toHaveAttribute('aria-disabled', 'true')
    await ines.goto(`${desk.url}/settings/retention`)
    await expect(ines.getByText(t('retention.state.waiting'), { exact: true })).toBeVisible()
  })

  await test.step('a second one does, and the run goes on to its certificate', async () => {
    await ines.goto(`${desk.url}/settings/holds`)
    await ines.getByRole('button', { name: nameOf('confirm') }).click()
    await expect(ines.getByText(t('holds.state.released'), { exact: true })).toBeVisible()
    await ines.goto(`${desk.url}/settings/retention`)
    await expect(ines.getByText(t('retention.state.done'), { exact: true })).toBeVisible({ timeout: 60_000 })
    await ines.getByRole('link', { name: t('retention.certificate') }).click()
    await expect(ines.getByRole('region', { name: t('retention.certificateTitle') })).toContainText('"cases": 1')
    await examine(ines)
  })
})

const nameOf = (action: 'propose' | 'confirm'): string =>
  t('holds.actionLong', { action: t(`holds.action.${action}`), reference: SUIT })

const numberIn = async (page: Page): Promise<string> =>
  /case (\d+)/.exec(await page.locator('main header').first().innerText())?.[1] ?? ''

async function inDatabase(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: desk.databaseUrl })
  await client.connect()
  await client.query(statement)
  await client.end()
}
