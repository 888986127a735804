import { visibleInLog } from '@/lib/features/cases/model'
import { asReader } from '@/lib/features/staff/store'
import { type Actor, can, type PersonActor } from '@/lib/platform/access/access'
import type { Db, Prisma } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'

type Where = Prisma.AuditRowWhereInput

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
  where: Where
}

/**
 * The rows of one instance. A row does not name its instance: it is that of the person who did it, else that of its case, else,
 * where the console itself or nobody signed in did it, that of the time at which it was done. What the console still did for a
 * former instance afterwards (tokens given back) stands with the next one. Those of a former one are the owner's to read, as
 * its cases are.
 */
export async function scopeOf(db: Db, actor: Actor, formerId: string | undefined): Promise<Scope> {
  if (actor.kind !== 'person') throw new AppError('notAllowed', { permission: 'audit.read' })
  const archived = await db.instance.findMany({
    where: { state: 'archived' },
    include: { people: { select: { id: true } } },
    orderBy: { archivedAt: 'desc' },
  })
  const formers = can(actor, 'archive.read') ? archived.map(formerIn) : []
  const chosen = archived.find(({ id }) => id === formerId && formers.length > 0)
  if (!chosen)
    return { reader: actor, former: null, formers, where: { AND: [presentWhere(archived), secretsOf(actor)] } }
  const cases = await db.case.findMany({ where: { instanceId: chosen.id }, select: { id: true } })
  const where = { OR: [{ actorId: { in: idsOf(chosen.people) } }, { caseId: { in: idsOf(cases) } }, inTimeOf(chosen)] }
  return { reader: await asReader(db, actor, chosen.id), former: formerIn(chosen), formers, where }
}

interface Archived {
  id: string
  domain: string
  connectedAt: Date
  archivedAt: Date | null
  people: { id: string }[]
}

const formerIn = ({ id, domain, archivedAt, connectedAt }: Archived): Former => ({
  id,
  domain,
  archivedAt: (archivedAt ?? connectedAt).toISOString(),
})

function presentWhere(archived: readonly Archived[]): Where {
  const people = archived.flatMap((instance) => idsOf(instance.people))
  const byNobodyThere: Where = { OR: [{ actorId: null }, { actorId: { notIn: people } }] }
  return { AND: [byNobodyThere, ...archived.map((instance): Where => ({ NOT: inTimeOf(instance) }))] }
}

/** That a secret hold exists is for those who manage holds; its rows go by a name of their own (holds/commands). */
const secretsOf = (actor: Actor): Where =>
  can(actor, 'hold.manage') ? {} : { NOT: { command: { startsWith: 'holds.secret.' } } }

/** Both times are of the same press: the moment of the move belongs to the next instance. */
const inTimeOf = ({ connectedAt, archivedAt }: Archived): Where => ({
  actorId: null,
  caseId: null,
  at: { gte: connectedAt, lt: archivedAt ?? connectedAt },
})

const idsOf = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id)

export interface Sight {
  where: Where
  /** People of whom a case exists that the reader may not know of: their names are not told. */
  hidden: ReadonlySet<string>
}

/** Rows of cases that the reader may not see are not shown to them; rows without a case are, but not who looked at themselves. */
export async function sightOf(db: Db, reader: PersonActor): Promise<Sight> {
  const cases = await db.case.findMany({
    where: { NOT: visibleInLog(reader) },
    select: { id: true, instanceId: true, subjectId: true },
  })
  const ofNoCase = { caseId: null, NOT: { subjectIds: { has: reader.remoteId } } }
  const here = cases.filter(({ instanceId }) => instanceId === reader.instanceId)
  return {
    where: { OR: [ofNoCase, { caseId: { notIn: idsOf(cases) } }] },
    hidden: new Set(here.flatMap(({ subjectId }) => subjectId ?? [])),
  }
}

/** Handles of the people whom rows are about, as the mirror knows them. */
export async function handlesOf(db: Db, instanceId: string, ids: readonly string[]): Promise<Map<string, string>> {
  const found = await db.account.findMany({
    where: { instanceId, remoteId: { in: [...new Set(ids)] } },
    select: { remoteId: true, acct: true },
  })
  return new Map(found.map(({ remoteId, acct }) => [remoteId, `@${acct}`]))
}
