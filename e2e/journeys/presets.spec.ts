import type { Page } from '@playwright/test'
import { languageName } from '@/lib/platform/i18n/languages'
import { t } from '@/lib/platform/i18n/translate'
import { act, type Desk, enterAsOwner, expectActState, openCaseOf, openDesk, startingWith } from '../desk'
import { expect, test } from '../fixtures'
import { accountOf } from '../instance'
import { examine } from '../screens'

const TITLE = 'Mocking, first time'
const WORDS = 'Please stop mocking how people speak. Next time we limit your account.'
const OWN = 'This is about the quotes of yesterday.'

let desk: Desk
test.beforeAll(async () => {
  desk = await openDesk()
})
test.afterAll(() => desk.stop())

test('a message of the team is written once, chosen for a warning, and mailed as it was shown', async ({ watched }) => {
  const page = await enterAsOwner(watched, desk)
  const harl = accountOf(desk.reef.state, 'harl')

  await test.step('Ines writes it', async () => {
    await page.goto(`${desk.url}/settings`)
    await page.getByRole('link', { name: t('presets.title') }).click()
    await page.getByRole('button', { name: t('presets.new') }).click()
    await page.getByRole('button', { name: t('presets.save') }).click()
    await expect(page.getByText(t('presets.missing')).first()).toBeVisible()
    await page.getByLabel(t('presets.name')).fill(TITLE)
    await page.getByLabel(t('presets.words')).fill(WORDS)
    await examine(page)
    await page.getByRole('button', { name: t('presets.save') }).click()
    await expect(page.getByRole('heading', { name: TITLE })).toBeVisible()
    await examine(page)
  })

  await test.step('on a warning she starts from it and adds a line of her own', async () => {
    await openCaseOf(page, 'harl')
    await act(page, 'act.warn').click()
    await page
      .getByLabel(t('presets.choose'))
      .selectOption(t('presets.option', { title: TITLE, language: languageName('en') }))
    const message = page.getByLabel(t('panel.message'))
    await expect(message).toHaveValue(WORDS)
    await message.fill(`${WORDS}\n\n${OWN}`)
    await page.getByRole('checkbox', { name: t('panel.mail') }).check()
  })

  await test.step('the mail stands there as it will go out', async () => {
    const preview = page.getByRole('figure')
    await expect(preview).toContainText(WORDS)
    await expect(preview).toContainText(OWN)
    await examine(page)
  })

  await test.step('it goes out once, word by word, and the instance says so on its own page', async () => {
    await page.getByRole('button', { name: startingWith(t('panel.confirm.warn', { handle: '' }).trim()) }).click()
    await expectActState(page, 'state.confirmed')
    const sent = desk.reef.state.mails.filter((mail) => mail.text.includes(OWN))
    expect(sent).toMatchObject([{ to: harl.user?.email, text: `${WORDS}\n\n${OWN}` }])
    await expectMailOnRecord(page, harl.id)
  })

  await test.step('taken away again, it is offered to nobody', async () => {
    await page.goto(`${desk.url}/settings/presets`)
    await page
      .getByRole('button', { name: t('presets.removeLong', { title: TITLE, language: languageName('en') }) })
      .click()
    await examine(page)
    await page.getByRole('button', { name: t('presets.remove'), exact: true }).click()
    await expect(page.getByText(t('presets.none'))).toBeVisible()
  })
})

/** In the same browser, signed in there: what Mastodon itself shows of the person. */
async function expectMailOnRecord(page: Page, accountId: string): Promise<void> {
  await page.goto(`${desk.reef.origin}/admin/accounts/${accountId}`)
  await expect(page.getByRole('row').filter({ hasText: 'Warning for @harl' }).filter({ hasText: OWN })).toHaveCount(1)
}
