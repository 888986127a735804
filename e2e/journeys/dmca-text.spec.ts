import type { Page } from '@playwright/test'
import { addPost } from '@/lib/integrations/mastodon/fake/makers'
import type { Post } from '@/lib/integrations/mastodon/fake/state'
import { t } from '@/lib/platform/i18n/translate'
import { enterAsOwner, startingWith } from '../desk'
import { type EdgeDesk, giveToken, openEdgeDesk, statusAt } from '../edge-proxy'
import { expect, test } from '../fixtures'
import { accountOf } from '../instance'
import { enterNotice, handsOf, located } from '../notices'
import { holdKey } from '../passkeys'
import { examine, picture } from '../screens'

let desk: EdgeDesk
let chapter: Post
let neighbour: Post
test.beforeAll(async () => {
  const ago = (hours: number) => new Date(Date.now() - hours * 3600_000)
  desk = await openEdgeDesk((state) => {
    const { id: accountId } = accountOf(state, 'wren')
    chapter = addPost(state, { accountId, createdAt: ago(3), text: 'Chapter one of Salt Roads, all of it. #novel' })
    neighbour = addPost(state, { accountId, createdAt: ago(2), text: 'Fog again.' })
  })
})
test.afterAll(() => desk.stop())

const addressOf = (post: Post) => `${desk.reef.origin}/@wren/${post.id}`

test('a text is blocked at its addresses, and the case says honestly where it still stands', async ({ watched }) => {
  test.setTimeout(240_000)
  const page = await enterAsOwner(watched, desk)
  await holdKey(page)
  const hands = handsOf(page, desk)
  let caseId = ''

  await test.step('the owner sets the block up: a token, a proxy that pulls, a test of each host', async () => {
    await giveToken(page, desk)
    await page.reload()
    await page.getByRole('button', { name: t('edge.settings.test') }).click()
    await expect(page.getByText(t('edge.settings.testGood')).first()).toBeVisible()
    await expect(page.getByText(t('edge.settings.testBad', { status: '404' }))).toHaveCount(0)
    await expect(page.getByText(t('edge.settings.puller', { flavour: 'nginx', host: 'reef.example' }))).toBeVisible()
    await picture(page, 'edge-settings')
    await examine(page)
  })

  await test.step('a valid notice names a post without any file', async () => {
    caseId = await enterNotice(hands, addressOf(chapter), new Date())
    const { version } = await located(hands, caseId)
    await hands.run('notices.decide', { caseId, version, decision: { step: 'valid' } })
  })

  await test.step('it is to be blocked at the edge: asked, and not called disabled', async () => {
    await page.goto(`${desk.url}/dmca/${caseId}`)
    await page.getByRole('button', { name: startingWith(t('dmca.act.items')) }).click()
    await page.getByRole('radio', { name: t('dmca.items.edgeBlock') }).check()
    await page.getByRole('button', { name: t('dmca.items.do') }).click()
    await expect(edge(page)).toContainText(t('edge.state.asked'))
    expect(await statusAt(addressOf(chapter))).toBe(200)
  })

  await test.step('the proxy pulls, the console looks, and names every place where the text goes on standing', async () => {
    await desk.proxy.pull()
    await expect(edge(page)).toContainText(t('edge.text.proved'), { timeout: 90_000 })
    await expect(edge(page)).toContainText(t('edge.notDisabled'))
    for (const place of ['api', 'account', 'public', 'tag', 'rss', 'outbox'] as const)
      await expect(edge(page)).toContainText(t(`edge.carrier.${place}`))
    await expect(page.getByRole('table', { name: t('dmca.items') })).toContainText(t('dmca.item.state.found'))
    await edge(page)
      .locator('summary', { hasText: t('edge.answers') })
      .click()
    await picture(page, 'dmca-text')
    await examine(page)
  })

  await test.step('which is what anybody sees', async () => {
    const number = chapter.id
    const shut = [
      addressOf(chapter),
      `${addressOf(chapter)}/embed`,
      `${desk.reef.origin}/users/wren/statuses/${number}`,
    ]
    expect(await Promise.all(shut.map(statusAt))).toEqual([451, 451, 451])
    expect(await statusAt(addressOf(neighbour))).toBe(200)
    expect(await textAt('/@wren.rss')).toContain(number)
    expect(await textAt(`/api/v1/timelines/public?local=true&max_id=${BigInt(number) + 1n}`)).toContain(number)
  })

  await test.step('the block vanishes from the proxy: that is loud on the case and around every page', async () => {
    await desk.proxy.forget()
    await look(page)
    await expect(edge(page)).toContainText(t('edge.attention.lost'))
    await page.goto(`${desk.url}/reports`)
    await expect(page.getByText(t('edge.frame', { n: 1, lost: 1 }))).toBeVisible()
    await examine(page)
    await desk.proxy.pull()
    await page.goto(`${desk.url}/dmca/${caseId}`)
    await look(page)
    await expect(edge(page)).toContainText(t('edge.text.proved'))
  })

  await test.step('the author removes the post: no list carries it any more', async () => {
    chapter.deletedAt = new Date().toISOString()
    await look(page)
    await expect(edge(page)).toContainText(t('edge.text.provedNowhere'), { timeout: 30_000 })
    await expect(edge(page)).toContainText(t('edge.nowhere'))
    await examine(page)
  })
})

const edge = (page: Page) => page.getByRole('region', { name: t('edge.section') })
const look = (page: Page) =>
  edge(page)
    .getByRole('button', { name: t('edge.look') })
    .click()
const textAt = async (path: string) => (await fetch(`${desk.reef.origin}${path}`)).text()
