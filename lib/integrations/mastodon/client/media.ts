import { createHash } from 'node:crypto'
import type { OutwardAnswer } from '@/lib/platform/http/exchange'
import { MEDIA_MAX_BYTES } from '@/lib/platform/http/outward'
import { OutwardFailure } from '@/lib/platform/http/outward-failure'
import type { MediaAttachment } from '../schema/media-attachment'
import type { Connection } from './connection'
import { failureOfAnswer, failureOfOutward, MastodonFailure } from './failure'

export interface FetchedMedia {
  bytes: Uint8Array
  /** SHA-256 of the bytes, in hex. */
  sha256: string
  contentType: string
  /** Where it came from in the end. */
  url: string
  status: number
  receivedAt: Date
  dateHeader: string | null
  clockOffsetMs: number | null
}

/**
 * Fetches a file of a post from the instance or its storage; `remote_url` cannot be asked for. No token is sent:
 * files are public until Mastodon takes them away, and no token opens them afterwards (`notFound`).
 */
export async function fetchMedia(
  connection: Connection,
  attachment: Pick<MediaAttachment, 'url' | 'preview_url'>,
  size: 'original' | 'small',
): Promise<FetchedMedia> {
  const url = size === 'original' ? attachment.url : attachment.preview_url
  if (!url) throw new MastodonFailure('notFound', { method: 'GET', path: '' })
  const asked = { method: 'GET', path: new URL(url).pathname, hasToken: false }
  const answer = await askForFile(connection, url).catch((error: unknown) => {
    throw error instanceof OutwardFailure ? failureOfOutward(error, asked) : error
  })
  // The storage says "forbidden" of files that Mastodon closed; that is no word about the person asking.
  if (answer.status === 401 || answer.status === 403)
    throw new MastodonFailure('forbidden', { ...asked, status: answer.status })
  if (answer.status === 404) throw new MastodonFailure('notFound', { ...asked, status: answer.status })
  if (answer.status >= 400) throw failureOfAnswer(answer, asked)
  const contentType = mediaType(answer)
  if (!contentType) throw new MastodonFailure('notMedia', { ...asked, status: answer.status })
  const { bytes, status, receivedAt, dateHeader, clockOffsetMs } = answer
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return { bytes, sha256, contentType, url: answer.url, status, receivedAt, dateHeader, clockOffsetMs }
}

function askForFile(connection: Connection, url: string): Promise<OutwardAnswer> {
  return connection.http.ask({
    url,
    headers: { accept: 'image/*, video/*, audio/*' },
    maxBytes: MEDIA_MAX_BYTES,
    bodyTimeoutMs: 120_000,
    // /media_proxy answers with a redirect to the storage.
    maxRedirects: 3,
  })
}

// What Mastodon takes as an upload. No SVG: it may carry scripts.
const MEDIA_TYPES =
  /^(image\/(jpeg|png|gif|webp|avif|heic|heif)|video\/(mp4|webm|quicktime|ogg|x-ms-asf)|audio\/[a-z0-9.+-]+)$/

function mediaType(answer: OutwardAnswer): string | null {
  const [type] = (answer.headers['content-type'] ?? '').toLowerCase().split(';')
  const trimmed = type?.trim() ?? ''
  return MEDIA_TYPES.test(trimmed) ? trimmed : null
}
