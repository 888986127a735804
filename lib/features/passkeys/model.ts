import { type Holder, isTouched } from '@/lib/platform/access/access'

/** With the first passkey somebody proves to the instance who they are, so long ago at most. */
export const JUST_SIGNED_IN_MS = 10 * 60_000
/** More than anybody carries about. */
export const MOST_PASSKEYS = 10

/** Why somebody may not enrol another passkey now; null when they may. */
export function whyNotEnrol(
  actor: Holder,
  passkeys: number,
  now: Date,
): 'passkey.signInAgain' | 'touch.needed' | 'passkey.tooMany' | null {
  if (passkeys >= MOST_PASSKEYS) return 'passkey.tooMany'
  if (passkeys > 0) return isTouched(actor, now) ? null : 'touch.needed'
  const signedInAt = actor.session?.signedInAt.getTime() ?? 0
  return now.getTime() - signedInAt < JUST_SIGNED_IN_MS ? null : 'passkey.signInAgain'
}
