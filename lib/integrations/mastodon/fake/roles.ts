import type { Account, Role, State, Version } from './state'

const BITS = {
  administrator: 1n << 0n,
  view_devops: 1n << 1n,
  view_audit_log: 1n << 2n,
  view_dashboard: 1n << 3n,
  manage_reports: 1n << 4n,
  manage_federation: 1n << 5n,
  manage_settings: 1n << 6n,
  manage_blocks: 1n << 7n,
  manage_taxonomies: 1n << 8n,
  manage_appeals: 1n << 9n,
  manage_users: 1n << 10n,
  manage_invites: 1n << 11n,
  manage_rules: 1n << 12n,
  manage_announcements: 1n << 13n,
  manage_custom_emojis: 1n << 14n,
  manage_webhooks: 1n << 15n,
  invite_users: 1n << 16n,
  manage_roles: 1n << 17n,
  manage_user_access: 1n << 18n,
  delete_user_data: 1n << 19n,
  view_feeds: 1n << 20n,
} as const
export type Permission = keyof typeof BITS

const bits = (...names: Permission[]) => String(names.reduce((sum, name) => sum | BITS[name], 0n))

const MODERATOR: Permission[] = [
  'view_dashboard',
  'view_audit_log',
  'manage_users',
  'manage_reports',
  'manage_taxonomies',
]
const ADMIN: Permission[] = [
  ...MODERATOR,
  'manage_federation',
  'manage_settings',
  'manage_blocks',
  'manage_appeals',
  'manage_invites',
  'manage_rules',
  'manage_announcements',
  'manage_custom_emojis',
  'manage_webhooks',
  'manage_roles',
  'manage_user_access',
  'delete_user_data',
]

/** `reportsOnly` is no stock role: the smallest that may look at reports. */
export const ROLE_IDS = { everyone: '-99', moderator: '1', admin: '2', owner: '3', reportsOnly: '4' } as const

const plain = { color: '', highlighted: false }
const shown = { color: '', highlighted: true }

export function stockRoles(version: Version): Role[] {
  const feeds: Permission[] = version === '4.5' || version === '4.6' ? ['view_feeds'] : []
  return [
    { id: ROLE_IDS.everyone, name: '', permissions: bits('invite_users'), position: -1, ...plain },
    { id: ROLE_IDS.moderator, name: 'Moderator', permissions: bits(...MODERATOR, ...feeds), position: 10, ...shown },
    { id: ROLE_IDS.admin, name: 'Admin', permissions: bits(...ADMIN, ...feeds), position: 100, ...shown },
    { id: ROLE_IDS.owner, name: 'Owner', permissions: bits('administrator'), position: 1000, ...shown },
    {
      id: ROLE_IDS.reportsOnly,
      name: 'Reports',
      permissions: bits('manage_reports', 'view_dashboard'),
      position: 5,
      ...plain,
    },
  ]
}

/** All bits that a version knows: what an administrator is shown to have. */
const ALL_BITS: Record<Version, bigint> = {
  '4.2': (1n << 20n) - 1n,
  '4.3': (1n << 20n) - 1n,
  '4.4': (1n << 20n) - 1n,
  '4.5': (1n << 21n) - 1n,
  '4.6': (1n << 23n) - 1n,
}

export function roleOf(state: State, account: Account): Role | null {
  if (!account.user) return null
  const id = account.user.roleId ?? ROLE_IDS.everyone
  return state.roles.find((role) => role.id === id) ?? null
}

/** What `Role.permissions` says: the role's bits, everyone's, and all of them for an administrator. */
export function effectiveBits(state: State, role: Role): bigint {
  const everyone = state.roles.find((other) => other.id === ROLE_IDS.everyone)
  const own = BigInt(role.permissions) | BigInt(everyone?.permissions ?? '0')
  return own & BITS.administrator ? ALL_BITS[state.version] : own
}

export function can(state: State, account: Account, permission: Permission): boolean {
  const role = roleOf(state, account)
  return role !== null && (effectiveBits(state, role) & BITS[permission]) !== 0n
}

/** Remote people have no role and may always be acted on; an equal may not. */
export function outranks(state: State, actor: Account, target: Account): boolean {
  const theirs = roleOf(state, target)
  if (!theirs) return true
  return (roleOf(state, actor)?.position ?? -1) > theirs.position
}
