import { z } from 'zod'
import { visibleAndOrdinary, visibleInLog, visibleTo } from '@/lib/features/cases/model'
import { can, type PersonActor } from '@/lib/platform/access/access'
import { type Db, type Prisma, sql, type Tx } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { defineQuery, type QueryContext } from '@/lib/platform/queries/define'
import { isInForce, isSecretNow, keptUntil, mayKnow, purgeAt, reasonNot, type Source, SOURCES } from './model'
import type { AlarmView, HeldView, HoldList, HoldView } from './schema'
import { asFormer, idAmong } from './readings'
import { coversAccount, holdsOn } from './statements'

/** Every hold that the actor may know of, and what Mastodon is about to destroy of those held. */
export const list = defineQuery({
  name: 'holds.list',
  permission: 'hold.read',
  input: z.object({}),
  async run({ db, actor, now }): Promise<HoldList> {
    if (actor.kind !== 'person') throw new AppError('signIn.needed')
    const holds = await mayKnowWhere(db, actor, now, {})
    const people = await db.person.findMany({ where: { instanceId: actor.instanceId }, orderBy: { acct: 'asc' } })
    const held = holds.filter((hold) => isInForce(hold, now))
    return {
      holds: [...(await viewsOf(db, { actor, now, former: null }, holds)), ...(await ofFormer(db, actor, now))],
      alarms: await alarmsFor(db, actor, now, held),
      people: people
        .filter((person) => person.id !== actor.id && !person.remoteId.startsWith('guest:'))
        .map(({ id, acct }) => ({ id, acct })),
      mayManage: can(actor, 'hold.manage'),
      today: now.toISOString().slice(0, 10),
      now: now.toISOString(),
    }
  },
})

interface Look {
  actor: PersonActor
  now: Date
  /** Who looks, as they were on an instance that the console has left, and its domain. */
  former: { domain: string; as: PersonActor } | null
}

async function viewsOf(db: Db, { actor, now, former }: Look, holds: readonly HoldRow[]): Promise<HoldView[]> {
  const people = await db.person.findMany({
    where: { id: { in: holds.flatMap((hold) => [...whoIn(hold), ...hold.namedIds]) } },
    select: { id: true, acct: true },
  })
  const acctOf = (id: string | null) => people.find((person) => person.id === id)?.acct ?? null
  const cases = await db.case.findMany({ where: { id: { in: holds.flatMap((hold) => hold.caseIds) } } })
  const seen = await idsInSight(db, former?.as ?? actor, cases)
  const ids = holds.flatMap((hold) => hold.accountIds)
  const handles = await handlesOf(db, (former?.as ?? actor).instanceId, ids)
  return holds.map((hold) => ({
    ...termsOf(hold, now),
    former: former?.domain ?? null,
    cases: cases
      .filter((row) => hold.caseIds.includes(row.id))
      .map((row) => ({ id: row.id, number: row.number, href: seen.has(row.id) ? hrefOf(row) : null })),
    accounts: hold.accountIds.map((id) => ({ id, handle: handles.get(id) ?? id })),
    named: hold.namedIds.flatMap((id) => acctOf(id) ?? []),
    placedBy: acctOf(hold.placedById) ?? '',
    proposedBy: acctOf(hold.proposedById),
    releasedBy: acctOf(hold.releasedById),
    actions: can(actor, 'hold.manage') ? actionsOf(hold, { actor, former: former?.as ?? null, now }) : [],
  }))
}

async function idsInSight(db: Db, actor: PersonActor, cases: readonly { id: string }[]): Promise<Set<string>> {
  const where = { AND: [{ id: { in: cases.map((row) => row.id) } }, visibleTo(actor)] }
  const rows = await db.case.findMany({ where, select: { id: true } })
  return new Set(rows.map((row) => row.id))
}

const whoIn = ({ placedById, proposedById, releasedById }: HoldRow): string[] =>
  [placedById, proposedById, releasedById].filter((id) => id !== null)

const hrefOf = (row: { id: string; kind: string; class: string }): string =>
  `/${row.class === 'childSafety' ? 'safety' : row.kind === 'report' ? 'reports' : 'cases'}/${row.id}`

/** Holds of instances that the console has left: they keep what is theirs, and two people release them from here. */
async function ofFormer(db: Db, actor: PersonActor, now: Date): Promise<HoldView[]> {
  if (!can(actor, 'hold.manage')) return []
  const instances = await db.instance.findMany({ where: { state: 'archived' }, orderBy: { archivedAt: 'desc' } })
  const views = await Promise.all(
    instances.map(async ({ id, domain }) => {
      const as = await asFormer(db, actor, id)
      const former = as && { domain, as }
      const holds = as ? await mayKnowWhere(db, as, now, { state: { not: 'released' } }) : []
      return viewsOf(db, { actor, now, former }, holds)
    }),
  )
  return views.flat()
}

/** What holds keep one case, or one person: for whoever may see that, and without those that they may not know of. */
export const on = defineQuery({
  name: 'holds.on',
  permission: 'report.read',
  input: z.object({ caseId: z.uuid().optional(), accountId: z.string().max(64).optional() }),
  async run({ db, actor, now }, { caseId, accountId }): Promise<HeldView | null> {
    if (actor.kind !== 'person') throw new AppError('signIn.needed')
    const row = caseId ? await db.case.findFirst({ where: { AND: [{ id: caseId }, visibleAndOrdinary(actor)] } }) : null
    if (caseId && !row) throw new AppError('notFound')
    return heldOf({ db, actor, now }, { case: row, accountId })
  },
})

interface Held {
  case: { id: string; subjectId: string | null } | null
  accountId?: string | undefined
}

/** The same for whoever has asked already whether the case may be seen. */
export async function heldOf(
  { db, actor, now }: Pick<QueryContext, 'db' | 'actor' | 'now'>,
  { case: row, accountId }: Held,
): Promise<HeldView | null> {
  if (actor.kind !== 'person') return null
  const subject = accountId ?? row?.subjectId ?? null
  const scope = {
    instanceId: actor.instanceId,
    caseIds: row ? [row.id] : [],
    accountIds: accountId ? [accountId] : [],
  }
  const ids = await holdsOn(db, scope, now)
  const holds = ids.length > 0 ? await mayKnowWhere(db, actor, now, { id: { in: ids } }) : []
  if (holds.length === 0) return null
  const alarms = await alarmsFor(db, actor, now, holds)
  return {
    count: holds.length,
    keepUntil: keptUntil(holds)?.toISOString() ?? null,
    sources: [...new Set(holds.map((hold) => sourceOf(hold.source)))],
    isReleaseProposed: holds.every((hold) => hold.state === 'releaseProposed'),
    mayOpen: can(actor, 'hold.read'),
    alarms: alarms.filter((alarm) => alarm.accountId === subject),
  }
}

/** What is due: alarms of Mastodon's purge that somebody has to look at. */
export const due = defineQuery({
  name: 'holds.due',
  permission: 'report.read',
  input: z.object({}),
  async run({ db, actor, now }): Promise<AlarmView[]> {
    if (actor.kind !== 'person') throw new AppError('signIn.needed')
    const open = await db.purgeAlarm.count({
      where: { instanceId: actor.instanceId, settledAt: null, dueAt: { lte: now } },
    })
    if (open === 0) return []
    return alarmsFor(db, actor, now, await mayKnowWhere(db, actor, now, { state: { not: 'released' } }))
  },
})

export type HoldRow = Prisma.HoldGetPayload<object>

/**
 * The holds of the actor's instance of which they may know: secrecy, and that nobody learns here of a case that they may not see or
 * of one about themselves.
 */
export async function mayKnowWhere(
  db: Pick<Db, 'hold' | 'case'> | Tx,
  actor: PersonActor,
  now: Date,
  where: Prisma.HoldWhereInput,
): Promise<HoldRow[]> {
  const rows = await db.hold.findMany({
    where: { AND: [{ instanceId: actor.instanceId }, where] },
    orderBy: [{ placedAt: 'desc' }, { id: 'desc' }],
  })
  const who = { id: actor.id, mayManage: can(actor, 'hold.manage') }
  const told = rows.filter((hold) => mayKnow(hold, who, now) && !hold.accountIds.includes(actor.remoteId))
  const caseIds = [...new Set(told.flatMap((hold) => hold.caseIds))]
  const seen = await db.case.findMany({
    where: { AND: [{ id: { in: caseIds } }, visibleInLog(actor)] },
    select: { id: true },
  })
  const ids = new Set(seen.map((row) => row.id))
  // A case that retention has destroyed since hides nothing.
  const there = await db.case.findMany({
    where: { id: { in: caseIds } },
    select: { id: true, class: true, partyIds: true },
  })
  const hidden = new Set(there.map((row) => row.id).filter((id) => !ids.has(id)))
  // Whoever placed it knows of it already: a stop that came later does not take it from them, and they are one of the two.
  const stopped = new Set(
    there.filter((row) => row.class === 'childSafety' && !row.partyIds.includes(actor.remoteId)).map((row) => row.id),
  )
  const isTheirs = (hold: HoldRow) => hold.placedById === actor.id && who.mayManage
  const isConfined = !readsAll(actor)
  return told.filter(
    (hold) =>
      !hold.caseIds.some((id) => hidden.has(id) && !(isTheirs(hold) && stopped.has(id))) &&
      (!isConfined || hold.caseIds.some((id) => ids.has(id))),
  )
}

/** Counsel sees what is shared with them: a hold that names no case of theirs is none of it. */
const readsAll = (actor: PersonActor): boolean => actor.roles.some((role) => role !== 'lawyer')

const sourceOf = (text: string): Source => SOURCES.find((source) => source === text) ?? 'other'

function termsOf(hold: HoldRow, now: Date) {
  const isOver = hold.state !== 'released' && !isInForce(hold, now)
  const state = isOver ? 'over' : hold.state
  const { id, version, reference, releaseEvent, proposedWhy } = hold
  return {
    id,
    version,
    reference,
    releaseEvent,
    proposedWhy,
    source: sourceOf(hold.source),
    posts: hold.postIds,
    isEverything: hold.caseIds.length + hold.accountIds.length + hold.postIds.length === 0,
    from: iso(hold.fromAt),
    until: iso(hold.untilAt),
    startsAt: hold.startsAt.toISOString(),
    keepUntil: iso(hold.keepUntil),
    isSecret: isSecretNow(hold, now),
    secretUntil: iso(hold.secretUntil),
    state: STATES.find((known) => known === state) ?? 'active',
    placedAt: hold.placedAt.toISOString(),
    proposedAt: iso(hold.proposedAt),
    releasedAt: iso(hold.releasedAt),
  }
}
const STATES = ['active', 'releaseProposed', 'released', 'over'] as const
const iso = (at: Date | null): string | null => at?.toISOString() ?? null

function actionsOf(
  hold: HoldRow,
  { actor, former, now }: { actor: PersonActor; former: PersonActor | null; now: Date },
): HoldView['actions'] {
  return (['propose', 'confirm', 'withdraw', 'extend'] as const).flatMap((name) => {
    const why = reasonNot(name, hold, { personId: idAmong(hold, actor, former), now })
    // What does not fit its state is no button; what is for somebody else is one that says so.
    if (why && why !== 'hold.samePerson') return []
    return name === 'extend' && hold.keepUntil === null ? [] : [{ name, why }]
  })
}

/** The latest alarm of each account that these holds cover, as far as it is due and nobody has settled it. */
async function alarmsFor(db: Db, actor: PersonActor, now: Date, holds: readonly HoldRow[]): Promise<AlarmView[]> {
  const rows = await db.purgeAlarm.findMany({
    where: { instanceId: actor.instanceId, settledAt: null, dueAt: { lte: now }, NOT: { accountId: actor.remoteId } },
    orderBy: [{ beganAt: 'asc' }, { day: 'desc' }],
  })
  if (rows.length === 0 || holds.length === 0) return []
  const covered = new Set(await coveredBy(db, actor.instanceId, holds))
  const latest = rows.filter(
    (row, at) => covered.has(row.accountId) && rows.findIndex((other) => isSame(other, row)) === at,
  )
  const handles = await handlesOf(
    db,
    actor.instanceId,
    latest.map((row) => row.accountId),
  )
  return latest.map((row) => ({
    id: row.id,
    accountId: row.accountId,
    handle: handles.get(row.accountId) ?? row.accountId,
    kind: row.kind === 'gone' ? 'gone' : 'suspended',
    basis: row.basis === 'act' ? 'act' : 'seen',
    day: row.day,
    beganAt: row.beganAt.toISOString(),
    purgeAt: purgeAt(row.beganAt).toISOString(),
    maySettle: can(actor, 'hold.manage'),
  }))
}

const isSame = (one: { accountId: string; kind: string }, other: { accountId: string; kind: string }) =>
  one.accountId === other.accountId && one.kind === other.kind

/** Accounts with an alarm that one of these holds, and not only some other hold, covers. */
async function coveredBy(db: Db, instanceId: string, holds: readonly HoldRow[]): Promise<string[]> {
  const ids = holds.map((hold) => hold.id)
  const rows = await db.$queryRaw<{ id: string }[]>(sql`
    SELECT DISTINCT a.remote_id AS id FROM (SELECT instance_id, account_id AS remote_id FROM purge_alarm) a
    JOIN hold h ON h.id = ANY(${ids}::uuid[]) AND ${coversAccount('a')} WHERE a.instance_id = ${instanceId}::uuid`)
  return rows.map((row) => row.id)
}

async function handlesOf(db: Db, instanceId: string, ids: readonly string[]): Promise<Map<string, string>> {
  const found = await db.account.findMany({
    where: { instanceId, remoteId: { in: [...new Set(ids)] } },
    select: { remoteId: true, acct: true },
  })
  return new Map(found.map(({ remoteId, acct }) => [remoteId, `@${acct}`]))
}
