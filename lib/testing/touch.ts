import { type Actor, isHolder, isTouched } from '@/lib/platform/access/access'

/** Somebody who has just touched a passkey: for commands that need a fresh touch, where the touch itself is not the story. */
export function touched<A extends Actor>(actor: A, now = new Date()): A {
  if (!isHolder(actor) || isTouched(actor, now)) return actor
  const session = actor.session ?? { id: 'a session that no browser holds', signedInAt: now, touchedAt: null }
  return { ...actor, session: { ...session, touchedAt: now } }
}
