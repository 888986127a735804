import type { Locator, Page } from '@playwright/test'
import { t } from '@/lib/platform/i18n/translate'
import { act, type Desk, enter, enterAsOwner, openCaseOf, openDesk } from '../desk'
import { expect, test } from '../fixtures'
import { enrolWhenAsked, holdKey } from '../passkeys'
import { examine, people } from '../screens'

let desk: Desk
test.beforeAll(async () => {
  desk = await openDesk()
})
test.afterAll(() => desk.stop())

const KOFI = 'Kofi Asante'
const LOOKING = new RegExp(t('lease.looking', { name: '' }).trim())
const LOOKS = new RegExp(`${t('lease.row', { name: '' }).trim()}$`)
const note = (page: Page) => page.getByLabel(t('team.label'))
const rowOf = (page: Page, handle: string) => people(page).filter({ hasText: `@${handle}` })

/** Prints how long it took until it was seen; the bench has the figures, this only says that it came by itself. */
async function seen(what: string, found: Locator): Promise<void> {
  const from = Date.now()
  await expect(found).toBeVisible({ timeout: 30_000 })
  console.log(`${what}: seen after ${Date.now() - from} ms`)
}

test('two people on two pages of one case, and one in the queue, see each other work without reloading', async ({
  watched,
}) => {
  // The page of a case that was stopped is gone when it is asked again.
  watched.declare(404)
  const ines = await enterAsOwner(watched, desk)
  const kofi = await enter(watched, desk, 'kofi')
  const lena = await enter(watched, desk, 'lena')

  await test.step('who comes second is told who is there already, and so is the queue', async () => {
    await openCaseOf(kofi, 'harl')
    await seen('who looks, in the queue', rowOf(ines, 'harl').getByText(LOOKS))
    await openCaseOf(lena, 'harl')
    await seen('who looks, on the case', lena.getByText(LOOKING))
    await expect(kofi.getByText(LOOKING)).toHaveCount(0)
    await examine(lena)
    await examine(ines)
  })

  await test.step('what Lena types, and where she stands, outlives what Kofi does', async () => {
    await note(lena).fill('I think that we')
    await kofi.keyboard.press('c')
    await seen('an owner, on the case', lena.getByText(t('case.owned', { name: KOFI })))
    await seen('an owner, in the queue', rowOf(ines, 'harl').getByText(KOFI, { exact: true }))
    await note(kofi).fill('Spoke with Ines about it')
    await kofi.getByRole('button', { name: t('team.save') }).click()
    await seen('a note', lena.getByText('Spoke with Ines about it'))
    await expect(note(lena)).toBeFocused()
    await expect(note(lena)).toHaveValue('I think that we')
  })

  await test.step('when Kofi leaves, the case is Lena’s to look at', async () => {
    await kofi.goto(`${desk.url}/reports`)
    await expect(lena.getByText(LOOKING)).toHaveCount(0)
    await openCaseOf(kofi, 'harl')
    await seen('who looks, after the change', kofi.getByText(LOOKING))
  })

  await test.step('he closes it: her page and the queue follow, and the count beside them', async () => {
    const rail = ines.getByRole('link', { name: t('nav.reports') })
    const before = Number(/\d+/.exec(await rail.innerText())?.[0])
    await act(kofi, 'act.resolve').click()
    await seen('a closed case', lena.getByText(t('case.closed'), { exact: true }))
    await expect(rowOf(ines, 'harl')).toHaveCount(0)
    await expect(rail).toContainText(String(before - 1))
    await expect(note(lena)).toHaveValue('I think that we')
  })

  await test.step('a case that is stopped leaves the open page of everybody at once', async () => {
    await openCaseOf(lena, 'nawras')
    await openCaseOf(kofi, 'nawras')
    await kofi
      .getByRole('article')
      .first()
      .getByRole('button', { name: t('stop.buttonPost') })
      .click()
    await kofi.getByRole('button', { name: t('stop.confirm') }).click()
    await seen('a stopped case, gone', lena.getByText(t('shell.notFoundTitle')))
    await expect(lena.getByRole('article')).toHaveCount(0)
    await expect(rowOf(ines, 'nawras')).toHaveCount(0)
  })
})

test('a role that is lost ends the page that is open', async ({ watched }) => {
  const ines = await enterAsOwner(watched, desk)
  const kofi = await enter(watched, desk, 'kofi')
  // What the page asks in the moment in which the session ends is refused.
  watched.declare(401)
  await ines.goto(`${desk.url}/settings/people`)
  await kofi.goto(`${desk.url}/reports`)
  await expect(people(kofi).first()).toBeVisible()
  await ines.locator('details').evaluateAll((list) => list.forEach((details) => details.setAttribute('open', '')))
  await holdKey(ines)
  await ines.getByRole('button', { name: t('staff.sessions.endAll', { handle: '@kofi' }) }).click()
  await enrolWhenAsked(ines)
  await expect(kofi).toHaveURL(`${desk.url}/sign-in`)
})
