import type { Page } from '@playwright/test'
import { grantToken } from '@/lib/integrations/mastodon/fake/trial'
import { t } from '@/lib/platform/i18n/translate'
import { type Desk, enterAsOwner, openDesk } from '../desk'
import { expect, test } from '../fixtures'
import { accountOf } from '../instance'
import { examine, people } from '../screens'

let desk: Desk
test.beforeAll(async () => {
  desk = await openDesk()
})
test.afterAll(() => desk.stop())

test('the owner sets webhooks up by the steps, mispastes the secret once, and reports come by themselves', async ({
  watched,
}) => {
  test.setTimeout(150_000)
  const page = await enterAsOwner(watched, desk)
  const queue = await page.context().newPage()
  await queue.goto(`${desk.url}/reports`)
  let secret = ''

  await test.step('the settings lead to the steps, and the steps to Mastodon’s own page', async () => {
    await page.goto(`${desk.url}/settings`)
    await page.getByRole('link', { name: t('webhooks.title') }).click()
    await expect(page.getByText(t('webhooks.none'))).toBeVisible()
    await examine(page)
    secret = await makeWebhook(page)
  })

  await test.step('what is no secret is refused; a wrong one is kept, and nothing is wrong yet', async () => {
    watched.declare(422)
    await paste(page, 'correct horse')
    await expect(page.getByText(t('error.webhooks.secret'))).toBeVisible()
    await paste(page, '0'.repeat(40))
    await expect(page.getByText(t('webhooks.saved'))).toBeVisible()
    await expect(page.getByText(t('webhooks.waiting'), { exact: true })).toBeVisible()
    await examine(page)
  })

  await test.step('a delivery is refused, and the page says what is the matter', async () => {
    await shortenRetries()
    await fileReport('Refused at first')
    await expect(async () => {
      await page.reload()
      await expect(page.getByText(t('webhooks.refusedText'))).toBeVisible({ timeout: 1000 })
    }).toPass()
    await examine(page)
  })

  await test.step('with the right secret the same delivery is taken when Mastodon sends it again', async () => {
    await paste(page, ` ${secret} `)
    await expect(page.getByText(t('webhooks.saved'))).toBeVisible()
    await expect(async () => {
      await page.reload()
      await expect(page.getByText(t('webhooks.working'), { exact: true })).toBeVisible({ timeout: 1000 })
    }).toPass({ timeout: 30_000 })
    await examine(page)
  })

  await test.step('a report stands in the open queue, though the list is not read at all', async () => {
    desk.reef.setFault({ kind: '5xx', match: { path: '^/api/v1/admin/reports$' } })
    await fileReport('Told of by webhook')
    await expect(people(queue).filter({ hasText: 'Told of by webhook' })).toHaveCount(1, { timeout: 30_000 })
  })

  await test.step('and is gone from it when somebody resolves it in Mastodon', async () => {
    await resolveAll()
    await expect(people(queue).filter({ hasText: 'Told of by webhook' })).toHaveCount(0, { timeout: 30_000 })
    desk.reef.setFault(null)
  })

  await test.step('the wrong secret is removed', async () => {
    await page.reload()
    const remove = page.getByRole('button', { name: /^Remove the secret/ })
    await expect(remove).toHaveCount(2)
    await remove.last().click()
    await expect(remove).toHaveCount(1)
    await expect(page.getByText(t('webhooks.working'), { exact: true })).toBeVisible()
  })
})

/** In a tab of its own, as the steps say; answers with the secret that Mastodon shows. */
async function makeWebhook(page: Page): Promise<string> {
  const [there] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('link', { name: t('webhooks.step.openLink', { domain: 'reef.example' }) }).click(),
  ])
  await there.getByLabel('Endpoint URL').fill(await page.getByLabel(t('webhooks.address')).inputValue())
  const events = await page.getByRole('main').locator('code').allTextContents()
  expect(events).toHaveLength(5)
  for (const event of events) await there.getByRole('checkbox', { name: event }).check()
  await there.getByRole('button', { name: 'Add endpoint' }).click()
  const secret = await there.locator('code').innerText()
  await there.close()
  return secret
}

async function paste(page: Page, secret: string): Promise<void> {
  await page.getByLabel(t('webhooks.secret'), { exact: true }).fill(secret)
  await page.getByRole('button', { name: t('webhooks.save') }).click()
}

const ask = (path: string, token: string | null, body: object) =>
  fetch(new URL(path, desk.reef.origin), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify(body),
  })

/** Sidekiq's quarter of a minute before the second try becomes a second. */
const shortenRetries = () => ask('/__fake/webhooks', null, { retryScale: 0.1 })

/** Somebody on the instance reports somebody whom nobody has reported. */
async function fileReport(comment: string): Promise<void> {
  const { state } = desk.reef
  const reported = new Set(Object.values(state.reports).map((report) => report.targetAccountId))
  const target = Object.values(state.accounts).find(
    ({ id, domain, user, suspendedAt }) =>
      !domain && user?.confirmed && !user.roleId && !suspendedAt && !reported.has(id),
  )
  grantToken(state, accountOf(state, 'wren'), ['write'], 'token-of-wren')
  const answer = await ask('/api/v1/reports', 'token-of-wren', { account_id: target?.id, comment })
  expect(answer.status).toBe(200)
}

async function resolveAll(): Promise<void> {
  const { state } = desk.reef
  grantToken(state, accountOf(state, 'kofi'), ['admin:write'], 'token-of-kofi')
  const told = Object.values(state.reports).filter((report) => report.comment === 'Told of by webhook')
  for (const { id } of told)
    expect((await ask(`/api/v1/admin/reports/${id}/resolve`, 'token-of-kofi', {})).status).toBe(200)
}
