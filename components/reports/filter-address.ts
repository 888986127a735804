import type { QueueFilter } from '@/lib/features/reports/schema'

type Params = Record<string, string | string[] | undefined>

const PLAIN: QueueFilter = {
  state: 'open',
  owner: 'any',
  category: 'any',
  server: 'any',
  older: 'any',
  wants: 'any',
  text: '',
}
const ALLOWED = {
  state: ['open', 'closed'],
  owner: ['any', 'none', 'me'],
  category: ['any', 'spam', 'legal', 'rule', 'other'],
  server: ['any', 'local', 'remote'],
  older: ['any', '3d'],
  wants: ['any', 'mention', 'look'],
} as const satisfies { [K in keyof QueueFilter]?: readonly QueueFilter[K][] }

/** The filter that an address names; what it names wrongly falls back, so that an old bookmark still opens. */
export function filterIn(params: Params): QueueFilter {
  const pick = <T extends string>(key: string, allowed: readonly [T, ...T[]]): T =>
    allowed.find((value) => value === params[key]) ?? allowed[0]
  const { text, after } = params
  return {
    state: pick('state', ALLOWED.state),
    owner: pick('owner', ALLOWED.owner),
    category: pick('category', ALLOWED.category),
    server: pick('server', ALLOWED.server),
    older: pick('older', ALLOWED.older),
    wants: pick('wants', ALLOWED.wants),
    text: typeof text === 'string' ? text.trim().slice(0, 200) : '',
    ...(typeof after === 'string' ? { after: after.slice(0, 100) } : {}),
  }
}

/** The address of a filter: only what differs from the plain queue is named. */
export function addressOf(filter: QueueFilter): string {
  const plain: Record<string, string> = { ...PLAIN }
  const named = Object.entries(filter).flatMap(([key, value]) => (value && value !== plain[key] ? [[key, value]] : []))
  return named.length > 0 ? `/reports?${new URLSearchParams(named)}` : '/reports'
}

/** The same filter with one thing changed, from the first page on. */
export function changed(filter: QueueFilter, change: Partial<QueueFilter>): QueueFilter {
  const { after: _, ...rest } = filter
  return { ...rest, ...change }
}

export const isNarrowed = (filter: QueueFilter): boolean => addressOf(changed(filter, { state: 'open' })) !== '/reports'
