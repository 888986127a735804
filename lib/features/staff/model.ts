import { has } from '@/lib/integrations/mastodon/schema/permissions'
import { can, isRole, type PersonActor, type Role } from '@/lib/platform/access/access'

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

interface Colleague extends PersonRow {
  tokens: { purpose: string; deadAt: Date | null }[]
}

/** Who could decide a report at this moment: allowed here, able on the instance, and connected. */
export function couldAct(person: Colleague): boolean {
  const isConnected = person.tokens.some((token) => token.purpose === 'acting' && token.deadAt === null)
  return isConnected && mayModerate(person.permissions) && can(actorOf(person), 'report.act')
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
  return a.namedOwner !== null && isHandleOf(a.namedOwner, a.acct, a.domain)
}

/** Whether somebody wrote this person's handle: with or without the first @, with or without the domain. */
export function isHandleOf(written: string, acct: string, domain: string): boolean {
  const wanted = written.trim().replace(/^@/, '').toLowerCase()
  const own = acct.toLowerCase()
  return wanted === own || wanted === `${own}@${domain.toLowerCase()}`
}

/** What names a session on a page: the beginning of the hash that is kept of its cookie. */
export const MARK_LENGTH = 16
export const SESSION_MARK = /^[0-9a-f]{16}$/

interface TokenRow {
  purpose: string
  deadAt: Date | null
  revokeAskedAt: Date | null
  revokeOutcome: string | null
  revokeSettledAt: Date | null
  sealed: Uint8Array | null
}

/** How somebody's account is tied to this console; the outcome of giving a token back is told as it was seen. */
export function connectionState(tokens: readonly TokenRow[]) {
  const acting = tokens.find((token) => token.purpose === 'acting')
  const reading = tokens.find((token) => token.purpose === 'reading')
  const readsOnly = !acting && reading !== undefined
  const token = acting ?? reading
  if (!token) return { state: 'none' as const, readsOnly, outcome: null, at: null }
  if (!token.deadAt) return { state: 'connected' as const, readsOnly, outcome: null, at: null }
  if (token.revokeOutcome)
    return {
      state: 'givenBack' as const,
      readsOnly,
      outcome: token.revokeOutcome,
      at: (token.revokeSettledAt ?? token.deadAt).toISOString(),
    }
  // Given back and the job has not come to it, or Mastodon no longer knew it.
  return { state: 'ended' as const, readsOnly, outcome: null, at: token.deadAt.toISOString() }
}

/** Mastodon's role is read again when it is older than this. */
export const ROLE_FRESH_MS = 5 * 60_000
export const SESSION_MS = 12 * 3600_000
