import { type Db, sql, type Sql } from '@/lib/platform/db/client'

interface Subject {
  instanceId: string
  subjectId: string | null
}

/** Whether a case about this person was stopped. Then nothing is done to them and nothing captured, from whichever case. */
export async function isPersonStopped(db: Pick<Db, 'case'>, { instanceId, subjectId }: Subject): Promise<boolean> {
  if (!subjectId) return false
  return (await db.case.count({ where: { instanceId, subjectId, class: 'childSafety' } })) > 0
}

/** Posts that a stopped case shows, of an instance: the ids, as a statement. There are few such cases, ever. */
export const stoppedPostsSql = (instanceId: Sql): Sql => sql`(
  SELECT s.post_id AS id FROM "case" z JOIN safety_stop s ON s.case_id = z.id
    WHERE z.instance_id = ${instanceId} AND z.class = 'childSafety' AND s.post_id IS NOT NULL
  UNION ALL SELECT d.post_id FROM "case" z JOIN case_post d ON d.case_id = z.id
    WHERE z.instance_id = ${instanceId} AND z.class = 'childSafety'
  UNION ALL SELECT unnest(e.post_ids) FROM "case" z JOIN case_report f ON f.case_id = z.id
    JOIN report e ON e.instance_id = f.instance_id AND e.remote_id = f.report_id
    WHERE z.instance_id = ${instanceId} AND z.class = 'childSafety')`

/** These posts without those of stopped cases: an earlier case, a thread or a person's page does not show them either. */
export async function withoutStopped(
  db: Pick<Db, '$queryRaw'>,
  { instanceId }: Pick<Subject, 'instanceId'>,
  postIds: readonly string[],
): Promise<string[]> {
  if (postIds.length === 0) return []
  const rows = await db.$queryRaw<{ id: string }[]>(sql`
    SELECT DISTINCT t.id FROM ${stoppedPostsSql(sql`${instanceId}::uuid`)} t WHERE t.id = ANY(${[...postIds]}::text[])`)
  const stopped = new Set(rows.map(({ id }) => id))
  return postIds.filter((id) => !stopped.has(id))
}
