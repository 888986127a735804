import { request } from '@playwright/test'
import { addReport } from '@/lib/integrations/mastodon/fake/makers'
import { t } from '@/lib/platform/i18n/translate'
import { act, type Desk, enter, enterAsOwner, expectActState, openCaseOf, openDesk } from '../desk'
import { expect, test } from '../fixtures'
import { accountOf } from '../instance'
import { examine, people } from '../screens'

let desk: Desk
test.beforeAll(async () => {
  desk = await openDesk()
})
test.afterAll(() => desk.stop())

function report(by: string, comment: string): void {
  const { state } = desk.reef
  const [reporter, kofi] = [accountOf(state, by), accountOf(state, 'kofi')]
  addReport(state, { accountId: reporter.id, targetAccountId: kofi.id, createdAt: new Date(), comment })
}

async function attention(): Promise<string[]> {
  const api = await request.newContext()
  const answer: { attention: string[] } = await (await api.get(`${desk.url}/api/health`)).json()
  await api.dispose()
  return answer.attention
}

test('a report about the moderator: he never learns of it, and the owner is told when nobody is left', async ({
  watched,
}) => {
  test.setTimeout(180_000)
  report('harl', 'Kofi closes everything that I send')
  const ines = await enterAsOwner(watched, desk)
  const kofi = await enter(watched, desk, 'kofi')

  let address = ''
  await test.step('the owner sees it and takes it', async () => {
    await openCaseOf(ines, 'kofi')
    address = ines.url()
    await expect(ines.getByText('Kofi closes everything that I send').first()).toBeVisible()
    await act(ines, 'act.assign').click()
    await expectActState(ines, 'state.confirmed')
  })

  await test.step('the moderator finds no trace of it, in no list and under no address', async () => {
    await kofi.goto(`${desk.url}/reports?text=kofi`)
    await expect(kofi.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(people(kofi).filter({ hasText: 'closes everything' })).toHaveCount(0)
    watched.declare(404)
    await kofi.goto(address)
    await expect(kofi.getByText(t('shell.notFoundTitle'))).toBeVisible()
    await examine(kofi)
    expect(await attention()).not.toContain('casesNobodyMayDecide')
  })

  await test.step('when the owner reports him too, nobody is left: she is told how many, and not which', async () => {
    report('ines', 'He did it to me as well')
    const line = ines.getByRole('status').filter({ hasText: t('shell.blocked', { n: 1 }) })
    await expect(async () => {
      await ines.goto(`${desk.url}/reports`)
      await expect(line).toBeVisible({ timeout: 3000 })
    }).toPass({ timeout: 60_000 })
    await examine(ines)
    await ines.goto(address)
    await expect(ines.getByText(t('shell.notFoundTitle'))).toBeVisible()
    await expect(kofi.getByText(t('shell.blocked', { n: 1 }))).toHaveCount(0)
    expect(await attention()).toContain('casesNobodyMayDecide')
  })

  await test.step('a third one signs in, and decides', async () => {
    const yusuf = await enter(watched, desk, 'yusuf')
    await openCaseOf(yusuf, 'kofi')
    await expect(yusuf.getByText('He did it to me as well').first()).toBeVisible()
    await expect(async () => {
      await ines.goto(`${desk.url}/reports`)
      await expect(ines.getByText(t('shell.blocked', { n: 1 }))).toHaveCount(0, { timeout: 3000 })
    }).toPass({ timeout: 30_000 })
    expect(await attention()).not.toContain('casesNobodyMayDecide')
  })
})
