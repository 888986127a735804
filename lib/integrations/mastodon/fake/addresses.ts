import type { Account, Media, Post, State } from './state'
import { since } from './versions'

/** Addresses of local things are on the fake's own origin; remote ones on their server. */
export type Where = { state: State; origin: string }

export const acctOf = (account: Account) =>
  account.domain ? `${account.username}@${account.domain}` : account.username

export function profileUrl({ origin }: Where, account: Account): string {
  return account.domain ? `https://${account.domain}/@${account.username}` : `${origin}/@${account.username}`
}

/** From 4.5 on people are named by number, so that a name can change. */
export function actorUri({ state, origin }: Where, account: Account): string {
  if (account.domain) return `https://${account.domain}/users/${account.username}`
  return since(state, '4.5') ? `${origin}/ap/users/${account.id}` : `${origin}/users/${account.username}`
}

export const postUrl = (where: Where, author: Account, post: Post) =>
  `${profileUrl(where, author)}/${post.remoteId ?? post.id}`

export const postUri = (where: Where, author: Account, post: Post) =>
  `${actorUri(where, author)}/statuses/${post.remoteId ?? post.id}`

/** `117663169411789433` lies in `117/663/169/411/789/433`. */
export const partition = (id: string) => id.padStart(18, '0').replace(/(\d{3})(?=\d)/g, '$1/')

/** On disk below `/system`; in a bucket right below its own host. */
export function fileUrl({ origin, state }: Where, media: Media, size: 'original' | 'small'): string {
  const folder = media.remoteUrl ? 'cache/media_attachments' : 'media_attachments'
  return `${state.mediaOrigin ?? `${origin}/system`}/${folder}/files/${partition(media.id)}/${size}/${media.fileKey}.png`
}

export function avatarUrl({ origin }: Where, account: Account): string {
  const shown = account.avatarTile !== null && !account.suspendedAt && !account.purgedAt
  return shown
    ? `${origin}/system/accounts/avatars/${partition(account.id)}/original/${account.avatarTile}.png`
    : `${origin}/avatars/original/missing.png`
}
