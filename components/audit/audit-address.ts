import '@/lib/platform/i18n/rooms/audit'
import type { QueryInput } from '@/lib/registry'

export type AuditFilter = QueryInput<'audit.list'>

const NAMES = ['about', 'actor', 'command', 'kind', 'case', 'outcome', 'from', 'until', 'row', 'on', 'before'] as const
type Name = (typeof NAMES)[number]
export type AuditAddress = Partial<Record<Name, string>>

/** The filters as they stand in the address; empty ones and strangers fall away. */
export function addressIn(search: Record<string, string | string[] | undefined>): AuditAddress {
  const given = NAMES.flatMap((name) => {
    const value = search[name]
    return typeof value === 'string' && value.trim() !== '' ? [[name, value.trim()]] : []
  })
  return Object.fromEntries(given)
}

const OUTCOMES = ['done', 'refused', 'failed'] as const

export function filterOf({ case: number, outcome, on, ...same }: AuditAddress): AuditFilter {
  return {
    ...same,
    caseNumber: number,
    outcome: OUTCOMES.find((known) => known === outcome),
    instanceId: on,
  }
}

export function addressOf(address: AuditAddress): string {
  const search = new URLSearchParams()
  for (const name of NAMES) if (address[name]) search.set(name, address[name])
  return search.size > 0 ? `/audit?${search}` : '/audit'
}

export const isFiltered = ({ before: _before, ...filters }: AuditAddress): boolean => Object.keys(filters).length > 0
