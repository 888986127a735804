/** Roles of the console. `moderator` comes from Mastodon's permission to manage reports; the owner gives the others. */
export const ROLES = ['moderator', 'legal', 'privacy', 'childSafety', 'owner', 'lawyer', 'auditor'] as const
export type Role = (typeof ROLES)[number]

export const PERMISSIONS = [
  'report.read',
  'report.act',
  'case.note',
  'case.export',
  'case.work',
  'paper.read',
  'notice.read',
  'notice.work',
  'notice.decide',
  'strike.decide',
  'agent.manage',
  'edge.manage',
  'media.uncover',
  'people.read',
  'people.contact',
  'safety.stop',
  'safety.read',
  'audit.read',
  'hold.read',
  'hold.manage',
  'retention.read',
  'retention.manage',
  'erasure.manage',
  'settings.read',
  'instance.connect',
  'archive.read',
  'staff.manage',
  'calendar.write',
  'case.share',
  'room.read',
  'counsel.read',
  'counsel.write',
  'self.enter',
  'self.manage',
  'mirror.write',
  'notice.file',
  'setup',
  'signIn',
] as const
export type Permission = (typeof PERMISSIONS)[number]

/** The access table. Deny by default: what does not stand here is refused. */
const GRANTS: Record<Role, readonly Permission[]> = {
  moderator: [
    'report.read',
    'report.act',
    'case.note',
    'case.work',
    'paper.read',
    'notice.read',
    'notice.work',
    'media.uncover',
    'people.read',
    // And Mastodon's own manage_users, which the door asks for (contacts/model).
    'people.contact',
    'safety.stop',
    'settings.read',
    'self.enter',
    'self.manage',
  ],
  legal: [
    'report.read',
    'case.note',
    'case.export',
    'case.work',
    'paper.read',
    'notice.read',
    'notice.work',
    'notice.decide',
    'agent.manage',
    'media.uncover',
    'people.read',
    'safety.stop',
    'audit.read',
    'hold.read',
    'hold.manage',
    'retention.read',
    'settings.read',
    'case.share',
    'room.read',
    'counsel.read',
    'counsel.write',
    'self.enter',
    'self.manage',
  ],
  privacy: [
    'report.read',
    'case.note',
    'case.work',
    'paper.read',
    'people.read',
    'people.contact',
    'safety.stop',
    'retention.read',
    'erasure.manage',
    'settings.read',
    'self.enter',
    'self.manage',
  ],
  childSafety: [
    'report.read',
    'case.note',
    'case.work',
    'paper.read',
    'people.read',
    'safety.stop',
    'safety.read',
    'settings.read',
    'self.enter',
    'self.manage',
  ],
  owner: [
    'report.read',
    'report.act',
    'case.note',
    'case.export',
    'case.work',
    'paper.read',
    'notice.read',
    'notice.work',
    'notice.decide',
    'strike.decide',
    'agent.manage',
    'edge.manage',
    'media.uncover',
    'people.read',
    'people.contact',
    'safety.stop',
    'safety.read',
    'audit.read',
    'hold.read',
    'hold.manage',
    'retention.read',
    'retention.manage',
    'erasure.manage',
    'settings.read',
    'instance.connect',
    'archive.read',
    'staff.manage',
    'calendar.write',
    'case.share',
    'room.read',
    'counsel.read',
    'self.enter',
    'self.manage',
  ],
  lawyer: [
    'case.export',
    'paper.read',
    'hold.read',
    'retention.read',
    'room.read',
    'counsel.read',
    'counsel.write',
    'self.enter',
    'self.manage',
  ],
  auditor: ['audit.read', 'hold.read', 'retention.read', 'settings.read', 'self.enter', 'self.manage'],
}

/** Somebody signed in. A person is (instance, account id); `mastodon` holds that account's permission bits. */
export interface PersonActor {
  kind: 'person'
  id: string
  instanceId: string
  remoteId: string
  name: string
  roles: readonly Role[]
  mastodon: bigint
  /** The browser session in which they ask; a job that acts for somebody has none, and nobody was touching anything. */
  session?: PersonSession
}
export interface PersonSession {
  /** The hash of its cookie. */
  id: string
  signedInAt: Date
  touchedAt: Date | null
}
/**
 * Somebody whom the owner invited and whom no instance knows. An actor of their own kind: what is for people of the team is not
 * for them unless it says so.
 */
export interface GuestActor {
  kind: 'guest'
  id: string
  instanceId: string
  name: string
  role: GuestRole
  endsAt: Date
  session?: PersonSession
}
export type GuestRole = 'lawyer' | 'auditor'
/** Whoever is signed in, as a member of the team or as a guest. */
export type Holder = PersonActor | GuestActor

/** Our own machinery, named by the job that acts. */
export interface SystemActor {
  kind: 'system'
  name: string
}
/** Whoever holds the one-time code of the terminal. */
export interface SetupActor {
  kind: 'setup'
}
export interface PublicActor {
  kind: 'public'
  address: string
}
export type Actor = Holder | SystemActor | SetupActor | PublicActor

/** What a guest may do, on the named cases alone. */
const GUESTS: Record<GuestRole, readonly Permission[]> = {
  lawyer: ['case.export', 'paper.read', 'room.read', 'counsel.read', 'counsel.write', 'self.enter'],
  auditor: ['room.read', 'self.enter'],
}

const SYSTEM: readonly Permission[] = ['mirror.write', 'report.read']
const SETUP: readonly Permission[] = ['setup', 'signIn']
const PUBLIC: readonly Permission[] = ['signIn', 'notice.file']

export function can(actor: Actor, permission: Permission): boolean {
  return permissionsOf(actor).includes(permission)
}

export function permissionsOf(actor: Actor): readonly Permission[] {
  if (actor.kind === 'system') return SYSTEM
  if (actor.kind === 'setup') return SETUP
  if (actor.kind === 'public') return PUBLIC
  if (actor.kind === 'guest') return GUESTS[actor.role]
  return [...new Set(actor.roles.flatMap((role) => GRANTS[role]))]
}

/** How long a touch of a passkey is fresh: for exports, holds, keys and roles. */
export const TOUCH_MS = 5 * 60_000

/** Whether somebody touched a passkey in this session a moment ago. */
export function isTouched(actor: Holder, now: Date): boolean {
  const touchedAt = actor.session?.touchedAt
  // A clock that was set back makes nobody touch again.
  return touchedAt ? Math.abs(now.getTime() - touchedAt.getTime()) < TOUCH_MS : false
}

/** Whether somebody is signed in. */
export const isHolder = (actor: Actor): actor is Holder => actor.kind === 'person' || actor.kind === 'guest'

export function isRole(text: string): text is Role {
  return ROLES.some((role) => role === text)
}

/** The name under which the audit knows an actor; names of acting staff are never erased. */
export function nameOf(actor: Actor): string {
  if (isHolder(actor)) return actor.name
  return actor.kind === 'system' ? `docket:${actor.name}` : actor.kind
}
