import type { SearchInput } from '@/lib/features/search/schema'

type Params = Record<string, string | string[] | undefined>

const DAY = /^\d{4}-\d\d-\d\d$/

/** The search that an address names; what it names wrongly falls back. */
export function searchIn(params: Params): SearchInput {
  const one = (key: string): string => (typeof params[key] === 'string' ? params[key].trim() : '')
  const state = (['open', 'closed'] as const).find((known) => known === one('state')) ?? 'any'
  const day = (key: 'from' | 'to') => (isDay(one(key)) ? { [key]: one(key) } : {})
  return {
    text: one('text').slice(0, 200),
    state,
    kind: one('kind').slice(0, 40) || 'any',
    ...day('from'),
    ...day('to'),
    ...(one('after') ? { after: one('after').slice(0, 100) } : {}),
  }
}

const isDay = (text: string): boolean => DAY.test(text) && new Date(`${text}T00:00Z`).toJSON()?.startsWith(text)

/** Only what narrows it is named. */
export function addressOf(search: SearchInput): string {
  const named = Object.entries(search).filter(([, value]) => value !== undefined && value !== '' && value !== 'any')
  return named.length > 0 ? `/search?${new URLSearchParams(named as [string, string][])}` : '/search'
}
