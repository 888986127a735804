import { exact } from '@/lib/platform/i18n/time'
import { t } from '@/lib/platform/i18n/translate'
import { isRestricted, plain } from './model'
import type { Facts, Recipient, RequiredView, TemplateId } from './schema'

/** Something that has to stand in a letter. What is demanded and by which law is data; a test renders all and looks. */
interface Required {
  name: string
  citation: string
  phrases: (facts: Facts) => string[]
}
export interface Template {
  /** Goes up when what it says changes; each letter names the one it was made from. */
  version: number
  to: Recipient
  required: readonly Required[]
  /** What it may not say: words that are known to the console and are not the reader's to know. */
  never: (facts: Facts) => string[]
}

const must = (name: string, citation: string, phrases: Required['phrases']): Required => ({ name, citation, phrases })
const OURS = 'Docket'

/** In every letter: whose case it is, whose key can prove what is given out, and whom to write to. */
const ALWAYS = [
  must('case', OURS, ({ number }) => [String(number)]),
  must('key', OURS, ({ fingerprint }) => [fingerprint || t('letter.must.key')]),
  must('agent', '17 USC 512(c)(2)', ({ agent }) =>
    agent.name ? [agent.name, ...linesOf(agent.address), agent.email].filter(Boolean) : [t('letter.must.agent')],
  ),
]
const RECEIVED = must('received', '17 USC 512(c)(1)(C)', ({ receivedAt, zone }) => [exact(receivedAt, zone)])
const urls = ({ items }: Facts) => items.map(({ url }) => url)
/** A letter about no address says nothing. */
const ITEMS = must('items', '17 USC 512(c)(3)(A)(iii)', (facts) =>
  facts.items.length > 0 ? urls(facts) : [t('letter.must.someAddress')],
)

/** Of whoever posted: never given to the sender but in the counter-notice itself (512(h) is the way). */
const ofSubscriber = ({ counter }: Facts) => (counter ? [counter.address, counter.phone].filter(Boolean) : [])
/** Of the sender: not the subscriber's to know unless somebody decides otherwise. */
const ofSender = ({ sender, shown }: Facts) =>
  [sender.email, ...(shown.address ? [] : [sender.address]), ...(shown.phone ? [] : [sender.phone])].filter(Boolean)

export const TEMPLATES: Record<TemplateId, Template> = {
  D1: {
    version: 2,
    to: 'sender',
    required: [
      ...ALWAYS,
      RECEIVED,
      must('next', OURS, () => [t('letter.must.nextSteps'), t('letter.must.nothingDecided')]),
      must('f512', '17 USC 512(f)', () => [t('letter.must.f512')]),
    ],
    never: ofSubscriber,
  },
  D2: {
    version: 2,
    to: 'sender',
    required: [
      ...ALWAYS,
      must('reason', OURS, ({ reason }) => [reason].filter(Boolean)),
      must('nothingRemoved', OURS, () => [t('letter.must.nothingRemoved')]),
      // Where it runs already, and until when (47 USC 223a(a)(3)).
      must('where', OURS, ({ became, zone }) => {
        if (!became) return [t('letter.must.where')]
        return [String(became.number), t('letter.must.notAgain'), ...(became.by ? [exact(became.by, zone)] : [])]
      }),
    ],
    never: ofSubscriber,
  },
  D3: {
    version: 2,
    to: 'sender',
    required: [
      ...ALWAYS,
      must('missing', '17 USC 512(c)(3)(A)', ({ missing }) => missing.map((one) => t(`letter.D3.${one}`))),
      must('class', '17 USC 512(c)(3)(B)', ({ defect }) => [
        t(defect === 'core' ? 'letter.must.core' : 'letter.must.curable'),
      ]),
      must('cure', '17 USC 512(c)(3)(B)(ii)', () => [t('letter.must.cure')]),
    ],
    never: ofSubscriber,
  },
  D4: {
    version: 1,
    to: 'sender',
    required: [
      ...ALWAYS,
      ITEMS,
      must('dates', '17 USC 512(c)(1)(C)', ({ items, zone }) =>
        items.flatMap(({ disabledAt, state }) => (state === 'disabled' && disabledAt ? [exact(disabledAt, zone)] : [])),
      ),
      must('refusals', OURS, ({ items }) =>
        items.flatMap(({ state, why }) => (state === 'refused' && why ? [why] : [])),
      ),
      must('copyOfCounter', '17 USC 512(g)(2)(B)', () => [t('letter.must.copyOfCounter')]),
    ],
    never: ofSubscriber,
  },
  D5: {
    version: 2,
    to: 'subscriber',
    required: [
      ...ALWAYS,
      ITEMS,
      must('notice', '17 USC 512(g)(2)(A)', ({ works }) => [t('letter.must.noticeSays'), ...works]),
      must('from', OURS, ({ sender }) => [sender.name]),
      must('snapshot', OURS, ({ items }) => [
        t(items.some(({ isSealed }) => isSealed) ? 'letter.must.snapshot' : 'letter.must.noSnapshot'),
      ]),
      must('counterRight', '17 USC 512(g)(3)', () => [t('letter.must.counterRight')]),
      must('counterElements', '17 USC 512(g)(3)(A)-(D)', () => [
        t('letter.D5.rightA'),
        t('letter.D5.rightB'),
        t('letter.must.perjury'),
        t('letter.must.jurisdiction'),
        t('letter.must.service'),
      ]),
      must('reveals', '17 USC 512(g)(2)(B)', () => [t('letter.must.reveals')]),
      must('window', '17 USC 512(g)(2)(C)', () => [t('letter.must.window')]),
      must('strikes', '17 USC 512(i)(1)(A)', () => [t('letter.must.strikes')]),
      must('statement', 'DSA art 17', ({ withStatement, items }) =>
        withStatement && items.some(isRestricted) ? [t('letter.must.statement'), t('letter.must.automation')] : [],
      ),
    ],
    never: ofSender,
  },
  D6: {
    version: 1,
    to: 'subscriber',
    required: [
      ...ALWAYS,
      must('received', '17 USC 512(g)(2)(C)', ({ counter, zone }) =>
        counter ? [exact(counter.receivedAt, zone)] : [],
      ),
      must('passedOn', '17 USC 512(g)(2)(B)', () => [t('letter.must.passedOn')]),
      must('window', '17 USC 512(g)(2)(C)', () => [t('letter.must.window')]),
    ],
    never: ofSender,
  },
  D7: {
    version: 1,
    to: 'subscriber',
    required: [
      ...ALWAYS,
      must('missing', '17 USC 512(g)(3)', ({ counter }) =>
        (counter?.missing ?? []).map((one) => t(`letter.D7.${one}`)),
      ),
      must('cure', OURS, () => [t('letter.must.cure')]),
    ],
    never: ofSender,
  },
  D8: {
    version: 2,
    to: 'sender',
    required: [
      ...ALWAYS,
      ITEMS,
      must('counterWhole', '17 USC 512(g)(2)(B)', ({ counter }) =>
        counter
          ? [
              counter.name,
              ...linesOf(counter.address),
              counter.phone,
              ...linesOf(counter.original ?? counter.text),
              ...(counter.isEnclosed ? [t('letter.must.enclosed')] : []),
            ]
          : [],
      ),
      must('putBack', '17 USC 512(g)(2)(B)', () => [t('letter.must.tenDays')]),
      must('action', '17 USC 512(g)(2)(C); 17 USC 1507(d)', () => [t('letter.must.action'), t('letter.must.board')]),
    ],
    never: () => [],
  },
  D9: {
    version: 1,
    to: 'subscriber',
    required: [
      ...ALWAYS,
      must('docket', '17 USC 512(g)(2)(C)', ({ counter }) => [counter?.docket ?? ''].filter(Boolean)),
      must('hold', '17 USC 512(g)(2)(C)', () => [t('letter.must.g2c')]),
    ],
    never: ofSender,
  },
  D10: {
    version: 2,
    to: 'subscriber',
    required: [...ALWAYS, ITEMS, must('notAgainst', OURS, () => [t('letter.must.notAgainst')])],
    never: ofSender,
  },
  D11: {
    version: 2,
    to: 'sender',
    required: [
      ...ALWAYS,
      ITEMS,
      must('dates', '17 USC 512(g)(2)(C)', ({ items, zone }) =>
        items.flatMap(({ restoredAt }) => (restoredAt ? [exact(restoredAt, zone)] : [])),
      ),
    ],
    never: ofSubscriber,
  },
  D12: {
    version: 1,
    to: 'subscriber',
    required: [
      ...ALWAYS,
      must('reason', OURS, ({ review }) => (review ? linesOf(review.reasons) : [])),
      must('policy', '17 USC 512(i)(1)(A)', ({ review }) => [
        t('letter.D12.policy', { policy: review?.policyNumber ?? 0 }),
      ]),
      must('points', '17 USC 512(i)(1)(A)', ({ strikes }) => strikes.cases.map((one) => t('letter.D12.strike', one))),
      must('appeal', OURS, () => [t('letter.must.appeal')]),
    ],
    never: ofSender,
  },
  D13: {
    version: 2,
    to: 'agent',
    required: [
      ...ALWAYS,
      must('registration', '37 CFR 201.38', ({ designation }) =>
        designation ? [designation.registrationNumber, designation.registeredOn, ...designation.names] : [],
      ),
      must('expiry', '37 CFR 201.38(c)', ({ designation }) => [
        t('letter.must.lapse'),
        ...(designation ? [designation.expiresOn, designation.renewBy] : []),
      ]),
      must('fee', '37 CFR 201.3', ({ designation }) => [designation?.fee ?? ''].filter(Boolean)),
      must('where', OURS, () => [t('letter.must.where13')]),
    ],
    never: () => [],
  },
  D14: {
    version: 1,
    to: 'lumen',
    required: [
      ...ALWAYS,
      ITEMS,
      must('parties', 'Lumen', ({ sender, agent }) => [sender.name, sender.principal, agent.provider].filter(Boolean)),
      must('works', 'Lumen', ({ works }) => works),
      must('actionTaken', 'Lumen', () => [t('letter.must.actionTaken')]),
    ],
    never: (facts) =>
      [
        ...[facts.sender.email, facts.sender.address, facts.sender.phone].filter(Boolean),
        ...ofSubscriber(facts),
        facts.counter?.name ?? '',
      ].filter(Boolean),
  },
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

export const requiredOf = (template: TemplateId, facts: Facts): Omit<RequiredView, 'isThere'>[] =>
  TEMPLATES[template].required.map(({ name, citation, phrases }) => ({ name, citation, phrases: phrases(facts) }))

/**
 * What a text says that this letter may not say: an address by each of its lines, a telephone number however it is written. What
 * stands in our own address as well is nobody's secret.
 */
export function forbiddenIn(template: TemplateId, text: string, facts: Facts): string[] {
  const { agent } = facts
  const ours = plain(`${agent.address}\n${agent.email}\n${agent.phone}\n${agent.organisation}`).toLowerCase()
  const words = plain(text).toLowerCase()
  // The long numbers in web addresses are nobody's telephone.
  const numbers = words.replace(/https?:\/\/\S+/g, ' ').replace(/(?<=\d)[\s()./-]+(?=\d)|[()]/g, '')
  const isSaid = (one: string): boolean => {
    if (!/^[+\d][\d\s()./-]{5,}$/.test(one)) return words.includes(plain(one).toLowerCase())
    const digits = one.replace(/\D/g, '')
    return numbers.includes(digits) || (digits.length > 10 && numbers.includes(digits.slice(-10)))
  }
  const parts = TEMPLATES[template].never(facts).flatMap(linesOf)
  return [...new Set(parts)].filter(
    (one) => one.length >= SHORTEST && !ours.includes(plain(one).toLowerCase()) && isSaid(one),
  )
}
/** Shorter words stand in every letter. */
const SHORTEST = 5
