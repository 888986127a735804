import http from 'node:http'
import ipaddr from 'ipaddr.js'
import { beginAnswer } from '@/lib/platform/metrics/busy'
import { noteRequest } from '@/lib/platform/metrics/requests'
import { withTally } from '@/lib/platform/metrics/tally'
import { bodyFault, refuseBody } from './bodies'

/** Carries the socket's address through Next, which hides the socket from routes. Set here, so nobody outside can. */
export const PEER_HEADER = 'x-docket-peer'

const shared = globalThis as { docketStandsBefore?: boolean; docketIsEnding?: boolean }

/** Null at once for what is not its concern; else an answer that is given instead of ours, or null. It does not fail. */
export type Gate = (request: http.IncomingMessage) => Promise<GateAnswer | null> | null
interface GateAnswer {
  status: number
  headers: Readonly<Record<string, string>>
  body: string
}

/** From now on each connection ends with its answer: one that is kept for a next request would hold up the end of the process. */
export function keepNoConnection(): void {
  shared.docketIsEnding = true
}

/** Whether this process was asked to end: what takes long comes to its end at the next place where it may. */
export const isEnding = (): boolean => shared.docketIsEnding === true

/**
 * Stands before Next on every request that this process receives: writes the peer's address on it, and sends whoever came
 * under another host name to the own one. (Next would make such a redirect relative, which never ends.) Call once, before
 * the first request; without `ownUrl` nobody is sent anywhere. `gate` may answer instead.
 */
export function standBefore(ownUrl: string | null = null, gate: Gate | null = null): void {
  if (shared.docketStandsBefore) return
  shared.docketStandsBefore = true
  const emit: typeof http.Server.prototype.emit = Reflect.get(http.Server.prototype, 'emit')
  http.Server.prototype.emit = function (this: http.Server, event: string | symbol, ...args: unknown[]) {
    const [request, response] = args
    if (event === 'request' && request instanceof http.IncomingMessage && response instanceof http.ServerResponse) {
      request.headers[PEER_HEADER] = request.socket.remoteAddress ?? ''
      const from = performance.now()
      const path = request.url ?? '/'
      response.once('finish', () => noteRequest(path, response.statusCode, (performance.now() - from) / 1000))
      const isStream = path.startsWith('/api/events')
      if (!isStream) response.once('close', beginAnswer())
      // A stream ends when its session or the process does; its connection shall not wait for more.
      if (shared.docketIsEnding || isStream) response.shouldKeepAlive = false
      const fault = bodyFault(request)
      if (fault) {
        refuseBody(request, response, fault)
        return true
      }
      const elsewhere = ownUrl && redirectOf(request, ownUrl)
      if (elsewhere) {
        response.writeHead(307, { location: elsewhere, 'cache-control': 'no-store' }).end()
        return true
      }
      const pass = () =>
        withTally((tally) => {
          sayTiming(response, () => ({ ms: performance.now() - from, statements: tally.statements }))
          return Reflect.apply(emit, this, [event, ...args])
        })
      const asked = gate?.(request)
      if (!asked) return pass()
      void asked.then((refused) => {
        if (!refused) return pass()
        return response.writeHead(refused.status, refused.headers).end(request.method === 'HEAD' ? '' : refused.body)
      })
      return true
    }
    return Reflect.apply(emit, this, [event, ...args])
  }
}

/** How long the answer took until its first byte, and what it asked of the database: for a browser's tools and the bench. */
function sayTiming(response: http.ServerResponse, soFar: () => { ms: number; statements: number }): void {
  const writeHead = Reflect.get(response, 'writeHead')
  Reflect.set(response, 'writeHead', (...args: unknown[]) => {
    const { ms, statements } = soFar()
    if (!response.headersSent) response.setHeader('server-timing', `app;dur=${ms.toFixed(1)}, sql;desc="${statements}"`)
    return Reflect.apply(writeHead, response, args)
  })
}

/** Cookies and the OAuth callback belong to one name; a monitor asks under any. */
const FOR_MONITORS = ['/api/health', '/api/metrics']

export function redirectOf(
  { url = '/', headers }: Pick<http.IncomingMessage, 'url' | 'headers'>,
  ownUrl: string,
): string | null {
  const own = new URL(ownUrl)
  if (headers.host === own.host || FOR_MONITORS.includes(url.split('?')[0] ?? '')) return null
  // Only the path is taken from the caller: an absolute target or `//host` must not lead out.
  return `${own.origin}/${url.replace(/^https?:\/\/[^/]*/i, '').replace(/^\/+/, '')}`
}

/** The caller's address. X-Forwarded-For counts only as far as the proxies that are trusted (addresses or networks). */
export function addressOf(headers: Headers, trusted: readonly string[]): string {
  const peer = plain(headers.get(PEER_HEADER) ?? '')
  const chain = (headers.get('x-forwarded-for') ?? '').split(',')
  let address = peer
  while (isTrusted(address, trusted)) {
    const before = plain(withoutPort(chain.pop() ?? ''))
    // What is no address ends the chain: whatever stands before it, the caller may have written.
    if (!before) break
    address = before
  }
  return address || 'unknown'
}

function withoutPort(part: string): string {
  return part.trim().replace(/^(\d+(?:\.\d+){3}):\d+$|^\[(.*)\](?::\d+)?$/, '$1$2')
}

function plain(address: string): string {
  return ipaddr.isValid(address) ? ipaddr.process(address).toString() : ''
}

function isTrusted(address: string, trusted: readonly string[]): boolean {
  if (!ipaddr.isValid(address)) return false
  const ip = ipaddr.process(address)
  return trusted.some((entry) => {
    const [network, bits] = entry.includes('/') ? ipaddr.parseCIDR(entry) : [ipaddr.process(entry), undefined]
    return network.kind() === ip.kind() && ip.match(network, bits ?? (ip.kind() === 'ipv4' ? 32 : 128))
  })
}
