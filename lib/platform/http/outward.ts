import type { LookupFunction } from 'node:net'
import { Agent } from 'undici'
import { type ExchangeRequest, exchange, type OutwardAnswer } from './exchange'
import { assertHostAllowed, guardedConnector, type ReachPolicy, targetOf } from './guard'
import { OutwardFailure } from './outward-failure'

export const JSON_MAX_BYTES = 8_000_000
export const MEDIA_MAX_BYTES = 40_000_000

const REDIRECTS = [301, 302, 303, 307, 308]
const USER_AGENT = 'Docket (moderation console)'

export interface OutwardRequest {
  url: string
  method?: ExchangeRequest['method']
  headers?: Record<string, string>
  body?: string | Uint8Array
  maxBytes?: number
  headersTimeoutMs?: number
  bodyTimeoutMs?: number
  /** How many redirects to follow, each to a target that the policy allows. 0, the default, follows none. */
  maxRedirects?: number
}

/** The only way out of this process by HTTP to addresses that people or other servers name. */
export interface Outward {
  /** Resolves with any answer that is not a redirect; throws OutwardFailure otherwise. */
  ask(request: OutwardRequest): Promise<OutwardAnswer>
  close(): Promise<void>
}

export interface OutwardOptions {
  policy: ReachPolicy
  connectTimeoutMs?: number
  /** For the headers of an answer to a read; 15 s. */
  readTimeoutMs?: number
  /** The same for a write; 30 s, because whoever gives up on a write does not know what became of it. */
  writeTimeoutMs?: number
  bodyTimeoutMs?: number
  resolve?: LookupFunction
  ca?: string
}

export function makeOutward(options: OutwardOptions): Outward {
  const connect = guardedConnector({ ...options, connectTimeoutMs: options.connectTimeoutMs ?? 5_000 })
  const reading = new Agent({ connect, connections: 8 })
  // A write on a kept connection may die with it, and nobody could say whether it was acted on: a new socket each.
  const writing = new Agent({ connect, pipelining: 0 })

  async function askOnce(url: URL, request: OutwardRequest): Promise<OutwardAnswer> {
    assertHostAllowed(options.policy, targetOf(url))
    const method = request.method ?? 'GET'
    const isRead = method === 'GET' || method === 'HEAD'
    const timeoutMs = isRead ? (options.readTimeoutMs ?? 15_000) : (options.writeTimeoutMs ?? 30_000)
    return exchange(isRead ? reading : writing, {
      url,
      method,
      headers: { 'user-agent': USER_AGENT, 'accept-encoding': 'identity', ...request.headers },
      body: request.body ?? null,
      maxBytes: request.maxBytes ?? JSON_MAX_BYTES,
      headersTimeoutMs: request.headersTimeoutMs ?? timeoutMs,
      bodyTimeoutMs: request.bodyTimeoutMs ?? options.bodyTimeoutMs ?? 60_000,
    })
  }

  return {
    async ask(request) {
      let url = new URL(request.url)
      let headers = request.headers ?? {}
      for (let hopsLeft = request.maxRedirects ?? 0; ; hopsLeft -= 1) {
        const answer = await askOnce(url, { ...request, headers })
        if (!REDIRECTS.includes(answer.status)) return answer
        const to = redirectTarget(answer)
        if (hopsLeft <= 0 || !to) {
          throw new OutwardFailure('redirected', { sent: true, status: answer.status, ...(to ? { to: to.href } : {}) })
        }
        // What proves who we are is for the host it was meant for only.
        if (to.origin !== url.origin) headers = withoutCredentials(headers)
        url = to
      }
    },
    async close() {
      await Promise.all([reading.destroy(), writing.destroy()])
    },
  }
}

function redirectTarget(answer: OutwardAnswer): URL | null {
  const location = answer.headers.location
  return location && URL.canParse(location, answer.url) ? new URL(location, answer.url) : null
}

function withoutCredentials(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !['authorization', 'cookie'].includes(name.toLowerCase())),
  )
}
