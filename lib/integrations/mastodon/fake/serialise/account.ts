import { acctOf, actorUri, avatarUrl, profileUrl, type Where } from '../addresses'
import { effectiveBits, roleOf } from '../roles'
import type { Account, Role, State } from '../state'
import { from, since } from '../versions'

/** `Account` (reference 2.15). Of a suspended person only the shell is shown. */
export function showAccount(where: Where, account: Account, own: object = {}) {
  const { state, origin } = where
  const shown = !account.suspendedAt
  const missingHeader = `${origin}/headers/original/missing.png`
  return {
    id: account.id,
    username: account.username,
    acct: acctOf(account),
    display_name: shown ? account.displayName : '',
    locked: shown && account.locked,
    bot: shown && account.bot,
    discoverable: shown ? account.discoverable : false,
    ...from(state, '4.3', { indexable: false }),
    group: false,
    created_at: `${account.createdAt.slice(0, 10)}T00:00:00.000Z`,
    note: shown ? account.note : '',
    url: profileUrl(where, account),
    uri: actorUri(where, account),
    avatar: avatarUrl(where, account),
    avatar_static: avatarUrl(where, account),
    ...from(state, '4.6', { avatar_description: '' }),
    header: missingHeader,
    header_static: missingHeader,
    ...from(state, '4.6', { header_description: '' }),
    followers_count: account.followersCount,
    following_count: account.followingCount,
    statuses_count: account.statusesCount,
    last_status_at: account.lastStatusAt ? account.lastStatusAt.slice(0, 10) : null,
    ...from(state, '4.3', { hide_collections: null }),
    ...from(state, '4.6', { show_media: true, show_media_replies: true, show_featured: true }),
    ...(account.suspendedAt ? { suspended: true } : {}),
    ...(account.silencedAt ? { limited: true } : {}),
    ...(account.memorial ? { memorial: true } : {}),
    ...(account.domain ? {} : { noindex: false }),
    ...from(state, '4.6', {
      feature_approval: { automatic: [], manual: [], current_user: account.domain ? 'missing' : 'denied' },
    }),
    ...moved(where, account),
    ...own,
    emojis: [],
    ...(account.domain ? {} : { roles: shown ? badges(state, account) : [] }),
    fields: shown ? account.fields.map(showField) : [],
  }
}

/** One step only: of somebody who has moved on from there in turn, nothing is said. */
function moved(where: Where, account: Account): { moved?: object } {
  const target = account.movedToId ? where.state.accounts[account.movedToId] : undefined
  return target && !target.movedToId ? { moved: showAccount(where, target) } : {}
}

const showField = (field: Account['fields'][number]) => ({
  name: field.name,
  value: field.value,
  verified_at: field.verifiedAt,
})

function badges(state: State, account: Account) {
  const role = roleOf(state, account)
  return role?.highlighted ? [{ id: role.id, name: role.name, color: role.color }] : []
}

/** `CredentialAccount`: one's own account with `source` and `role`. */
export function showOwnAccount(where: Where, account: Account) {
  const { state } = where
  const source = {
    privacy: 'public',
    sensitive: false,
    language: null,
    note: account.note.replace(/<[^>]*>/g, ''),
    fields: account.fields.map(showField),
    follow_requests_count: 0,
    ...from(state, '4.3', { hide_collections: null }),
    discoverable: account.discoverable,
    ...from(state, '4.3', { indexable: false }),
    ...from(state, '4.4', { attribution_domains: [] }),
    ...from(state, '4.5', { quote_policy: 'public' }),
  }
  const role = roleOf(state, account)
  return { ...showAccount(where, account, { source }), role: role && showRole(state, role) }
}

/** Permissions are the effective ones; the position is shown nowhere. */
export function showRole(state: State, role: Role) {
  return {
    id: role.id,
    name: role.name,
    permissions: String(effectiveBits(state, role)),
    color: role.color,
    highlighted: role.highlighted,
    ...(since(state, '4.6') ? { collection_limit: 10 } : {}),
  }
}
