import type { ClockView } from '@/lib/features/deadlines/schema'
import type { CaseFile, Exhibit, PersonOfCase } from './schema'

type Without = Omit<CaseFile, 'exhibits'>

const NONE = {
  seenAt: null,
  serverDate: null,
  clockOffsetMs: null,
  status: null,
  mediaType: null,
  cut: [],
  sealed: null,
  file: null,
  missing: null,
} satisfies Partial<Exhibit>

/** Reports and posts in the order in which they were written, numbered through; what was sealed of them is added by `withSealed`. */
export function exhibitsOf(file: Without): Exhibit[] {
  const reports = file.reports.map((report) => ({
    ...NONE,
    kind: 'report',
    of: report.id,
    title: `report ${report.id}`,
    address: report.url,
    postedAt: null,
    reportedAt: report.createdAt,
  }))
  const posts = file.posts.map((post) => ({
    ...NONE,
    kind: 'post',
    of: post.id,
    title: `post ${post.id}`,
    address: post.url,
    postedAt: post.createdAt,
    reportedAt: firstReport(file, post.id),
  }))
  return [...reports, ...posts].map((exhibit, place) => ({ number: place + 1, ...exhibit }))
}

function firstReport({ reports }: Without, postId: string): string | null {
  const at = reports.filter((report) => report.posts.includes(postId)).map((report) => report.createdAt)
  return at.toSorted()[0] ?? null
}

/** Somebody may be in a case in several ways: the first says more. */
export const onceEach = (people: readonly PersonOfCase[]): PersonOfCase[] =>
  [...new Map(people.toReversed().map((one) => [one.id, one])).values()].toReversed()

/** A clock with each line of its ledger: what a court reads is when it was started, and what ended it. */
export function clockTold(clock: ClockView): CaseFile['clocks'][number] {
  const { name, citation, zone, state, startedAt, marks, entries, ruleVersion, calendar, calendarVersion } = clock
  return {
    name,
    citation,
    zone,
    state,
    startedAt,
    rule: ruleVersion,
    calendar: calendar ? `${calendar} ${calendarVersion ?? ''}`.trim() : null,
    marks: marks.map(({ name: mark, direction, at }) => ({ name: mark, direction, at })),
    ledger: entries.map(({ number, kind, at, recordedAt, reason }) => ({
      number,
      kind,
      at,
      recordedAt,
      reason: reason ?? '',
    })),
  }
}
