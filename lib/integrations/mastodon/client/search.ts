import { SearchResult } from '../schema/search'
import { ask, type Call } from './ask'
import type { Answer, Connection } from './connection'
import { type Needs, withExplanation } from './forbidden'

export interface SearchQuery {
  /** Words, a handle, or the address of a post or profile. */
  text: string
  type?: 'accounts' | 'statuses' | 'hashtags'
  /** Lets the server fetch an address that it does not know yet from its own server. Needs a token. */
  resolve?: boolean
  /** At most 40. */
  limit?: number
  offset?: string
}

/** Suspended accounts and hidden posts are never found; full text only where the server has it. */
export function search(connection: Connection, query: SearchQuery): Promise<Answer<SearchResult>> {
  const asked = {
    q: query.text,
    type: query.type,
    resolve: query.resolve || undefined,
    limit: query.limit,
    offset: query.offset,
  }
  // Resolving waits for a third server.
  const call: Call = { method: 'GET', path: '/api/v2/search', query: asked, headersTimeoutMs: 30_000 }
  return withExplanation(connection, READ, () => ask(connection, call, SearchResult))
}

const READ: Needs = { permissions: [], scope: 'read:search' }
