import { json, unhandled, type Answer } from './answer'
import type { Call } from './call'
import { compareIds } from './ids'
import { toInteger, word, type Params } from './params'

export type PageRule = {
  default: number
  max: number
  /** Parameters that the links repeat; lists are lost even if named. */
  kept: string[]
}

/** `limit=0` and non-numbers make Mastodon fail on every list (seen); a negative limit is taken as positive. */
export function limitOf(params: Params, rule: Pick<PageRule, 'default' | 'max'>): number {
  const asked = word(params, 'limit')
  if (asked === null) return rule.default
  const limit = Math.min(Math.abs(toInteger(asked)), rule.max)
  if (limit === 0) throw unhandled()
  return limit
}

/** One page of records, newest first, with its Link header. */
export function pageOf<T extends { id: string }>(
  call: Call,
  all: T[],
  rule: PageRule,
  show: (one: T) => unknown,
): Answer {
  const limit = limitOf(call.params, rule)
  const page = cut(all, call.params, limit)
  const link = linkHeader(call, page, limit, rule.kept)
  return json(page.map(show), 200, link ? { link } : {})
}

function cut<T extends { id: string }>(all: T[], params: Params, limit: number): T[] {
  const below = bound(params, 'max_id')
  const above = bound(params, 'since_id')
  const next = bound(params, 'min_id')
  const falling = [...all]
    .sort((a, b) => compareIds(b.id, a.id))
    .filter(
      (one) => (below === null || compareIds(one.id, below) < 0) && (above === null || compareIds(one.id, above) > 0),
    )
  if (next === null) return falling.slice(0, limit)
  // `min_id` is the page just above the id, and still comes newest first.
  return falling.filter((one) => compareIds(one.id, next) > 0).slice(-limit)
}

/** Text that is no number becomes zero, as in SQL: `max_id=abc` finds nothing. */
function bound(params: Params, key: string): string | null {
  const asked = word(params, key)
  if (asked === null || asked === '') return null
  return /^\d+/.exec(asked)?.[0] ?? '0'
}

/** `next` only when the page is full, `prev` whenever there is anything. */
function linkHeader(call: Call, page: { id: string }[], limit: number, kept: string[]): string | null {
  const first = page.at(0)
  const last = page.at(-1)
  if (!first || !last) return null
  const links = [`<${address(call, kept, 'min_id', first.id)}>; rel="prev"`]
  if (page.length === limit) links.unshift(`<${address(call, kept, 'max_id', last.id)}>; rel="next"`)
  return links.join(', ')
}

function address(call: Call, kept: string[], bound: string, id: string): string {
  const query = new URLSearchParams({ [bound]: id })
  for (const key of ['limit', ...kept]) {
    const value = word(call.query, key)
    if (value !== null) query.set(key, value)
  }
  query.sort()
  return `${call.origin}${call.path}?${query}`
}
