import { exact } from '@/lib/platform/i18n/time'
import { t } from '@/lib/platform/i18n/translate'
import { isRestricted } from './model'
import { COUNTER_ELEMENTS, type Facts, type ItemFacts } from './schema'

export type Part = string | null

export const list = (lines: readonly string[]): string =>
  lines.map((text) => t('letter.line', { text: text.replaceAll('\n', '\n  ') })).join('\n')
export const joined = (...parts: Part[]): string => parts.filter((part) => part).join('\n')
export const when = ({ zone }: Facts, at: Date | null): string => (at ? exact(at, zone) : '')
export const received = (facts: Facts) => ({
  at: when(facts, facts.receivedAt),
  domain: facts.domain,
  n: facts.addresses,
})

const GROUPS: Record<string, readonly string[]> = {
  disabled: ['disabled', 'removed'],
  restored: ['restored'],
  alreadyGone: ['alreadyGone'],
  remote: ['remote'],
  refused: ['refused', 'notFound', 'notLocatable'],
  address: [],
  open: ['waiting', 'found'],
}
/** Its own address is shut, and that alone. */
const isShut = (one: ItemFacts): boolean => one.state === 'found' && isRestricted(one)

export function fates(facts: Facts): string[] {
  return Object.entries(GROUPS).flatMap(([group, states]) => {
    const items = facts.items.filter((one) =>
      group === 'address' ? isShut(one) : states.includes(one.state) && !isShut(one),
    )
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
    address: t('letter.D4.group.address'),
  }
  return titles[group] ?? t('letter.D4.group.open')
}

function fateOf(facts: Facts, item: ItemFacts): string {
  const { state, disabledAt, lever, why, host, shutAt } = item
  if (isShut(item)) return t('letter.D4.shut', { at: when(facts, shutAt) })
  if (GROUPS.disabled?.includes(state))
    return t('letter.D4.since', { at: when(facts, disabledAt ?? facts.now), lever: lever ?? 'other' })
  if (state === 'remote') return t('letter.D4.remoteWhy', { host: host ?? t('letter.nobody') })
  if (GROUPS.refused?.includes(state)) return t('letter.D4.refusedWhy', { why: why || t('letter.D4.unsaid') })
  return GROUPS.open?.includes(state) ? t('letter.D4.openWhy') : 'none'
}

/** Whether what was there can be proven: said as it is, of all of it or of some. */
export function snapshotOf(facts: Facts): string {
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

export function ownItem(facts: Facts, item: ItemFacts): string {
  const { url, disabledAt, lever, shutAt } = item
  return t('letter.D5.item', {
    url,
    state: standOf(item),
    at: when(facts, disabledAt ?? shutAt ?? facts.now),
    lever: lever ?? 'other',
  })
}

/** What the notice says, from its parts: what is not named here is not given away by accident. */
export function noticeCopy({ sender, shown, works, quotes }: Facts): string {
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

/** 512(g)(2)(B): a copy, whole. What is on paper goes along with the letter. */
export function counterCopy({ counter }: Facts): Part[] {
  if (!counter) return []
  const isWhole = COUNTER_ELEMENTS.every((one) => !counter.missing.includes(one))
  const { original } = counter
  return [
    joined(
      t('letter.D8.title'),
      t('letter.D8.name', { name: counter.name }),
      t('letter.D8.address', { address: counter.address }),
      t('letter.D8.phone', { phone: counter.phone }),
    ),
    isWhole ? t('letter.D8.has') : null,
    original ? t('letter.D8.original', { text: quoted(original) }) : null,
    counter.isEnclosed ? t('letter.D8.enclosed', { how: original ? 'attached' : 'paper' }) : null,
    !original && counter.text ? t('letter.D8.words', { text: counter.text }) : null,
  ]
}

const quoted = (text: string): string =>
  text
    .split(/\r?\n/)
    .map((line) => `| ${line}`.trimEnd())
    .join('\n')

export function backList(
  facts: Facts,
  title: 'letter.D10.intro' | 'letter.D11.intro',
  line: 'letter.D10.item' | 'letter.D11.item',
) {
  const back = facts.items.filter(({ restoredAt, openAt }) => restoredAt ?? openAt)
  if (back.length === 0) return null
  const lines = back.map(({ url, restoredAt, openAt }) => t(line, { url, at: when(facts, restoredAt ?? openAt) }))
  return joined(t(title, received(facts)), list(lines))
}

/** What was deleted is back for nobody, whoever was right. */
export function goneList(facts: Facts, title: 'letter.D10.deleted' | 'letter.D11.gone'): Part {
  const gone = facts.items.filter(({ restoredAt, openAt }) => !restoredAt && !openAt)
  return gone.length === 0 ? null : joined(t(title, received(facts)), list(gone.map(({ url }) => url)))
}
