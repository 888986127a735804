import type { GuestActor, GuestRole } from '@/lib/platform/access/access'
import { type Db, newId } from '@/lib/platform/db/client'

interface Wanted {
  instanceId: string
  role: GuestRole
  invitedById: string
  name?: string
  endsAt?: Date
}

/** A guest who has accepted, where the invitation itself is not the story. */
export async function openGuest(db: Db, wanted: Wanted): Promise<GuestActor> {
  const { instanceId, role, invitedById, name = 'Amara Reyes' } = wanted
  const now = new Date()
  const endsAt = wanted.endsAt ?? new Date(now.getTime() + 30 * 24 * 3600_000)
  const id = newId()
  const acct = `${name} (guest)`
  await db.person.create({
    data: { id, instanceId, remoteId: `guest:${id}`, acct, displayName: name, roles: [], createdAt: now },
  })
  await db.guest.create({
    data: { personId: id, role, invitedById, invitedAt: now, inviteEndsAt: endsAt, acceptedAt: now, endsAt },
  })
  return { kind: 'guest', id, instanceId, name: acct, role, endsAt }
}
