import { fileUrl, type Where } from '../addresses'
import type { Media, Post } from '../state'
import { since } from '../versions'

/** From 4.4 on the pictures of a deleted post hide behind a proxy that wants a web session. */
export function showMedia(where: Where, media: Media, post: Post | null) {
  const hidden = post?.deletedAt && since(where.state, '4.4')
  const proxy = `${where.origin}/media_proxy/${media.id}`
  const size = sizeOf(media)
  return {
    id: media.id,
    type: media.type,
    url: hidden ? `${proxy}/original` : fileUrl(where, media, 'original'),
    preview_url: hidden ? `${proxy}/small` : fileUrl(where, media, 'small'),
    remote_url: media.remoteUrl,
    preview_remote_url: null,
    text_url: null,
    meta: { original: size, small: size },
    description: media.description,
    blurhash: media.blurhash,
  }
}

const sizeOf = ({ width, height }: Media) => ({ width, height, size: `${width}x${height}`, aspect: width / height })
