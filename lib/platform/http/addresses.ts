import ipaddr from 'ipaddr.js'

export type AddressKind = 'public' | 'private' | 'forbidden'

/** Where a server of the person's own may well stand. Everything else that is not public is never called. */
const PRIVATE_RANGES: readonly string[] = ['loopback', 'private', 'uniqueLocal', 'carrierGradeNat']

// All public IPv6 lies in 2000::/3; ipaddr.js calls ::/96 and other leftovers "unicast" too.
const PUBLIC_IPV6 = ipaddr.IPv6.parse('2000::')

// ipaddr.js takes the retired ::1.2.3.4 for a mapped address; a socket would not.
const OLD_COMPATIBLE = /^::\d+\.\d+\.\d+\.\d+$/

/**
 * What an IP address may be used for. IPv4-mapped addresses count as what they map to; NAT64, 6to4, link-local
 * (cloud metadata), multicast, documentation and reserved ranges are forbidden, even on one's own network.
 */
export function addressKind(address: string): AddressKind {
  if (!ipaddr.isValid(address) || OLD_COMPATIBLE.test(address)) return 'forbidden'
  const parsed = ipaddr.process(address)
  const range = parsed.range()
  if (PRIVATE_RANGES.includes(range)) return 'private'
  if (range !== 'unicast') return 'forbidden'
  if (parsed instanceof ipaddr.IPv6 && !parsed.match(PUBLIC_IPV6, 3)) return 'forbidden'
  return 'public'
}

/** True for a host written as an IP address; `hostname` is without brackets. */
export function isLiteralAddress(hostname: string): boolean {
  return ipaddr.isValid(hostname)
}
