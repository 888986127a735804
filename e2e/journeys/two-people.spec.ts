import { t } from '@/lib/platform/i18n/translate'
import { act, acts, type Desk, enter, enterAsOwner, openCaseOf, openDesk } from '../desk'
import { expect, test } from '../fixtures'
import { caseLink, examine, people } from '../screens'

let desk: Desk
test.beforeAll(async () => {
  desk = await openDesk()
})
test.beforeEach(async ({ watched }) => {
  await enterAsOwner(watched, desk)
})
test.afterAll(() => desk.stop())

test('two people on one case: the second is told who was faster and what they did', async ({ watched }) => {
  watched.declare(409)
  const kofi = await enter(watched, desk, 'kofi')
  const lena = await enter(watched, desk, 'lena')
  // Her page hears nothing meanwhile: otherwise it is as new as his before she can press.
  await lena.context().route('**/api/events', () => undefined)
  await openCaseOf(kofi, 'harl')
  await openCaseOf(lena, 'harl')

  await test.step('Kofi closes it, Lena a moment later', async () => {
    await act(kofi, 'act.resolve').click()
    await expect(kofi.getByText(t('done.resolve', { name: '' }).trim())).toBeVisible()
    await act(lena, 'act.resolve').click()
    const refusal = acts(lena).getByRole('alert')
    await expect(refusal).toContainText('kofi')
    await expect(refusal).toContainText(t('did.reports.close'))
    await examine(lena)
  })

  await test.step('she sees what changed without losing her place', async () => {
    await lena.getByRole('button', { name: t('refusal.show') }).click()
    await expect(act(lena, 'act.reopen')).toBeVisible()
    await expect(lena).toHaveURL(kofiCase(lena.url()))
  })

  await test.step('limiting is off for her, and says why', async () => {
    await openCaseOf(lena, 'nawras')
    const limit = act(lena, 'act.limit')
    await expect(limit).toHaveAttribute('aria-disabled', 'true')
    await expect(limit).toHaveAccessibleDescription(t('off.noManageUsers'))
    await limit.click({ force: true })
    await expect(lena.getByRole('heading', { name: t('panel.does') })).toHaveCount(0)
    await expect(acts(lena)).toContainText(t('off.noManageUsers'))
  })
})

const kofiCase = (address: string): RegExp => new RegExp(new URL(address).pathname)

test('a note that speaks to somebody is found by them in the queue, until they have looked', async ({ watched }) => {
  const lena = await enter(watched, desk, 'lena')
  const kofi = await enter(watched, desk, 'kofi')
  await openCaseOf(lena, 'nawras')
  await lena.getByLabel(t('team.label')).fill('@kofi, you know this one.')
  await lena.getByRole('button', { name: t('team.save') }).click()
  await expect(lena.getByRole('listitem').filter({ hasText: 'you know this one' })).toBeVisible()

  await kofi.goto(`${desk.url}/reports`)
  const mention = kofi.getByRole('link', { name: t('queue.filter.mention', { n: 1 }) })
  await mention.click()
  await expect(people(kofi)).toHaveCount(1)
  await expect(people(kofi)).toContainText(t('queue.mentioned'))
  await examine(kofi)
  await caseLink(people(kofi)).click()
  await expect(kofi.getByText('@kofi, you know this one.')).toBeVisible()
  await kofi.goto(`${desk.url}/reports?wants=mention`)
  await expect(people(kofi)).toHaveCount(1)
  await expect(people(kofi)).not.toContainText(t('queue.mentioned'))
})

test('somebody whom nobody gave a role sees the page that says so, and nothing else', async ({ watched }) => {
  const page = await enter(watched, desk, 'nadia')
  await expect(page.getByRole('heading', { name: t('noRole.title') })).toBeVisible()
  await examine(page)
  await page.goto(`${desk.url}/reports`)
  await expect(page).toHaveURL(`${desk.url}/no-role`)
})
