import { addAccount } from '../makers'
import { htmlOf } from '../markup'
import type { Account, Post, ReportCategory } from '../state'
import type { Chance } from './chance'
import { minutesBefore } from './moments'
import { BIOS, NAMES, NICKNAMES } from './people/names'
import { PHRASEBOOK, someLanguage } from './posts/phrasebook'
import { LANGUAGES, type Language, type Matter } from './script'
import type { Stage } from './stage'

/** One of the many. Each is in trouble, if at all, for one kind of thing, so that reports and posts agree. */
export type Member = { account: Account; language: Language; matter: Matter; posts: Post[]; reported: number }

export type Crowd = { members: Member[]; byLanguage: Map<Language, Member[]> }

export const CROWD_DOMAINS: [string, ...string[]] = [
  'harbour.example',
  'far.example',
  'deep.example',
  'flats.example',
  'coast.example',
  'sky.example',
  'shop.example',
  'lagoon.test',
  'jetty.test',
]

const DAY = 1440

/** Adds people until the server knows `count` accounts in all. */
export function gatherCrowd(stage: Stage, count: number): Crowd {
  const claim = nameDesk(stage)
  const missing = count - Object.keys(stage.state.accounts).length
  const members = Array.from({ length: Math.max(0, missing) }, () => addMember(stage, claim))
  const byLanguage = new Map(
    LANGUAGES.map((language) => [language, members.filter((one) => one.language === language)]),
  )
  return { members, byLanguage }
}

function addMember(stage: Stage, claim: (name: string) => string): Member {
  const { chance, now, state } = stage
  const language = someLanguage(chance)
  const name = someName(chance, language)
  const domain = chance.likely(0.72) ? null : chance.pick(CROWD_DOMAINS)
  const joinedMinutes = DAY * (1 + chance.float() ** 2 * 1400)
  const createdAt = minutesBefore(now, joinedMinutes)
  const username = claim(name.username)
  const bio = chance.pick(BIOS[language])
  const account = addAccount(state, {
    username,
    domain,
    createdAt,
    displayName: name.display,
    note: bio === '' ? '' : htmlOf(state, bio),
    bot: chance.likely(0.02),
    locked: chance.likely(0.12),
    discoverable: chance.likely(0.8),
    avatarTile: chance.likely(0.85) ? chance.whole(1, 99) : null,
    statusesCount: Math.floor(chance.float() ** 3 * 3000),
    followersCount: Math.floor(chance.float() ** 4 * 900),
    followingCount: Math.floor(chance.float() ** 3 * 500),
    ...(domain === null ? { user: login(stage, username, language, joinedMinutes) } : {}),
  })
  return { account, language, matter: someMatter(chance, language), posts: [], reported: 0 }
}

/** What people report: legal matters are rare everywhere. */
const REPORTED: [ReportCategory, ...ReportCategory[]] = [
  'violation',
  'violation',
  'violation',
  'violation',
  'violation',
  'violation',
  'violation',
  'other',
  'other',
  'other',
  'other',
  'other',
  'other',
  'spam',
  'spam',
  'spam',
  'spam',
  'spam',
  'spam',
  'legal',
]

function someMatter(chance: Chance, language: Language): Matter {
  const { matters } = PHRASEBOOK[language]
  const category = chance.pick(REPORTED)
  const [first = matters[0], ...rest] = matters.filter((matter) => matter.category === category)
  return chance.pick([first, ...rest])
}

function someName(chance: Chance, language: Language): { display: string; username: string } {
  if (language === 'en' && chance.likely(0.4)) {
    const [first, second] = [chance.pick(NICKNAMES.first), chance.pick(NICKNAMES.second)]
    return { display: `${first} ${second}`, username: `${first}${chance.pick(['_', ''])}${second}` }
  }
  const { first, last, latin } = NAMES[language]
  const at = chance.whole(0, first.length - 1)
  const [given = '', family] = [first[at], chance.likely(0.7) ? chance.pick(last) : null]
  const plain = latin?.[at] ?? inAscii(given)
  return {
    display: family ? `${given} ${family}` : given,
    username: family && !latin && chance.likely(0.6) ? `${plain}_${inAscii(family)}` : plain,
  }
}

const OWN_LETTERS: Record<string, string> = { ß: 'ss', ı: 'i', ø: 'o', œ: 'oe' }

/** Mastodon takes a to z, digits and _ for a user name. */
const inAscii = (name: string) =>
  name
    .toLowerCase()
    .replace(/[ßıøœ]/g, (letter) => OWN_LETTERS[letter] ?? '')
    .normalize('NFD')
    .replace(/[^a-z]/g, '')

/** Second and later bearers of a user name get a number, as people do at the door. */
function nameDesk({ state }: Stage) {
  const taken = new Set(Object.values(state.accounts).map((account) => account.username.toLowerCase()))
  const next = new Map<string, number>()
  return (name: string) => {
    let free = name
    for (let number = next.get(name) ?? 2; taken.has(free); number += 1) {
      free = `${name}${number}`
      next.set(name, number + 1)
    }
    taken.add(free)
    return free
  }
}

function login(stage: Stage, username: string, locale: string, joinedMinutes: number) {
  const { chance, now } = stage
  const seenMinutes = Math.min(joinedMinutes, 5 + chance.float() ** 2 * 60 * DAY)
  return {
    email: `${username}@${chance.pick(['mail.test', 'post.test', 'haven.test', 'letterbox.test'])}`,
    locale,
    disabled: chance.likely(0.004),
    ips: [{ ip: stage.nextIp(), usedAt: minutesBefore(now, seenMinutes).toISOString() }],
  }
}
