import { AdminReport, Report, type ReportCategory } from '../schema/report'
import { ask, askList, type Call, type Query, segment } from './ask'
import type { Answer, Connection } from './connection'
import type { Cursor } from './cursor'
import { MastodonFailure } from './failure'
import { type Needs, withExplanation } from './forbidden'
import { isAtLeast, type ServerVersion } from './version'

/** `all` works from 4.6 on; before, the server would leave the open ones out without a word. */
export type ReportState = { state: 'open' | 'resolved' } | { state: 'all'; version: ServerVersion }

export type ReportQuery = ReportState &
  Cursor & {
    targetAccountId?: string
    /** Who filed it. */
    accountId?: string
    /** Each report costs the server 60 to 75 ms of CPU: ask for 10 to 25. */
    limit?: number
  }

/** Newest first. There is no filter by category, assignee, date or domain. */
export async function listReports(connection: Connection, query: ReportQuery): Promise<Answer<AdminReport[]>> {
  const call: Call = { method: 'GET', path: REPORTS, query: listQuery(query), headersTimeoutMs: 60_000 }
  return withExplanation(connection, READ, () => askList(connection, call, AdminReport))
}

export function showReport(connection: Connection, id: string): Promise<Answer<AdminReport>> {
  const call: Call = { method: 'GET', path: `${REPORTS}/${segment(id)}` }
  return withExplanation(connection, READ, () => ask(connection, call, AdminReport))
}

export interface ReportChange {
  category: ReportCategory
  /** For `violation` only. */
  ruleIds?: readonly string[]
}

export function updateReport(connection: Connection, id: string, change: ReportChange): Promise<Answer<AdminReport>> {
  // Any other category is refused while rules stand on the report, so they are always sent.
  const rule_ids = change.category === 'violation' ? (change.ruleIds ?? []) : []
  return write(connection, { method: 'PUT', path: pathOf(id), json: { category: change.category, rule_ids } })
}

/** To the person whose token it is; takes it silently from whoever had it. */
export const assignReport = (connection: Connection, id: string) => post(connection, id, 'assign_to_self')
export const unassignReport = (connection: Connection, id: string) => post(connection, id, 'unassign')
/** Closes it without an act; nobody is told. Resolving what is resolved moves the resolver and the time. */
export const resolveReport = (connection: Connection, id: string) => post(connection, id, 'resolve')
export const reopenReport = (connection: Connection, id: string) => post(connection, id, 'reopen')

export interface NewReport {
  accountId: string
  /** Posts of that account which the person filing can see; one that is not makes the whole call `notFound`. */
  statusIds?: readonly string[]
  /** At most 1000 characters. */
  comment?: string
  category: ReportCategory
  ruleIds?: readonly string[]
  /** Sends a copy, without the reporter's name, to the server of a remote account. */
  forward?: boolean
}

/** Files a report under the person's own name. A suspended account cannot be reported (`notFound`). */
export function fileReport(connection: Connection, report: NewReport): Promise<Answer<Report>> {
  const json = {
    account_id: report.accountId,
    status_ids: report.statusIds ?? [],
    comment: report.comment ?? '',
    category: report.category,
    forward: report.forward ?? false,
    ...(report.category === 'violation' ? { rule_ids: report.ruleIds ?? [] } : {}),
  }
  const needs: Needs = { permissions: [], scope: 'write:reports' }
  return withExplanation(connection, needs, () =>
    ask(connection, { method: 'POST', path: '/api/v1/reports', json }, Report),
  )
}

const REPORTS = '/api/v1/admin/reports'
const READ: Needs = { permissions: ['manage_reports'], scope: 'admin:read:reports' }
const WRITE: Needs = { permissions: ['manage_reports'], scope: 'admin:write:reports' }

const pathOf = (id: string) => `${REPORTS}/${segment(id)}`

function post(connection: Connection, id: string, act: string): Promise<Answer<AdminReport>> {
  return write(connection, { method: 'POST', path: `${pathOf(id)}/${act}` })
}

function write(connection: Connection, call: Call): Promise<Answer<AdminReport>> {
  return withExplanation(connection, WRITE, () => ask(connection, call, AdminReport))
}

function listQuery(query: ReportQuery): Query {
  return {
    ...stateQuery(query),
    account_id: query.accountId,
    target_account_id: query.targetAccountId,
    max_id: query.maxId,
    min_id: query.minId,
    since_id: query.sinceId,
    limit: query.limit,
  }
}

function stateQuery(query: ReportState): Query {
  if (query.state === 'all') {
    if (!isAtLeast(query.version, '4.6')) throw new MastodonFailure('tooOld', { method: 'GET', path: REPORTS })
    return { resolved: true, unresolved: true }
  }
  // `resolved=false` would list the resolved ones before 4.6: it is never sent.
  return query.state === 'resolved' ? { resolved: true } : {}
}
