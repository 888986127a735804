import { makeOutward, type Outward } from '@/lib/platform/http/outward'
import type { Connection, SeenAnswer } from '@/lib/integrations/mastodon/client/connection'
import { instancePolicy, type InstanceHosts } from '@/lib/integrations/mastodon/client/policy'
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

export interface PersonConnection extends Connection {
  personId: string
  remoteId: string
}

/** The connection as a person; null when the console holds no live token of theirs. */
export async function connectionOf(
  db: Pick<Db, 'token'>,
  personId: string,
  onAnswer?: (seen: SeenAnswer) => void,
): Promise<PersonConnection | null> {
  const token = await db.token.findUnique({ where: { personId }, include: { person: { include: { instance: true } } } })
  if (!token || token.deadAt || token.person.instance.state !== 'connected') return null
  return {
    ...anonymousConnection(token.person.instance),
    token: unsealHere('token', personId, token.sealed),
    scopes: token.scopes,
    personId,
    remoteId: token.person.remoteId,
    ...(onAnswer ? { onAnswer } : {}),
  }
}
