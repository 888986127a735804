import { makeOutward, type Outward } from '@/lib/platform/http/outward'
import type { Connection, SeenAnswer } from '@/lib/integrations/mastodon/client/connection'
import { instancePolicy, type InstanceHosts } from '@/lib/integrations/mastodon/client/policy'
import { inTurn, withinBudget } from '@/lib/features/budget/store'
import { isInTurn, type Priority } from '@/lib/features/budget/model'
import type { Db } from '@/lib/platform/db/client'
import { unsealHere } from '@/lib/platform/vault/console'

// Agents keep their sockets, so there is one per instance and set of hosts.
const agents = new Map<string, Outward>()

/** The guarded way to one instance and its media hosts, and nowhere else. */
export function outwardTo({ origin, privateAddressConfirmed, mediaHosts }: InstanceHosts): Outward {
  const key = JSON.stringify([origin, privateAddressConfirmed, mediaHosts])
  const kept = agents.get(key)
  if (kept) return kept
  const made = makeOutward({ policy: instancePolicy({ origin, privateAddressConfirmed, mediaHosts }) })
  agents.set(key, made)
  return made
}

export function anonymousConnection(instance: InstanceHosts): Connection {
  return { origin: instance.origin, http: outwardTo(instance) }
}

export type TokenPurpose = 'acting' | 'reading'

/** The place to which a sealed token is bound: its row. */
export const tokenPlace = (personId: string, purpose: TokenPurpose): string =>
  purpose === 'acting' ? personId : `${personId} ${purpose}`
export const tokenOf = (personId: string, purpose: TokenPurpose = 'acting') => ({
  personId_purpose: { personId, purpose },
})

export interface PersonConnection extends Connection {
  personId: string
  remoteId: string
  purpose: TokenPurpose
}
interface Asking {
  onAnswer?: (seen: SeenAnswer) => void
  /** Told when a request leaves: it was permitted, and had its turn. */
  onSend?: () => void
  purpose?: TokenPurpose
  /** Whether somebody waits for it, or how much it leaves to those who do. */
  priority?: Priority
}
type ConnectionDb = Pick<Db, 'token' | '$queryRaw' | '$executeRaw'>

/** The connection as a person, within the budget; null when the console holds no live token of theirs. */
export async function connectionOf(
  db: ConnectionDb,
  personId: string,
  { onAnswer, onSend, purpose = 'acting', priority = 'person' }: Asking = {},
): Promise<PersonConnection | null> {
  const token = await db.token.findUnique({
    where: tokenOf(personId, purpose),
    include: { person: { include: { instance: true } } },
  })
  if (!token?.sealed || token.deadAt || token.person.instance.state !== 'connected') return null
  const budget = withinBudget(db, { personId, purpose, priority })
  const anonymous = anonymousConnection(token.person.instance)
  const http = onSend ? toldOf(anonymous.http, onSend) : anonymous.http
  return {
    ...anonymous,
    http: isInTurn(priority) ? inTurn(db, personId, http, priority) : http,
    token: unsealHere('token', tokenPlace(personId, purpose), token.sealed),
    scopes: token.scopes,
    personId,
    remoteId: token.person.remoteId,
    purpose,
    permit: budget.permit,
    async onAnswer(seen) {
      onAnswer?.(seen)
      await budget.onAnswer(seen)
    },
  }
}

function toldOf(http: Outward, onSend: () => void): Outward {
  return {
    ...http,
    ask(request) {
      onSend()
      return http.ask(request)
    },
  }
}

/** Whether a token may read while nobody asks: one given for just that, or the owner's own. */
export const mayRead = (token: { purpose: string; person: { roles: readonly string[] } }): boolean =>
  token.purpose === 'reading' || token.person.roles.includes('owner')

/** The connection that reads in the background: with the token given for reading, until there is one with the owner's own. */
export async function readerConnection(
  db: ConnectionDb & Pick<Db, 'instance'>,
  instanceId: string,
  asking: Pick<Asking, 'onAnswer' | 'onSend' | 'priority'> = {},
): Promise<PersonConnection | null> {
  const instance = await db.instance.findFirst({ where: { id: instanceId, state: 'connected' } })
  if (!instance?.readerPersonId) return null
  const tokens = await db.token.findMany({
    where: { personId: instance.readerPersonId, deadAt: null },
    include: { person: true },
  })
  const able = tokens.filter(mayRead)
  const token = able.find(({ purpose }) => purpose === 'reading') ?? able[0]
  const purpose = token?.purpose === 'reading' ? 'reading' : 'acting'
  return token ? connectionOf(db, token.personId, { ...asking, purpose }) : null
}
