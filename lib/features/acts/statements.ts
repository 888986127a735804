import { partySql } from '@/lib/features/conflicts/queries'
import type { PersonActor } from '@/lib/platform/access/access'
import { type Db, kept, sql } from '@/lib/platform/db/client'
import type { RoleFacts } from './model'

export interface CaseFacts {
  instanceId: string
  subjectId: string | null
  state: string
  ownerId: string | null
}

/** How a case, its person and the one who acts stand to each other. */
export interface Standing {
  isKnown: boolean
  isLocal: boolean
  isSuspended: boolean
  isSilenced: boolean
  isDisabled: boolean
  isSensitized: boolean
  theirs: RoleFacts
  yours: RoleFacts
  /** Acts about the person that are not settled, from whichever case. */
  waiting: { kind: string; state: string; waitsUntil: string | null }[] | null
  hasToken: boolean
  isStopped: boolean
  isParty: boolean
}

/** In one statement: asked for by every page of a case and inside every act, where others wait for the case. */
export async function readStanding(db: Pick<Db, '$queryRaw'>, actor: PersonActor, row: CaseFacts): Promise<Standing> {
  const [instanceId, subjectId] = [sql`${row.instanceId}::uuid`, sql`${row.subjectId ?? ''}::text`]
  const [at] = await db.$queryRaw<Standing[]>(
    kept(sql`
    SELECT a.remote_id IS NOT NULL AS "isKnown", a.domain IS NULL AS "isLocal", coalesce(a.is_suspended, FALSE) AS "isSuspended",
      coalesce(a.is_silenced, FALSE) AS "isSilenced", coalesce(a.is_disabled, FALSE) AS "isDisabled",
      coalesce(a.is_sensitized, FALSE) AS "isSensitized",
      json_build_object('roleName', a.role_name, 'permissions', a.permissions) AS theirs,
      json_build_object('roleName', y.role_name, 'permissions', y.permissions) AS yours,
      (SELECT json_agg(json_build_object('kind', t.kind, 'state', t.state, 'waitsUntil', t.waits_until)) FROM act t
        WHERE t.instance_id = ${instanceId} AND t.target_id = ${subjectId} AND t.state IN ('asked', 'sent')) AS waiting,
      EXISTS (SELECT FROM token k WHERE k.person_id = y.id AND k.purpose = 'acting' AND k.sealed IS NOT NULL
        AND k.dead_at IS NULL) AS "hasToken",
      EXISTS (SELECT FROM "case" z WHERE z.instance_id = ${instanceId} AND z.subject_id = ${subjectId}
        AND z.class = 'childSafety') AS "isStopped",
      ${partySql({ instanceId, subjectId }, actor)} AS "isParty"
    FROM (SELECT ${actor.id}::uuid AS id) me LEFT JOIN person y ON y.id = me.id
      LEFT JOIN account a ON a.instance_id = ${instanceId} AND a.remote_id = ${subjectId}`),
  )
  if (!at) throw new Error('a statement without a row')
  return at
}
