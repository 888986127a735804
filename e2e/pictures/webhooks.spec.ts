import path from 'node:path'
import type { BrowserContextOptions } from '@playwright/test'
import pg from 'pg'
import { t } from '@/lib/platform/i18n/translate'
import { sendTo, shot, tellingBody } from '@/lib/testing/webhooks'
import { enterAsOwner, openDesk } from '../desk'
import { test } from '../fixtures'

// For looking at: the page about webhooks in each of its states.
const LOOKS: Record<string, BrowserContextOptions> = {
  'desk-light': { viewport: { width: 1280, height: 900 }, colorScheme: 'light' },
  'desk-dark': { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' },
  'phone-light': { viewport: { width: 390, height: 844 }, colorScheme: 'light', isMobile: true, hasTouch: true },
  'phone-dark': { viewport: { width: 390, height: 844 }, colorScheme: 'dark', isMobile: true, hasTouch: true },
}
const [ONE, TWO] = ['1'.repeat(40), '2'.repeat(40)]

test('the page about webhooks, in each state and look', async ({ watched }) => {
  const desk = await openDesk()
  const page = await enterAsOwner(watched, desk, LOOKS['desk-light'])
  const client = new pg.Client({ connectionString: desk.databaseUrl })
  await client.connect()
  const state = await page.context().storageState()
  const pages = await Promise.all(
    Object.entries(LOOKS).map(async ([look, options]) => ({
      look,
      page: await watched.openBrowser({ ...options, storageState: state }),
    })),
  )
  const picture = async (name: string) => {
    for (const { look, page: one } of pages) {
      await one.goto(`${desk.url}/settings/webhooks`)
      await one.getByRole('heading', { name: t('webhooks.setUp') }).waitFor()
      await one.evaluate(() => document.fonts.ready)
      await one.screenshot({
        path: path.join(process.env.PICTURES_DIR ?? '', `webhooks-${name}-${look}.png`),
        fullPage: true,
      })
    }
  }
  const paste = async (secret: string) => {
    await page.goto(`${desk.url}/settings/webhooks`)
    await page.getByLabel(t('webhooks.secret'), { exact: true }).fill(secret)
    await page.getByRole('button', { name: t('webhooks.save') }).click()
    await page.getByText(t('webhooks.saved')).waitFor()
  }
  const send = sendTo(`${desk.url}/api/webhooks/mastodon`)
  const report = Object.values(desk.reef.state.reports).at(-1)
  const body = tellingBody(
    'report.updated',
    { id: report?.id ?? '1', updated_at: new Date().toISOString() },
    new Date(),
  )

  await picture('1-none')
  await paste(ONE)
  await picture('2-waiting')
  await send(shot(TWO, body))
  await send(shot(ONE, '{"event":"status.created","object":{"id":"1"}}'))
  await client.query(`UPDATE webhook_secret SET pasted_at = now() - interval '2 days'`)
  await client.query(
    `UPDATE report SET updated_at = now() - interval '1 hour' WHERE remote_id IN (SELECT remote_id FROM report LIMIT 3)`,
  )
  await picture('3-stopped-refused-posts')
  await client.query('DELETE FROM webhook_hour')
  await paste(TWO)
  await send(shot(TWO, body))
  await picture('4-working-two-secrets')
  await client.end()
  await desk.stop()
})
