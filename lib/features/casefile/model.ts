import type { CaseFile, Exhibit } from './schema'

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
