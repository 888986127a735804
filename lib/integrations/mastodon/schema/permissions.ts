/** What a role may do, by bit. Source: app/models/user_role.rb of Mastodon 4.6; older servers know fewer. */
const BITS = {
  administrator: 0,
  view_devops: 1,
  view_audit_log: 2,
  view_dashboard: 3,
  manage_reports: 4,
  manage_federation: 5,
  manage_settings: 6,
  manage_blocks: 7,
  manage_taxonomies: 8,
  manage_appeals: 9,
  manage_users: 10,
  manage_invites: 11,
  manage_rules: 12,
  manage_announcements: 13,
  manage_custom_emojis: 14,
  manage_webhooks: 15,
  invite_users: 16,
  manage_roles: 17,
  manage_user_access: 18,
  delete_user_data: 19,
  view_feeds: 20,
  invite_bypass_approval: 21,
  manage_email_subscriptions: 22,
} as const

export type Permission = keyof typeof BITS

export const PERMISSIONS = Object.keys(BITS) as Permission[]

/** Reads `role.permissions`, a decimal string. What is not a number grants nothing. */
export function parsePermissions(decimal: string | null | undefined): bigint {
  return /^\d{1,30}$/.test(decimal ?? '') ? BigInt(decimal ?? '0') : 0n
}

/** An administrator has every permission. */
export function has(permissions: bigint, permission: Permission): boolean {
  return (permissions & (bitOf('administrator') | bitOf(permission))) !== 0n
}

export function missingFrom(permissions: bigint, needed: readonly Permission[]): Permission[] {
  return needed.filter((permission) => !has(permissions, permission))
}

/** For fakes and tests: the bits of these permissions together. */
export function permissionBits(permissions: readonly Permission[]): bigint {
  return permissions.reduce((bits, permission) => bits | bitOf(permission), 0n)
}

function bitOf(permission: Permission): bigint {
  return 1n << BigInt(BITS[permission])
}
