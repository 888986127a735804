import type { Answer } from './connection'

/** Where a neighbouring page begins. Hand it to the same function with the same filters. */
export interface Cursor {
  maxId?: string
  minId?: string
  sinceId?: string
  offset?: string
}

/**
 * Reads a Link header. Only the cursor is taken from it: its address is the server's own idea of its name, and it
 * loses filters that are arrays.
 */
export function readLink(header: string | undefined): { next?: Cursor; prev?: Cursor } {
  const found: { next?: Cursor; prev?: Cursor } = {}
  for (const [, target, rel] of (header ?? '').matchAll(/<([^>]*)>\s*;\s*rel="?(next|prev)"?/g)) {
    const cursor = cursorOf(target ?? '')
    if (cursor && (rel === 'next' || rel === 'prev')) found[rel] = cursor
  }
  return found
}

/** Orders ids of any length as numbers without making numbers of them: negative when `a` is older. */
export function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0)
}

/** Asks for page after page, from `first` on, until the server names no next one. */
export async function* pages<T>(ask: (cursor: Cursor) => Promise<Answer<T[]>>, first: Cursor = {}) {
  let cursor: Cursor | undefined = first
  while (cursor) {
    const page: Answer<T[]> = await ask(cursor)
    yield page
    // A full last page is followed by an empty one, which names no next.
    cursor = page.next
  }
}

const PARAMS = { max_id: 'maxId', min_id: 'minId', since_id: 'sinceId', offset: 'offset' } as const

function cursorOf(target: string): Cursor | null {
  if (!URL.canParse(target, 'https://any.example')) return null
  const query = new URL(target, 'https://any.example').searchParams
  const entries = Object.entries(PARAMS).flatMap(([param, name]) => {
    const value = query.get(param)
    return value ? [[name, value] as const] : []
  })
  return entries.length > 0 ? Object.fromEntries(entries) : null
}
