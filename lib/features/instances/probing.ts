import { type Probe, type ProbeWarning, probeInstance } from '@/lib/integrations/mastodon/client/probe'
import { isMessage } from '@/lib/platform/i18n/translate'
import { AppError, type ErrorCode } from '@/lib/platform/errors/error'
import { lacksOf } from './model'
import type { ProbeView } from './schema'
import { offersPkce } from '@/lib/integrations/mastodon/client/oauth'

export interface Found {
  probe: Extract<Probe, { isUsable: true }>
  privateAddressConfirmed: boolean
}

/** Looks at an address, or refuses with the sentence that says what stands there instead. */
export async function find(address: string, { confirmsPrivate }: { confirmsPrivate: boolean }): Promise<Found> {
  const probe = await probeInstance(address, { privateAddressConfirmed: confirmsPrivate })
  if (!probe.isUsable) throw refusalOf(probe)
  return { probe, privateAddressConfirmed: confirmsPrivate }
}

function refusalOf(probe: Extract<Probe, { isUsable: false }>): AppError {
  const code = `connect.${probe.fault}`
  const values = {
    where: probe.where,
    version: probe.version,
    software: probe.software,
    suggestion: probe.suggestion,
    origin: probe.origin,
    cause: probe.cause,
  }
  return new AppError(isErrorCode(code) ? code : 'connect.unreachable', values)
}
const isErrorCode = (code: string): code is ErrorCode => isMessage(`error.${code}`)

export function viewOf({ probe, privateAddressConfirmed }: Found): ProbeView {
  const instance = probe.instance.value
  return {
    origin: probe.origin,
    domain: instance.domain,
    title: instance.title,
    version: probe.version.text,
    isPrivate: privateAddressConfirmed,
    isPkceOffered: offersPkce(probe.metadata),
    scopes: probe.scopes,
    lacks: lacksOf(probe.version),
    warnings: probe.warnings.map(warningOf),
    registrationsOpen: instance.registrations?.enabled ?? false,
  }
}

function warningOf(warning: ProbeWarning): ProbeView['warnings'][number] {
  const { code, ...values } = warning
  return { code, values: 'offsetMs' in values ? { seconds: Math.round(values.offsetMs / 1000) } : values }
}
