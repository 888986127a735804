import { addMedia, addPost } from '@/lib/integrations/mastodon/fake/makers'
import type { State } from '@/lib/integrations/mastodon/fake/state'
import { t } from '@/lib/platform/i18n/translate'
import { enter } from '../desk'
import { type EdgeDesk, giveToken, openEdgeDesk, statusAt } from '../edge-proxy'
import { expect, test } from '../fixtures'
import { accountOf } from '../instance'
import { daysUntil, giveLegalRole, handsOf } from '../notices'
import { holdKey } from '../passkeys'
import { examine, picture } from '../screens'

let desk: EdgeDesk
let postId = ''
test.beforeAll(async () => {
  desk = await openEdgeDesk(addPicture, { isDemo: true })
})
test.afterAll(() => desk.stop())

/** A picture that its author may show, whatever somebody else will say. */
function addPicture(state: State): void {
  const wren = accountOf(state, 'wren')
  const createdAt = new Date(Date.now() - 3 * 86_400_000)
  const media = addMedia(state, { accountId: wren.id, createdAt, tile: 3, description: 'The harbour in May' })
  const post = addPost(state, { accountId: wren.id, createdAt, text: 'Harbour, May', mediaIds: [media.id] })
  media.postId = post.id
  postId = post.id
}

test('a picture is taken down for a notice and comes back by a counter-notice, seen from outside', async ({
  watched,
}) => {
  test.setTimeout(600_000)
  const ines = await enter(watched, desk, 'ines')
  await holdKey(ines)
  await giveToken(ines, desk)
  desk.proxy.keepPulling()
  const nadia = await enter(watched, desk, 'nadia')
  await giveLegalRole(ines, desk)
  const [owner, counsel] = [handsOf(ines, desk), handsOf(nadia, desk)]
  const address = `${desk.reef.origin}/@wren/${postId}`
  const sender = await watched.openBrowser()

  await test.step('somebody without an account sends a notice by the public form', async () => {
    await sender.goto(`${desk.url}/dmca/new`)
    await sender.getByLabel(t('filing.works'), { exact: true }).fill('Harbour, May')
    await sender.getByLabel(t('filing.urls'), { exact: true }).fill(address)
    await sender.getByLabel(t('filing.name'), { exact: true }).fill('Dana Marlow')
    await sender.getByLabel(t('filing.email'), { exact: true }).fill('legal@marlow.example')
    await sender.getByLabel(t('filing.goodFaith'), { exact: true }).check()
    await sender.getByLabel(t('filing.accuracy'), { exact: true }).check()
    await sender.getByLabel(t('filing.signature'), { exact: true }).fill('Dana Marlow')
    await sender.getByRole('button', { name: t('filing.send') }).click()
    await sender.waitForURL(/\/case\/[\w-]{43}$/)
  })

  const caseId = await test.step('it is judged element by element, and found whole', async () => {
    await ines.goto(`${desk.url}/dmca`)
    await examine(ines)
    await ines
      .getByRole('table', { name: t('dmca.list') })
      .getByRole('link')
      .click()
    await ines.waitForURL(/\/dmca\/[0-9a-f-]{36}$/)
    await expect(ines.getByText(t('dmca.item.state.found'))).toBeVisible({ timeout: 60_000 })
    await ines.getByRole('button', { name: t('dmca.judgeFound') }).click()
    await expect(ines.getByText(t('dmca.verdict.complete'))).toBeVisible()
    await examine(ines)
    await picture(ines, 'putback-judged')
    await ines.keyboard.press('d')
    await ines.getByLabel(t('dmca.decide.valid'), { exact: true }).check()
    await ines.getByRole('button', { name: t('dmca.save') }).click()
    await expect(ines.getByText(t('dmca.state.valid'), { exact: true })).toBeVisible()
    return new URL(ines.url()).pathname.split('/').at(-1) ?? ''
  })
  const at = async () => ({ caseId, version: (await owner.ask('dmca.case', { caseId })).version })
  const mediaUrls = await pictureOf(address, desk)

  await test.step('it is blocked at the edge, and nginx answers 451', async () => {
    expect(await statusAt(mediaUrls)).toBe(200)
    await ines.keyboard.press('i')
    await ines.getByLabel(t('dmca.items.edgeBlock'), { exact: true }).check()
    await expect(ines.getByText(t('dmca.undoes.edgeBlock'))).toBeVisible()
    await ines.getByLabel(t('dmca.items.fairUse'), { exact: true }).fill('The whole picture; no comment on it.')
    await examine(ines)
    await picture(ines, 'putback-levers')
    await ines.getByRole('button', { name: t('dmca.items.do') }).click()
    await becomes(async () => (await owner.ask('dmca.case', { caseId })).items[0]?.state, 'disabled')
    await ines.reload()
    await expect(ines.getByText(t('dmca.item.state.disabled'), { exact: true })).toBeVisible()
    expect(await statusAt(mediaUrls)).toBe(451)
    await examine(ines)
    await picture(ines, 'putback-disabled')
  })

  const link = await test.step('its author is told, with the way to a counter-notice', async () => {
    const { items } = await owner.ask('dmca.case', { caseId })
    const accountId = items[0]?.accountId ?? ''
    const { template, version, subject, text } = await owner.ask('letters.preview', {
      caseId,
      template: 'D5',
      accountId,
    })
    const letter = { template, version, subject, text, accountId, channel: 'copied' as const }
    const sent = await owner.run('notices.sendLetter', { ...(await at()), letter })
    return /https?:\S+\/dmca\/counter\/[\w-]{43}/.exec((sent as { text: string }).text)?.[0] ?? ''
  })

  await test.step('the author counters', async () => {
    const wren = await watched.openBrowser()
    await wren.goto(link)
    await expect(wren.getByText(t('counterForm.reveals'))).toBeVisible()
    await wren.getByLabel(t('counterForm.name'), { exact: true }).fill('Wren Ash')
    await wren.getByLabel(t('counterForm.phone'), { exact: true }).fill('+1 555 0100')
    await wren.getByLabel(t('counterForm.address'), { exact: true }).fill('1 Quay, Harbour, ME 04101')
    await wren.getByLabel(t('counterForm.belief'), { exact: true }).check()
    await wren.getByLabel(t('counterForm.inUs'), { exact: true }).check()
    await wren.getByLabel(t('counterForm.service'), { exact: true }).check()
    await wren.getByLabel(t('counterForm.signature'), { exact: true }).fill('Wren Ash')
    await wren.getByRole('button', { name: t('counterForm.send') }).click()
    await expect(wren.getByText(t('counterForm.sent'))).toBeVisible()
  })

  const window = await test.step('it is complete, forwarded, and the put-back approved ahead by two', async () => {
    await ines.goto(`${desk.url}/dmca/${caseId}`)
    await ines.keyboard.press('j')
    await ines.getByRole('button', { name: t('dmca.save') }).click()
    await expect(ines.getByText(t('dmca.clock.law'))).toBeVisible()
    const { items } = await owner.ask('dmca.case', { caseId })
    const accountId = items[0]?.accountId ?? ''
    const { template, version, subject, text } = await owner.ask('letters.preview', {
      caseId,
      template: 'D8',
      accountId,
    })
    const letter = { template, version, subject, text, accountId, channel: 'copied' as const }
    await owner.run('notices.sendLetter', { ...(await at()), letter })
    await ines.reload()
    await ines.keyboard.press('p')
    await expect(ines.getByText(t('dmca.clock.asked', { by: '@ines' }))).toBeVisible()
    const { counters } = await owner.ask('dmca.case', { caseId })
    await counsel.run('putbacks.approve', { ...(await at()), counterId: counters.at(-1)?.id ?? '' })
    await ines.reload()
    await examine(ines)
    await picture(ines, 'putback-approved')
    return counters.at(-1)?.window
  })

  await test.step('business day 11 comes: it runs by itself, and nginx serves the picture again', async () => {
    expect(await statusAt(mediaUrls)).toBe(451)
    await owner.run('demo.letDaysPass', { days: daysUntil(window?.targetAt ?? '', new Date()) + 1 })
    await becomes(async () => (await owner.ask('dmca.case', { caseId })).counters.at(-1)?.state, 'restored')
    await ines.reload()
    expect(await statusAt(mediaUrls)).toBe(200)
    await expect(ines.getByText(t('dmca.item.state.restored')).first()).toBeVisible()
    await examine(ines)
    await picture(ines, 'putback-restored')
    await ines.setViewportSize({ width: 390, height: 844 })
    await examine(ines)
  })
})

/** What the sweep and the probe find, they find within a minute or two. */
const becomes = (state: () => Promise<string | undefined>, wanted: string) =>
  expect.poll(state, { timeout: 240_000, intervals: [1000] }).toBe(wanted)

/** The address of the file itself, as anybody gets it. */
async function pictureOf(address: string, { reef }: EdgeDesk): Promise<string> {
  const id = address.split('/').at(-1) ?? ''
  const answer = await fetch(`${reef.origin}/api/v1/statuses/${id}`)
  const post: { media_attachments: { url: string }[] } = await answer.json()
  return post.media_attachments[0]?.url ?? ''
}
