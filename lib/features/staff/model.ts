import { has } from '@/lib/integrations/mastodon/schema/permissions'
import { isRole, type PersonActor, type Role } from '@/lib/platform/access/access'

interface PersonRow {
  id: string
  instanceId: string
  remoteId: string
  acct: string
  roles: string[]
  permissions: string
}

/** The roles that a person has now: those given here, and `moderator` by Mastodon's permission to manage reports. */
export function rolesOf(person: Pick<PersonRow, 'roles' | 'permissions'>): Role[] {
  const given = person.roles.filter(isRole).filter((role) => role !== 'moderator')
  return mayModerate(person.permissions) ? ['moderator', ...given] : given
}

export function mayModerate(permissions: string): boolean {
  return has(BigInt(permissions || '0'), 'manage_reports')
}

export function actorOf(person: PersonRow): PersonActor {
  const { id, instanceId, remoteId, acct } = person
  return {
    kind: 'person',
    id,
    instanceId,
    remoteId,
    name: acct,
    roles: rolesOf(person),
    mastodon: BigInt(person.permissions || '0'),
  }
}

interface Admission {
  isOwnerMissing: boolean
  holdsSetup: boolean
  /** DOCKET_OWNER, as @name or name@domain. */
  namedOwner: string | null
  acct: string
  domain: string
  permissions: string
}

/** Whether somebody who signs in becomes the owner: nobody is yet, they may manage reports, and they are the one meant. */
export function becomesOwner(a: Admission): boolean {
  if (!a.isOwnerMissing || !mayModerate(a.permissions)) return false
  if (a.holdsSetup) return true
  const wanted = a.namedOwner?.replace(/^@/, '').toLowerCase()
  const own = a.acct.toLowerCase()
  return wanted !== undefined && (wanted === own || wanted === `${own}@${a.domain.toLowerCase()}`)
}

/** Mastodon's role is read again when it is older than this. */
export const ROLE_FRESH_MS = 5 * 60_000
export const SESSION_MS = 12 * 3600_000
