import type { Db } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { type Actor, isHolder, isTouched } from './access'

/** Refuses what needs a touch of a passkey where none was made in this session; says whether there is one to touch. */
export async function assertTouched(db: Db, actor: Actor, now: Date): Promise<void> {
  if (!isHolder(actor) || isTouched(actor, now)) return
  const passkeys = await db.passkey.count({ where: { personId: actor.id } })
  throw new AppError(passkeys > 0 ? 'touch.needed' : 'passkey.needed')
}
