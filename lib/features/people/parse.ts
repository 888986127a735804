import type { AccountRow } from '@/lib/features/intake/parse'
import type { Account } from '@/lib/integrations/mastodon/schema/account'

/** Somebody as everybody sees them: what only moderators are shown stays open. */
export function publicAccountRow(account: Account): AccountRow {
  const [username = account.username, domain = null] = account.acct.split('@')
  return {
    remoteId: account.id,
    username,
    domain,
    acct: account.acct,
    displayName: account.display_name,
    url: account.url ?? '',
    note: account.note,
    isBot: account.bot,
    createdAt: new Date(account.created_at),
    locale: null,
    roleName: account.roles[0]?.name ?? null,
    permissions: null,
    isSuspended: account.suspended,
    isSilenced: account.limited,
    isSensitized: false,
    isDisabled: false,
    isPending: false,
    postCount: account.statuses_count,
    followerCount: account.followers_count,
    inviteReason: null,
    movedTo: account.moved?.acct ?? null,
  }
}
