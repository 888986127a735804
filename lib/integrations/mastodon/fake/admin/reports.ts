import { json, recordNotFound, type Answer } from '../answer'
import { permit } from '../access'
import { part, type Call } from '../call'
import { record } from './log'
import { isTrue, word, words } from '../params'
import { pageOf } from '../paging'
import { viewOf } from '../posts'
import { categoryOf, checkRules } from '../report-rules'
import { showAdminReport } from '../serialise/report'
import type { Account, Report } from '../state'
import { since } from '../versions'
import { happen } from '../webhooks'

/** `GET /api/v1/admin/reports` (reference 2.3): unknown parameters are ignored without a word. */
export function listReports(call: Call): Answer {
  permit(call, 'manage_reports')
  const { state, params } = call
  const reporter = word(params, 'account_id')
  const target = word(params, 'target_account_id')
  const wanted = Object.values(state.reports).filter(
    (report) =>
      isWantedState(call, report) &&
      (!reporter || report.accountId === reporter) &&
      (!target || report.targetAccountId === target),
  )
  const kept = ['account_id', 'target_account_id', 'resolved', ...(since(state, '4.6') ? ['unresolved'] : [])]
  return pageOf(call, wanted, { default: 100, max: 200, kept }, (report) => showAdminReport(viewOf(call), report))
}

/** Up to 4.5 `resolved` counts by being there, `false` included; from 4.6 on both filters are real booleans. */
function isWantedState({ state, params }: Call, report: Report): boolean {
  const isResolved = report.actionTakenAt !== null
  if (!since(state, '4.6')) return isResolved === 'resolved' in params
  const resolved = isTrue(params, 'resolved')
  return (resolved && isTrue(params, 'unresolved')) || isResolved === resolved
}

/** Absence is told before the permission is looked at. */
function reportOf(call: Call): { report: Report; actor: Account } {
  const id = part(call, 'id')
  const report = call.state.reports[/^\d+/.exec(id)?.[0] ?? '']
  if (!report) throw recordNotFound()
  return { report, actor: permit(call, 'manage_reports') }
}

const show = (call: Call, report: Report) => json(showAdminReport(viewOf(call), report))

export const showOneReport = (call: Call) => show(call, reportOf(call).report)

export function updateReport(call: Call): Answer {
  const { report, actor } = reportOf(call)
  const { state, params } = call
  const category = 'category' in params ? categoryOf(params.category ?? null) : report.category
  const ruleIds =
    'rule_ids' in params ? (Array.isArray(params.rule_ids) ? words(params, 'rule_ids') : null) : report.ruleIds
  const changed = category !== report.category || 'rule_ids' in params
  if (changed) checkRules(state, category, ruleIds)
  if (changed) change(call, report, { category, ruleIds })
  // 4.2 did not log this one.
  if (since(state, '4.3')) record(call, actor, 'update', { kind: 'report', id: report.id })
  return show(call, report)
}

function change(call: Call, report: Report, fields: Partial<Report>): void {
  Object.assign(report, fields, { updatedAt: call.at.toISOString() })
  happen(call, 'report.updated', report.id)
}

/** Takes it from a colleague without asking. */
export function assignToSelf(call: Call): Answer {
  const { report, actor } = reportOf(call)
  change(call, report, { assignedAccountId: actor.id })
  record(call, actor, 'assigned_to_self', { kind: 'report', id: report.id })
  return show(call, report)
}

export function unassign(call: Call): Answer {
  const { report, actor } = reportOf(call)
  change(call, report, { assignedAccountId: null })
  record(call, actor, 'unassigned', { kind: 'report', id: report.id })
  return show(call, report)
}

export function resolveOne(call: Call): Answer {
  const { report, actor } = reportOf(call)
  resolveReport(call, report, actor)
  return show(call, report)
}

/** Also what an act does to the reports it closes. */
export function resolveReport(call: Call, report: Report, actor: Account): void {
  change(call, report, { actionTakenAt: call.at.toISOString(), actionTakenByAccountId: actor.id })
  record(call, actor, 'resolve', { kind: 'report', id: report.id })
}

export function reopen(call: Call): Answer {
  const { report, actor } = reportOf(call)
  change(call, report, { actionTakenAt: null, actionTakenByAccountId: null })
  record(call, actor, 'reopen', { kind: 'report', id: report.id })
  return show(call, report)
}
