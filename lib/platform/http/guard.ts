import dns from 'node:dns'
import type { LookupFunction } from 'node:net'
import { buildConnector } from 'undici'
import { type AddressKind, addressKind, isLiteralAddress } from './addresses'
import { OutwardFailure, type RefusalReason } from './outward-failure'

/** Where a call goes, as written in its address. `hostname` is lower case, without brackets or a final dot. */
export interface Target {
  protocol: string
  hostname: string
  port: number
}

/** `publicInClear`: by http too, for what carries no secret and is signed by whoever answers. */
export type Reach = 'nowhere' | 'public' | 'publicInClear' | 'publicOrPrivate'

/** Says how far a call to this target may reach. Asked at each request and again when a socket is opened. */
export type ReachPolicy = (target: Target) => Reach

export interface GuardOptions {
  policy: ReachPolicy
  connectTimeoutMs: number
  /** Stands in for the system's resolver. */
  resolve?: LookupFunction
  /** Further certificate authorities, as PEM. */
  ca?: string
}

export function targetOf(url: URL): Target {
  return {
    protocol: url.protocol,
    hostname: plainHostname(url.hostname),
    port: Number(url.port) || (url.protocol === 'http:' ? 80 : 443),
  }
}

export function assertHostAllowed(policy: ReachPolicy, target: Target): void {
  if (reachOf(policy, target) === 'nowhere') throw refusal('host')
}

/**
 * A connector for undici that opens sockets to allowed addresses only. Every address that a name resolves to is
 * checked, and the socket connects to one that was checked, so a name that changes its mind finds no window.
 */
export function guardedConnector(options: GuardOptions): buildConnector.connector {
  const connectors = new Map<string, buildConnector.connector>()
  return (opened, callback) => {
    const target = targetOf(new URL(`${opened.protocol}//${opened.host}`))
    const reach = reachOf(options.policy, target)
    const check = (address: string) => refusalOf(addressKind(address), reach, target.protocol)
    const reason = reach === 'nowhere' ? 'host' : isLiteralAddress(target.hostname) ? check(target.hostname) : null
    if (reason) return callback(refusal(reason), null)

    const key = `${target.protocol}${reach}`
    const connector = connectors.get(key) ?? buildConnector(connectorOptions(options, check))
    connectors.set(key, connector)
    connector({ ...opened, hostname: target.hostname }, callback)
  }
}

function connectorOptions(options: GuardOptions, check: Check): buildConnector.BuildOptions {
  return {
    timeout: options.connectTimeoutMs,
    ...(options.ca ? { ca: options.ca } : {}),
    lookup: checkedLookup(options.resolve ?? systemLookup, check),
  }
}

type Check = (address: string) => RefusalReason | null

const systemLookup: LookupFunction = (hostname, options, callback) => dns.lookup(hostname, options, callback)

function checkedLookup(resolve: LookupFunction, check: Check): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, '', 0)
      const addresses = typeof found === 'string' ? [{ address: found, family: 4 }] : found
      const reason = addresses.map((each) => check(each.address)).find((each) => each !== null)
      if (reason) return callback(refusal(reason), '', 0)
      const first = addresses[0]
      if (!first) return callback(Object.assign(new Error('no address'), { code: 'ENOTFOUND' }), '', 0)
      return options.all ? callback(null, addresses) : callback(null, first.address, first.family)
    })
  }
}

function refusalOf(kind: AddressKind, reach: Reach, protocol: string): RefusalReason | null {
  if (kind === 'forbidden') return 'forbidden'
  if (kind === 'private') return reach === 'publicOrPrivate' ? null : 'private'
  // A token must not cross the open internet in clear.
  return protocol === 'https:' || reach === 'publicInClear' ? null : 'plainHttp'
}

function reachOf(policy: ReachPolicy, target: Target): Reach {
  return ['http:', 'https:'].includes(target.protocol) ? policy(target) : 'nowhere'
}

function refusal(reason: RefusalReason): OutwardFailure {
  return new OutwardFailure('refusedAddress', { sent: false, refusal: reason })
}

function plainHostname(hostname: string): string {
  return hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase()
}
