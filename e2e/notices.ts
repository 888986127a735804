import { expect, type Page } from '@playwright/test'
import { isoIn } from '@/lib/platform/calendar/zones'
import { t } from '@/lib/platform/i18n/translate'
import type { CommandInput, CommandName, QueryInput, QueryName, QueryOutput } from '@/lib/registry'
import type { Launched } from './launched'
import { enrolWhenAsked } from './passkeys'

/** Asks and decides as the screens do, for what a journey is not about. */
export interface Hands {
  ask: <N extends QueryName>(name: N, input: QueryInput<N>) => Promise<QueryOutput<N>>
  run: <N extends CommandName>(name: N, input: CommandInput<N>) => Promise<unknown>
}

export function handsOf(page: Page, desk: Launched): Hands {
  const post = async (path: string, input: object): Promise<unknown> => {
    const response = await page.request.post(`${desk.url}/api/${path}`, {
      data: { input, requestId: crypto.randomUUID() },
      headers: { origin: desk.url },
    })
    expect(response.ok(), `${path}: ${await response.text()}`).toBe(true)
    const answer: { value?: unknown } = await response.json()
    return answer.value
  }
  return {
    // Typed by the registry on both ends.
    ask: async (name, input) => (await post(`queries/${name}`, input)) as never,
    run: (name, input) => post(`commands/${name}`, input),
  }
}

const ELEMENTS = ['signature', 'work', 'material', 'contact', 'goodFaith', 'accuracy'] as const
export const WHOLE = { signature: true, material: true, belief: true, person: true, consent: true }
export const AGENT_ZONE = 'America/New_York'

/** A letter that names one address, entered by one of the staff. */
export async function enterNotice({ run }: Hands, url: string, receivedAt: Date): Promise<string> {
  const made = await run('entering.enter', {
    receivedAt: receivedAt.toISOString(),
    channel: 'mail',
    sender: { name: 'Dana Marlow', principal: 'Marlow Prints', email: 'legal@marlow.example', phone: '', address: '' },
    subject: 'Notice of infringement',
    works: ['Harbour, May'],
    urls: url,
    elements: ELEMENTS.map((element) => ({ element, isThere: true, quote: `About the ${element}.`, start: null })),
    original: { entry: 'paste', text: `My photograph Harbour, May is copied at ${url}. /s/ Dana Marlow` },
    language: 'en',
  })
  return (made as { caseId: string }).caseId
}

/** Waits until the address was looked up; tells the case as it stands then. */
export async function located({ ask }: Hands, caseId: string): Promise<QueryOutput<'dmca.case'>> {
  const found = async () => (await ask('dmca.case', { caseId })).items.every((item) => item.state === 'found')
  await expect.poll(found, { timeout: 60_000 }).toBe(true)
  return ask('dmca.case', { caseId })
}

/** From a located notice to a counter-notice that was forwarded: what a court paper then meets. */
export async function forwardCounter(hands: Hands, caseId: string, receivedAt: Date): Promise<string> {
  const { ask, run } = hands
  const seen = await located(hands, caseId)
  const at = async () => ({ caseId, version: (await ask('dmca.case', { caseId })).version })
  await run('notices.decide', { ...(await at()), decision: { step: 'valid' } })
  const itemIds = seen.items.map((item) => item.id)
  const decision = { step: 'edgeBlock', fairUse: 'The whole picture, for sale.' } as const
  await run('takedowns.decide', { ...(await at()), itemIds, decision })
  const accountId = seen.items[0]?.accountId ?? ''
  const said = { name: 'Wren Ash', address: '1 Quay, Harbour', phone: '+1 555 0100', text: 'It is my own photograph.' }
  const received = { receivedAt: receivedAt.toISOString(), channel: 'mail', original: { entry: 'hand' } } as const
  await run('counters.enter', { ...(await at()), counter: { accountId, ...said, ...received, elements: WHOLE } })
  const counterId = (await ask('dmca.case', { caseId })).counters.at(-1)?.id ?? ''
  await run('counters.judge', { ...(await at()), counterId, elements: WHOLE })
  const { template, version, subject, text } = await ask('letters.preview', { caseId, template: 'D8', accountId })
  const letter = { template, version, subject, text, accountId, channel: 'copied' as const }
  await run('notices.sendLetter', { ...(await at()), letter })
  return counterId
}

/** The owner gives counsel their role, which takes the owner's passkey; the first time it is enrolled. */
export async function giveLegalRole(ines: Page, desk: Launched, { enrols = false } = {}): Promise<void> {
  await ines.goto(`${desk.url}/settings/people`)
  await ines.getByText(t('staff.change', { handle: '@nadia' })).click()
  const form = ines.getByRole('group', { name: t('staff.given', { handle: '@nadia' }) })
  await form.getByRole('checkbox', { name: t('role.legal') }).check()
  await ines
    .getByRole('button', { name: t('staff.save') })
    .and(ines.locator(':not([aria-disabled])'))
    .click()
  if (enrols) await enrolWhenAsked(ines)
  await expect(ines.getByText(t('staff.why.given', { roles: t('role.legal'), who: '@ines' }))).toBeVisible()
}

/** How many days later it is that day in the agent's zone. */
export function daysUntil(at: string, now: Date): number {
  const day = (moment: Date) => Date.parse(isoIn(moment, AGENT_ZONE).slice(0, 10))
  return Math.round((day(new Date(at)) - day(now)) / 86_400_000)
}
