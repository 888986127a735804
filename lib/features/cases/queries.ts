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

/** These posts without those of stopped cases: an earlier case, a thread or a person's page does not show them either. */
export async function withoutStopped(
  db: Pick<Db, 'case'>,
  { instanceId }: Pick<Subject, 'instanceId'>,
  postIds: readonly string[],
): Promise<string[]> {
  if (postIds.length === 0) return []
  // There are few such cases, ever.
  const cases = await db.case.findMany({
    where: { instanceId, class: 'childSafety' },
    select: {
      stop: { select: { postId: true } },
      posts: { select: { postId: true } },
      reports: { select: { report: { select: { postIds: true } } } },
    },
  })
  const stopped = new Set(
    cases.flatMap(({ stop, posts, reports }) => [
      ...(stop?.postId ? [stop.postId] : []),
      ...posts.map((post) => post.postId),
      ...reports.flatMap(({ report }) => report.postIds),
    ]),
  )
  return postIds.filter((id) => !stopped.has(id))
}
