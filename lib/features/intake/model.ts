type Category = 'spam' | 'legal' | 'rule' | 'other'

export interface ReportFacts {
  remoteId: string
  sequence: bigint
  category: string
  comment: string
  createdAt: Date
  isResolved: boolean
  reporterId: string
  reporterDomain: string | null
  rules: { id: string; text: string }[]
  pictureCount: number
}

interface SubjectFacts {
  acct: string
  displayName: string
}

/** The queue's row of a case: the fold of its reports. Open ones count; when none is open, all of them. */
export function foldReports(all: readonly ReportFacts[], subject: SubjectFacts) {
  const open = all.filter((report) => !report.isResolved)
  const counted = open.length > 0 ? open : all
  const byAge = counted.toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime())
  const oldest = byAge[0]
  const latest = byAge[byAge.length - 1]
  if (!oldest || !latest) return null
  const count = (category: Category) => counted.filter((report) => report.category === category).length
  // The latest comment that says something is worth more than an empty one that came after it.
  const telling = byAge.toReversed().find((report) => report.comment.trim() !== '') ?? latest
  return {
    openCount: open.length,
    spamCount: count('spam'),
    legalCount: count('legal'),
    ruleCount: count('rule'),
    otherCount: count('other'),
    ruleLabels: [...new Set(counted.flatMap((report) => report.rules.map((rule) => rule.id)))].slice(0, 5),
    reporterCount: new Set(counted.map((report) => report.reporterId)).size,
    serverCount: new Set(counted.map((report) => report.reporterDomain ?? '')).size,
    pictureCount: Math.max(0, ...counted.map((report) => report.pictureCount)),
    oldestAt: oldest.createdAt,
    latestAt: latest.createdAt,
    latestComment: cut(telling.comment, 400),
    latestReportId: latest.remoteId,
    searchText: cut(
      [subject.acct, subject.displayName, ...counted.map((report) => report.comment)].join('\n').toLowerCase(),
      20_000,
    ),
  }
}

// Half a surrogate pair is not text.
const cut = (text: string, max: number): string => text.slice(0, max).replace(/[\uD800-\uDBFF]$/, '')

/** What decides whether a screen is stale: the state of each report and who has it. Counters and `seenAt` do not. */
export function essenceOf(
  reports: readonly { remoteId: string; category: string; isResolved: boolean; assignedId: string | null }[],
  subject: MarkFacts | null,
): string {
  const lines = reports.map((r) => `${r.remoteId}:${r.category}:${r.isResolved}:${r.assignedId ?? ''}`).toSorted()
  const flags = subject
    ? [subject.isSuspended, subject.isSilenced, subject.isDisabled, subject.isSensitized].join()
    : ''
  return [...lines, flags].join('|')
}

interface MarkFacts {
  isSuspended: boolean
  isSilenced: boolean
  isDisabled: boolean
  isSensitized: boolean
}

interface Home {
  id: string
  class: string
  state: string
}

/**
 * The case that new reports on a person join: one that was stopped, else the open one, else the closed one of a report that was
 * opened again. None when a new case is due. Cases come newest first.
 */
export function homeOf<C extends Home>(
  cases: readonly C[],
  reports: readonly { isResolved: boolean; cases: readonly { caseId: string }[] }[],
): C | null {
  const standing = cases.find((row) => row.class === 'childSafety') ?? cases.find((row) => row.state === 'open')
  if (standing) return standing
  const reopened = reports.find((report) => !report.isResolved && report.cases.length > 0)
  return cases.find((row) => reopened?.cases.some((link) => link.caseId === row.id)) ?? null
}

/** Whether a row already says this, field by field. */
export function isSame(fields: object, row: object | null | undefined): boolean {
  if (!row) return false
  return Object.entries(fields).every(([name, value]) => plainOf(value) === plainOf(Reflect.get(row, name)))
}
const plainOf = (value: unknown): string => JSON.stringify(value instanceof Date ? value.getTime() : (value ?? null))
