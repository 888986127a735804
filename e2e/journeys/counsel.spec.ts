import fs from 'node:fs'
import type { Page } from '@playwright/test'
import pg from 'pg'
import { unzip } from '@/lib/testing/bundle'
import { t } from '@/lib/platform/i18n/translate'
import { type Desk, enter, enterAsOwner, openCaseOf, openDesk } from '../desk'
import { expect, test } from '../fixtures'
import { accountOf, openReportsOn } from '../instance'
import { enrolWhenAsked, holdKey } from '../passkeys'
import { examine } from '../screens'

const GUEST = 'Amara Reyes'
const ADVICE = 'Keep the first post: it is what the claim rests on.'

let desk: Desk
test.beforeAll(async () => {
  desk = await openDesk()
})
test.afterAll(() => desk.stop())

const numberIn = async (page: Page): Promise<string> =>
  /case (\d+)/.exec(await page.locator('main header').first().innerText())?.[1] ?? ''

/** The public post of harl that somebody has reported. */
function reportedPost() {
  const { state } = desk.reef
  const harl = accountOf(state, 'harl')
  const reported = new Set(openReportsOn(state, harl).flatMap((report) => report.statusIds))
  const post = Object.values(state.posts).find((one) => one.accountId === harl.id && reported.has(one.id))
  if (!post) throw new Error('nothing of harl is reported')
  return post
}

test('a lawyer comes by invitation and passkey, reads the named case, and is out when their time is over', async ({
  watched,
}) => {
  test.setTimeout(240_000)
  watched.declare(401, 403, 404, 422)
  const ines = await enterAsOwner(watched, desk)
  await openCaseOf(ines, 'harl')
  const shared = await numberIn(ines)
  const caseId = new URL(ines.url()).pathname.split('/').at(-1) ?? ''

  const link = await test.step('the owner invites; a passkey is asked for, and what was typed stays', async () => {
    await holdKey(ines)
    await ines.goto(`${desk.url}/settings/guests`)
    await expect(ines.getByText(t('guests.none'))).toBeVisible()
    await ines.getByRole('textbox', { name: t('guests.name') }).fill(GUEST)
    await ines.getByLabel(t('guests.endsOn')).fill(inDays(30))
    await ines.getByRole('textbox', { name: t('guests.cases'), exact: true }).fill(shared)
    await ines.getByRole('button', { name: t('guests.make') }).click()
    await enrolWhenAsked(ines)
    const address = await ines.getByLabel(t('guests.link', { name: GUEST })).inputValue()
    await examine(ines)
    return address
  })

  const amara = await watched.openBrowser()
  await test.step('the lawyer opens the link elsewhere and makes a passkey', async () => {
    await holdKey(amara)
    await amara.goto(link)
    await expect(amara.getByRole('heading', { name: t('guest.title', { name: GUEST }) })).toBeVisible()
    await examine(amara)
    await amara.getByLabel(t('passkeys.name')).fill('office key')
    await amara.getByRole('button', { name: t('guest.accept') }).click()
    await expect(amara).toHaveURL(`${desk.url}/room`)
  })

  const post = reportedPost()
  await test.step('the author deletes the post meanwhile', () => {
    post.deletedAt = new Date().toISOString()
  })

  await test.step('the desk still shows it, as it was sealed, beside the nothing that is there now', async () => {
    await ines.goto(`${desk.url}/reports/${caseId}`)
    await ines.getByRole('button', { name: t('now.look') }).click()
    await expect(ines.getByText(t('now.gone')).first()).toBeVisible()
    await expect(ines.getByText(t('now.nothingGone')).first()).toBeVisible()
    await expect(ines.getByText(wordsOf(post.text)).first()).toBeVisible()
    await examine(ines)
  })

  await test.step('sees the named case and nothing else', async () => {
    const rows = amara.getByRole('region', { name: t('room.list') }).getByRole('row')
    await expect(rows).toHaveCount(2)
    await expect(amara.getByRole('navigation', { name: t('nav.label') }).getByRole('link')).toHaveText([t('nav.room')])
    await examine(amara)
    for (const place of ['reports', `reports/${caseId}`, 'audit', 'settings', 'settings/guests', 'safety']) {
      const answer = await amara.goto(`${desk.url}/${place}`)
      expect([place, answer?.status()]).toEqual([place, 403])
    }
    const elsewhere = await amara.goto(`${desk.url}/room/${crypto.randomUUID()}`)
    expect(elsewhere?.status()).toBe(404)
  })

  await test.step('writes a privileged comment, which stays within counsel', async () => {
    await amara.goto(`${desk.url}/room`)
    await amara.getByRole('link', { name: t('room.case', { number: shared }) }).click()
    await expect(amara.locator('.post-body').filter({ hasText: wordsOf(post.text) })).toBeVisible()
    await amara.getByRole('textbox', { name: t('counsel.write'), exact: true }).fill(ADVICE)
    await amara.getByRole('button', { name: t('counsel.send') }).click()
    await expect(amara.getByText(ADVICE)).toHaveCount(1)
    await expect(amara.getByRole('textbox', { name: t('counsel.write'), exact: true })).toHaveValue('')
    await expect(amara.getByText(t('did.counsel.comment')).first()).toBeVisible()
    await examine(amara)
    await ines.goto(`${desk.url}/room/${caseId}`)
    await expect(ines.getByText(ADVICE)).toBeVisible()
    await examine(ines)
  })

  await test.step('the moderator sees that one was made, and not a word', async () => {
    const kofi = await enter(watched, desk, 'kofi')
    await kofi.goto(`${desk.url}/reports/${caseId}`)
    await kofi
      .locator('summary')
      .filter({ hasText: t('timeline.title') })
      .click()
    await expect(kofi.getByText(t('did.counsel.comment'))).toBeVisible()
    expect(await kofi.content()).not.toContain(ADVICE)
    const room = await kofi.goto(`${desk.url}/room/${caseId}`)
    expect(room?.status()).toBe(403)
  })

  await test.step('the privilege log names it without its words', async () => {
    await amara.getByRole('link', { name: t('counsel.log') }).click()
    await expect(amara.getByRole('cell', { name: t('counsel.kind.advice') })).toBeVisible()
    expect(await amara.content()).not.toContain(ADVICE)
    await examine(amara)
  })

  await test.step('comes back with the passkey alone', async () => {
    await amara.goto(`${desk.url}/room`)
    await amara.getByRole('button', { name: t('shell.you', { name: GUEST }) }).click()
    await amara.getByRole('button', { name: t('shell.signOut') }).click()
    await expect(amara).toHaveURL(/\/sign-in/)
    await amara.getByRole('button', { name: t('guest.signIn') }).click()
    await expect(amara).toHaveURL(`${desk.url}/room`)
  })

  await test.step('takes the case along, and the export says what was left out', async () => {
    await amara.getByRole('link', { name: t('room.case', { number: shared }) }).click()
    await amara.getByRole('button', { name: t('export.open') }).click()
    await amara.getByLabel(t('export.purpose')).fill('For the court')
    await examine(amara)
    const saving = amara.waitForEvent('download', { timeout: 60_000 })
    await amara.getByRole('button', { name: t('export.go') }).click()
    const files = unzip(fs.readFileSync(await (await saving).path()))
    const all = [...files].map(([name, bytes]) => `${name}\n${bytes.toString('latin1')}`).join('\n')
    expect(all).toContain('"redacted"')
    expect(files.get('case.json')?.toString()).toContain(wordsOf(post.text))
    const sealed = [...files].filter(
      ([name, bytes]) => /^originals\/.*report/.test(name) && bytes.includes(wordsOf(post.text)),
    )
    expect(sealed.map(([name]) => name)).not.toEqual([])
    expect(files.get('manifest.json')?.toString()).toContain(sealed[0]?.[0])
    expect(all).not.toContain(ADVICE)
    await amara.getByRole('button', { name: t('export.close') }).click()
  })

  await test.step('when the last day is over the page that is open ends by itself', async () => {
    await inDatabase(`UPDATE guest SET ends_at = now() - interval '1 second'`)
    await expect(amara).toHaveURL(/\/sign-in/, { timeout: 30_000 })
    await amara.getByRole('button', { name: t('guest.signIn') }).click()
    await expect(amara.getByText(t('error.guest.ended'))).toBeVisible()
    await ines.goto(`${desk.url}/settings/guests`)
    await expect(ines.getByText(t('guests.state.ended'))).toBeVisible()
  })
})

/** A few words without what a page would write otherwise. */
const wordsOf = (text: string): string => /[\w ]{8,}/.exec(text)?.[0].trim() ?? text

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

/** A month does not pass in a test: its end is moved. */
async function inDatabase(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: desk.databaseUrl })
  await client.connect()
  await client.query(statement)
  await client.end()
}
