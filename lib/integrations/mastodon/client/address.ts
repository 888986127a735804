import { isLiteralAddress } from '@/lib/platform/http/addresses'
import { targetOf } from '@/lib/platform/http/guard'

export type AddressFault = 'empty' | 'notAnAddress' | 'wrongScheme' | 'hasCredentials' | 'isHandle'

export type ReadAddress =
  | {
      isRead: true
      /** As `https://xn--…`, without a final slash. */
      origin: string
      /** What stood behind the host and is not used, as `/about`; null if nothing. */
      ignoredPath: string | null
    }
  | {
      isRead: false
      fault: AddressFault
      /** For a handle: the address that it may mean. */
      suggestion?: string
    }

/**
 * Reads what a person types as the address of their instance: `reef.example`, a page of it, an IDN, a port. Plain
 * http goes through here, because only the resolver knows whether the host stands on an own network; the guard
 * refuses it for public addresses.
 */
export function readAddress(typed: string): ReadAddress {
  const written = typed.trim()
  if (written === '') return { isRead: false, fault: 'empty' }
  const handle = /^@?[^@/\s:]+@([^@/\s]+)$/.exec(written)?.[1]
  if (handle) return { isRead: false, fault: 'isHandle', suggestion: handle.toLowerCase() }

  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(written)?.[1]?.toLowerCase()
  if (scheme && scheme !== 'https' && scheme !== 'http') return { isRead: false, fault: 'wrongScheme' }
  const url = parsed(scheme ? written : `https://${written}`)
  if (!url) return { isRead: false, fault: 'notAnAddress' }
  if (url.username || url.password) return { isRead: false, fault: 'hasCredentials' }
  if (!isPlausibleHost(url, scheme !== undefined)) return { isRead: false, fault: 'notAnAddress' }
  if (!scheme && isLoopback(url)) url.protocol = 'http:'
  const rest = `${url.pathname}${url.search}${url.hash}`
  return { isRead: true, origin: originOf(url), ignoredPath: rest === '/' ? null : rest }
}

/** Whether this host can only mean this machine. */
export function isLoopback(url: URL): boolean {
  const { hostname } = targetOf(url)
  return hostname === 'localhost' || hostname.endsWith('.localhost') || /^127\.|^::1$/.test(hostname)
}

function parsed(written: string): URL | null {
  return /\s/.test(written) || !URL.canParse(written) ? null : new URL(written)
}

// One word is more likely a slip than a name, unless the scheme shows that it is meant (a container's name).
function isPlausibleHost(url: URL, hasScheme: boolean): boolean {
  const { hostname } = targetOf(url)
  if (isLiteralAddress(hostname) || isLoopback(url)) return true
  return hasScheme ? hostname.length > 0 : /^[^.]+(\.[^.]+)+$/.test(hostname)
}

function originOf(url: URL): string {
  // A final dot names the same host, but not to a certificate.
  return url.origin.replace(/\.(?=:\d+$|$)/, '')
}
