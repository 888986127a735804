import { Status, StatusContext, StatusEdit } from '../schema/status'
import { ask, askList, type Call, segment } from './ask'
import type { Answer, Connection } from './connection'
import type { Cursor } from './cursor'
import { type Needs, withExplanation } from './forbidden'

// A moderator's token shows no more than anybody's: private posts, posts of suspended accounts and deleted ones are
// `notFound` here, and stand in reports only.

export function showStatus(connection: Connection, id: string): Promise<Answer<Status>> {
  const call: Call = { method: 'GET', path: pathOf(id) }
  return withExplanation(connection, READ, () => ask(connection, call, Status))
}

/** At most twenty, from 4.3 on; those that may not be seen are silently missing. */
export function listStatuses(connection: Connection, ids: readonly string[]): Promise<Answer<Status[]>> {
  const call: Call = { method: 'GET', path: '/api/v1/statuses', query: { id: ids } }
  return withExplanation(connection, READ, () => askList(connection, call, Status))
}

/**
 * 4,096 posts on each side (`CONTEXT_LIMIT` in app/controllers/api/v1/statuses_controller.rb), of 2 to 3 kB each; nothing
 * in the question makes them fewer.
 */
const CONTEXT_MAX_BYTES = 24_000_000

export function statusContext(connection: Connection, id: string): Promise<Answer<StatusContext>> {
  const call: Call = { method: 'GET', path: `${pathOf(id)}/context`, maxBytes: CONTEXT_MAX_BYTES }
  return withExplanation(connection, READ, () => ask(connection, call, StatusContext))
}

/** Every wording, oldest first; at least one. */
export function statusHistory(connection: Connection, id: string): Promise<Answer<StatusEdit[]>> {
  const call: Call = { method: 'GET', path: `${pathOf(id)}/history` }
  return withExplanation(connection, READ, () => askList(connection, call, StatusEdit))
}

export interface AccountStatusesQuery extends Cursor {
  onlyMedia?: boolean
  excludeReplies?: boolean
  excludeReblogs?: boolean
  /** At most 40. */
  limit?: number
}

/** Public and unlisted posts, newest first; none of a suspended account. */
export function listAccountStatuses(
  connection: Connection,
  accountId: string,
  query: AccountStatusesQuery = {},
): Promise<Answer<Status[]>> {
  const path = `/api/v1/accounts/${segment(accountId)}/statuses`
  const call: Call = { method: 'GET', path, query: listQuery(query) }
  return withExplanation(connection, READ, () => askList(connection, call, Status))
}

const pathOf = (id: string) => `/api/v1/statuses/${segment(id)}`

function listQuery(query: AccountStatusesQuery) {
  return {
    only_media: query.onlyMedia || undefined,
    exclude_replies: query.excludeReplies || undefined,
    exclude_reblogs: query.excludeReblogs || undefined,
    max_id: query.maxId,
    min_id: query.minId,
    since_id: query.sinceId,
    limit: query.limit,
  }
}

const READ: Needs = { permissions: [], scope: 'read:statuses' }
