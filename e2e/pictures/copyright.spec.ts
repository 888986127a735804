import fs from 'node:fs'
import path from 'node:path'
import type { BrowserContextOptions, Page } from '@playwright/test'
import { addMedia, addPost } from '@/lib/integrations/mastodon/fake/makers'
import type { State } from '@/lib/integrations/mastodon/fake/state'
import { t } from '@/lib/platform/i18n/translate'
import { enter } from '../desk'
import { type EdgeDesk, giveToken, openEdgeDesk } from '../edge-proxy'
import { expect, test } from '../fixtures'
import { accountOf } from '../instance'
import { enterNotice, forwardCounter, handsOf, located } from '../notices'
import { holdKey } from '../passkeys'
import { examine } from '../screens'

// The pages of the copyright desk, the clocks and the public forms with something in them, each way they are looked at.
const LOOKS: Record<string, { page: { width: number; height: number }; dark?: boolean; turned?: boolean }> = {
  'desk-light': { page: { width: 1280, height: 900 } },
  'desk-dark': { page: { width: 1280, height: 900 }, dark: true },
  'desk-turned': { page: { width: 1280, height: 900 }, turned: true },
  'phone-light': { page: { width: 390, height: 844 } },
  'phone-dark': { page: { width: 390, height: 844 }, dark: true },
  'phone-turned': { page: { width: 390, height: 844 }, turned: true },
}
const CONTEXT: BrowserContextOptions = { viewport: { width: 1280, height: 900 } }

let desk: EdgeDesk
const posts: string[] = []
test.beforeAll(async () => {
  desk = await openEdgeDesk(addPosts, { isDemo: true })
})
test.afterAll(() => desk.stop())

function addPosts(state: State): void {
  const wren = accountOf(state, 'wren')
  for (let n = 0; n < 40; n++) {
    const createdAt = new Date(Date.now() - (5 * 86_400_000 + n * 60_000))
    const media = addMedia(state, { accountId: wren.id, createdAt, tile: 3, description: 'The harbour in May' })
    const mediaIds = n % 4 === 3 ? [] : [media.id]
    const post = addPost(state, { accountId: wren.id, createdAt, text: `Harbour, May, ${n + 1} of 40`, mediaIds })
    if (mediaIds.length > 0) media.postId = post.id
    posts.push(post.id)
  }
}

const faults: string[] = []
async function see(page: Page, name: string, ready: () => Promise<unknown> = async () => {}): Promise<void> {
  await ready()
  await page.evaluate(() => document.fonts.ready)
  for (const [look, { page: size, dark = false, turned = false }] of Object.entries(LOOKS)) {
    await page.setViewportSize(size)
    await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' })
    await page.evaluate((dir) => document.documentElement.setAttribute('dir', dir), turned ? 'rtl' : 'ltr')
    await page.waitForTimeout(150)
    await page.screenshot({ path: path.join(process.env.PICTURES_DIR ?? '', `${name}-${look}.png`), fullPage: true })
    const fault = await examine(page).then(
      () => null,
      (error: unknown) => String(error).slice(0, 1500),
    )
    if (fault) faults.push(`${name} ${look}: ${fault}`)
  }
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.emulateMedia({ colorScheme: 'light' })
  await page.evaluate(() => document.documentElement.setAttribute('dir', 'ltr'))
}

test('the copyright desk with something in it', async ({ watched }) => {
  test.setTimeout(1_200_000)
  const ines = await enter(watched, desk, 'ines', CONTEXT)
  await holdKey(ines)
  await giveToken(ines, desk)
  desk.proxy.keepPulling()
  const hands = handsOf(ines, desk)
  const address = (n: number) => `${desk.reef.origin}/@wren/${posts[n]}`
  const hour = 3_600_000
  const at = async (caseId: string) => ({ caseId, version: (await hands.ask('dmca.case', { caseId })).version })

  const sender = await watched.openBrowser(CONTEXT)
  await sender.goto(`${desk.url}/dmca/new`)
  await see(sender, 'form-empty')
  await sender.getByLabel(t('filing.works'), { exact: true }).fill('Harbour, May\nNine Herons')
  await sender
    .getByLabel(t('filing.urls'), { exact: true })
    .fill([address(0), address(1), `${address(2)}9`, 'everything by @wren', 'https://far.example/@gull/114'].join('\n'))
  await sender.getByLabel(t('filing.name'), { exact: true }).fill('Dana Marlow')
  await sender.getByLabel(t('filing.email'), { exact: true }).fill('legal@marlow.example')
  await sender.getByLabel(t('filing.goodFaith'), { exact: true }).check()
  await see(sender, 'form-filled')
  await sender.getByRole('button', { name: t('filing.send') }).click()
  await sender.waitForURL(/\/case\/[\w-]{43}$/)

  const judged = await enterNotice(hands, [2, 3, 4].map(address).join('\n'), new Date(Date.now() - 30 * hour))
  await located(hands, judged)
  await ines.goto(`${desk.url}/dmca/${judged}`)
  await see(ines, 'case-received')

  const many = await enterNotice(
    hands,
    posts
      .slice(6)
      .map((_, n) => address(n + 6))
      .join('\n'),
    new Date(Date.now() - hour),
  )
  const seen = await located(hands, many)
  await hands.run('notices.decide', { ...(await at(many)), decision: { step: 'valid' } })
  const itemIds = seen.items.map((item) => item.id)
  const decision = { step: 'edgeBlock', fairUse: 'Whole pictures, for sale.' } as const
  await hands.run('takedowns.decide', { ...(await at(many)), itemIds, decision })
  await expect
    .poll(
      async () =>
        (await hands.ask('edge.ofCase', { caseId: many })).items.filter((one) => one.state === 'proved').length,
      {
        timeout: 60_000,
      },
    )
    .toBeGreaterThan(5)
  await ines.goto(`${desk.url}/dmca/${many}`)
  await see(ines, 'case-many-being-proved')

  const countered = await enterNotice(hands, address(5), new Date(Date.now() - 48 * hour))
  await forwardCounter(hands, countered, new Date(Date.now() - 24 * hour))
  await ines.goto(`${desk.url}/dmca/${countered}`)
  await see(ines, 'case-counter-forwarded')
  await sender.reload()
  await see(sender, 'secret-case')

  await ines.goto(`${desk.url}/dmca/enter`)
  const letter = fs.readFileSync('lib/features/copyright/fixtures/01-law-firm.eml', 'utf8')
  await ines.getByLabel(t('hand.paper.paste'), { exact: true }).check()
  await ines.getByLabel(t('hand.paper.text'), { exact: true }).fill(letter.slice(letter.search(/\r?\n\r?\n/)).trim())
  await ines.getByRole('button', { name: t('entering.look') }).click()
  await ines.getByText(t('entering.save'), { exact: true }).first().waitFor()
  await see(ines, 'enter-parsed')

  const pages = {
    home: '/home',
    dmca: '/dmca',
    'dmca-act': '/dmca?tab=act',
    'dmca-waiting': '/dmca?tab=waiting',
    strikes: '/dmca/strikes',
    exports: '/dmca/exports',
    agent: '/settings/agent',
    'agent-public': '/dmca/agent',
    edge: '/settings/edge',
    copyright: '/settings/copyright',
    calendars: '/settings/calendars',
    due: '/due',
  }
  for (const [name, to] of Object.entries(pages)) {
    await ines.goto(`${desk.url}${to}`)
    await see(ines, name, () => ines.getByRole('heading', { level: 1 }).first().waitFor())
  }
  expect(faults).toEqual([])
})
