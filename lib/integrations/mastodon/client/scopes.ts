import type { OAuthMetadata } from '../schema/oauth'

/** What the console asks for on every server from 4.2 on. */
export const PORTABLE_SCOPES = [
  'read:accounts',
  'read:statuses',
  'read:search',
  'read:notifications',
  'write:reports',
  'admin:read',
  'admin:write',
] as const

/** What the account that reads in the background is asked for: nothing that writes. Every release from 4.2 on knows them. */
export const READING_SCOPES = ['read:accounts', 'read:statuses', 'admin:read'] as const

/** What a person without moderation rights signs in with. */
export const IDENTITY_SCOPES = ['read:accounts'] as const

/** Scopes for this server: one that it does not know would fail the registration. */
export function chooseScopes(metadata: OAuthMetadata | null): string[] {
  const offersProfile = metadata?.scopes_supported.includes('profile') ?? false
  return offersProfile ? [...PORTABLE_SCOPES, 'profile'] : [...PORTABLE_SCOPES]
}

/** Whether granted scopes cover one: `admin:read` covers `admin:read:reports`, and never the other way round. */
export function covers(granted: readonly string[], needed: string): boolean {
  return granted.some((scope) => needed === scope || needed.startsWith(`${scope}:`))
}
