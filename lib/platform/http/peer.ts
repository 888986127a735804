import http from 'node:http'
import ipaddr from 'ipaddr.js'

/** Carries the socket's address through Next, which hides the socket from routes. Set here, so nobody outside can. */
export const PEER_HEADER = 'x-docket-peer'

/** Writes the peer's address on every request that this process receives. Call once, before the first request. */
export function notePeers(): void {
  const shared = globalThis as { docketNotesPeers?: boolean }
  if (shared.docketNotesPeers) return
  shared.docketNotesPeers = true
  const emit: typeof http.Server.prototype.emit = Reflect.get(http.Server.prototype, 'emit')
  http.Server.prototype.emit = function (this: http.Server, event: string | symbol, ...args: unknown[]) {
    const [request] = args
    if (event === 'request' && request instanceof http.IncomingMessage) {
      request.headers[PEER_HEADER] = request.socket.remoteAddress ?? ''
    }
    return Reflect.apply(emit, this, [event, ...args])
  }
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
