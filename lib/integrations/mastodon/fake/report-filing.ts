import { json, recordNotFound, type Answer } from './answer'
import { person } from './access'
import type { Call } from './call'
import { addReport } from './makers'
import { isTrue, word, words } from './params'
import { viewOf } from './posts'
import { categoryOf, checkComment, checkRules } from './report-rules'
import { showReport } from './serialise/report'
import type { Account } from './state'
import { mayRead } from './visibility'
import { happen } from './webhooks'

/** `POST /api/v1/reports` (reference 5.6). */
export function fileReport(call: Call): Answer {
  const { state, params, at } = call
  const reporter = person(call)
  const target = state.accounts[word(params, 'account_id') ?? '']
  if (!target || target.suspendedAt) throw recordNotFound()
  const statusIds = reportedIds(call, reporter, target)
  const ruleIds = Array.isArray(params.rule_ids) ? words(params, 'rule_ids') : null
  const category = ruleIds && ruleIds.length > 0 ? 'violation' : categoryOf(params.category ?? 'other')
  const comment = word(params, 'comment') ?? ''
  checkComment(comment)
  checkRules(state, category, ruleIds)
  const report = addReport(state, {
    accountId: reporter.id,
    targetAccountId: target.id,
    createdAt: at,
    category,
    comment,
    forwarded: isForwarded(call, target),
    statusIds,
    ruleIds,
  })
  happen(call, 'report.created', report.id)
  return json(showReport(viewOf(call), report, target))
}

/** Each must be the target's and readable by the reporter, or the whole call fails; a deleted one will do. */
function reportedIds({ state, params }: Call, reporter: Account, target: Account): string[] {
  const ids = words(params, 'status_ids')
  for (const id of ids) {
    const post = state.posts[id]
    if (!post || post.accountId !== target.id || !mayRead(state, post, reporter)) throw recordNotFound()
  }
  return ids
}

/** Sent on to the server of the person reported, unless the domains given leave it out. */
function isForwarded({ params }: Call, target: Account): boolean {
  if (!target.domain || !isTrue(params, 'forward')) return false
  const domains = words(params, 'forward_to_domains')
  return domains.length === 0 || domains.includes(target.domain)
}
