import { createHash, createPublicKey } from 'node:crypto'
import type { Page } from '@playwright/test'
import { t } from '@/lib/platform/i18n/translate'
import { startAuthority, type TestAuthority } from '@/lib/testing/authority'
import { type Desk, enterAsOwner, openDesk } from '../desk'
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
  await desk.stop()
  await authority.close()
})

test('the log is stamped from outside, and new keys sign it without losing who knew the old ones', async ({
  watched,
}) => {
  test.setTimeout(150_000)
  // An authority that gives no stamp is a refusal.
  watched.declare(422, 502, 503)
  const ines = await enterAsOwner(watched, desk)
  await holdKey(ines)

  await test.step('nothing is proven yet, and it says so', async () => {
    await ines.goto(`${desk.url}/settings/proof`)
    await expect(ines.getByText(t('proof.notStamped'))).toBeVisible()
    await expect(fingerprints(ines)).toHaveCount(2)
    await examine(ines)
  })

  await test.step('what gives no stamp is not set, and the address stays typed', async () => {
    authority.mode.now = 'html'
    await ines.getByLabel(t('proof.authority.url')).fill(authority.url)
    await ines.getByLabel(t('proof.authority.tickPrivate')).check()
    await ines.getByRole('button', { name: t('proof.authority.set') }).click()
    await enrolWhenAsked(ines)
    await expect(ines.getByRole('region', { name: t('proof.authority'), exact: true }).getByRole('alert')).toBeVisible()
    await expect(ines.getByLabel(t('proof.authority.url'))).toHaveValue(authority.url)
    await expect(ines.getByText(t('proof.authority.none'))).toBeVisible()
    await examine(ines)
  })

  await test.step('a real one is, and the log is proven up to a row', async () => {
    authority.mode.now = 'answer'
    await ines.getByRole('button', { name: t('proof.authority.set') }).click()
    await expect(ines.getByText(/^Proven up to row \d+$/)).toBeVisible({ timeout: 90_000 })
    await examine(ines)
  })

  await test.step('new keys sign; the former ones still stand there for whoever knows them', async () => {
    const before = await fingerprints(ines).allInnerTexts()
    await ines
      .locator('summary')
      .filter({ hasText: t('proof.rotate') })
      .click()
    await ines.getByRole('button', { name: t('proof.rotate.sure') }).click()
    await expect(ines.getByText(t('proof.rotate.done'))).toBeVisible()
    await expect(fingerprints(ines)).toHaveCount(4)
    const now = await fingerprints(ines).allInnerTexts()
    expect(now.slice(2)).toEqual(before)
    expect(now.slice(0, 2)).not.toEqual(before)
    await examine(ines)
  })

  await test.step('anybody fetches a key, and its fingerprint is the one on the page', async () => {
    const stranger = await watched.openBrowser()
    const shown = await fingerprints(ines).allInnerTexts()
    const links = await ines.getByRole('link', { name: t('proof.keys.file') }).all()
    for (const [at, link] of links.entries()) {
      const answer = await stranger.request.get(new URL((await link.getAttribute('href')) ?? '', desk.url).href)
      const der = createPublicKey(await answer.text()).export({ type: 'spki', format: 'der' })
      expect(plain(createHash('sha256').update(der).digest('hex'))).toBe(plain(shown[at] ?? ''))
    }
  })
})

const fingerprints = (page: Page) => page.getByRole('listitem').locator('code')
const plain = (fingerprint: string): string => fingerprint.replace(/[^0-9a-f]/gi, '').toLowerCase()
