import type { Where } from '../addresses'
import { roleOf } from '../roles'
import type { Account } from '../state'
import { showAccount, showRole } from './account'

/** `Admin::Account` (reference 2.13): the same in every version, with nulls where there is no login. */
export function showAdminAccount(where: Where, account: Account) {
  const { user } = account
  const role = roleOf(where.state, account)
  const ips = user ? [...user.ips].sort((a, b) => (a.usedAt < b.usedAt ? 1 : -1)) : null
  return {
    id: account.id,
    username: account.username,
    domain: account.domain,
    created_at: account.createdAt,
    email: user?.email ?? null,
    ip: ips?.[0]?.ip ?? null,
    confirmed: user?.confirmed ?? null,
    suspended: account.suspendedAt !== null,
    silenced: account.silencedAt !== null,
    sensitized: account.sensitizedAt !== null,
    disabled: user?.disabled ?? null,
    approved: user?.approved ?? null,
    locale: user?.locale ?? null,
    invite_request: user?.inviteRequest ?? null,
    ips: ips && ips.map((one) => ({ ip: one.ip, used_at: one.usedAt })),
    account: showAccount(where, account),
    role: role && showRole(where.state, role),
    ...(user?.createdByAppId ? { created_by_application_id: user.createdByAppId } : {}),
    ...(user?.invitedByAccountId ? { invited_by_account_id: user.invitedByAccountId } : {}),
  }
}
