import { endViewOf } from '@/lib/features/acts/deadlines'
import { visibleAndOrdinarySql } from '@/lib/features/cases/statements'
import type { PersonActor } from '@/lib/platform/access/access'
import { type Db, kept, sql } from '@/lib/platform/db/client'

type Found = Parameters<typeof endViewOf>[0] & { caseId: string; targetId: string; isEnded: boolean }

/**
 * Cases in which an act came to its end and was not undone, by id. There are few such acts: they come with all others on the
 * same people in one statement, and what stands now is what each case itself says of them.
 */
export async function endsToLookAt(db: Db, actor: PersonActor, now: Date): Promise<string[]> {
  const acts = await db.$queryRaw<Found[]>(
    kept(sql`
    WITH ended AS (
      SELECT t.id, t.target_id FROM act t JOIN "case" c ON c.id = t.case_id
      WHERE t.instance_id = ${actor.instanceId}::uuid AND t.ends_at <= ${now}::timestamptz
        AND t.ended_as IS DISTINCT FROM 'superseded' AND ${visibleAndOrdinarySql(actor)}
    )
    SELECT t.id::text, t.case_id::text AS "caseId", t.target_id AS "targetId", t.kind, t.state, t.failure, t.asked_at AS "askedAt",
      t.undoes_id::text AS "undoesId", t.ends_at AS "endsAt", t.ended_as AS "endedAs", t.id IN (SELECT id FROM ended) AS "isEnded"
    FROM act t WHERE t.instance_id = ${actor.instanceId}::uuid AND t.target_id IN (SELECT target_id FROM ended)`),
  )
  const needsLook = acts.filter((act) => {
    const onThem = acts.filter((other) => other.targetId === act.targetId)
    return act.isEnded && endViewOf(act, onThem, now)?.state === 'look'
  })
  return [...new Set(needsLook.map((act) => act.caseId))]
}
