import { createHash } from 'node:crypto'
import type { Outward } from '@/lib/platform/http/outward'
import { OutwardFailure } from '@/lib/platform/http/outward-failure'

export interface Look {
  url: string
  accept: string
  /** Proxies for files answer with a redirect to where the file lies; each hop is asked for only where the policy lets one. */
  followsRedirects?: boolean
  /** Files: a beginning says as much as the whole. */
  isFile?: boolean
}

/** What anybody gets. Either a status or a failure is there; a redirect that was not followed has both. */
export interface Seen {
  at: Date
  status: number | null
  failure: string | null
  contentType: string | null
  /** Of the bytes that came. */
  sha256: string | null
  /** Of what is no file: to be looked through and dropped. */
  text: string
  tookMs: number
  /** How long the server asks to be left alone (RFC 9110 section 10.2.3). */
  retryAfterMs: number | null
}

const FIRST_BYTES = 65_536

/**
 * Whether something lies at an address, without a byte of it: only the head is asked for. A status of null says that no answer came,
 * or none that may be asked for.
 */
export async function seeHead(http: Outward, url: string): Promise<Pick<Seen, 'at' | 'status'>> {
  try {
    const { receivedAt, status } = await http.ask({ url, method: 'HEAD', maxRedirects: 0 })
    return { at: receivedAt, status }
  } catch (error) {
    if (!(error instanceof OutwardFailure)) throw error
    return { at: new Date(), status: error.status }
  }
}

/**
 * Asks as a stranger's browser would: no token, no cookie, and nothing that would make a cache in between ask anew, because what a
 * cache still serves is served.
 */
export async function seeAsAnybody(http: Outward, { url, accept, followsRedirects, isFile }: Look): Promise<Seen> {
  const startedAt = performance.now()
  try {
    const answer = await http.ask({
      url,
      headers: { accept, ...(isFile ? { range: `bytes=0-${FIRST_BYTES - 1}` } : {}) },
      maxRedirects: followsRedirects ? 3 : 0,
    })
    return {
      at: answer.receivedAt,
      status: answer.status,
      failure: null,
      contentType: answer.headers['content-type']?.slice(0, 200) ?? null,
      sha256: createHash('sha256').update(answer.bytes).digest('hex'),
      text: isFile ? '' : Buffer.from(answer.bytes).toString('utf8'),
      tookMs: answer.tookMs,
      retryAfterMs: retryAfter(answer.headers['retry-after'], answer.receivedAt),
    }
  } catch (error) {
    if (!(error instanceof OutwardFailure)) throw error
    return {
      at: new Date(),
      status: error.status,
      failure: error.kind,
      contentType: null,
      sha256: null,
      text: '',
      tookMs: Math.round(performance.now() - startedAt),
      retryAfterMs: null,
    }
  }
}

/** Seconds, or a date. */
function retryAfter(header: string | undefined, at: Date): number | null {
  if (!header) return null
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - at.getTime()
  return Number.isFinite(ms) ? Math.max(0, ms) : null
}
