import { type APIRequestContext, expect, type Page, request } from '@playwright/test'
import { t } from '@/lib/platform/i18n/translate'
import type { Launched } from './launched'

/** Gives the code and connects, as the set-up pages do: for journeys that are not about them. */
export async function connectTo(desk: Launched, address: string): Promise<void> {
  const api = await request.newContext({ baseURL: desk.url, extraHTTPHeaders: { origin: desk.url } })
  await command(api, 'instance.checkCode', { code: desk.code })
  await command(api, 'instance.connect', { address, confirmsPrivate: true })
  await api.storageState({ path: setUpCookie(desk) })
  await api.dispose()
}

/** The same with the demo that the console brings along, in which days may pass. Tells where it stands. */
export async function connectDemo(desk: Launched): Promise<string> {
  const api = await request.newContext({ baseURL: desk.url, extraHTTPHeaders: { origin: desk.url } })
  await command(api, 'instance.checkCode', { code: desk.code })
  const connected = await api.post('/api/commands/instance.connectDemo', { data: { input: {} }, timeout: 60_000 })
  expect(connected.ok(), await connected.text()).toBe(true)
  await api.storageState({ path: setUpCookie(desk) })
  const door = await api.post('/api/queries/instance.door', { data: { input: {} } })
  const { value }: { value: { instance: { origin: string } } } = await door.json()
  await api.dispose()
  return value.instance.origin
}

/** What a browser holds in which the code was given: whoever signs in there first becomes the owner. */
export const setUpCookie = (desk: Launched): string => `${desk.dataDir}/set-up-cookie.json`

async function command(api: APIRequestContext, name: string, input: object): Promise<void> {
  const response = await api.post(`/api/commands/${name}`, { data: { input } })
  expect(response.ok(), `${name}: ${await response.text()}`).toBe(true)
}

/** Signs in on the instance's own pages and comes back. */
export async function signIn(page: Page, desk: Launched, username: string): Promise<void> {
  await page.goto(`${desk.url}/sign-in`)
  await leaveForInstance(page)
  await chooseThere(page, username)
}

export async function leaveForInstance(page: Page): Promise<void> {
  await page.getByRole('button', { name: t('signIn.go', { domain: 'reef.example' }) }).click()
}

/** On the instance: who one is, and, the first time, that this console may ask. Then on to the queue. */
export async function chooseThere(page: Page, username: string): Promise<void> {
  await sayWho(page, username)
  // Whoever comes first is told what they may do.
  if (new URL(page.url()).pathname === '/welcome')
    await page.getByRole('link', { name: t('welcome.toReports') }).click()
}

export async function sayWho(page: Page, username: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`@${username}\\b`) }).click()
  const allow = page.getByRole('button', { name: 'Authorize' })
  const back = page.getByRole('main').locator('visible=true').and(page.locator('#content'))
  await expect(allow.or(back).or(page.getByRole('heading', { name: t('noRole.title') }))).toBeVisible()
  if (await allow.isVisible()) await allow.click()
  await page.waitForURL((url) => !url.pathname.startsWith('/oauth') && !url.pathname.startsWith('/auth'))
}
