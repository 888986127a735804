import http from 'node:http'
import type { Page } from '@playwright/test'
import { t } from '@/lib/platform/i18n/translate'
import { expect, test } from '../fixtures'
import { type Launched, launchConsole } from '../launched'
import { examine } from '../screens'

let desk: Launched
const servers: http.Server[] = []
test.beforeAll(async () => {
  desk = await launchConsole()
})
test.afterAll(async () => {
  await desk.stop()
  for (const server of servers) server.close()
})

test('wrong codes and wrong addresses: each is told apart, and what was typed stays', async ({ watched }) => {
  // 403: the wrong code; 422: an address that cannot be used.
  watched.declare(403, 422)
  const page = await watched.openBrowser()
  const code = page.getByLabel(t('connect.code.label'))

  await test.step('a code that is none', async () => {
    await page.goto(desk.url)
    await page.getByRole('button', { name: t('connect.code.go') }).click()
    await expect(page.getByText(t('connect.code.empty'))).toBeVisible()
    await code.fill('ABCD-EFGH-JKMN')
    await page.getByRole('button', { name: t('connect.code.go') }).click()
    await expect(page.getByText(t('error.setup.code'))).toBeVisible()
    await expect(code).toHaveValue('ABCD-EFGH-JKMN')
    await examine(page)
    await code.fill(desk.code)
    await page.getByRole('button', { name: t('connect.code.go') }).click()
    await expect(page.getByText(t('connect.code.fits'))).toBeVisible()
  })

  await test.step('no address at all', async () => {
    await look(page, 'the server of our harbour')
    await expectRefused(page, 'the server of our harbour', t('error.connect.wrongAddress', { suggestion: 'undefined' }))
  })

  await test.step('a page that is no Mastodon', async () => {
    const origin = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Bakery</title><h1>Bread</h1>')
    })
    await look(page, origin)
    await expectRefused(page, origin, t('error.connect.privateAddress', { origin }))
    await lookAsMine(page, origin)
    await expectRefused(page, origin, t('error.connect.htmlInsteadOfJson', { origin }))
    await examine(page)
  })

  await test.step('a server that sends one elsewhere', async () => {
    const where = 'https://reef.example'
    const origin = await serve((request, response) => {
      response.writeHead(301, { location: `${where}${request.url ?? ''}` }).end()
    })
    await look(page, origin)
    await lookAsMine(page, origin)
    await expectRefused(page, origin, t('error.connect.redirectedElsewhere', { origin, where }))
    await expect(page.getByRole('button', { name: t('connect.own.use', { suggestion: where }) })).toBeVisible()
  })

  await test.step('a Mastodon that is too old', async () => {
    const origin = await serve((request, response) => {
      const isKnown = request.url?.startsWith('/api/v1/instance') || request.url?.startsWith('/api/v2/instance')
      response.writeHead(isKnown ? 200 : 404, { 'content-type': 'application/json' })
      response.end(JSON.stringify(isKnown ? oldInstance(origin) : { error: 'Not found' }))
    })
    await look(page, origin)
    await lookAsMine(page, origin)
    await expectRefused(page, origin, t('error.connect.tooOld', { origin, version: '4.1.25' }))
  })
})

const address = (page: Page) => page.getByLabel(t('connect.own.label'))

async function look(page: Page, typed: string): Promise<void> {
  await address(page).fill(typed)
  await page.getByRole('button', { name: t('connect.own.look') }).click()
}

async function lookAsMine(page: Page, origin: string): Promise<void> {
  await page.getByRole('checkbox', { name: t('connect.private.tick', { origin }) }).check()
  await page.getByRole('button', { name: t('connect.own.look') }).click()
}

async function expectRefused(page: Page, typed: string, sentence: string): Promise<void> {
  await expect(page.getByText(sentence)).toBeVisible()
  await expect(address(page)).toHaveValue(typed)
  await expect(page.getByRole('button', { name: t('connect.go', { domain: 'reef.example' }) })).toHaveCount(0)
}

async function serve(handler: http.RequestListener): Promise<string> {
  const server = http.createServer(handler)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const at = server.address()
  return `http://localhost:${typeof at === 'object' && at ? at.port : 0}`
}

const oldInstance = (origin: string) => ({
  uri: 'old.example',
  domain: 'old.example',
  title: 'An old one',
  version: '4.1.25',
  urls: { streaming_api: origin.replace('http', 'ws') },
  rules: [],
  configuration: { urls: {} },
})
