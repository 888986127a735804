import type { Page } from '@playwright/test'
import { t } from '@/lib/platform/i18n/translate'
import { enter } from '../desk'
import { expect, test } from '../fixtures'
import { type Launched, launchConsole } from '../launched'
import { daysUntil, enterNotice, forwardCounter, giveLegalRole, type Hands, handsOf } from '../notices'
import { holdKey } from '../passkeys'
import { connectDemo } from '../people'
import { examine, picture } from '../screens'

let desk: Launched
let demo = ''
test.beforeAll(async () => {
  desk = await launchConsole()
  demo = await connectDemo(desk)
})
test.afterAll(() => desk.stop())

const DOCKET = 'D. Reef 1:26-cv-01234'

test('a court filing on business day 10 holds the put-back; one after it goes to counsel', async ({ watched }) => {
  test.setTimeout(420_000)
  const ines = await enter(watched, desk, 'ines')
  await holdKey(ines)
  const nadia = await enter(watched, desk, 'nadia')
  await giveLegalRole(ines, desk, { enrols: true })
  const [owner, counsel] = [handsOf(ines, desk), handsOf(nadia, desk)]
  const pass = (days: number) => owner.run('demo.letDaysPass', { days })
  const [first = '', second = ''] = await addressesOf(demo)
  const received = new Date()
  const held = await enterNotice(owner, first, received)
  const late = await enterNotice(owner, second, received)
  const heldCounter = await forwardCounter(owner, held, received)
  const lateCounter = await forwardCounter(owner, late, received)

  await test.step('both put-backs are approved ahead, by two people', async () => {
    for (const [caseId, counterId] of [
      [held, heldCounter],
      [late, lateCounter],
    ] as const) {
      await ines.goto(`${desk.url}/dmca/${caseId}`)
      await ines.getByRole('button', { name: t('dmca.act.ask') }).click()
      await expect(ines.getByText(t('dmca.clock.asked', { by: '@ines' }))).toBeVisible()
      await expect(ines.getByRole('button', { name: t('dmca.act.approve') })).toHaveAttribute('aria-disabled', 'true')
      await approve(counsel, caseId, counterId)
    }
    await examine(ines)
    await picture(ines, 'dmca-approved')
  })

  const { counters } = await owner.ask('dmca.case', { caseId: held })
  const window = counters.at(-1)?.window
  await test.step('business day 10 comes, and with it a court filing', async () => {
    await pass(daysUntil(window?.opensAt ?? '', received))
    await nadia.goto(`${desk.url}/dmca/${held}`)
    await expect(nadia.getByText(t('dmca.step.window', { day: 10 }))).toBeVisible()
    await examine(nadia)
    await picture(nadia, 'dmca-day-ten')
    await enterCourtPaper(nadia)
    await expect(nadia.getByText(t('dmca.court.waiting'))).toBeVisible()
    await nadia.getByLabel(t('dmca.court.reason')).fill('She entered it herself.')
    await expect(nadia.getByRole('button', { name: t('dmca.court.confirm') })).toHaveAttribute('aria-disabled', 'true')
    await examine(nadia)
    await picture(nadia, 'dmca-paper-waits')
  })

  await test.step('the second person confirms: it is held, and stays so when the window is over', async () => {
    await ines.goto(`${desk.url}/dmca/${held}`)
    await ines.getByLabel(t('dmca.court.reason')).fill('An action for an injunction, from the sender, with a number.')
    await ines.getByRole('button', { name: t('dmca.court.confirm') }).click()
    await expect(ines.getByText(t('dmca.clock.held', { docket: DOCKET }))).toBeVisible()
    await examine(ines)
    await picture(ines, 'dmca-held')
    const [opens, target] = [window?.opensAt ?? '', window?.targetAt ?? ''].map((at) => daysUntil(at, received))
    await pass((target ?? 0) - (opens ?? 0) + 1)
    // Of the other the approved put-back runs by itself at its moment; once the window is over it would run no more.
    await expect
      .poll(async () => (await owner.ask('dmca.case', { caseId: late })).counters.at(-1)?.state, { timeout: 150_000 })
      .toMatch(/restor/)
    await pass(7)
    expect((await owner.ask('dmca.case', { caseId: held })).counters.at(-1)?.state).toBe('held')
    await ines.goto(`${desk.url}/dmca?tab=act`)
    await expect(ines.getByRole('table', { name: t('dmca.list') })).toBeVisible()
    await examine(ines)
    await picture(ines, 'dmca-list')
  })

  await test.step('a filing after the put-back takes nothing down again and goes to counsel', async () => {
    await nadia.goto(`${desk.url}/dmca/${late}`)
    await enterCourtPaper(nadia)
    await expect(nadia.getByText(t('dmca.court.late'))).toBeVisible()
    await expect(nadia.getByText(t('dmca.clock.escalated'))).toBeVisible()
    await examine(nadia)
    await nadia.setViewportSize({ width: 390, height: 844 })
    await examine(nadia)
  })
})

async function approve(counsel: Hands, caseId: string, counterId: string): Promise<void> {
  const { version } = await counsel.ask('dmca.case', { caseId })
  await counsel.run('putbacks.approve', { caseId, version, counterId })
}

async function enterCourtPaper(page: Page): Promise<void> {
  await page.getByRole('button', { name: t('dmca.act.court') }).click()
  await page.getByLabel(t('dmca.sort.action'), { exact: true }).check()
  await page.getByLabel(t('dmca.paper.docket')).fill(DOCKET)
  await page.getByRole('button', { name: t('dmca.act.court') }).click()
}

/** Addresses of posts with pictures of two people of the demo. */
async function addressesOf(origin: string): Promise<string[]> {
  const found: string[] = []
  const lists = await fetch(`${origin}/api/v1/timelines/public?local=true&only_media=true&limit=40`)
  const posts: { url: string; account: { id: string } }[] = await lists.json()
  const seen = new Set<string>()
  for (const post of posts) {
    if (seen.has(post.account.id)) continue
    seen.add(post.account.id)
    found.push(post.url)
  }
  return found.slice(0, 2)
}
