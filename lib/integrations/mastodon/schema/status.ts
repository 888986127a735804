import { z } from 'zod'
import { Account, CustomEmoji } from './account'
import { MediaAttachment } from './media-attachment'
import { count, flag, Id, Instant, oneOf, orNull, readable, text, textOrEmpty, WebUrl } from './primitives'

const CONTENT = 200_000

export const Poll = z.object({
  id: orNull(Id),
  expires_at: orNull(Instant),
  expired: flag,
  multiple: flag,
  votes_count: count,
  options: readable(z.object({ title: textOrEmpty(2_000), votes_count: orNull(z.int()) })),
})
export type Poll = z.output<typeof Poll>

export const PreviewCard = z.object({
  url: WebUrl,
  title: textOrEmpty(5_000),
  description: textOrEmpty(10_000),
  type: textOrEmpty(40),
  provider_name: textOrEmpty(1_000),
  image: WebUrl,
})
export type PreviewCard = z.output<typeof PreviewCard>

/** A visibility that this console does not know is "unknown": show it as not public. */
export const Visibility = oneOf(['public', 'unlisted', 'private', 'direct'], 'unknown')
export type Visibility = z.output<typeof Visibility>

const PlainStatus = z.object({
  id: Id,
  created_at: Instant,
  edited_at: orNull(Instant),
  in_reply_to_id: orNull(Id),
  in_reply_to_account_id: orNull(Id),
  sensitive: flag,
  spoiler_text: textOrEmpty(20_000),
  visibility: Visibility,
  language: orNull(text(40)),
  uri: textOrEmpty(4_000),
  url: WebUrl,
  replies_count: count,
  reblogs_count: count,
  favourites_count: count,
  content: text(CONTENT),
  account: Account,
  media_attachments: readable(MediaAttachment),
  mentions: readable(z.object({ id: Id, username: textOrEmpty(500), acct: textOrEmpty(1_000), url: WebUrl })),
  tags: readable(z.object({ name: text(1_000), url: WebUrl })),
  emojis: readable(CustomEmoji),
  card: orNull(PreviewCard),
  poll: orNull(Poll),
  application: orNull(z.object({ name: textOrEmpty(500) })),
})

/** From 4.4. A quote inside a quote comes as an id only. */
export const Quote = z.object({
  state: oneOf(['pending', 'accepted', 'rejected', 'revoked', 'deleted', 'unauthorized'], 'unknown'),
  quoted_status: orNull(PlainStatus),
  quoted_status_id: orNull(Id),
})
export type Quote = z.output<typeof Quote>

/** `content` is HTML from outside. There is no mark of deletion: a report lists deleted posts like any other. */
export const Status = PlainStatus.extend({ reblog: orNull(PlainStatus), quote: orNull(Quote) })
export type Status = z.output<typeof Status>

export const StatusContext = z.object({ ancestors: readable(Status), descendants: readable(Status) })
export type StatusContext = z.output<typeof StatusContext>

/** One wording of a post; a history lists them oldest first and has at least one. */
export const StatusEdit = z.object({
  content: text(CONTENT),
  spoiler_text: textOrEmpty(20_000),
  sensitive: flag,
  created_at: Instant,
  media_attachments: readable(MediaAttachment),
  emojis: readable(CustomEmoji),
  poll: orNull(z.object({ options: readable(z.object({ title: textOrEmpty(2_000) })) })),
})
export type StatusEdit = z.output<typeof StatusEdit>
