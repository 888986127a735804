import { visibleInLog } from '@/lib/features/cases/model'
import { visibleInLogSql } from '@/lib/features/cases/statements'
import { asReader } from '@/lib/features/staff/store'
import { type Actor, can, type PersonActor } from '@/lib/platform/access/access'
import { type Db, type Sql, sql } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'

export interface Former {
  id: string
  domain: string
  archivedAt: string
}
/** Whose rows are asked for, and as whom the actor reads them. */
export interface Scope {
  reader: PersonActor
  /** Null for the instance that is connected. */
  former: Former | null
  formers: Former[]
  /** On `audit_row r`. Cases are joined and never listed: there may be more of them than a statement has room for. */
  where: Sql
}

/**
 * The rows of one instance. A row does not name its instance: it is that of the person who did it, else that of its case, else,
 * where the console itself or nobody signed in did it, that of the time at which it was done. What the console still did for a
 * former instance afterwards (tokens given back) stands with the next one. Those of a former one are the owner's to read, as
 * its cases are.
 */
export async function scopeOf(db: Db, actor: Actor, formerId: string | undefined): Promise<Scope> {
  if (actor.kind !== 'person') throw new AppError('notAllowed', { permission: 'audit.read' })
  const archived = await db.instance.findMany({ where: { state: 'archived' }, orderBy: { archivedAt: 'desc' } })
  const formers = can(actor, 'archive.read') ? archived.map(formerIn) : []
  const chosen = archived.find(({ id }) => id === formerId && formers.length > 0)
  if (!chosen) {
    const where = sql`${presentSql(archived)} AND ${secretsSql(actor)} AND ${sightSql(actor)}`
    return { reader: actor, former: null, formers, where }
  }
  const reader = await asReader(db, actor, chosen.id)
  const where = sql`(r.actor_id IN (SELECT p.id FROM person p WHERE p.instance_id = ${chosen.id}::uuid)
    OR r.case_id IN (SELECT c.id FROM "case" c WHERE c.instance_id = ${chosen.id}::uuid) OR ${inTimeSql(chosen)})
    AND ${sightSql(reader)}`
  return { reader, former: formerIn(chosen), formers, where }
}

interface Archived {
  id: string
  domain: string
  connectedAt: Date
  archivedAt: Date | null
}

const formerIn = ({ id, domain, archivedAt, connectedAt }: Archived): Former => ({
  id,
  domain,
  archivedAt: (archivedAt ?? connectedAt).toISOString(),
})

function presentSql(archived: readonly Archived[]): Sql {
  if (archived.length === 0) return sql`TRUE`
  const byNobodyThere = sql`(r.actor_id IS NULL OR NOT EXISTS (SELECT FROM person p JOIN instance i ON i.id = p.instance_id
    WHERE p.id = r.actor_id AND i.state = 'archived'))`
  return archived.reduce((so, one) => sql`${so} AND NOT ${inTimeSql(one)}`, byNobodyThere)
}

/** That a secret hold exists is for those who manage holds; its rows go by a name of their own (holds/commands). */
const secretsSql = (actor: Actor): Sql =>
  can(actor, 'hold.manage') ? sql`TRUE` : sql`r.command NOT LIKE 'holds.secret.%'`

/** Both times are of the same press: the moment of the move belongs to the next instance. */
const inTimeSql = ({ connectedAt, archivedAt }: Archived): Sql =>
  sql`(r.actor_id IS NULL AND r.case_id IS NULL AND r.at >= ${connectedAt} AND r.at < ${archivedAt ?? connectedAt})`

/** Rows of cases that the reader may not see are not shown to them; rows without a case are, but not who looked at themselves. */
const sightSql = (reader: PersonActor): Sql =>
  sql`((r.case_id IS NULL AND NOT (r.subject_ids @> ARRAY[${reader.remoteId}]::text[])) OR (r.case_id IS NOT NULL AND NOT EXISTS (
    SELECT FROM "case" c WHERE c.id = r.case_id AND NOT ${visibleInLogSql(reader)})))`

/** Which of these people have a case that the reader may not know of: their names are not told. */
export async function hiddenOf(db: Db, reader: PersonActor, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const cases = await db.case.findMany({
    where: { instanceId: reader.instanceId, subjectId: { in: [...new Set(ids)] }, NOT: visibleInLog(reader) },
    select: { subjectId: true },
  })
  return new Set(cases.flatMap(({ subjectId }) => subjectId ?? []))
}

/** Handles of the people whom rows are about, as the mirror knows them. */
export async function handlesOf(db: Db, instanceId: string, ids: readonly string[]): Promise<Map<string, string>> {
  const found = await db.account.findMany({
    where: { instanceId, remoteId: { in: [...new Set(ids)] } },
    select: { remoteId: true, acct: true },
  })
  return new Map(found.map(({ remoteId, acct }) => [remoteId, `@${acct}`]))
}
