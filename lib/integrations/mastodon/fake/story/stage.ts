import { addFollow, addAccount } from '../makers'
import { htmlOf } from '../markup'
import { ROLE_IDS } from '../roles'
import type { Account, State } from '../state'
import type { Chance } from './chance'
import { LIMITED_AND_REMOTE_PEOPLE } from './people/limited'
import { NOTABLE_PEOPLE } from './people/notable'
import { ODD_NAMES } from './people/odd-names'
import { RING, RING_PEOPLE } from './people/pile-on'
import { PLAIN_PEOPLE } from './people/plain'
import { before } from './moments'
import type { Handle, Person } from './script'
import { STAFF } from './staff'

/** Where a story is told: the server's state, the moment, and who has been called so far. */
export type Stage = {
  state: State
  now: Date
  chance: Chance
  called: Map<Handle, Account>
  /** How many more posts the crowd may be reported for. */
  postsLeft: number
  /** Gives each person an address of their own. */
  nextIp(): string
}

const DIRECTORY = new Map<Handle, Person>(
  [...STAFF, ...PLAIN_PEOPLE, ...NOTABLE_PEOPLE, ...LIMITED_AND_REMOTE_PEOPLE, ...ODD_NAMES, ...RING_PEOPLE].map(
    (person) => [person.handle, person],
  ),
)
export const NAMED_HANDLES = [...DIRECTORY.keys()]

/** The account behind a handle; it joins when it is first named. */
export function call(stage: Stage, handle: Handle): Account {
  const known = stage.called.get(handle)
  if (known) return known
  const account = addPerson(stage, DIRECTORY.get(handle) ?? serverActor(handle))
  stage.called.set(handle, account)
  return account
}

/** The account that a server uses to speak for itself bears its domain as a name. */
function serverActor(handle: Handle): Person {
  const domain = handle.split('@')[0] ?? handle
  return { handle, name: domain, language: 'en', joined: '1000d', bot: true, faceless: true }
}

export function addPerson(stage: Stage, person: Person): Account {
  const { state, now } = stage
  const [username = '', domain = null] = person.handle.split('@')
  const joined = before(now, person.joined)
  const account = addAccount(state, {
    username,
    domain,
    createdAt: joined,
    displayName: person.name,
    note: person.note ? htmlOf(state, person.note) : '',
    fields: (person.fields ?? []).map(({ verified, ...field }) => ({
      ...field,
      verifiedAt: verified ? before(now, verified).toISOString() : null,
    })),
    bot: person.bot ?? false,
    locked: person.locked ?? false,
    memorial: person.memorial ?? false,
    discoverable: person.faceless ? null : true,
    avatarTile: person.faceless ? null : stage.chance.whole(1, 99),
    statusesCount: person.postsBefore ?? stage.chance.whole(5, 900),
    followersCount: person.followers ?? stage.chance.whole(3, 400),
    followingCount: person.following ?? stage.chance.whole(10, 300),
    silencedAt: person.limited ? before(now, person.limited).toISOString() : null,
    sensitizedAt: person.sensitive ? before(now, person.sensitive).toISOString() : null,
    ...(domain === null ? { user: login(stage, person, username, joined) } : {}),
  })
  suspend(stage, account, person)
  return account
}

function login(stage: Stage, person: Person, username: string, joined: Date) {
  const { chance, now } = stage
  const role = STAFF.find((member) => member.handle === person.handle)?.role ?? null
  const mailHost = chance.pick(['mail.test', 'post.test', 'haven.test', 'letterbox.test'])
  const lastSeen = new Date(Math.max(joined.getTime(), now.getTime() - chance.whole(2, 4000) * 60_000))
  return {
    email: person.email ?? `${username}@${mailHost}`,
    locale: person.language,
    disabled: person.frozen ?? false,
    roleId: role ? ROLE_IDS[role] : null,
    ips: (person.ips ?? [stage.nextIp()]).map((ip, at) => ({
      ip,
      usedAt: (at === 0 ? lastSeen : joined).toISOString(),
    })),
  }
}

function suspend(stage: Stage, account: Account, person: Person): void {
  const span = person.suspended ?? person.suspendedElsewhere
  if (!span) return
  const at = before(stage.now, span)
  account.suspendedAt = at.toISOString()
  account.suspensionOrigin = person.suspended ? 'local' : 'remote'
  if (person.suspended) stage.state.deletionRequests.push(deletionOf(account.id, at))
}

/** Mastodon deletes what a suspended person wrote after thirty days. */
export const deletionOf = (accountId: string, at: Date) => ({
  accountId,
  createdAt: at.toISOString(),
  dueAt: new Date(at.getTime() + 30 * 86_400_000).toISOString(),
})

/** The accounts of the pile-on follow each other, each way. */
export function followInRing(stage: Stage): void {
  const ring = RING.flatMap((handle) => stage.called.get(handle) ?? [])
  for (const one of ring) for (const other of ring) if (one !== other) addFollow(stage.state, one.id, other.id)
}

const MENTIONED = /(?<![\w/@])@([a-z0-9_]+(?:@[a-z0-9.-]*[a-z0-9])?)/gi

/** Whoever is mentioned joins, if the story knows the person: only then does a mention become a link. */
export function callMentioned(stage: Stage, text: string): void {
  for (const [, handle = ''] of text.matchAll(MENTIONED)) if (DIRECTORY.has(handle)) call(stage, handle)
}
