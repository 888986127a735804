import { redirect, type Answer } from './answer'
import { fileUrl } from './addresses'
import { part, type Call } from './call'
import { drawTile } from './png'
import { webPerson } from './oauth/session'
import { can } from './roles'
import type { Media } from './state'
import { since } from './versions'

const FOREVER = 'public, max-age=2419200, immutable'
const AVATAR = { width: 120, height: 120 }

/** Files as a web server in front of Mastodon hands them out: no token is looked at. */
export function picture(call: Call): Answer {
  const attached =
    /^(?:\/system)?\/(?:cache\/)?media_attachments\/files\/([\d/]+)\/(?:original|small)\/(\w+)\.png$/.exec(call.path)
  if (attached) return attachment(call, attached[1] ?? '', attached[2] ?? '')
  const avatar = /^\/system\/accounts\/avatars\/[\d/]+\/original\/(\d+)\.png$/.exec(call.path)
  if (avatar) return png(Number(avatar[1]), AVATAR)
  return call.path.endsWith('.png') && !call.path.startsWith('/system/') ? png(0, AVATAR) : missing(404)
}

function attachment(call: Call, folders: string, fileKey: string): Answer {
  const media = call.state.media[folders.replaceAll('/', '').replace(/^0+/, '')]
  if (!media || media.fileKey !== fileKey) return missing(404)
  return isPrivate(call, media) ? missing(403) : png(media.tile, media)
}

/** Of a suspended person in every version; of a deleted post from 4.4 on, before that it stays open until the purge. */
function isPrivate({ state }: Call, media: Media): boolean {
  const post = media.postId ? state.posts[media.postId] : undefined
  const isDeleted = post !== undefined && post.deletedAt !== null
  return state.accounts[media.accountId]?.suspendedAt != null || (isDeleted && since(state, '4.4'))
}

const png = (tile: number, { width, height }: { width: number; height: number }): Answer => ({
  status: 200,
  headers: { 'content-type': 'image/png', 'cache-control': FOREVER },
  body: drawTile(tile, width, height),
})

const missing = (status: number): Answer => ({ status, headers: { 'content-type': 'text/html' }, body: '' })

/** Pictures of deleted posts: a web session of somebody who handles reports opens them, a token does not (4.4 on). */
export function mediaProxy(call: Call): Answer {
  const { state } = call
  const media = state.media[part(call, 'id')]
  if (!media) return proxyMissing(call)
  const post = media.postId ? state.posts[media.postId] : undefined
  const author = state.accounts[media.accountId]
  if (!post?.deletedAt && !author?.suspendedAt) {
    return redirect(fileUrl(call, media, part(call, 'size') === 'small' ? 'small' : 'original'))
  }
  const person = webPerson(call)
  return person && can(state, person, 'manage_reports') ? png(media.tile, media) : proxyMissing(call)
}

/** Rails names the type that was asked for, even when that is "anything". */
function proxyMissing({ headers }: Call): Answer {
  const asked = (headers.accept ?? '*/*').split(',')[0] ?? '*/*'
  return {
    status: 404,
    headers: { 'content-type': `${asked}; charset=utf-8`, 'cache-control': 'private, no-store' },
    body: '',
  }
}
