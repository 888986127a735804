import type { Page } from '@playwright/test'
import pg from 'pg'
import type { Account, State } from '@/lib/integrations/mastodon/fake/state'
import { t } from '@/lib/platform/i18n/translate'
import { act, type Desk, enter, enterAsOwner, expectActState, openCaseOf, openDesk, startingWith } from '../desk'
import { expect, test } from '../fixtures'
import { accountOf } from '../instance'
import { examine } from '../screens'

const MONTH_MS = 31 * 86_400_000

let desk: Desk
test.beforeAll(async () => {
  desk = await openDesk()
})
test.afterAll(() => desk.stop())

test('a limit is undone a month later, starting from a handle', async ({ watched }) => {
  test.setTimeout(150_000)
  const ines = await enterAsOwner(watched, desk)
  const { state } = desk.reef
  const limited = (handle: string) => accountOf(state, handle).silencedAt !== null

  await test.step('Kofi limits Harl', async () => {
    const kofi = await enter(watched, desk, 'kofi')
    await openCaseOf(kofi, 'harl')
    await act(kofi, 'act.limit').click()
    await confirm(kofi, 'panel.confirm.limit')
    await expectActState(kofi, 'state.confirmed')
    expect(limited('harl')).toBe(true)
    await monthPasses()
  })

  await test.step('Ines types the handle, and stands before him', async () => {
    await ines.keyboard.press('Control+k')
    await ines.keyboard.type('@harl')
    await expect(ines.getByRole('option').first()).toContainText('@harl')
    await examine(ines)
    await ines.keyboard.press('Enter')
    await expect(ines.getByRole('heading', { level: 1 })).toHaveText('Harl')
    await expect(facts(ines)).toContainText(t('mark.limited'))
    await examine(ines)
  })

  await test.step('what was done, by whom and when is there, and is undone', async () => {
    const done = ines.getByRole('region', { name: t('state.title') }).getByRole('listitem')
    await expect(done.first()).toContainText(t('state.line', { act: t('did.limit', { n: 1 }), by: 'kofi' }))
    await expect(done.first()).toContainText('31 d')
    await done
      .first()
      .getByRole('button', { name: t('state.undo') })
      .click()
    await expect(done.first()).toContainText(t('did.unlimit', { n: 1 }))
    await expectActState(ines, 'state.confirmed')
    expect(limited('harl')).toBe(false)
    await expect(facts(ines)).toContainText(t('mark.none'))
  })
})

test('a limit that was set in Mastodon itself is undone in a case opened for it', async ({ watched }) => {
  const kofi = await enter(watched, desk, 'kofi')
  const person = somebodyUnreported(desk.reef.state)
  person.silencedAt = new Date(Date.now() - MONTH_MS).toISOString()
  await find(kofi, `@${person.username}`)
  await expect(kofi.getByText(`@${person.username}`).first()).toBeVisible()
  await examine(kofi)
  await kofi.getByRole('button', { name: t('people.openCase') }).click()
  await kofi.getByRole('button', { name: startingWith(t('act.unlimit')) }).click()
  await confirm(kofi, 'panel.confirm.unlimit')
  await expectActState(kofi, 'state.confirmed')
  expect(person.silencedAt).toBeNull()
})

test('the key of an act stands within its button, also of the longest word', async ({ watched }) => {
  const kofi = await enter(watched, desk, 'kofi')
  const person = somebodyUnreported(desk.reef.state, 1)
  Object.assign(person, { suspendedAt: new Date().toISOString(), suspensionOrigin: 'local' })
  await find(kofi, `@${person.username}`)
  await kofi.getByRole('button', { name: t('people.openCase') }).click()
  const button = kofi.getByRole('button', { name: startingWith(t('act.unsuspend')) })
  await expect(button.locator('kbd')).toBeVisible()
  const [around, key] = [await button.boundingBox(), await button.locator('kbd').boundingBox()]
  expect((key?.x ?? 0) + (key?.width ?? 0)).toBeLessThan((around?.x ?? 0) + (around?.width ?? 0))
})

test('an e-mail is shown when asked for, and the log says by whom', async ({ watched }) => {
  const ines = await enter(watched, desk, 'ines')
  const { user } = accountOf(desk.reef.state, 'harl')
  await find(ines, '@harl')
  await expect(ines.getByRole('main')).not.toContainText(user?.email ?? '?')
  await ines.getByRole('button', { name: t('people.contactShow') }).click()
  await expect(ines.getByRole('main')).toContainText(user?.email ?? '?')
  const ways = [t('people.sameIp'), t('people.sameMailDomain')].map((name) => ines.getByRole('button', { name }))
  for (const way of ways) {
    await way.click()
    await expect(way).toHaveAttribute('aria-pressed', 'true')
  }
  // The first answer stays when the second comes.
  for (const way of ways) await expect(way).toHaveAttribute('aria-pressed', 'true')
  await expect(ines.getByRole('link', { name: /^@/ }).first()).toBeVisible()
  await ines.getByRole('button', { name: t('people.postsRead') }).click()
  await expect(ines.getByRole('article').first()).toBeVisible()
  await examine(ines)
  await ines.getByRole('link', { name: t('nav.audit') }).click()
  const row = ines.getByRole('row').filter({ hasText: 'people.contact' })
  await expect(row).toContainText('ines')
  await expect(row).not.toContainText(user?.email ?? '?')
})

test('nobody finds anything with a percent sign, nor reports about themselves', async ({ watched }) => {
  const kofi = await enter(watched, desk, 'kofi')
  // The page listens for keys a moment after it can be seen.
  await expect(async () => {
    await kofi.keyboard.press('/')
    await expect(kofi.getByRole('combobox')).toBeFocused({ timeout: 500 })
  }).toPass()
  await kofi.keyboard.type('%@')
  await expect(kofi.getByRole('search')).toContainText(t('find.nothingHere'))
  await find(kofi, '@kofi')
  await expect(kofi.getByText(t('people.you'))).toBeVisible()
  await expect(kofi.getByText(t('people.aboutNone'))).toBeVisible()
  await expect(kofi.getByText(t('people.byNone'))).toBeVisible()
  await examine(kofi)
})

const facts = (page: Page) => page.getByRole('region', { name: t('people.facts') })

async function find(page: Page, text: string): Promise<void> {
  const box = page.getByRole('combobox', { name: t('find.label') })
  await box.fill(text)
  await box.press('Enter')
  await page.waitForURL(/\/people\//)
}

async function confirm(page: Page, words: 'panel.confirm.limit' | 'panel.confirm.unlimit'): Promise<void> {
  await page.getByRole('button', { name: startingWith(t(words, { handle: '' }).trim()) }).click()
}

/** What was asked for here lies a month back. The log cannot be moved, and is not. */
async function monthPasses(): Promise<void> {
  const client = new pg.Client({ connectionString: desk.databaseUrl })
  await client.connect()
  await client.query(`UPDATE act SET asked_at = asked_at - interval '31 days', sent_at = sent_at - interval '31 days',
    answered_at = answered_at - interval '31 days', settled_at = settled_at - interval '31 days'`)
  await client.end()
}

function somebodyUnreported(state: State, place = 0): Account {
  const reported = new Set(Object.values(state.reports).flatMap((report) => [report.targetAccountId, report.accountId]))
  const found = Object.values(state.accounts).filter(
    ({ id, domain, user, suspendedAt }) =>
      domain === null && user?.approved && user.confirmed && user.roleId === null && !suspendedAt && !reported.has(id),
  )[place]
  if (!found) throw new Error('everybody was reported')
  return found
}
