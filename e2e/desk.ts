import { type BrowserContextOptions, expect, type Locator, type Page } from '@playwright/test'
import type { Fake } from '@/lib/integrations/mastodon/fake/server'
import type { Version } from '@/lib/integrations/mastodon/fake/state'
import { type Message, t } from '@/lib/platform/i18n/translate'
import type { Watched } from './fixtures'
import { startReef } from './instance'
import { type Launched, launchConsole } from './launched'
import { connectTo, setUpCookie, signIn } from './people'
import { people, queueIsFull } from './screens'

/** A console connected to a Reef in this process, whose state can be looked at from within. Nobody has signed in yet. */
export interface Desk extends Launched {
  reef: Fake
}

export async function openDesk(version?: Version): Promise<Desk> {
  const [launched, reef] = await Promise.all([launchConsole(), startReef(version)])
  await connectTo(launched, reef.origin)
  const stop = async () => {
    await launched.stop()
    await reef.close()
  }
  return { ...launched, reef, stop }
}

/** Signs somebody in, in a browser of their own. The first, in the browser that holds the code, is the owner. */
export async function enter(watched: Watched, desk: Launched, name: string, options: BrowserContextOptions = {}) {
  const isOwner = name === 'ines'
  const page = await watched.openBrowser({ ...options, ...(isOwner ? { storageState: setUpCookie(desk) } : {}) })
  await signIn(page, desk, name)
  return page
}

/** Ines, as owner, with the queue filled. */
export async function enterAsOwner(watched: Watched, desk: Launched, options: BrowserContextOptions = {}) {
  const page = await enter(watched, desk, 'ines', options)
  await queueIsFull(page)
  return page
}

/** Finds somebody in the queue, whose filters stand in the address, and opens their case. */
export async function openCaseOf(page: Page, handle: string): Promise<void> {
  await page.goto(new URL(`/reports?text=${handle}`, page.url()).href)
  const row = people(page).filter({ hasText: `@${handle}` })
  await expect(row).toHaveCount(1)
  await row.getByRole('link').first().click()
  await expectCaseOf(page, handle)
}

export async function expectCaseOf(page: Page, handle: string): Promise<void> {
  await expect(acts(page)).toBeVisible()
  await expect(page.getByText(`@${handle}`).first()).toBeVisible()
}

export const acts = (page: Page): Locator => page.getByRole('region', { name: t('act.title'), exact: true })

/** A button of the acts; its key stands behind its name. */
export const act = (page: Page, name: Message): Locator =>
  acts(page).getByRole('button', { name: startingWith(t(name)) })

export const startingWith = (words: string): RegExp => new RegExp(`^${words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`)

/** What the list of acts says of the last one. */
export async function expectActState(page: Page, state: Message, timeout = 30_000): Promise<void> {
  const list = page.getByRole('region', { name: t('state.title') })
  await expect(list.getByRole('listitem').first()).toContainText(t(state), { timeout })
}

/** Presses u as somebody does who has erred: while the act is still on its way it is refused (409), so again. */
export async function undoByKey(page: Page): Promise<void> {
  await expect(async () => {
    await page.keyboard.press('u')
    const undone = page.getByText(t('done.undone', { name: '' }).trim())
    const cancelled = page.getByText(t('done.cancelled', { name: '' }).trim())
    await expect(undone.or(cancelled)).toBeVisible({ timeout: 2000 })
  }).toPass({ timeout: 20_000 })
}
