import { VERSIONS } from '@/lib/integrations/mastodon/fake/state'
import type { Fake } from '@/lib/integrations/mastodon/fake/server'
import { t } from '@/lib/platform/i18n/translate'
import { act, expectActState, openCaseOf, startingWith } from '../desk'
import { expect, test } from '../fixtures'
import { accountOf, openReportsOn, startReef } from '../instance'
import { type Launched, launchConsole } from '../launched'
import { chooseThere, leaveForInstance } from '../people'
import { queueIsFull } from '../screens'

// 4.3 and 4.6 were recorded from running servers. 4.2, 4.4 and 4.5 were not: for them this proves only that the console
// agrees with what the reference says of them.
const RECORDED: readonly string[] = ['4.3', '4.6']

for (const version of VERSIONS) {
  const proof = RECORDED.includes(version) ? 'as recorded' : 'as the reference says'
  test.describe(`my own instance, Mastodon ${version}, ${proof}`, () => {
    let desk: Launched
    let reef: Fake
    test.beforeAll(async () => {
      reef = await startReef(version)
      desk = await launchConsole()
    })
    test.afterAll(async () => {
      await desk.stop()
      await reef.close()
    })

    test('connected by its address, a report closed, a person limited', async ({ watched }) => {
      const page = await watched.openBrowser()
      // An address on this machine is refused until somebody says that it is meant.
      watched.declare(422)

      await test.step('connect it by its address', async () => {
        await page.goto(desk.url)
        await page.getByLabel(t('connect.code.label')).fill(desk.code)
        await page.getByRole('button', { name: t('connect.code.go') }).click()
        await page.getByLabel(t('connect.own.label')).fill(reef.origin)
        await page.getByRole('button', { name: t('connect.own.look') }).click()
        await page.getByRole('checkbox', { name: t('connect.private.tick', { origin: reef.origin }) }).check()
        await page.getByRole('button', { name: t('connect.own.look') }).click()
        await expect(page.getByText(new RegExp(`^${version}\\.`))).toBeVisible()
        await page.getByRole('button', { name: t('connect.go', { domain: 'reef.example' }) }).click()
        await expect(page.getByText(t('connect.done', { domain: 'reef.example' }))).toBeVisible()
      })

      await test.step('sign in and see the queue fill', async () => {
        await leaveForInstance(page)
        await chooseThere(page, 'ines')
        await queueIsFull(page)
      })

      await test.step('close a case', async () => {
        const kelp = accountOf(reef.state, 'kelp')
        expect(openReportsOn(reef.state, kelp).length).toBeGreaterThan(0)
        await openCaseOf(page, 'kelp')
        await act(page, 'act.resolve').click()
        await expect(page.getByText(t('done.resolve', { name: '' }).trim())).toBeVisible()
        await expect.poll(() => openReportsOn(reef.state, kelp).length).toBe(0)
      })

      await test.step('limit a person', async () => {
        await openCaseOf(page, 'harl')
        await act(page, 'act.limit').click()
        await page.getByLabel(t('panel.message')).fill('Please stop.')
        await page.getByRole('button', { name: startingWith(t('panel.confirm.limit', { handle: '' }).trim()) }).click()
        await expectActState(page, 'state.confirmed')
        const harl = accountOf(reef.state, 'harl')
        expect(harl.silencedAt).not.toBeNull()
        expect(openReportsOn(reef.state, harl)).toEqual([])
        const strike = reef.state.strikes.filter((one) => one.targetAccountId === harl.id).at(-1)
        expect(strike).toMatchObject({ accountId: accountOf(reef.state, 'ines').id, text: 'Please stop.' })
      })
    })
  })
}
