import { makeOutward, type Outward, type OutwardOptions } from '@/lib/platform/http/outward'
import type { Instance } from '../schema/instance'
import type { OAuthMetadata } from '../schema/oauth'
import { type AddressFault, readAddress } from './address'
import type { Answer, Connection } from './connection'
import { MastodonFailure, type MastodonFailureKind } from './failure'
import { readInstance, readMetadata, readOldInstance } from './instance'
import { instancePolicy } from './policy'
import { chooseScopes } from './scopes'
import { isAtLeast, type ServerVersion, serverVersion } from './version'

export type ProbeFault =
  | 'wrongAddress'
  | 'unknownHost'
  | 'unreachable'
  | 'tlsBroken'
  | 'privateAddress'
  | 'forbiddenAddress'
  | 'plainHttp'
  | 'redirectedElsewhere'
  | 'tooLarge'
  | 'htmlInsteadOfJson'
  | 'notMastodon'
  | 'tooOld'
  | 'limitedFederation'
  | 'blockedIp'
  | 'rateLimited'
  | 'temporary'

export type ProbeWarning =
  | { code: 'clockSkew'; offsetMs: number }
  | { code: 'limitedFederation' }
  | { code: 'pathIgnored'; path: string }
  | { code: 'domainDiffers'; domain: string }

export type Probe =
  | {
      isUsable: true
      origin: string
      instance: Answer<Instance>
      metadata: OAuthMetadata | null
      version: ServerVersion
      /** What to register and to ask for at sign-in. */
      scopes: string[]
      warnings: ProbeWarning[]
    }
  | {
      isUsable: false
      fault: ProbeFault
      origin: string | null
      addressFault?: AddressFault
      suggestion?: string
      /** The origin that it redirects to: to be confirmed by the person, never followed. */
      where?: string
      version?: string
      software?: string
      cause?: string
    }

export interface ProbeOptions {
  /** The person has confirmed that the instance stands on an own network. */
  privateAddressConfirmed: boolean
  /** For tests: resolver, certificate authority, time-outs. */
  outward?: Partial<Omit<OutwardOptions, 'policy'>>
}

const MAX_CLOCK_SKEW_MS = 60_000

/** Finds out whether an instance that this console can work with answers at what a person typed. Writes nothing. */
export async function probeInstance(typed: string, options: ProbeOptions): Promise<Probe> {
  const address = readAddress(typed)
  if (!address.isRead) {
    const { fault, suggestion } = address
    return { ...refused('wrongAddress', null), addressFault: fault, ...(suggestion ? { suggestion } : {}) }
  }
  const { origin, ignoredPath } = address
  const http = outwardFor(origin, options)
  try {
    const warnings: ProbeWarning[] = ignoredPath ? [{ code: 'pathIgnored', path: ignoredPath }] : []
    return await probe({ origin, http }, warnings)
  } catch (error) {
    if (error instanceof MastodonFailure) return refusalOf(error, origin)
    throw error
  } finally {
    await http.close()
  }
}

async function probe(connection: Connection, warnings: ProbeWarning[]): Promise<Probe> {
  const { origin } = connection
  const instance = await readInstanceOfAnyAge(connection)
  if (typeof instance === 'string') return { ...refused('tooOld', origin), version: instance }
  const version = serverVersion(instance.value)
  if (version.otherSoftware) return { ...refused('notMastodon', origin), software: version.otherSoftware }
  if (!isAtLeast(version, '4.2')) return { ...refused('tooOld', origin), version: version.text }
  const metadata = (await readMetadata(connection))?.value ?? null
  return {
    isUsable: true,
    origin,
    instance,
    metadata,
    version,
    scopes: chooseScopes(metadata),
    warnings: [...warnings, ...warningsOf(instance, origin)],
  }
}

/** The instance, or the version of one that is too old to have the newer page. */
async function readInstanceOfAnyAge(connection: Connection): Promise<Answer<Instance> | string> {
  try {
    return await readInstance(connection)
  } catch (error) {
    if (!(error instanceof MastodonFailure) || error.detail.status !== 404) throw error
    const old = await readOldInstance(connection)
    if (serverVersion(old.value).otherSoftware) throw error
    return old.value.version
  }
}

function warningsOf(instance: Answer<Instance>, origin: string): ProbeWarning[] {
  const { clockOffsetMs, value } = instance
  const warnings: ProbeWarning[] = []
  if (clockOffsetMs !== null && Math.abs(clockOffsetMs) > MAX_CLOCK_SKEW_MS) {
    warnings.push({ code: 'clockSkew', offsetMs: clockOffsetMs })
  }
  if (value.configuration?.limited_federation) warnings.push({ code: 'limitedFederation' })
  // Handles may live on another domain than the server; the person should see which.
  if (value.domain !== new URL(origin).host) warnings.push({ code: 'domainDiffers', domain: value.domain })
  return warnings
}

const FAULT_BY_KIND: Partial<Record<MastodonFailureKind, ProbeFault>> = {
  dns: 'unknownHost',
  unreachable: 'unreachable',
  timeout: 'unreachable',
  dropped: 'unreachable',
  tls: 'tlsBroken',
  redirected: 'redirectedElsewhere',
  tooLarge: 'tooLarge',
  tokenNeeded: 'limitedFederation',
  blockedIp: 'blockedIp',
  rateLimited: 'rateLimited',
  temporary: 'temporary',
}

function refusalOf(failure: MastodonFailure, origin: string): Probe {
  const { to, cause, refusal, fault, status = 0 } = failure.detail
  if (refusal) return refused(FAULT_BY_REFUSAL[refusal], origin)
  if (fault === 'html' && status < 400) return refused('htmlInsteadOfJson', origin)
  const probed = refused(FAULT_BY_KIND[failure.kind] ?? 'notMastodon', origin)
  return { ...probed, ...(to?.startsWith('http') ? { where: new URL(to).origin } : {}), ...(cause ? { cause } : {}) }
}

const FAULT_BY_REFUSAL = {
  private: 'privateAddress',
  forbidden: 'forbiddenAddress',
  plainHttp: 'plainHttp',
  host: 'forbiddenAddress',
} as const

function refused(fault: ProbeFault, origin: string | null) {
  return { isUsable: false as const, fault, origin }
}

function outwardFor(origin: string, options: ProbeOptions): Outward {
  const { privateAddressConfirmed } = options
  const policy = instancePolicy({ origin, privateAddressConfirmed, mediaHosts: [] })
  return makeOutward({ ...options.outward, policy })
}
