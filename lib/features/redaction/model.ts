import type { CaseFile, ProvenRow } from '@/lib/features/casefile/schema'
import { folded, patternFor } from '@/lib/platform/privacy/names'

/** What a recipient is not to learn. Counsel's comments, e-mail, IPs and child-safety material are in no bundle at all. */
export const WITHHOLDABLE = ['thirdParties', 'moderators'] as const
export type Withholdable = (typeof WITHHOLDABLE)[number]

/** Words of others, freed of the names that are withheld. */
export interface Redaction {
  text: (words: string) => string
  /** Any JSON: names are replaced, accounts of others and contact details taken out. */
  json: (value: unknown) => unknown
}

interface Hidden {
  /** By their folded spelling. */
  names: Map<string, string>
  /** Ids of accounts, hidden where they stand alone. */
  ids: Map<string, string>
}

const CONTACT_KEYS = new Set(['email', 'ip', 'ips', 'canonical_email', 'unconfirmed_email', 'sign_up_ip'])
/** Where an answer of the instance says who handled a report. */
const TEAM_KEYS = new Set(['assigned_account', 'action_taken_by_account'])
const NOTHING = ['null', '""', '[]', '{}']
export const CONTACT = '[contact details, in no bundle]'

/** Everybody who works here or did, as words and answers of the instance may name them: a note may name who never acted on the case. */
export interface TeamMember {
  name: string
  displayName: string
  remoteId: string
  role: string
}

/** The rule for one case and one profile. */
export function redactionFor(
  file: CaseFile,
  profile: readonly Withholdable[],
  team: readonly TeamMember[] = [],
): Redaction {
  const hidden = hiddenIn(file, profile, team)
  const shown = new Set(shownIn(file, profile, team).map(folded))
  const isOthers = profile.includes('thirdParties')
  const isTeamHidden = profile.includes('moderators')
  const pattern = patternOf([...hidden.names.keys()].filter((name) => !shown.has(name)))
  const inAddress = idsPattern([...hidden.ids.keys()])
  const text = (words: string): string => {
    const alone = hidden.ids.get(words)
    if (alone) return alone
    const addressed = inAddress ? words.replace(inAddress, (id) => hidden.ids.get(id) ?? '[withheld]') : words
    const named = pattern
      ? addressed.replace(pattern, (found) => hidden.names.get(folded(found)) ?? '[withheld]')
      : addressed
    return isOthers ? withoutHandles(named, shown, file.instance.domain) : named
  }
  const subjectId = file.people.find((person) => person.part === 'subject')?.id
  const json = (value: unknown, key = ''): unknown => {
    if (CONTACT_KEYS.has(key) && !NOTHING.includes(JSON.stringify(value))) return CONTACT
    if (typeof value === 'string') return text(value)
    if (Array.isArray(value)) return value.map((one) => json(one))
    if (typeof value !== 'object' || value === null) return value
    if (isTeamHidden && TEAM_KEYS.has(key)) return { withheld: '[moderator]' }
    const account = accountIn(value)
    const other = account && isOthers && account !== subjectId ? (hidden.ids.get(account) ?? '[third party]') : null
    if (other) return { withheld: other }
    return Object.fromEntries(Object.entries(value).map(([name, its]) => [name, json(its, name)]))
  }
  return { text, json: (value) => json(value) }
}

/** The id of an account, where the object is one: Mastodon's accounts have a handle and counts or a user's facts. */
function accountIn(value: object): string | null {
  if (!('id' in value) || !('username' in value || 'acct' in value)) return null
  return typeof value.id === 'string' ? value.id : null
}

function hiddenIn({ people }: CaseFile, profile: readonly Withholdable[], team: readonly TeamMember[]): Hidden {
  const subjectId = people.find((person) => person.part === 'subject')?.id
  const names = new Map<string, string>()
  const ids = new Map<string, string>()
  const hide = (name: string, label: string) => {
    if (name.trim().length >= SHORTEST) names.set(folded(name), label)
  }
  if (profile.includes('thirdParties')) {
    const counts = new Map<string, number>()
    for (const { id, handle, name, url, part } of people.filter((one) => one.part !== 'subject')) {
      const number = (counts.get(part) ?? 0) + 1
      counts.set(part, number)
      const label = `[${part === 'reporter' ? 'reporter' : 'third party'} ${number}]`
      ids.set(id, label)
      for (const word of [handle, handle.slice(1), handle.slice(1).split('@')[0] ?? '', name, url]) hide(word, label)
    }
  }
  if (profile.includes('moderators'))
    team.forEach(({ name, displayName, remoteId, role }, place) => {
      // Whom the case is about stays readable, at work here or not.
      if (remoteId === subjectId) return
      const label = `[${role} ${place + 1}]`
      ids.set(remoteId, label)
      for (const word of [`@${name}`, name, displayName]) hide(word, label)
    })
  return { names, ids }
}
// A name of one or two letters would take every such word out of every text; behind an @ it is found by its shape.
const SHORTEST = 3

/** Names that stay readable, whatever else is spelled like them. */
function shownIn({ people }: CaseFile, profile: readonly Withholdable[], team: readonly TeamMember[]): string[] {
  const subject = people
    .filter((person) => person.part === 'subject')
    .flatMap(({ handle, name }) => [handle, handle.slice(1), name])
  return [...subject, ...(profile.includes('moderators') ? [] : team.map(({ name }) => name))]
}

function patternOf(names: readonly string[]): RegExp | null {
  if (names.length === 0) return null
  const longestFirst = names.toSorted((a, b) => b.length - a.length).map(patternFor)
  return new RegExp(`(?<![\\p{L}\\p{N}_])(?:${longestFirst.join('|')})(?![\\p{L}\\p{N}_])`, 'giu')
}

/** Ids of accounts in addresses, as in `/ap/users/116939411346776823/statuses/…`: where posts and outboxes of theirs are. */
function idsPattern(ids: readonly string[]): RegExp | null {
  const numbers = ids.filter((id) => /^\d{6,}$/.test(id))
  return numbers.length > 0 ? new RegExp(`(?<=[/=])(?:${numbers.join('|')})(?!\\d)`, 'g') : null
}

const HANDLE = /@(?:<span>)?([\p{L}\p{N}_](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_])?)(@[\p{L}\p{N}.-]+[\p{L}\p{N}])?/giu
const EMAIL = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/giu

/** Handles of whoever is not known here, by their shape, and e-mail addresses. */
function withoutHandles(text: string, shown: ReadonlySet<string>, home: string): string {
  if (!text.includes('@')) return text
  const mailless = text.replace(EMAIL, (found, at: number, all: string) =>
    all[at - 1] === '@' ? found : '[e-mail address]',
  )
  return mailless.replace(HANDLE, (found, name: string, domain: string | undefined) => {
    const isOwn = domain === undefined || domain.toLowerCase() === `@${home.toLowerCase()}`
    const isShown = isOwn ? shown.has(name.toLowerCase()) : shown.has(found.slice(1).toLowerCase())
    return isShown ? found : '[third party]'
  })
}

/** The case as the recipient may read it. */
export function redacted(file: CaseFile, redaction: Redaction): CaseFile {
  const { format, at, instance, exhibits, staff, ...told } = file
  const readable = redaction.json(told)
  return {
    format,
    at,
    instance,
    // The same walk over the same shape: strings stay strings, and objects keep their names.
    ...(readable as Omit<CaseFile, 'format' | 'at' | 'instance' | 'exhibits' | 'staff'>),
    people: file.people.map((person) => ({ ...person, ...redactedPerson(person, redaction) })),
    staff: staff.map(({ name, roles }) => ({ name: redaction.text(name), roles })),
    exhibits: exhibits.map((exhibit) => ({
      ...exhibit,
      title: redaction.text(exhibit.title),
      address: exhibit.address === null ? null : redaction.text(exhibit.address),
    })),
  }
}

function redactedPerson({ id, handle, name, url }: CaseFile['people'][number], { text }: Redaction) {
  const label = text(id)
  if (label === id) return { id, handle, name, url }
  return { id: label, handle: label, name: label, url: '' }
}

/** Why the text of a row is not disclosed, or null. Its hash still stands in its place. */
export function rowWithheld(row: ProvenRow, file: CaseFile, profile: readonly Withholdable[]): Withholdable | null {
  if (profile.includes('moderators') && row.isStaff) return 'moderators'
  const others = new Set(file.people.filter((person) => person.part !== 'subject').map((person) => person.id))
  return profile.includes('thirdParties') && row.subjectIds.some((id) => others.has(id)) ? 'thirdParties' : null
}

/** Why a value is not disclosed, or null: one that would read differently is left out, since only as it is it fits its hash. */
export function valueWithheld(
  value: { json: string },
  redaction: Redaction,
  profile: readonly Withholdable[],
): Withholdable | 'names' | null {
  const told: unknown = JSON.parse(value.json)
  const isSame = JSON.stringify(redaction.json(told)) === JSON.stringify(told)
  if (isSame) return null
  return profile.length === 1 ? (profile[0] ?? null) : 'names'
}
