import { compareIds } from '../ids'
import type { Account, Report, State } from '../state'
import { stillStored } from '../visibility'
import { from } from '../versions'
import { showAccount } from './account'
import { showAdminAccount } from './admin-account'
import { showPost, type PostView } from './post'
import { showRule } from './rule'

/** `Admin::Report` (reference 2.14): shows posts whatever their visibility, deleted ones without a mark. */
export function showAdminReport(view: PostView, report: Report) {
  const { state } = view
  const show = (id: string | null) => {
    const account = id === null ? undefined : state.accounts[id]
    return account ? showAdminAccount(view, account) : null
  }
  return {
    id: report.id,
    action_taken: report.actionTakenAt !== null,
    action_taken_at: report.actionTakenAt,
    category: report.category,
    comment: report.comment,
    forwarded: report.forwarded,
    created_at: report.createdAt,
    updated_at: report.updatedAt,
    account: show(report.accountId),
    target_account: show(report.targetAccountId),
    assigned_account: show(report.assignedAccountId),
    action_taken_by_account: show(report.actionTakenByAccountId),
    statuses: reportedPosts(view, report).map((post) => showPost(view, post)),
    rules: rulesOf(state, report).map((rule) => showRule(state, rule)),
  }
}

function reportedPosts({ state, at }: PostView, report: Report) {
  return [...report.statusIds]
    .sort((a, b) => compareIds(b, a))
    .flatMap((id) => {
      const post = state.posts[id]
      return post && stillStored(post, at) ? [post] : []
    })
}

/** Rules deleted since are still named. */
const rulesOf = (state: State, report: Report) =>
  (report.ruleIds ?? []).flatMap((id) => state.rules.find((rule) => rule.id === id) ?? [])

/** `Report`, as its author sees it. */
export function showReport(view: PostView, report: Report, target: Account) {
  return {
    id: report.id,
    action_taken: report.actionTakenAt !== null,
    action_taken_at: report.actionTakenAt,
    category: report.category,
    comment: report.comment,
    forwarded: report.forwarded,
    created_at: report.createdAt,
    status_ids: [...report.statusIds].sort((a, b) => compareIds(b, a)),
    rule_ids: report.ruleIds,
    ...from(view.state, '4.6', { collection_ids: [] }),
    target_account: showAccount(view, target),
  }
}
