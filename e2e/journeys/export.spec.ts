import fs from 'node:fs'
import { t } from '@/lib/platform/i18n/translate'
import { check, lay, unzip } from '@/lib/testing/bundle'
import { type Desk, enterAsOwner, openCaseOf, openDesk } from '../desk'
import { expect, test } from '../fixtures'
import { enrolWhenAsked, holdKey } from '../passkeys'
import { examine } from '../screens'

let desk: Desk
test.beforeAll(async () => {
  desk = await openDesk()
})
test.afterAll(() => desk.stop())

test('a case is found by its words, exported with a touch, and the file proves itself', async ({ watched }) => {
  test.setTimeout(180_000)
  const page = await enterAsOwner(watched, desk)
  await holdKey(page)

  await test.step('words that stand in a report lead to the case', async () => {
    const box = page.getByRole('combobox', { name: t('find.label') })
    await box.fill('argues mod')
    await page.getByRole('option', { name: /^Search cases for/ }).click()
    await expect(page).toHaveURL(/\/search\?text=argues/)
    await expect(page.getByRole('list', { name: t('search.results') }).getByText('@sef')).toBeVisible()
    await expect(page.locator('mark').first()).toHaveText(/argues|moderat/i)
    await examine(page)
    await page
      .getByRole('textbox', { name: t('search.label') })
      .or(page.getByRole('searchbox', { name: t('search.label') }))
      .fill('nothing has these')
    await page.getByRole('button', { name: t('search.go') }).click()
    await expect(page.getByText(t('search.none'))).toBeVisible()
    await examine(page)
  })

  await test.step('the export asks for whom it is, and for a touch', async () => {
    await openCaseOf(page, 'harl')
    await page.getByRole('button', { name: t('export.open') }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(t('export.purpose')).fill('Harbour Court, 12 C 345')
    await dialog.getByLabel(t('export.zone')).selectOption('Europe/Berlin')
    await expect(dialog.getByRole('checkbox', { name: t('export.part.thirdParties') })).toBeChecked()
    await examine(page)
    await dialog.getByRole('button', { name: t('export.go') }).click()
  })

  await test.step('and is a file that its own commands verify, without a name of who reported', async () => {
    const coming = page.waitForEvent('download')
    await enrolWhenAsked(page)
    const download = await coming
    expect(download.suggestedFilename()).toMatch(/^case-\d+-\d{8}T\d{6}Z\.zip$/)
    const files = unzip(fs.readFileSync(await download.path()))
    const lines = check(lay(files), files.get('README.txt')?.toString('utf8') ?? '')
    expect(lines.filter((line) => line.startsWith('OK'))).toHaveLength(17)
    expect(lines.filter((line) => line.startsWith('FAILED'))).toEqual([])
    const told: { people: { name: string; part: string }[] } = JSON.parse(
      files.get('case.json')?.toString('utf8') ?? '',
    )
    const reporters = told.people.filter((person) => person.part === 'reporter')
    expect(reporters.length).toBeGreaterThan(0)
    for (const { name } of reporters) expect(name).toMatch(/^\[reporter \d+\]$/)
    await expect(page.getByText(t('export.made', { file: download.suggestedFilename() }))).toBeVisible()
    await examine(page)
  })

  await test.step('the case says that it was exported, by whom and for whom', async () => {
    await page
      .getByRole('dialog')
      .getByRole('button', { name: t('export.close') })
      .click()
    const list = page.getByRole('list', { name: t('export.list') })
    await expect(list.getByText('Harbour Court, 12 C 345')).toBeVisible()
    await expect(list.getByText(t('export.unproven'))).toBeVisible()
    await examine(page)
  })
})
