import { noticeIn, readableAddress, targetsIn } from '@/lib/features/copyright/parse'
import { ELEMENTS, type ElementName } from '@/lib/features/copyright/schema'
import type { NoticeInput } from '@/lib/features/notices/schema'
import { type FormInput, MOST_ADDRESSES, MOST_WORKS } from './schema'

/** The sentences of 512(c)(3)(A)(v) and (vi) to which the boxes of the form put a name. */
export const GOOD_FAITH =
  'I have a good faith belief that use of the material in the manner complained of is not authorized by the copyright owner, its agent, or the law.'
export const ACCURACY =
  'The information in this notification is accurate, and under penalty of perjury, I am authorized to act on behalf of the owner of an exclusive right that is allegedly infringed.'

type Elements = NoticeInput['elements']

/** What was put into the form, as the letter that it is: the original of the notice, with the place of each element in it. */
export function letterOf(form: FormInput): { text: string; elements: Elements } {
  const contact = [form.email, form.phone, form.address].filter(Boolean).join('\n')
  const parts: [ElementName | null, string, string][] = [
    ['work', 'Works', form.works.trim()],
    ['material', 'Material', form.urls.trim()],
    [null, 'Name', form.name],
    [null, 'On behalf of', form.principal],
    ['contact', 'Contact', contact],
    ['goodFaith', '', form.goodFaith ? GOOD_FAITH : ''],
    ['accuracy', '', form.accuracy ? ACCURACY : ''],
    ['signature', 'Signed', form.signature],
    [null, 'More', form.more.trim()],
  ]
  let text = ''
  const found = new Map<ElementName, { quote: string; start: number; end: number }>()
  for (const [element, title, words] of parts) {
    if (!words) continue
    if (title) text += `${title}:\n`
    if (element && isIt(element, words))
      found.set(element, { quote: cut(words), start: text.length, end: text.length + words.length })
    if (element === null && title === 'More') addFound(found, words, text.length)
    text += `${words}\n\n`
  }
  return { text: text.trimEnd(), elements: elementsOf(found) }
}

const isIt = (element: ElementName, words: string): boolean =>
  element !== 'material' || targetsIn(words).some(({ url }) => url)

/** A whole letter may have been pasted below: what it holds is there as well. */
function addFound(
  found: Map<ElementName, { quote: string; start: number; end: number }>,
  words: string,
  at: number,
): void {
  for (const { element, spans } of noticeIn(words).found) {
    const span = spans[0]
    if (span && !found.has(element))
      found.set(element, { quote: cut(span.quote), start: at + span.start, end: at + span.end })
  }
}

/** A quote is to be looked at; the whole stands in the original. */
const cut = (text: string): string => (text.length > 2000 ? `${text.slice(0, 2000)}…` : text)

function elementsOf(found: ReadonlyMap<ElementName, { quote: string; start: number; end: number }>): Elements {
  return ELEMENTS.map((element) => {
    const there = found.get(element)
    return there
      ? { element, standing: 'found' as const, ...there }
      : { element, standing: 'notFound' as const, quote: '', start: null, end: null }
  })
}

/**
 * Addresses as they were typed or pasted, each once: those that stand in the words, and each line that holds none, as it is. From a
 * whole letter come those that may lead here, and none of the sender's own site. Beyond the limit there is one row that says how
 * many more stand in the original.
 */
export function addressesIn(text: string, letter = ''): { urls: string[]; more: number } {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
  const typed = lines.flatMap((line) => {
    const targets = targetsIn(line).filter(({ url }) => url)
    return targets.length > 0 ? targets.map(({ url }) => url) : [readableAddress(line)]
  })
  const told = targetsIn(letter)
    .filter(({ kind }) => kind !== 'page')
    .map(({ url, quote }) => url || quote)
  const urls = [...new Set([...typed, ...told].map((url) => url.slice(0, 2000)))]
  return { urls: urls.slice(0, MOST_ADDRESSES), more: Math.max(0, urls.length - MOST_ADDRESSES) }
}

/** One work a paragraph where there are empty lines, else one a line. */
export function worksIn(text: string): string[] {
  const parts = text.trim().split(/\n\s*\n/)
  const works = (parts.length > 1 ? parts : text.split('\n')).map((work) => work.trim()).filter(Boolean)
  return [...new Set(works.map((work) => work.slice(0, 2000)))].slice(0, MOST_WORKS)
}

const COMMON: Readonly<Record<string, RegExp>> = {
  en: /\b(the|and|of|that|this|with|is|are|have|not|your)\b/gi,
  de: /\b(der|die|das|und|nicht|ich|ist|mit|den|von|sie|auf|bitte)\b/gi,
  fr: /\b(le|la|les|des|et|est|que|vous|dans|pour|pas|une|sur)\b/gi,
  es: /\b(el|los|las|que|por|una|con|para|del|es|su|como)\b/gi,
  it: /\b(il|che|di|non|per|una|con|sono|della|gli|come)\b/gi,
  nl: /\b(het|een|van|en|niet|dat|is|zijn|voor|met|wij)\b/gi,
  pt: /\b(os|que|não|uma|com|para|por|dos|são|meu|minha)\b/gi,
}

/** The language of a letter by its commonest words; null where they do not tell. */
export function languageOf(text: string): string | null {
  const words = text.slice(0, 20_000)
  const counts = Object.entries(COMMON)
    .map(([language, common]) => ({ language, count: words.match(common)?.length ?? 0 }))
    .toSorted((a, b) => b.count - a.count)
  const [first, second] = counts
  return first && first.count >= 4 && first.count > (second?.count ?? 0) * 1.2 ? first.language : null
}
