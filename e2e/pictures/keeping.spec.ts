import fs from 'node:fs'
import path from 'node:path'
import { expect, type Page } from '@playwright/test'
import pg from 'pg'
import { t } from '@/lib/platform/i18n/translate'
import { act, type Desk, enterAsOwner, openCaseOf, openDesk } from '../desk'
import { test } from '../fixtures'
import { enrolWhenAsked, holdKey } from '../passkeys'
import { examine } from '../screens'

// For looking at, with what axe finds beside: what is kept, what goes, what is proven, and who from outside reads it.
const LOOKS = [
  { name: 'desk-light', width: 1280, scheme: 'light', dir: 'ltr' },
  { name: 'desk-dark', width: 1280, scheme: 'dark', dir: 'ltr' },
  { name: 'desk-turned', width: 1280, scheme: 'light', dir: 'rtl' },
  { name: 'phone-light', width: 390, scheme: 'light', dir: 'ltr' },
  { name: 'phone-dark', width: 390, scheme: 'dark', dir: 'ltr' },
  { name: 'phone-turned', width: 390, scheme: 'light', dir: 'rtl' },
] as const

const faults: string[] = []

async function look(page: Page, name: string): Promise<void> {
  for (const { name: as, width, scheme, dir } of LOOKS) {
    await page.setViewportSize({ width, height: width === 390 ? 844 : 900 })
    await page.emulateMedia({ colorScheme: scheme })
    await page.evaluate((value) => document.documentElement.setAttribute('dir', value), dir)
    await page.evaluate(() => document.fonts.ready)
    const file = path.join(process.env.PICTURES_DIR ?? '', `${name}-${as}.png`)
    await page.screenshot({ path: file, fullPage: true })
    await examine(page).catch((error: unknown) => faults.push(`${name} ${as}: ${String(error).slice(0, 600)}`))
  }
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.emulateMedia({ colorScheme: 'light' })
  await page.evaluate(() => document.documentElement.setAttribute('dir', 'ltr'))
}

async function inDatabase(desk: Desk, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: desk.databaseUrl })
  await client.connect()
  await client.query(statement)
  await client.end()
}

const numberIn = async (page: Page): Promise<string> =>
  /case (\d+)/i.exec(await page.locator('main header').first().innerText())?.[1] ?? ''

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

test('what is kept, proven and shared', async ({ watched }) => {
  test.setTimeout(420_000)
  watched.declare(403, 404, 409, 422, 428)
  const desk = await openDesk()
  const page = await enterAsOwner(watched, desk)
  await holdKey(page)

  await openCaseOf(page, 'nawras')
  const reported = { number: await numberIn(page), id: new URL(page.url()).pathname.split('/').at(-1) ?? '' }
  await page.waitForTimeout(4000)
  await page.reload()
  await page.getByRole('button', { name: t('now.look') }).click()
  await page.waitForTimeout(3000)
  await look(page, 'case-then-now')

  await page.goto(`${desk.url}/cases/new`)
  await page.getByLabel(t('hand.kind'), { exact: true }).selectOption('legalOrder')
  await page.getByLabel(t('hand.about')).fill('Order of the Harbour Court to hand over what was posted about the quay')
  await page.getByLabel(t('hand.sender')).fill('Clerk of the Harbour Court')
  await page.getByRole('radio', { name: t('hand.paper.paste') }).check()
  await page
    .getByLabel(t('hand.paper.text'))
    .fill('IT IS ORDERED that the log of 20 November is produced. clerk@court.example')
  await page.getByRole('button', { name: t('hand.create') }).click()
  await page.waitForURL(/\/cases\/[0-9a-f-]{36}/)
  const byHand = { number: await numberIn(page), id: new URL(page.url()).pathname.split('/').at(-1) ?? '' }
  await look(page, 'hand-case')

  await page.goto(`${desk.url}/settings/guests`)
  await page.getByRole('textbox', { name: t('guests.name') }).fill('Amara Reyes')
  await page.getByLabel(t('guests.endsOn')).fill(inDays(30))
  const numbers = `${reported.number}, ${byHand.number}`
  await page.getByRole('textbox', { name: t('guests.cases'), exact: true }).fill(numbers)
  await page.getByRole('button', { name: t('guests.make') }).click()
  await enrolWhenAsked(page)
  await page.getByLabel(t('guests.link', { name: 'Amara Reyes' })).waitFor()
  await look(page, 'guests')

  await page.goto(`${desk.url}/room`)
  await page.getByRole('region', { name: t('room.list') }).waitFor()
  await look(page, 'room')
  for (const [name, { id }] of Object.entries({ report: reported, byHand })) {
    await page.goto(`${desk.url}/room/${id}`)
    await page.getByText(t('room.readOnly')).waitFor()
    await look(page, `room-${name}`)
  }
  await page.getByRole('button', { name: t('export.open') }).click()
  await page.getByLabel(t('export.purpose')).fill('For the court')
  await look(page, 'export')

  await page.goto(`${desk.url}/settings/holds`)
  await page.getByRole('button', { name: t('holds.new') }).click()
  await look(page, 'hold-form')
  await page.getByLabel(t('holds.source')).selectOption('litigation')
  await page.getByLabel(t('holds.reference')).fill('Pier v. Reef, 26-CV-0311')
  await page.getByRole('textbox', { name: t('holds.cases') }).fill(numbers)
  await page.getByLabel(t('holds.releaseEvent')).fill('Judgment, or settlement out of court')
  await page.getByRole('button', { name: t('holds.place') }).click()
  await page.getByRole('heading', { name: 'Pier v. Reef, 26-CV-0311' }).waitFor()
  await look(page, 'holds')

  await inDatabase(desk, `UPDATE instance SET is_demo = true`)
  await openCaseOf(page, 'harl')
  const harl = page.url()
  await act(page, 'act.resolve').click()
  await page.waitForTimeout(4000)
  await page.goto(harl)
  await page.goto(`${desk.url}/settings`)
  await page.getByLabel(t('settings.ahead.label')).fill('2000')
  await page.getByRole('button', { name: t('settings.ahead.go') }).click()
  await page.getByText(t('shell.demoAhead', { n: 2000 })).waitFor()
  await page.goto(`${desk.url}/settings/retention`)
  await page.getByRole('button', { name: t('retention.run'), exact: true }).click()
  await page.getByRole('button', { name: t('retention.runYes') }).click()
  await page.waitForTimeout(6000)
  await page.reload()
  await look(page, 'retention')
  const paper = page.getByRole('link', { name: t('retention.certificate') }).first()
  if ((await paper.count()) > 0) {
    await paper.click()
    await page.getByRole('region', { name: t('retention.certificateTitle') }).waitFor()
    await look(page, 'certificate')
  }

  await page.goto(`${desk.url}/settings/proof`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await look(page, 'proof')
  await page.goto(`${desk.url}/audit`)
  await look(page, 'audit')
  await page.goto(`${desk.url}/search?text=court`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await look(page, 'search')
  await desk.stop()
  fs.writeFileSync(path.join(process.env.PICTURES_DIR ?? '', 'faults.txt'), faults.join('\n\n'))
  expect(faults).toEqual([])
})
