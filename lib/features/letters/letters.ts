import { exact } from '@/lib/platform/i18n/time'
import { t } from '@/lib/platform/i18n/translate'
import { isRestricted } from './model'
import { COUNTER_ELEMENTS, type Facts, type ItemFacts, type TemplateId } from './schema'

type Part = string | null

/** A letter as it is proposed: a person reads it, may change it, and decides. */
export function letterOf(template: TemplateId, facts: Facts): { subject: string; text: string } {
  const parts = [greeting(template, facts), ...BODIES[template](facts), foot(facts)]
  const text = parts.filter((part) => part !== null && part !== '').join('\n\n')
  return { subject: subjectOf(template, facts), text }
}

const SUBJECT_VALUES: Partial<Record<TemplateId, (facts: Facts) => Record<string, string>>> = {
  D12: ({ review }) => ({ kind: review?.kind ?? 'none' }),
  D10: (facts) => ({ isBack: hasBack(facts) }),
  D11: (facts) => ({ isBack: hasBack(facts) }),
  D13: ({ designation }) => ({ expires: designation?.expiresOn ?? t('letter.nobody') }),
}
const hasBack = ({ items }: Facts) => (items.some((one) => one.restoredAt) ? 'yes' : 'no')
const subjectOf = (template: TemplateId, facts: Facts): string =>
  t(`letter.${template}.subject`, { number: facts.number, ...SUBJECT_VALUES[template]?.(facts) })

function greeting(template: TemplateId, { sender, subscriber, agent }: Facts): Part {
  if (template === 'D13') return t('letter.hello', { name: agent.name })
  if (template === 'D14') return null
  const isToSubscriber = ['D5', 'D6', 'D7', 'D9', 'D10', 'D12'].includes(template)
  return t('letter.hello', { name: isToSubscriber ? (subscriber?.party ?? '') : sender.name })
}

const foot = (facts: Facts): string => {
  const { number, domain, fingerprint, keysUrl } = facts
  return `-- \n${t('letter.foot', { number, domain, agent: agentOf(facts), fingerprint, keysUrl })}`
}

const agentOf = ({ agent }: Facts): string =>
  [agent.name, agent.organisation, agent.address, agent.email, agent.phone]
    .map((part) => part.replace(/\s*\n\s*/g, ', ').trim())
    .filter(Boolean)
    .join(', ') || t('letter.nobody')

const list = (lines: readonly string[]): string =>
  lines.map((text) => t('letter.line', { text: text.replaceAll('\n', '\n  ') })).join('\n')
const joined = (...parts: Part[]): string => parts.filter((part) => part).join('\n')
const when = ({ zone }: Facts, at: Date | null): string => (at ? exact(at, zone) : '')
const received = (facts: Facts) => ({ at: when(facts, facts.receivedAt), domain: facts.domain, n: facts.items.length })

const BODIES: Record<TemplateId, (facts: Facts) => Part[]> = {
  D1: (facts) => [
    t('letter.D1.received', { ...received(facts), number: facts.number }),
    t('letter.D1.next'),
    facts.links.case ? t('letter.D1.follow', { link: facts.links.case }) : null,
    t('letter.D1.passedOn'),
    t('letter.D1.agent'),
    t('letter.D1.false'),
  ],
  D2: (facts) => [
    t('letter.D2.read', received(facts)),
    facts.reason ? t('letter.D2.why', { reason: facts.reason }) : null,
    joined(
      t('letter.D2.where'),
      list([
        t('letter.D2.image'),
        t('letter.D2.privacy'),
        t('letter.D2.defamation'),
        t('letter.D2.rules', { domain: facts.domain }),
      ]),
    ),
    t('letter.D2.again'),
  ],
  D3: (facts) => [
    joined(
      t('letter.D3.intro', { ...received(facts), n: facts.missing.length }),
      list(facts.missing.map((one) => t(`letter.D3.${one}`))),
    ),
    t(facts.defect === 'core' ? 'letter.D3.core' : 'letter.D3.curable', { n: facts.missing.length }),
    t('letter.D3.how'),
  ],
  D4: (facts) => [
    t('letter.D4.intro', { ...received(facts), now: when(facts, facts.now) }),
    ...fates(facts),
    t('letter.D4.counter'),
    t('letter.D4.identity'),
    t('letter.D4.retract'),
  ],
  D5: (facts) => [
    t('letter.D5.intro', received(facts)),
    joined(t('letter.D5.what'), list(facts.items.map((one) => ownItem(facts, one)))),
    noticeCopy(facts),
    snapshotOf(facts),
    joined(
      t('letter.D5.rights'),
      list([t('letter.D5.rightA'), t('letter.D5.rightB'), t('letter.D5.rightC'), t('letter.D5.rightD')]),
    ),
    t('letter.D5.reveals'),
    t('letter.D5.then'),
    t('letter.D5.where', { link: facts.links.counter }),
    facts.strikes.policy > 0 ? t('letter.D5.strikes', strikeValues(facts)) : t('letter.D5.noPolicy'),
    facts.withStatement && facts.items.some(isRestricted)
      ? joined(t('letter.D5.sorTitle'), t('letter.D5.sor', { what: facts.items.every(isRestricted) ? 'all' : 'some' }))
      : null,
  ],
  D6: (facts) => [
    t('letter.D6.received', { at: when(facts, facts.counter?.receivedAt ?? null), number: facts.number }),
    t('letter.D6.next', { sender: facts.sender.name }),
    t('letter.D6.window'),
  ],
  D7: (facts) => {
    const missing = facts.counter?.missing ?? []
    const intro = { at: when(facts, facts.counter?.receivedAt ?? null), n: missing.length }
    return [joined(t('letter.D7.intro', intro), list(missing.map((one) => t(`letter.D7.${one}`)))), t('letter.D7.how')]
  },
  D8: (facts) => [
    t('letter.D8.intro', { ...received(facts), at: when(facts, facts.counter?.receivedAt ?? null) }),
    list(facts.items.map(({ url }) => url)),
    t('letter.D8.putBack', {
      window: facts.counter?.window ? t('letter.D8.window', facts.counter.window) : 'none',
    }),
    t('letter.D8.action'),
    ...counterCopy(facts),
    t('letter.D8.care'),
  ],
  D9: (facts) => [
    t('letter.D9.intro', {
      at: when(facts, facts.counter?.receivedAt ?? null),
      held: when(facts, facts.counter?.heldAt ?? facts.now),
    }),
    t('letter.D9.docket', { docket: facts.counter?.docket || t('letter.nobody') }),
    t('letter.D9.next'),
  ],
  D10: (facts) => [
    backList(facts, 'letter.D10.intro', 'letter.D10.item'),
    goneList(facts, 'letter.D10.deleted'),
    t('letter.D10.why', { why: whyBack(facts) }),
    t('letter.D10.thanks', { isBack: hasBack(facts) }),
  ],
  D11: (facts) => [
    backList(facts, 'letter.D11.intro', 'letter.D11.item'),
    goneList(facts, 'letter.D11.gone'),
    t('letter.D11.why', { why: whyBack(facts) }),
    t('letter.D11.next'),
  ],
  D12: (facts) => [
    t('letter.D12.intro', {
      kind: facts.review?.kind ?? 'none',
      domain: facts.domain,
      at: when(facts, facts.review?.at ?? null),
    }),
    joined(
      t('letter.D12.points', { ...strikeValues(facts), points: facts.review?.points ?? facts.strikes.points }),
      list(facts.strikes.cases.map((one) => t('letter.D12.strike', one))),
    ),
    t('letter.D12.reasons', { reasons: facts.review?.reasons ?? '' }),
    t('letter.D12.policy', { policy: facts.review?.policyNumber ?? facts.strikes.policy }),
    t('letter.D12.appeal'),
  ],
  D13: (facts) => {
    const values = {
      agent: facts.agent.name,
      provider: facts.agent.provider,
      registration: facts.designation?.registrationNumber ?? '',
      registered: facts.designation?.registeredOn ?? '',
      expires: facts.designation?.expiresOn ?? '',
      renewBy: facts.designation?.renewBy ?? '',
      fee: facts.designation?.fee ?? '',
      domain: facts.domain,
    }
    return [
      t('letter.D13.intro', values),
      t('letter.D13.ends', values),
      t('letter.D13.how', values),
      joined(t('letter.D13.names'), list(facts.designation?.names ?? [])),
    ]
  },
  D14: (facts) => [
    t('letter.D14.intro'),
    joined(
      t('letter.D14.sender', { name: facts.sender.name }),
      t('letter.D14.principal', { name: facts.sender.principal || facts.sender.name }),
      t('letter.D14.recipient', { provider: facts.agent.provider || facts.domain, domain: facts.domain }),
      t('letter.D14.received', received(facts)),
      t('letter.D14.action', { action: actionTaken(facts.items) }),
    ),
    joined(t('letter.D14.works'), list(facts.works)),
    joined(t('letter.D14.urls'), list(facts.items.map(({ url }) => url))),
    t('letter.D14.counter', { has: facts.counter ? 'yes' : 'no' }),
  ],
}

const strikeValues = ({ strikes }: Facts) => ({
  each: strikes.each,
  points: strikes.points,
  threshold: strikes.threshold,
  months: strikes.months,
  policy: strikes.policy,
})

/** Yes, No or Partial, as Lumen has it. */
export function actionTaken(items: readonly { state: string; disabledAt: Date | null }[]): 'Yes' | 'No' | 'Partial' {
  const acted = items.filter(({ state, disabledAt }) => disabledAt !== null || state === 'removed')
  if (acted.length === 0) return 'No'
  return acted.length === items.length ? 'Yes' : 'Partial'
}

const GROUPS: Record<string, readonly string[]> = {
  disabled: ['disabled', 'removed'],
  restored: ['restored'],
  alreadyGone: ['alreadyGone'],
  remote: ['remote'],
  refused: ['refused', 'notFound', 'notLocatable'],
  open: ['waiting', 'found'],
}

function fates(facts: Facts): string[] {
  return Object.entries(GROUPS).flatMap(([group, states]) => {
    const items = facts.items.filter(({ state }) => states.includes(state))
    if (items.length === 0) return []
    const lines = items.map((one) => {
      const { number, url } = one
      return t('letter.D4.item', { number, url, detail: fateOf(facts, one) })
    })
    return [joined(groupTitle(group), list(lines))]
  })
}

const groupTitle = (group: string): string => {
  const titles: Record<string, string> = {
    disabled: t('letter.D4.group.disabled'),
    restored: t('letter.D4.group.restored'),
    alreadyGone: t('letter.D4.group.alreadyGone'),
    remote: t('letter.D4.group.remote'),
    refused: t('letter.D4.group.refused'),
  }
  return titles[group] ?? t('letter.D4.group.open')
}

function fateOf(facts: Facts, { state, disabledAt, lever, why, host }: ItemFacts): string {
  if (GROUPS.disabled?.includes(state))
    return t('letter.D4.since', { at: when(facts, disabledAt ?? facts.now), lever: lever ?? 'other' })
  if (state === 'remote') return t('letter.D4.remoteWhy', { host: host ?? t('letter.nobody') })
  if (GROUPS.refused?.includes(state)) return t('letter.D4.refusedWhy', { why: why || t('letter.D4.unsaid') })
  return GROUPS.open?.includes(state) ? t('letter.D4.openWhy') : 'none'
}

/** Whether what was there can be proven: said as it is, of all of it or of some. */
function snapshotOf(facts: Facts): string {
  const sealed = facts.items.filter((item) => item.isSealed).length
  return t('letter.D5.snapshot', {
    sealed: sealed === 0 ? 'none' : sealed === facts.items.length ? 'all' : 'some',
    canBack: facts.items.some(({ lever }) => lever === 'mastodonPage' || lever === 'author') ? 'no' : 'yes',
  })
}

/** What was done to one address, or is asked of its author. */
function standOf(item: ItemFacts): string {
  if (item.state === 'disabled' || item.state === 'removed') return 'disabled'
  if (item.lever === 'author') return 'asked'
  return isRestricted(item) ? 'address' : 'other'
}

function ownItem(facts: Facts, item: ItemFacts): string {
  const { url, disabledAt, lever } = item
  return t('letter.D5.item', {
    url,
    state: standOf(item),
    at: when(facts, disabledAt ?? facts.now),
    lever: lever ?? 'other',
  })
}

/** What the notice says, from its parts: what is not named here is not given away by accident. */
function noticeCopy({ sender, shown, works, quotes }: Facts): string {
  const isOpen = shown.address || shown.phone
  return joined(
    t(isOpen ? 'letter.D5.noticeOpen' : 'letter.D5.notice'),
    list([
      t('letter.D5.from', { name: sender.name, principal: sender.principal || 'none' }),
      ...(shown.address && sender.address ? [t('letter.D5.address', { address: oneLine(sender.address) })] : []),
      ...(shown.phone && sender.phone ? [t('letter.D5.phone', { phone: sender.phone })] : []),
      ...works.map((text) => t('letter.D5.work', { text })),
      ...quotes.map((quote) => t('letter.D5.quote', { quote })),
    ]),
  )
}

const oneLine = (text: string): string => text.replace(/\s*\n\s*/g, ', ').trim()

function counterCopy({ counter }: Facts): Part[] {
  if (!counter) return []
  const isWhole = COUNTER_ELEMENTS.every((one) => !counter.missing.includes(one))
  return [
    joined(
      t('letter.D8.title'),
      t('letter.D8.name', { name: counter.name }),
      t('letter.D8.address', { address: counter.address }),
      t('letter.D8.phone', { phone: counter.phone }),
    ),
    isWhole ? t('letter.D8.has') : null,
    counter.text ? t('letter.D8.words', { text: counter.text }) : null,
  ]
}

function backList(
  facts: Facts,
  title: 'letter.D10.intro' | 'letter.D11.intro',
  line: 'letter.D10.item' | 'letter.D11.item',
) {
  const back = facts.items.filter(({ restoredAt }) => restoredAt)
  if (back.length === 0) return null
  const lines = back.map(({ url, restoredAt }) => t(line, { url, at: when(facts, restoredAt) }))
  return joined(t(title, received(facts)), list(lines))
}

/** What was deleted is back for nobody, whoever was right. */
function goneList(facts: Facts, title: 'letter.D10.deleted' | 'letter.D11.gone'): Part {
  const gone = facts.items.filter(({ restoredAt }) => !restoredAt)
  return gone.length === 0 ? null : joined(t(title, received(facts)), list(gone.map(({ url }) => url)))
}

const whyBack = ({ isRetracted, counter }: Facts): string => (isRetracted ? 'retracted' : counter ? 'counter' : 'other')
