import type { Actor, PersonActor } from '@/lib/platform/access/access'
import type { Db, Tx } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'

/** The owner of the present instance as a reader of an archived one; who they were there is still kept from their own cases. */
export async function asReader(db: Db, actor: Actor, instanceId: string): Promise<PersonActor> {
  const instance = await db.instance.findFirst({ where: { id: instanceId, state: 'archived' } })
  if (!instance || actor.kind !== 'person') throw new AppError('notFound')
  const former = await formerOf(db, actor.id, instanceId)
  return { ...actor, instanceId, remoteId: former?.remoteId ?? NOBODY, roles: ['owner'] }
}

const NOBODY = ''
interface Former {
  id: string
  instanceId: string
  remoteId: string
  formerId: string | null
}

/** Who somebody was on an instance that the console has left. */
export async function formerOf(
  db: Pick<Db, 'person'> | Tx,
  personId: string,
  instanceId: string,
): Promise<Former | null> {
  for (let id: string | null = personId; id; ) {
    const person: Former | null = await db.person.findUnique({ where: { id } })
    if (!person || person.instanceId === instanceId) return person
    id = person.formerId
  }
  return null
}
