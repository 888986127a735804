import { expect, type Page } from '@playwright/test'
import { t } from '@/lib/platform/i18n/translate'

/** Gives this tab's browser a security key that is touched whenever it is asked (Chromium's virtual authenticator). */
export async function holdKey(page: Page): Promise<void> {
  const tools = await page.context().newCDPSession(page)
  await tools.send('WebAuthn.enable')
  await tools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

/** Something was pressed that needs a passkey, and there is none yet: enrols one in the dialog that asks. */
export async function enrolWhenAsked(page: Page, name = 'blue key'): Promise<void> {
  const dialog = page.getByRole('dialog', { name: t('touch.enrolTitle') })
  await dialog.getByLabel(t('passkeys.name')).fill(name)
  await dialog.getByRole('button', { name: t('passkeys.enrol') }).click()
  await expect(dialog).toBeHidden()
}

/** Something was pressed that needs a touch: touches it in the dialog that asks. */
export async function touchWhenAsked(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog', { name: t('touch.title') })
  await dialog.getByRole('button', { name: t('touch.go') }).click()
  await expect(dialog).toBeHidden()
}
