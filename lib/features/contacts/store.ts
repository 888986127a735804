import type { Db } from '@/lib/platform/db/client'
import { sealHere, unsealHere } from '@/lib/platform/vault/console'
import { type Contact, contact } from './schema'

interface Place {
  instanceId: string
  remoteId: string
}
const placeOf = ({ instanceId, remoteId }: Place): string => `${instanceId} ${remoteId}`

/** Whether the person is party to a case: only then is anything of them kept. */
export async function hasCase(db: Pick<Db, 'case'>, { instanceId, remoteId }: Place): Promise<boolean> {
  return (await db.case.count({ where: { instanceId, partyIds: { has: remoteId } } })) > 0
}

/** The cache of what Mastodon showed: holds no decision (DESIGN 1.2), and is sealed for its place. */
export async function keepContact(
  db: Pick<Db, 'accountContact'>,
  at: Place,
  seen: Contact,
  seenAt: Date,
): Promise<void> {
  const row = { sealed: sealHere('contact', placeOf(at), JSON.stringify(seen)), seenAt }
  await db.accountContact.upsert({ where: { instanceId_remoteId: at }, create: { ...at, ...row }, update: row })
}

export async function keptContact(
  db: Pick<Db, 'accountContact'>,
  at: Place,
): Promise<{ contact: Contact; seenAt: Date } | null> {
  const row = await db.accountContact.findUnique({ where: { instanceId_remoteId: at } })
  if (!row) return null
  return {
    contact: contact.parse(JSON.parse(unsealHere('contact', placeOf(at), row.sealed))),
    seenAt: row.seenAt,
  }
}
