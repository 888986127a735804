import { t } from '@/lib/platform/i18n/translate'
import { isRestricted } from './model'
import {
  backList,
  counterCopy,
  fates,
  goneList,
  joined,
  list,
  noticeCopy,
  ownItem,
  type Part,
  received,
  snapshotOf,
  when,
} from './render'
import type { Facts, TemplateId } from './schema'

/** A letter as it is proposed: a person reads it, may change it, and decides. */
export function letterOf(template: TemplateId, facts: Facts): { subject: string; text: string } {
  const parts = [greeting(template, facts), ...BODIES[template](facts), foot(facts)]
  const text = parts.filter((part) => part !== null && part !== '').join('\n\n')
  return { subject: subjectOf(template, facts), text }
}

const SUBJECT_VALUES: Partial<Record<TemplateId, (facts: Facts) => Record<string, string>>> = {
  D2: ({ became }) => ({ became: became ? String(became.number) : 'none' }),
  D12: ({ review }) => ({ kind: review?.kind ?? 'none' }),
  D10: (facts) => ({ isBack: hasBack(facts) }),
  D11: (facts) => ({ isBack: hasBack(facts) }),
  D13: ({ designation }) => ({ expires: designation?.expiresOn ?? t('letter.nobody'), is: overOf(designation) }),
}
const hasBack = ({ items }: Facts) => (items.some((one) => one.restoredAt ?? one.openAt) ? 'yes' : 'no')
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
  return `-- \n${t('letter.foot', { number, domain, agent: agentOf(facts), is: overOf(facts.designation), fingerprint, keysUrl })}`
}

/** A registration that is over is told as one: nobody writes of an agent in force where there is none. */
const overOf = (designation: Facts['designation']): 'over' | 'inForce' => (designation?.isOver ? 'over' : 'inForce')

const agentOf = ({ agent }: Facts): string =>
  [agent.name, agent.organisation, agent.address, agent.email, agent.phone]
    .map((part) => part.replace(/\s*\n\s*/g, ', ').trim())
    .filter(Boolean)
    .join(', ') || t('letter.nobody')

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
    ...whereNow(facts),
    t('letter.D2.again'),
  ],
  D3: (facts) => [
    joined(
      t('letter.D3.intro', { ...received(facts), n: facts.missing.length }),
      list(facts.missing.map((one) => t(`letter.D3.${one}`))),
    ),
    facts.defect === 'core'
      ? t('letter.D3.core', { n: facts.missing.length, acted: actedOf(facts) })
      : t('letter.D3.curable', { n: facts.missing.length }),
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
      is: overOf(facts.designation),
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

/** What a reviewer saw is acted on whatever the notice lacks: nothing else is said to whoever sent it. */
const actedOf = ({ items, hasKnowledge }: Facts): 'yes' | 'known' | 'no' =>
  items.some(({ disabledAt, state }) => disabledAt !== null || state === 'removed')
    ? 'yes'
    : hasKnowledge
      ? 'known'
      : 'no'

/** It runs already: nobody is sent away to begin again (47 USC 223a(a)(3) counts from the first request). */
function whereNow(facts: Facts): Part[] {
  const { became, domain } = facts
  if (!became)
    return [
      joined(
        t('letter.D2.where'),
        list([
          t('letter.D2.image'),
          t('letter.D2.privacy'),
          t('letter.D2.defamation'),
          t('letter.D2.rules', { domain }),
        ]),
      ),
    ]
  const { kind, number, by } = became
  return [
    t('letter.D2.became', { kind, number, at: when(facts, facts.receivedAt) }),
    by ? t('letter.D2.hours', { by: when(facts, by) }) : null,
    t('letter.D2.notAgain', { number }),
  ]
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

const whyBack = ({ isRetracted, counter }: Facts): string => (isRetracted ? 'retracted' : counter ? 'counter' : 'other')
