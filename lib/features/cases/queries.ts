import type { Db } from '@/lib/platform/db/client'

interface Subject {
  instanceId: string
  subjectId: string | null
}

/** Whether a case about this person was stopped. Then nothing is done to them and nothing captured, from whichever case. */
export async function isPersonStopped(db: Pick<Db, 'case'>, { instanceId, subjectId }: Subject): Promise<boolean> {
  if (!subjectId) return false
  return (await db.case.count({ where: { instanceId, subjectId, class: 'childSafety' } })) > 0
}

/** These posts without those that a stopped case cites: an earlier case that cites them too does not show them either. */
export async function withoutStopped(
  db: Pick<Db, 'report'>,
  { instanceId, subjectId }: Subject,
  postIds: readonly string[],
): Promise<string[]> {
  if (!subjectId || postIds.length === 0) return [...postIds]
  const reports = await db.report.findMany({
    where: { instanceId, targetId: subjectId, cases: { some: { case: { class: 'childSafety' } } } },
    select: { postIds: true },
  })
  const stopped = new Set(reports.flatMap((report) => report.postIds))
  return postIds.filter((id) => !stopped.has(id))
}
