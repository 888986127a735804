import { connectionOf, type PersonConnection, readerConnection } from '@/lib/features/instances/connections'
import { covers } from '@/lib/integrations/mastodon/client/scopes'
import { has } from '@/lib/integrations/mastodon/schema/permissions'
import type { PersonActor } from '@/lib/platform/access/access'
import type { Db } from '@/lib/platform/db/client'

/**
 * For reading people as moderators see them: with the actor's own token where Mastodon lets them, so that its own rule decides;
 * else, for roles that the console gave, with the reader's. Null when there is neither.
 */
export async function adminConnection(db: Db, actor: PersonActor): Promise<PersonConnection | null> {
  const own = has(actor.mastodon, 'manage_users') ? await connectionOf(db, actor.id) : null
  return own && covers(own.scopes ?? [], 'admin:read:accounts') ? own : readerConnection(db, actor.instanceId)
}
