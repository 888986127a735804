import type { AdminAccount } from '@/lib/integrations/mastodon/schema/admin-account'
import type { Contact } from './schema'

/** What Mastodon shows of somebody's user row; null for remote people and where the user row is gone. */
export function contactOf(admin: AdminAccount): Contact | null {
  if (admin.email === null && admin.ips === null) return null
  const ips = (admin.ips ?? []).map(({ ip, used_at }) => ({ ip, usedAt: new Date(used_at).toISOString() }))
  return {
    email: admin.email,
    isConfirmed: admin.confirmed,
    ips: ips.toSorted((a, b) => (a.usedAt < b.usedAt ? 1 : -1)),
  }
}

/** The part behind the last @, where it is a plain domain: it goes into a pattern. */
export function mailDomainOf(email: string | null): string | null {
  const domain = email?.split('@').at(-1)?.toLowerCase() ?? ''
  return email?.includes('@') && /^[^\s%_\\]+\.[^\s%_\\]+$/.test(domain) ? domain : null
}
