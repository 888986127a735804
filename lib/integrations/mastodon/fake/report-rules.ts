import { invalid, unhandled } from './answer'
import type { Value } from './params'
import type { ReportCategory, State } from './state'

const CATEGORIES: readonly ReportCategory[] = ['other', 'spam', 'legal', 'violation']

/** An unknown one, null too, makes Mastodon fail (seen in both versions). */
export function categoryOf(value: Value): ReportCategory {
  const known = CATEGORIES.find((category) => category === value)
  if (!known) throw unhandled()
  return known
}

export function checkComment(comment: string): void {
  if (Array.from(comment).length > 1000) throw invalid('Comment is too long (maximum is 1000 characters)')
}

/** A violation needs rules that exist: an empty list passes, none at all does not. Other categories must name none. */
export function checkRules(state: State, category: ReportCategory, ruleIds: string[] | null): void {
  if (category !== 'violation') {
    if (ruleIds && ruleIds.length > 0) throw invalid('Rule ids must be blank')
    return
  }
  const exist = ruleIds?.every((id) => state.rules.some((rule) => rule.id === id)) ?? false
  if (!exist) throw invalid('Rule ids does not reference valid rules')
}
