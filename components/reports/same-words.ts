import type { ReportView } from '@/lib/features/reports/schema'

export interface Saying {
  first: ReportView
  /** Others that say the same for the same reason. */
  others: ReportView[]
}

/** Reports in the same words for the same reason stand together: a wave of forty is one line that says forty. */
export function groupByWords(reports: readonly ReportView[]): Saying[] {
  const sayings = new Map<string, Saying>()
  for (const report of reports) {
    const key = [
      report.category,
      report.rules.map((rule) => rule.id).join(),
      plain(report.comment),
      report.isResolved,
    ].join('|')
    const saying = sayings.get(key)
    if (saying) saying.others.push(report)
    else sayings.set(key, { first: report, others: [] })
  }
  // Open ones first, then those that say something; otherwise as they came.
  return [...sayings.values()].toSorted((a, b) => weight(a) - weight(b))
}

const weight = ({ first }: Saying): number => Number(first.isResolved) * 2 + Number(plain(first.comment) === '')
const plain = (text: string): string => text.toLowerCase().replace(/\s+/g, ' ').trim()
