import { t } from '@/lib/platform/i18n/translate'
import { type Desk, enter, enterAsOwner, openDesk } from '../desk'
import { expect, test } from '../fixtures'
import { accountOf } from '../instance'
import { enrolWhenAsked, holdKey } from '../passkeys'
import { examine } from '../screens'

let desk: Desk
test.beforeAll(async () => {
  desk = await openDesk()
})
test.afterAll(() => desk.stop())

const livingTokens = (name: string) => {
  const { state } = desk.reef
  const { id } = accountOf(state, name)
  return state.tokens.filter((token) => token.accountId === id && !token.revokedAt)
}

test('the team: who reads, who may do what, and who leaves', async ({ watched }) => {
  test.setTimeout(180_000)
  const ines = await enterAsOwner(watched, desk)

  await test.step('an account of its own consents to reading only, in another window', async () => {
    await ines.goto(`${desk.url}/settings/reader`)
    await expect(ines.getByText(t('reader.own', { handle: '@ines' }))).toBeVisible()
    await ines.getByRole('button', { name: t('reader.ask') }).click()
    const address = await ines.getByLabel(t('reader.address')).inputValue()
    await examine(ines)
    const other = await watched.openBrowser()
    await other.goto(address)
    await other.getByRole('button', { name: /@sef\b/ }).click()
    await expect(other.getByText('admin:read', { exact: true })).toBeVisible()
    await expect(other.getByText('admin:write')).toHaveCount(0)
    await other.getByRole('button', { name: 'Authorize' }).click()
    await expect(other.getByText(t('reader.taken'))).toBeVisible()
    await examine(other)
    await other.goto(`${desk.url}/reports`)
    await expect(other).toHaveURL(/\/sign-in/)
  })

  await test.step('the owner chooses it', async () => {
    await ines.reload()
    await ines.getByRole('button', { name: t('reader.choose', { handle: '@sef' }) }).click()
    await expect(ines.getByText(t('reader.separate', { handle: '@sef' }))).toBeVisible()
    await examine(ines)
  })

  await test.step('somebody without a right on the instance gets a role here', async () => {
    const nadia = await enter(watched, desk, 'nadia')
    await expect(nadia.getByRole('heading', { name: t('noRole.title') })).toBeVisible()
    await ines.goto(`${desk.url}/settings/people`)
    await ines.getByText(t('staff.change', { handle: '@nadia' })).click()
    const form = ines.getByRole('group', { name: t('staff.given', { handle: '@nadia' }) })
    await form.getByRole('checkbox', { name: t('role.legal') }).check()
    await examine(ines)
    await ines
      .getByRole('button', { name: t('staff.save') })
      .and(ines.locator(':not([aria-disabled])'))
      .click()
    await holdKey(ines)
    await enrolWhenAsked(ines)
    await expect(ines.getByText(t('staff.why.given', { roles: t('role.legal'), who: '@ines' }))).toBeVisible()
    await nadia.goto(`${desk.url}/reports`)
    await expect(nadia.getByRole('link', { name: t('nav.reports') })).toBeVisible()
  })

  await test.step('one who leaves gives the token back, and is told so', async () => {
    const kofi = await enter(watched, desk, 'kofi')
    expect(livingTokens('kofi')).toHaveLength(1)
    await kofi.goto(`${desk.url}/settings`)
    await kofi.getByRole('link', { name: t('leaving.title') }).click()
    await examine(kofi)
    await kofi.getByRole('checkbox', { name: t('leaving.sure') }).check()
    await kofi.getByRole('button', { name: t('leaving.go') }).click()
    await expect(kofi.getByText(t('signIn.error.left'))).toBeVisible()
    await expect.poll(() => livingTokens('kofi').length, { timeout: 30_000 }).toBe(0)
    await ines.goto(`${desk.url}/settings/people`)
    await expect(ines.getByText(t('staff.connection.revoked'))).toBeVisible({ timeout: 30_000 })
    await examine(ines)
  })
})
