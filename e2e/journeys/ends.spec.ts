import type { Page } from '@playwright/test'
import pg from 'pg'
import { ROLE_IDS } from '@/lib/integrations/mastodon/fake/roles'
import { t } from '@/lib/platform/i18n/translate'
import { act, type Desk, enter, enterAsOwner, expectActState, openCaseOf, openDesk, startingWith } from '../desk'
import { expect, test } from '../fixtures'
import { accountOf } from '../instance'
import { caseLink, examine, people } from '../screens'

let desk: Desk
test.beforeAll(async () => {
  desk = await openDesk()
})
test.afterAll(() => desk.stop())

const isLimited = (handle: string) => accountOf(desk.reef.state, handle).silencedAt !== null

test('a limit for a week ends by itself; one that nobody may end any more asks for a look', async ({ watched }) => {
  test.setTimeout(180_000)
  const ines = await enterAsOwner(watched, desk)

  await test.step('Kofi limits Harl for a week, Sef limits Osei', async () => {
    await limitForAWeek(await enter(watched, desk, 'kofi'), 'harl')
    const sef = await enter(watched, desk, 'sef')
    await limitForAWeek(sef, 'osei')
    await expect(lineOf(sef, 'did.limit')).toContainText(atSomeTime('ended.ahead'))
    await examine(sef)
  })

  await test.step('Sef loses his role, and the week passes', async () => {
    const { user } = accountOf(desk.reef.state, 'sef')
    if (user) user.roleId = ROLE_IDS.reportsOnly
    await weekPasses()
  })

  await test.step('the one is off again, under the name of whoever set it', async () => {
    await expect.poll(() => isLimited('harl'), { timeout: 60_000 }).toBe(false)
    const [undone] = desk.reef.state.log.filter((entry) => entry.action === 'unsilence')
    expect(undone?.accountId).toBe(accountOf(desk.reef.state, 'kofi').id)
    await openClosedCaseOf(ines, 'harl')
    await expect(lineOf(ines, 'did.limit')).toContainText(atSomeTime('ended.undone'))
  })

  await test.step('the other holds on: the queue says that somebody has to look', async () => {
    const look = ines.getByRole('link', { name: t('queue.filter.look', { n: 1 }) })
    await expect(async () => {
      await ines.goto(`${desk.url}/reports`)
      await expect(look).toBeVisible({ timeout: 2000 })
    }).toPass({ timeout: 60_000 })
    expect(isLimited('osei')).toBe(true)
    await examine(ines)
    await look.click()
    await expect(people(ines)).toHaveCount(1)
    await expect(people(ines)).toContainText(t('queue.look'))
    await examine(ines)
    await caseLink(people(ines)).click()
    await expect(lineOf(ines, 'did.limit')).toContainText(t('ended.why.noManageUsers'))
    await examine(ines)
  })

  await test.step('Ines takes it off herself, and nothing is left to look at', async () => {
    await act(ines, 'act.unlimit').click()
    await confirm(ines, 'panel.confirm.unlimit')
    await expectActState(ines, 'state.confirmed')
    expect(isLimited('osei')).toBe(false)
    await ines.goto(`${desk.url}/reports`)
    await expect(people(ines).first()).toBeVisible()
    await expect(ines.getByRole('link', { name: t('queue.filter.look', { n: 1 }) })).toHaveCount(0)
  })
})

async function limitForAWeek(page: Page, handle: string): Promise<void> {
  await openCaseOf(page, handle)
  await act(page, 'act.limit').click()
  await page.getByLabel(t('panel.end'), { exact: true }).selectOption(t('panel.end.days', { n: 7 }))
  await expect(page.getByText(t('panel.end.hint'))).toBeVisible()
  const rules = page.getByRole('group', { name: t('panel.ground.rules') })
  if ((await rules.getByRole('checkbox', { checked: true }).count()) === 0)
    await rules.getByRole('checkbox').first().check()
  await confirm(page, 'panel.confirm.limit')
  await expectActState(page, 'state.confirmed')
  expect(isLimited(handle)).toBe(true)
}

async function confirm(page: Page, words: 'panel.confirm.limit' | 'panel.confirm.unlimit'): Promise<void> {
  await page.getByRole('button', { name: startingWith(t(words, { handle: '' }).trim()) }).click()
}

/** A limit resolves the reports: the case is among the closed ones. */
async function openClosedCaseOf(page: Page, handle: string): Promise<void> {
  await page.goto(`${desk.url}/reports?state=closed&text=${handle}`)
  await caseLink(people(page).filter({ hasText: `@${handle}` })).click()
}

const lineOf = (page: Page, words: 'did.limit') =>
  page
    .getByRole('region', { name: t('state.title') })
    .getByRole('listitem')
    .filter({ hasText: t(words, { n: 1 }) })
    .first()

/** A sentence, whatever the instant in it. */
const atSomeTime = (sentence: 'ended.ahead' | 'ended.undone'): RegExp =>
  new RegExp(t(sentence, { at: '§' }).replaceAll('.', '\\.').replace('§', '.+'))

/** Brings the ends nearer, as if the week were over, and sweeps at once instead of at the next minute. */
async function weekPasses(): Promise<void> {
  const client = new pg.Client({ connectionString: desk.databaseUrl })
  await client.connect()
  await client.query(`UPDATE act SET ends_at = ends_at - interval '8 days' WHERE ended_as IS NULL`)
  await client.query(`SELECT graphile_worker.add_job('ends.sweep', '{}')`)
  await client.end()
}
