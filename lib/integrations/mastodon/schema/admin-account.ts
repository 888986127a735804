import { z } from 'zod'
import { Account } from './account'
import { Bool3, Id, Instant, orNull, readable, text } from './primitives'
import { Role } from './role'

export const AdminIp = z.object({ ip: text(100), used_at: Instant })
export type AdminIp = z.output<typeof AdminIp>

/**
 * An account as moderators see it. Everything that belongs to a user row (e-mail, IPs, confirmed, role) is null for
 * remote accounts and for tombstones. `ips` is null without a user, empty for a user without IPs.
 */
export const AdminAccount = z.object({
  id: Id,
  username: text(500),
  domain: orNull(text(500)),
  created_at: Instant,
  email: orNull(text(500)),
  ip: z.preprocess(ipOf, orNull(text(100))),
  ips: orNull(readable(AdminIp)),
  confirmed: Bool3,
  approved: Bool3,
  disabled: Bool3,
  suspended: z.boolean(),
  silenced: z.boolean(),
  sensitized: z.boolean(),
  locale: orNull(text(40)),
  invite_request: orNull(text(10_000)),
  role: orNull(Role),
  account: Account,
  created_by_application_id: orNull(Id),
  invited_by_account_id: orNull(Id),
})
export type AdminAccount = z.output<typeof AdminAccount>

// The documentation shows an object here; no release is known to send one.
function ipOf(sent: unknown): unknown {
  return typeof sent === 'object' && sent !== null && 'ip' in sent ? sent.ip : sent
}
