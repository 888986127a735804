import { z } from 'zod'
import { Bool3, count, flag, Id, Instant, orNull, readable, text, textOrEmpty, WebUrl } from './primitives'
import { Role } from './role'

export const CustomEmoji = z.object({ shortcode: text(200), url: WebUrl, static_url: WebUrl })
export type CustomEmoji = z.output<typeof CustomEmoji>

/** `value` is HTML from outside. */
export const ProfileField = z.object({
  name: textOrEmpty(2_000),
  value: textOrEmpty(10_000),
  verified_at: orNull(Instant),
})
export type ProfileField = z.output<typeof ProfileField>

/** `note` is HTML from outside. The profile of a suspended account comes blanked. */
export const Account = z.object({
  id: Id,
  username: text(500),
  acct: text(1_000),
  display_name: textOrEmpty(1_000),
  locked: flag,
  bot: flag,
  group: flag,
  discoverable: Bool3,
  created_at: Instant,
  note: textOrEmpty(50_000),
  url: WebUrl,
  uri: WebUrl,
  avatar: WebUrl,
  avatar_static: WebUrl,
  header: WebUrl,
  header_static: WebUrl,
  followers_count: count,
  following_count: count,
  statuses_count: count,
  last_status_at: orNull(text(40)),
  emojis: readable(CustomEmoji),
  fields: readable(ProfileField),
  suspended: flag,
  limited: flag,
  memorial: flag,
  roles: readable(z.object({ id: Id, name: textOrEmpty(200), color: textOrEmpty(20) })),
  moved: orNull(z.object({ id: Id, acct: text(1_000) })),
})
export type Account = z.output<typeof Account>

/** The answer of `verify_credentials`: the person whose token was sent. */
export const CredentialAccount = Account.extend({ role: orNull(Role) })
export type CredentialAccount = z.output<typeof CredentialAccount>
