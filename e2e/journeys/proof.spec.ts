import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { t } from '@/lib/platform/i18n/translate'
import { startAuthority, type TestAuthority } from '@/lib/testing/authority'
import { type Desk, enter, enterAsOwner, openDesk } from '../desk'
import { expect, test } from '../fixtures'
import { enrolWhenAsked, holdKey } from '../passkeys'
import { examine } from '../screens'

let desk: Desk
let authority: TestAuthority
test.beforeAll(async () => {
  desk = await openDesk()
  authority = await startAuthority()
})
test.afterAll(async () => {
  await authority.close()
  await desk.stop()
})

test('the owner has the log stamped from outside, a colleague sees how far it is proven, anybody fetches the keys', async ({
  watched,
}) => {
  test.setTimeout(180_000)
  const page = await enterAsOwner(watched, desk)
  await holdKey(page)

  await test.step('without a stamp the page says what is not proven', async () => {
    await page.goto(`${desk.url}/settings`)
    await page.getByRole('link', { name: t('proof.title') }).click()
    await expect(page.getByText(t('proof.notStampedText'))).toBeVisible()
    await examine(page)
    await picture(page, 'proof-none')
  })

  await test.step('an address that stamps nothing is refused with the reason; one that does is set', async () => {
    watched.declare(422)
    authority.mode.now = 'html'
    await setAuthority(page)
    await enrolWhenAsked(page)
    await expect(page.getByText(/not as a time-stamp authority does/)).toBeVisible()
    authority.mode.now = 'answer'
    await setAuthority(page)
    await expect(page.getByText(t('proof.authority.isSet', { name: 'O=Reef, CN=stamps' }))).toBeVisible()
    await expect(async () => {
      await page.reload()
      await expect(page.getByText(/^Proven up to row \d+$/)).toBeVisible({ timeout: 1000 })
    }).toPass({ timeout: 60_000 })
    await examine(page)
    await picture(page, 'proof-stamped')
  })

  await test.step('the fingerprint on the page is that of the key that anybody can fetch', async () => {
    const { keys } = await (await fetch(`${desk.url}/api/keys`)).json()
    const pem = await (await fetch(`${desk.url}/api/keys/ed25519.pem`)).text()
    const file = path.join(desk.dataDir, 'fetched.pem')
    fs.writeFileSync(file, pem)
    const der = execFileSync('openssl', ['pkey', '-pubin', '-outform', 'DER', '-in', file])
    const said = execFileSync('openssl', ['dgst', '-sha256', '-r'], { input: der, encoding: 'utf8' }).slice(0, 64)
    const [first] = keys.filter((key: { algorithm: string }) => key.algorithm === 'ed25519')
    expect(first.fingerprint).toBe(said)
    await expect(page.getByText(first.fingerprintInGroups)).toBeVisible()
  })

  await test.step('the log says how far it is proven, and is searched by a person', async () => {
    await page.goto(`${desk.url}/audit`)
    await expect(page.getByText(/^proven up to row \d+, /)).toBeVisible()
    await page.getByLabel(t('audit.filter.about')).fill('@ines')
    await page.getByRole('button', { name: t('audit.filter.go') }).click()
    await expect(page.getByText(t('audit.emptyTitle'))).toBeVisible()
    await examine(page)
    await page.goto(`${desk.url}/audit?kind=proof`)
    await expect(page.getByText(t('did.proof.setAuthority')).first()).toBeVisible()
    await examine(page)
    await picture(page, 'audit')
  })

  await test.step('new keys sign after a press; a colleague reads all this and changes nothing', async () => {
    await page.goto(`${desk.url}/settings/proof`)
    await page.getByText(t('proof.rotate'), { exact: true }).click()
    await page.getByRole('button', { name: t('proof.rotate.sure') }).click()
    await expect(page.getByText(t('proof.rotate.done'))).toBeVisible()
    await expect(page.getByText(t('proof.keys.former'), { exact: true })).toHaveCount(2)
    const kofi = await enter(watched, desk, 'kofi')
    await kofi.goto(`${desk.url}/settings/proof`)
    await expect(kofi.getByText(/^Proven up to row \d+$/)).toBeVisible()
    await expect(kofi.getByRole('button', { name: t('proof.authority.set') })).toHaveCount(0)
    await examine(kofi)
  })
})

async function setAuthority(page: Page): Promise<void> {
  await page.getByLabel(t('proof.authority.url')).fill(authority.url)
  await page.getByLabel(t('proof.authority.tickPrivate')).check()
  await page.getByRole('button', { name: t('proof.authority.set') }).click()
}

// For looking at: PICTURES_DIR=/tmp/pictures.
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.PICTURES_DIR
  if (!folder) return
  for (const [look, size, colorScheme] of [
    ['desk', { width: 1280, height: 900 }, 'light'],
    ['dark', { width: 1280, height: 900 }, 'dark'],
    ['phone', { width: 390, height: 844 }, 'light'],
  ] as const) {
    await page.setViewportSize(size)
    await page.emulateMedia({ colorScheme })
    await page.screenshot({ path: path.join(folder, `${name}-${look}.png`), fullPage: true })
  }
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.emulateMedia({ colorScheme: null })
}
