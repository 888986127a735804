import { z } from 'zod'
import type { Tx } from '@/lib/platform/db/client'

const ruleList = z.array(z.object({ id: z.string(), text: z.string() })).catch([])
export const rulesOf = (json: unknown): { id: string; text: string }[] => ruleList.parse(json)

interface About {
  instanceId: string
  subjects: readonly string[]
}

/** All that is known of some people: their reports, their cases, and who and what stands in them. A fixed number of statements. */
export async function knownOf(tx: Tx, { instanceId, subjects }: About) {
  const reports = await tx.report.findMany({
    where: { instanceId, targetId: { in: [...subjects] }, goneAt: null },
    include: { cases: { select: { caseId: true } } },
    orderBy: { sequence: 'asc' },
  })
  const cases = await tx.case.findMany({
    where: { instanceId, subjectId: { in: [...subjects] }, kind: 'report' },
    include: { reportCase: true },
    orderBy: { openedAt: 'desc' },
  })
  const accounts = await tx.account.findMany({
    where: { instanceId, remoteId: { in: [...new Set([...subjects, ...reports.map((report) => report.reporterId)])] } },
  })
  return {
    reports: reports.map((report) => ({ ...report, rules: rulesOf(report.rules) })),
    cases,
    accounts: new Map(accounts.map((account) => [account.remoteId, account])),
    pictures: await picturesOf(tx, instanceId, reports),
    /** People of the console whom Mastodon names as assignees, by account id. */
    staff: await staffOf(tx, instanceId, reports),
  }
}
export type Known = Awaited<ReturnType<typeof knownOf>>
export type KnownReport = Known['reports'][number]

async function picturesOf(tx: Tx, instanceId: string, reports: readonly { postIds: string[] }[]) {
  const postIds = [...new Set(reports.flatMap((report) => report.postIds))]
  if (postIds.length === 0) return new Map<string, number>()
  const media = await tx.media.groupBy({ by: ['postId'], where: { instanceId, postId: { in: postIds } }, _count: true })
  return new Map(media.map((group) => [group.postId, group._count]))
}

async function staffOf(
  tx: Tx,
  instanceId: string,
  reports: readonly { assignedId: string | null; isResolved: boolean }[],
) {
  const assigned = [...new Set(reports.flatMap((report) => (report.isResolved ? [] : (report.assignedId ?? []))))]
  if (assigned.length === 0) return new Map<string, string>()
  const people = await tx.person.findMany({ where: { instanceId, remoteId: { in: assigned } } })
  return new Map(people.map((person) => [person.remoteId, person.id]))
}
