import { addAccount } from '../makers'
import type { Account, Post } from '../state'
import type { Chance } from './chance'
import { minutesBefore } from './moments'
import { BIOS, NAMES, NICKNAMES } from './people/names'
import { PHRASEBOOK, someLanguage } from './posts/phrasebook'
import type { Language, Matter } from './script'
import { htmlFor, type Stage } from './stage'

/** One of the many. Each is in trouble, if at all, for one kind of thing, so that reports and posts agree. */
export type Member = { account: Account; language: Language; matter: Matter; posts: Post[]; reported: number }

const DOMAINS: [string, ...string[]] = [
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
export const CROWD_DOMAINS = DOMAINS

const DAY = 1440

/** Adds people until the server knows `count` accounts in all. */
export function gatherCrowd(stage: Stage, count: number): Member[] {
  const names = nameTeller()
  const missing = count - Object.keys(stage.state.accounts).length
  return Array.from({ length: Math.max(0, missing) }, () => addMember(stage, names))
}

function addMember(stage: Stage, tellApart: (name: string) => string): Member {
  const { chance, now, state } = stage
  const language = someLanguage(chance)
  const name = someName(chance, language)
  const domain = chance.likely(0.72) ? null : chance.pick(DOMAINS)
  const joinedMinutes = DAY * (1 + chance.float() ** 2 * 1400)
  const createdAt = minutesBefore(now, joinedMinutes)
  const username = tellApart(name.username)
  const bio = chance.pick(BIOS[language])
  const account = addAccount(state, {
    username,
    domain,
    createdAt,
    displayName: name.display,
    note: bio === '' ? '' : htmlFor(stage, bio),
    bot: chance.likely(0.02),
    locked: chance.likely(0.12),
    discoverable: chance.likely(0.8),
    avatarTile: chance.likely(0.85) ? chance.whole(1, 99) : null,
    statusesCount: Math.floor(chance.float() ** 3 * 3000),
    followersCount: Math.floor(chance.float() ** 4 * 900),
    followingCount: Math.floor(chance.float() ** 3 * 500),
    ...(domain === null ? { user: login(stage, username, language, joinedMinutes) } : {}),
  })
  return { account, language, matter: chance.pick(PHRASEBOOK[language].matters), posts: [], reported: 0 }
}

function someName(chance: Chance, language: Language): { display: string; username: string } {
  if (language === 'en' && chance.likely(0.5)) {
    const [first, second] = [chance.pick(NICKNAMES.first), chance.pick(NICKNAMES.second)]
    return { display: `${first} ${second}`, username: `${first}_${second}` }
  }
  const { first, last, latin } = NAMES[language]
  const surname = chance.likely(0.7) ? ` ${chance.pick(last)}` : ''
  return { display: `${chance.pick(first)}${surname}`, username: chance.pick(latin) }
}

/** Second and later bearers of a user name get a number, as people do at the door. */
function nameTeller() {
  const given = new Map<string, number>()
  return (name: string) => {
    const number = (given.get(name) ?? 0) + 1
    given.set(name, number)
    return `${name}_${number + 10}`
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
