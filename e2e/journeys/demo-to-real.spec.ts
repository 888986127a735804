import fs from 'node:fs'
import type { Page } from '@playwright/test'
import { addAccount, addReport, emptyState } from '@/lib/integrations/mastodon/fake/makers'
import { ROLE_IDS } from '@/lib/integrations/mastodon/fake/roles'
import { type Fake, startFake } from '@/lib/integrations/mastodon/fake/server'
import { t } from '@/lib/platform/i18n/translate'
import { fileFaults } from '@/lib/platform/privacy/resting-places'
import { act, expectActState, openCaseOf } from '../desk'
import { expect, test } from '../fixtures'
import { answers, type Launched, launchConsole } from '../launched'
import { connectDemo, leaveForInstance, sayWho, setUpCookie } from '../people'
import { examine, people, queueIsFull } from '../screens'

let desk: Launched
let fjord: Fake
test.beforeAll(async () => {
  ;[desk, fjord] = await Promise.all([launchConsole(), startFjord()])
})
test.afterAll(async () => {
  await desk.stop()
  await fjord.close()
})

/** A real instance of another release: people of the same names, and a report of the same number as one of the demo. */
async function startFjord(): Promise<Fake> {
  const state = emptyState('4.3')
  state.instance.domain = 'fjord.example'
  state.instance.title = 'Fjord'
  const add = (username: string, roleId: string | null = null) =>
    addAccount(state, { username, createdAt: new Date('2024-05-01T00:00:00Z'), user: { roleId } })
  const [harl, tove] = [add('harl'), add('tove')]
  add('ines', ROLE_IDS.owner)
  addReport(state, { accountId: tove.id, targetAccountId: harl.id, createdAt: new Date(), comment: 'Only here' })
  return startFake({ state })
}

test('from the demo to a real instance: the one is archived, the other starts empty', async ({ watched }) => {
  test.setTimeout(240_000)
  const demoUrl = await connectDemo(desk)
  const page = await watched.openBrowser({ storageState: setUpCookie(desk) })

  await test.step('the first to sign in is told what they may do, and what will be off', async () => {
    await page.goto(`${desk.url}/sign-in`)
    await leaveForInstance(page)
    await sayWho(page, 'ines')
    await expect(page.getByRole('heading', { name: t('welcome.titleOwner') })).toBeVisible()
    await expect(page.getByText(t('welcome.may.manage_users'))).toBeVisible()
    await expect(page.getByText(t('reader.own', { handle: '@ines' }))).toBeVisible()
    await examine(page)
    await page.getByRole('link', { name: t('welcome.toReports') }).click()
  })

  await test.step('something is done on the demo, while it is still being read', async () => {
    await untilRead(page, 'harl')
    await openCaseOf(page, 'harl')
    await act(page, 'act.assign').click()
    await expectActState(page, 'state.confirmed')
    await untilRead(page, 'corvo')
    await openCaseOf(page, 'corvo')
    await page.keyboard.press('Shift+X')
    await page.getByRole('button', { name: t('stop.confirm') }).click()
    await expect(page.getByText(t('stopped.done'))).toBeVisible()
  })

  await test.step('the settings say what will happen, and look at the address first', async () => {
    await page.goto(`${desk.url}/settings`)
    await page.getByRole('link', { name: t('move.title') }).click()
    await expect(page.getByText(t('move.archives', { domain: 'reef.example' }))).toBeVisible()
    await examine(page)
    watched.declare(422)
    await page.getByLabel(t('connect.own.label')).fill(fjord.origin)
    await page.getByRole('button', { name: t('connect.own.look') }).click()
    await page.getByRole('checkbox', { name: t('connect.private.tick', { origin: fjord.origin }) }).check()
    await page.getByRole('button', { name: t('connect.own.look') }).click()
    await expect(page.getByText('@fjord.example')).toBeVisible()
    await expect(page.getByText(t('connect.lacks.minimumAge'))).toBeVisible()
    await examine(page)
  })

  await test.step('it is confirmed, and everybody is signed out', async () => {
    const go = page.getByRole('button', { name: t('move.go', { domain: 'fjord.example' }) })
    await expect(go).toHaveAttribute('aria-disabled', 'true')
    await page
      .getByRole('checkbox', { name: t('move.sure', { leaves: 'reef.example', domain: 'fjord.example' }) })
      .check()
    await go.click()
    await expect(page.getByText(t('signIn.firstOwnerHere'))).toBeVisible()
    await examine(page)
  })

  await test.step('whoever moved it owns it there', async () => {
    await page.getByRole('button', { name: t('signIn.go', { domain: 'fjord.example' }) }).click()
    await sayWho(page, 'ines')
    await expect(page.getByRole('heading', { name: t('welcome.titleOwner') })).toBeVisible()
    await page.getByRole('link', { name: t('welcome.toReports') }).click()
  })

  await test.step('nothing of the demo is in the queue', async () => {
    await queueIsFull(page)
    await expect(people(page)).toHaveCount(1)
    await expect(people(page)).toContainText('Only here')
    await expect(page.getByText(t('shell.demo'))).toHaveCount(0)
  })

  await test.step('the demo can be read in the archive, its tokens are revoked, and it has stopped', async () => {
    await readArchive(page)
    await readFormerStop(page)
    await expect.poll(() => answers(`${demoUrl}/api/v2/instance`), { timeout: 30_000 }).toBe(false)
  })

  await test.step('the folder of the console holds only what is listed', async () => {
    const files = fs.readdirSync(desk.dataDir, { recursive: true, withFileTypes: true })
    const paths = files
      .filter((file) => file.isFile())
      .map((file) => `${file.parentPath}/${file.name}`.slice(desk.dataDir.length + 1))
    // What the journey itself keeps there.
    const ours = ['terminal', 'set-up-cookie.json']
    expect(paths).toContain('demo/mastodon.json')
    expect(fileFaults(paths.filter((path) => !ours.includes(path)))).toEqual([])
  })
})

async function untilRead(page: Page, handle: string): Promise<void> {
  await expect(async () => {
    await page.goto(`${desk.url}/reports?text=${handle}`)
    await expect(people(page).filter({ hasText: `@${handle}` })).toHaveCount(1, { timeout: 2000 })
  }).toPass({ timeout: 60_000 })
}

async function readFormerStop(page: Page): Promise<void> {
  await page.goto(`${desk.url}/safety`)
  const former = page
    .getByRole('table', { name: t('safety.former') })
    .getByRole('row')
    .filter({ hasText: '@corvo' })
  await expect(former).toContainText('reef.example')
  await examine(page)
  await former.getByRole('link').click()
  await expect(page.getByText(t('archive.mark'))).toBeVisible()
  await expect(page.getByText(t('safety.tipMissing'))).toBeVisible()
  await expect(page.getByRole('article')).toHaveCount(0)
  await examine(page)
}

async function readArchive(page: Page): Promise<void> {
  await page.goto(`${desk.url}/settings/archive`)
  await expect(page.getByText(t('archive.tokens', { revoked: 1, waiting: 0, unknown: 0 }))).toBeVisible({
    timeout: 30_000,
  })
  await examine(page)
  await page.getByRole('link', { name: t('archive.open') }).click()
  await expect(page.getByText(t('archive.mark'))).toBeVisible()
  await examine(page)
  await page.getByLabel(t('archive.find')).fill('harl')
  await page.getByRole('button', { name: t('archive.findGo') }).click()
  await page.getByRole('row').filter({ hasText: '@harl' }).getByRole('link').click()
  await expect(page.getByText(t('archive.mark'))).toBeVisible()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByRole('region', { name: t('act.title'), exact: true })).toHaveCount(0)
  await examine(page)
}
