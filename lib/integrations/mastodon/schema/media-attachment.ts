import { z } from 'zod'
import { Id, oneOf, orNull, text, WebUrl } from './primitives'

/**
 * `url` is null while the server still works on the file. `remote_url` is shown, never fetched. `meta` is what the
 * server measured, in a shape of its own.
 */
export const MediaAttachment = z.object({
  id: Id,
  type: oneOf(['image', 'gifv', 'video', 'audio'], 'unknown'),
  url: WebUrl,
  preview_url: WebUrl,
  remote_url: WebUrl,
  description: orNull(text(20_000)),
  blurhash: orNull(text(200)),
  meta: orNull(z.record(z.string(), z.unknown())),
})
export type MediaAttachment = z.output<typeof MediaAttachment>
