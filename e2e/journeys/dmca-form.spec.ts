import path from 'node:path'
import type { Page } from '@playwright/test'
import { t } from '@/lib/platform/i18n/translate'
import { type Desk, enterAsOwner, openDesk } from '../desk'
import { expect, test } from '../fixtures'
import { examine, expectNoSideways } from '../screens'

let desk: Desk
test.beforeAll(async () => {
  desk = await openDesk()
})
test.afterAll(() => desk.stop())

const PHONE = { viewport: { width: 390, height: 844 } }
const NOWHERE = 'x'.repeat(43)

/** A picture for people, when a folder is named (PICTURES_DIR). */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.PICTURES_DIR
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}

/** Addresses of posts that everybody may see. */
function addresses(count: number): string[] {
  const { posts, accounts } = desk.reef.state
  const open = Object.values(posts).filter(
    (post) => post.visibility === 'public' && !post.deletedAt && !accounts[post.accountId]?.suspendedAt,
  )
  return open
    .filter((post) => accounts[post.accountId]?.domain === null)
    .slice(0, count)
    .map((post) => `${desk.reef.origin}/@${accounts[post.accountId]?.username}/${post.id}`)
}

test('somebody without JavaScript and without an account sends a notice, adds to it and takes it back', async ({
  watched,
}) => {
  const page = await watched.openBrowser({ ...PHONE, javaScriptEnabled: false })
  watched.declare(422)
  const send = page.getByRole('button', { name: t('filing.send') })

  await test.step('nothing at all is no notice, and says so', async () => {
    await page.goto(`${desk.url}/dmca/new`)
    await expect(page.getByRole('link', { name: t('filing.about.intimateImage') })).toBeVisible()
    await expect(page.getByText(t('filing.public.perjury'))).toBeVisible()
    await expectNoSideways(page)
    await picture(page, 'form-phone')
    await send.click()
    await expect(page.getByRole('alert')).toHaveText(t('error.filing.empty'))
  })

  await test.step('two addresses are enough to be received, and the receipt says what is missing', async () => {
    await page.goto(`${desk.url}/dmca/new`)
    await page.getByLabel(t('filing.urls'), { exact: true }).fill(addresses(2).join('\n'))
    await page.getByLabel(t('filing.email'), { exact: true }).fill('ada@harbour.example')
    const [answer] = await Promise.all([
      page.waitForResponse((response) => /\/case\/[\w-]{43}$/.test(response.url())),
      send.click(),
    ])
    const headers = answer.headers()
    expect(headers['referrer-policy']).toBe('no-referrer')
    expect(headers['x-robots-tag']).toContain('noindex')
    expect(headers['cache-control']).toContain('no-store')
    await expect(page.getByText(t('following.state.received'))).toBeVisible()
    await expect(page.getByText(t('following.missing'), { exact: true })).toHaveCount(4)
    await expect(page.getByText(t('following.itemsCount', { n: 2 }))).toBeVisible()
    await expectNoSideways(page)
    await picture(page, 'case-phone')
  })

  await test.step('what is missing is added', async () => {
    await page.getByLabel(t('filing.works'), { exact: true }).fill('Low Tide at Harbour Mouth')
    await page.getByLabel(t('filing.goodFaith'), { exact: true }).check()
    await page.getByLabel(t('filing.accuracy'), { exact: true }).check()
    await page.getByLabel(t('filing.signature'), { exact: true }).fill('Ada Reed')
    await page.getByRole('button', { name: t('following.addButton') }).click()
    await expect(page.getByText(t('following.added'))).toBeVisible()
    await expect(page.getByText(t('following.missing'), { exact: true })).toHaveCount(0)
  })

  await test.step('it is taken back', async () => {
    await page.getByText(t('following.retract'), { exact: true }).click()
    await page.getByLabel(t('following.retractYes'), { exact: true }).check()
    await page.getByRole('button', { name: t('following.retractButton') }).click()
    await expect(page.getByText(t('following.state.retracted'))).toBeVisible()
  })
})

test('somebody with JavaScript goes ahead of the others, and sees what became of each address', async ({ watched }) => {
  await enterAsOwner(watched, desk)
  const page = await watched.openBrowser(PHONE)
  await page.goto(`${desk.url}/dmca/new`)
  await examine(page)
  await page.getByLabel(t('filing.works'), { exact: true }).fill('Low Tide\nNine Herons')
  const [one = '', two = ''] = addresses(2)
  await page
    .getByLabel(t('filing.urls'), { exact: true })
    .fill([one, two.replace('http', 'hxxp'), `${one}9`, 'everything by @harl'].join('\n'))
  await page.getByLabel(t('filing.name'), { exact: true }).fill('Dana Marlow')
  await page.getByLabel(t('filing.phone'), { exact: true }).fill('+1 555 010 022')
  await page.getByLabel(t('filing.goodFaith'), { exact: true }).check()
  await page.getByLabel(t('filing.accuracy'), { exact: true }).check()
  await page.getByLabel(t('filing.signature'), { exact: true }).fill('Dana Marlow')
  await page.getByRole('button', { name: t('filing.send') }).click()
  await page.waitForURL(/\/case\/[\w-]{43}$/)
  await expect(page.getByText(t('following.missing'), { exact: true })).toHaveCount(0)
  await expect(page.getByText(t('following.unconfirmedNoMail'))).toHaveCount(0)
  await expect(async () => {
    await page.reload()
    await expect(page.getByText(t('following.item.found'), { exact: true })).toHaveCount(2, { timeout: 1000 })
  }).toPass({ timeout: 60_000 })
  await expect(page.getByText(t('itemWhy.notShown'))).toBeVisible()
  await expect(page.getByText(t('itemWhy.noAddress'))).toBeVisible()
  await examine(page)
  await picture(page, 'case-resolved-phone')
  await page.setViewportSize({ width: 1280, height: 900 })
  await picture(page, 'case-resolved')

  await test.step('what is about something else has a form of its own', async () => {
    await page.goto(`${desk.url}/dmca/new`)
    await picture(page, 'form')
    await page.getByRole('link', { name: t('filing.about.childSafety') }).click()
    await expect(page.getByText(t('filing.other.childSafety'))).toBeVisible()
    await expect(page.getByLabel(t('filing.moreOther'), { exact: true })).toHaveCount(0)
    await examine(page)
    await page.getByLabel(t('filing.urlsOther'), { exact: true }).fill(one)
    await page.getByRole('button', { name: t('filing.sendOther'), exact: true }).click()
    await expect(page.getByText(t('following.other.stopped'))).toBeVisible()
    await expect(page.getByText(one)).toHaveCount(0)
  })
})

test('the doors keep out who is not meant', async ({ watched }) => {
  const page = await watched.openBrowser()
  const post = (name: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
    page.request.post(`${desk.url}/api/commands/${name}`, { form, headers, maxRedirects: 0 })

  for (const headers of [
    { origin: 'https://evil.example' },
    { origin: 'null', 'sec-fetch-site': 'cross-site' },
  ] as Record<string, string>[])
    expect((await post('filings.file', { works: 'x' }, headers)).status()).toBe(403)
  // A browser that shows text only says nothing of where a form came from.
  const plain = await post('filings.file', { works: 'My picture' })
  expect([plain.status(), plain.headers().location]).toEqual([303, expect.stringMatching(/^\/case\/[\w-]{43}$/)])
  expect((await post('filings.file', { urls: 'x'.repeat(700_000) })).status()).toBe(413)
  // What is refused comes back as it was written, as words.
  const refused = await post('following.add', { token: NOWHERE, works: '<script>alert(1)</script>' })
  expect(refused.status()).toBe(404)
  expect(await refused.text()).toContain('&#60;script&#62;')
  expect(await refused.text()).not.toContain('<script>')
  for (const name of ['reports.claim', 'entering.enter', 'staff.setRoles', 'constructor'])
    expect((await post(name, {})).status(), name).toBe(404)
  for (const place of [`case/${NOWHERE}`, `dmca/counter/${NOWHERE}`, 'case/short'])
    expect((await page.request.get(`${desk.url}/${place}`)).status(), place).toBe(404)
  expect(desk.terminal()).not.toContain(plain.headers().location?.slice(6) ?? 'nothing')
})

test('one of the staff enters a mail and confirms what was found', async ({ watched }) => {
  const page = await enterAsOwner(watched, desk)
  await page.goto(`${desk.url}/dmca/enter`)
  await examine(page)
  await page.getByLabel(t('hand.paper.eml'), { exact: true }).check()
  await page
    .getByLabel(t('hand.paper.file'), { exact: true })
    .setInputFiles(path.join(import.meta.dirname, '../../lib/features/copyright/fixtures/09-forged-sender.eml'))
  await page.getByRole('button', { name: t('entering.look') }).click()
  await expect(page.getByText(t('entering.doubts'))).toBeVisible()
  await expect(page.getByText(t('entering.attachment.program'))).toBeVisible()
  await expect(
    page
      .getByRole('group', { name: t('entering.letter') })
      .locator('mark')
      .first(),
  ).toBeVisible()
  await examine(page)
  await picture(page, 'enter')
  await page.setViewportSize(PHONE.viewport)
  await expectNoSideways(page)
  await picture(page, 'enter-phone')
  await page.getByRole('button', { name: t('entering.save') }).click()
  await page.waitForURL(/\/dmca\/[0-9a-f-]{36}$/)
})
