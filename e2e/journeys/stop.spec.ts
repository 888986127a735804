import { t } from '@/lib/platform/i18n/translate'
import { type Desk, enter, enterAsOwner, expectCaseOf, openCaseOf, openDesk } from '../desk'
import { expect, test } from '../fixtures'
import { examine, people } from '../screens'

const NUMBER = '198273645'

let desk: Desk
test.beforeAll(async () => {
  desk = await openDesk()
})
test.afterAll(() => desk.stop())

test('child safety: one person stops a case, it is gone for all but the owner, who keeps the number', async ({
  watched,
}) => {
  // Whoever had it open meets a page that is not there any more; the desk itself is closed to others.
  watched.declare(404, 403)
  const ines = await enterAsOwner(watched, desk)
  const kofi = await enter(watched, desk, 'kofi')
  const lena = await enter(watched, desk, 'lena')
  await openCaseOf(lena, 'nawras')

  await test.step('Kofi presses stop on a post; nothing is stopped by one press', async () => {
    await openCaseOf(kofi, 'nawras')
    await kofi
      .getByRole('article')
      .first()
      .getByRole('button', { name: t('stop.buttonPost') })
      .click()
    await expect(kofi.getByRole('heading', { name: t('stop.title') })).toBeVisible()
    await expect(kofi.getByText(t('stop.does.leaves'))).toBeVisible()
    await examine(kofi)
    await kofi.getByRole('button', { name: t('stop.confirm') }).click()
  })

  await test.step('he is told what to do next, and sees nothing of it again', async () => {
    await expect(kofi.getByText(t('stopped.done'))).toBeVisible()
    await expect(kofi.getByText(t('stopped.dont.look'))).toBeVisible()
    await expect(kofi.getByRole('listitem').filter({ hasText: t('stopped.told.owner') })).toContainText('@ines')
    await expect(kofi.getByRole('article')).toHaveCount(0)
    await examine(kofi)
    await kofi.getByRole('link', { name: t('stopped.toQueue') }).click()
    await expect(people(kofi).first()).toBeVisible()
    await expect(people(kofi).filter({ hasText: '@nawras' })).toHaveCount(0)
  })

  await test.step('Lena, who had it open, cannot read on', async () => {
    await lena.reload()
    await expect(lena.getByText(t('shell.notFoundTitle'))).toBeVisible()
    await examine(lena)
  })

  await test.step('Ines finds it on the child-safety desk and keeps the number of the CyberTipline', async () => {
    await ines.getByRole('link', { name: t('nav.safety') }).click()
    await examine(ines)
    await ines.getByRole('row').filter({ hasText: '@nawras' }).getByRole('link').first().click()
    await expect(ines.getByRole('link', { name: t('safety.step.link') })).toHaveAttribute('href', /cybertip\.org/)
    await expect(ines.getByRole('article')).toHaveCount(0)
    await examine(ines)
    await ines.getByLabel(t('safety.number')).fill('no idea')
    await ines.getByRole('button', { name: t('safety.numberKeep') }).click()
    await expect(ines.getByText(t('safety.numberWrong'))).toBeVisible()
    await ines.getByLabel(t('safety.number')).fill(NUMBER)
    await ines.getByRole('button', { name: t('safety.numberKeep') }).click()
    await expect(ines.getByText(t('safety.numberKept', { number: NUMBER }))).toBeVisible()
  })

  await test.step('the address of the case opens it for nobody as ordinary work', async () => {
    const caseId = new URL(ines.url()).pathname.split('/').at(-1)
    await kofi.goto(`${desk.url}/safety/${caseId}`)
    await expect(kofi.getByRole('heading', { name: t('shell.forbiddenTitle') })).toBeVisible()
    await examine(kofi)
    await kofi.goto(`${desk.url}/reports/${caseId}`)
    await expect(kofi.getByText(t('shell.notFoundTitle'))).toBeVisible()
    await openCaseOf(kofi, 'harl')
    await expectCaseOf(kofi, 'harl')
  })
})
