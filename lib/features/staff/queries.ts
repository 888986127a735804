import type { PersonActor } from '@/lib/platform/access/access'
import { hashOfSession } from '@/lib/platform/auth/session'
import type { Db } from '@/lib/platform/db/client'
import { actorOf } from './model'

/** Who holds a session's cookie; null when it has ended, or its instance is no longer the connected one. */
export async function actorOfSession(db: Db, cookie: string | undefined, now: Date): Promise<PersonActor | null> {
  if (!cookie) return null
  const session = await db.session.findUnique({
    where: { tokenHash: hashOfSession(cookie) },
    include: { person: { include: { instance: { select: { state: true } } } } },
  })
  if (!session || session.expiresAt <= now || session.person.instance.state !== 'connected') return null
  return actorOf(session.person)
}
