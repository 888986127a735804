import { z } from 'zod'
import { Account } from './account'
import { AdminAccount } from './admin-account'
import { Bool3, Id, Instant, oneOf, orNull, readable, readEach, textOrEmpty } from './primitives'
import { Rule } from './rule'
import { Status } from './status'

export const REPORT_CATEGORIES = ['spam', 'legal', 'violation', 'other'] as const

/** A category of a fork counts as "other". */
export const ReportCategory = oneOf(['spam', 'legal', 'violation'], 'other')
export type ReportCategory = z.output<typeof ReportCategory>

const CommonReport = z.object({
  id: Id,
  action_taken: z.boolean(),
  action_taken_at: orNull(Instant),
  category: ReportCategory,
  comment: textOrEmpty(20_000),
  forwarded: Bool3,
  created_at: Instant,
})

/**
 * A report as moderators see it. `statuses` ignores visibility and includes posts that were deleted since;
 * `statusesSkipped` counts those that could not be read, so that a screen can say so.
 */
export const AdminReport = CommonReport.extend({
  updated_at: Instant,
  account: AdminAccount,
  target_account: AdminAccount,
  // Unreadable is not nobody: then the whole report is skipped, and said to be.
  assigned_account: AdminAccount.nullish().transform((account) => account ?? null),
  action_taken_by_account: AdminAccount.nullish().transform((account) => account ?? null),
  statuses: z.array(z.unknown()).catch([]),
  rules: readable(Rule),
}).transform((report) => {
  const { values, skipped } = readEach(Status, report.statuses)
  return { ...report, statuses: values, statusesSkipped: skipped.length }
})
export type AdminReport = z.output<typeof AdminReport>

/** A report as the person sees it who filed it. `collection_ids` from 4.6. */
export const Report = CommonReport.extend({
  status_ids: readable(Id),
  rule_ids: orNull(readable(Id)),
  collection_ids: readable(Id),
  target_account: Account,
})
export type Report = z.output<typeof Report>
