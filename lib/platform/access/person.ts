import { AppError } from '@/lib/platform/errors/error'
import type { Actor, Permission, PersonActor } from './access'

/** For commands that a person of the team has to give: whoever is none is refused as somebody without the permission. */
export const personWho =
  (permission: Permission) =>
  ({ actor }: { actor: Actor }): PersonActor => {
    if (actor.kind !== 'person') throw new AppError('notAllowed', { permission })
    return actor
  }
