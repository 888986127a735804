import { z } from 'zod'
import { actionsFor, actViews } from '@/lib/features/acts/queries'
import { ACCOUNT_ACTS, type Action, type ActKind } from '@/lib/features/acts/schema'
import { isPersonStopped } from '@/lib/features/cases/queries'
import { isPartyTo } from '@/lib/features/conflicts/queries'
import { visibleAndOrdinary } from '@/lib/features/cases/model'
import { reasonContactOff } from '@/lib/features/contacts/model'
import { readPersonJob, readPersonOptions } from '@/lib/features/instances/jobs'
import { syncOf } from '@/lib/features/mirror/queries'
import { briefOf, marksOf } from '@/lib/features/reports/model'
import { can, type PersonActor } from '@/lib/platform/access/access'
import type { CaseWhere, Db, Prisma } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { defineQuery, type QueryContext } from '@/lib/platform/queries/define'
import { ACTS_SHOWN, CASES_SHOWN, looksEmptied, NOTES_SHOWN } from './model'
import { knownOrRead } from './probing'
import { reportsPage } from '@/lib/features/history/queries'
import type { PersonAct, PersonAnswer, PersonNote, PersonView } from './schema'

export const accountId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)

/** The person behind the reports: everything that this console knows of them, as far as the actor may see it. */
export const one = defineQuery({
  name: 'people.one',
  permission: 'people.read',
  input: z.object({ accountId }),
  async run(context, input): Promise<PersonAnswer> {
    const { db, actor, now } = context
    if (actor.kind !== 'person') throw new AppError('notFound')
    const at: Place = { actor, instanceId: actor.instanceId, remoteId: input.accountId }
    const instance = await db.instance.findUniqueOrThrow({ where: { id: at.instanceId } })
    const found = await knownOrRead(context, at)
    if ('failure' in found) return { isRead: false, domain: instance.domain, failure: found.failure }
    const { account } = found
    await recordReading(context, at)
    const cases = casesOf(at)
    const barrier = await barrierTo(db, at)
    const [about, by, acts, notes, desk, keptContact] = await Promise.all([
      reportsPage(context, at, { side: 'about', origin: instance.origin }),
      reportsPage(context, at, { side: 'by', origin: instance.origin }),
      actsOn({ ...context, isParty: barrier === 'concernsYou' }, at, account),
      notesOn(context, cases),
      deskOf(context, cases),
      db.accountContact.findUnique({
        where: { instanceId_remoteId: { instanceId: at.instanceId, remoteId: at.remoteId } },
        select: { seenAt: true },
      }),
    ])
    const admin = `${instance.origin}/admin/accounts/${account.remoteId}`
    return {
      isRead: true,
      person: personOf(account, at, now),
      about,
      by,
      ...(await casesShown(context, cases)),
      acts,
      ...notes,
      contact: {
        why: account.domain === null ? reasonContactOff(actor) : 'contactRemote',
        keptSince: keptContact?.seenAt.toISOString() ?? null,
      },
      desk,
      mayOpenCase: desk === null && barrier === null && can(actor, 'report.act'),
      actions: await actionsOn(context, at, { barrier: barrier ?? (account.goneAt ? 'gone' : null), desk }),
      elsewhere: [
        { what: 'strikes', url: admin },
        { what: 'notes', url: admin },
        { what: 'appeals', url: `${instance.origin}/admin/disputes/appeals?status=pending` },
        { what: 'log', url: `${instance.origin}/admin/action_logs?target_account_id=${account.remoteId}` },
      ],
      sync: await syncOf(db, actor),
      now: now.toISOString(),
    }
  },
})

interface Place {
  actor: PersonActor
  instanceId: string
  remoteId: string
}

/** The cases about the person that the actor may work on. */
const casesOf = ({ actor, instanceId, remoteId }: Place): CaseWhere => ({
  AND: [visibleAndOrdinary(actor), { kind: 'report', instanceId, subjectId: remoteId }],
})

const SAME_READING_MS = 10 * 60_000

/** One row for each time somebody opens the page; and a fresh look at Mastodon, for which the page does not wait. */
async function recordReading({ db, now, remember, enqueue }: QueryContext, at: Place): Promise<void> {
  const key = { personId: at.actor.id, instanceId: at.instanceId, accountId: at.remoteId }
  const where = { personId_instanceId_accountId: key }
  const before = await db.accountReading.findUnique({ where })
  if (before && now.getTime() - before.at.getTime() < SAME_READING_MS) return
  await remember({ subjectIds: [at.remoteId] })
  await db.accountReading.upsert({ where, create: { ...key, at: now }, update: { at: now } })
  const person = { instanceId: at.instanceId, remoteId: at.remoteId }
  await enqueue(readPersonJob, person, readPersonOptions(at.remoteId))
}

type AccountRow = Prisma.AccountGetPayload<object>

function personOf(account: AccountRow, at: Place, now: Date): PersonView['person'] {
  return {
    ...briefOf(account, account.remoteId),
    url: account.url,
    isYou: account.remoteId === at.actor.remoteId,
    joinedAt: account.createdAt.toISOString(),
    postCount: account.postCount,
    followerCount: account.followerCount,
    marks: marksOf(account, now),
    roleName: account.roleName,
    locale: account.locale,
    inviteReason: account.inviteReason?.trim() || null,
    movedTo: account.movedTo,
    formerHandles: account.formerAccts.map((acct) => `@${acct}`),
    seenAt: account.seenAt.toISOString(),
    goneAt: account.goneAt?.toISOString() ?? null,
    looksEmptied: looksEmptied(account),
  }
}

async function casesShown({ db }: QueryContext, where: CaseWhere): Promise<Pick<PersonView, 'cases' | 'caseCount'>> {
  const rows = await db.case.findMany({
    where,
    orderBy: [{ state: 'desc' }, { openedAt: 'desc' }],
    take: CASES_SHOWN,
    include: { _count: { select: { reports: true } } },
  })
  return {
    caseCount: await db.case.count({ where }),
    cases: rows.map((row) => ({
      caseId: row.id,
      number: row.number,
      state: stateOf(row),
      reportCount: row._count.reports,
      openedAt: row.openedAt.toISOString(),
    })),
  }
}
const stateOf = (row: { state: string }) => (row.state === 'open' ? 'open' : 'closed')

/** Acts on the account, newest first; what was done to single reports stands in their cases. */
async function actsOn(
  context: QueryContext & { isParty: boolean },
  at: Place,
  account: AccountRow,
): Promise<PersonAct[]> {
  const rows = await context.db.act.findMany({
    where: {
      instanceId: at.instanceId,
      targetId: at.remoteId,
      kind: { in: [...ACCOUNT_ACTS] },
      case: visibleAndOrdinary(at.actor),
    },
    include: { person: true, case: { select: { id: true, number: true, version: true } } },
    orderBy: { askedAt: 'desc' },
    take: ACTS_SHOWN,
  })
  const acts = actViews(context, rows).flatMap((act) => {
    const its = rows.find((row) => row.groupId === act.groupId)?.case
    return its ? [{ ...act, caseId: its.id, caseNumber: its.number, version: its.version }] : []
  })
  // Of several limits the last one is undone, and none once the limit was taken off.
  return acts.map((act, place) => {
    const isLast = acts.findIndex((other) => other.kind === act.kind && other.isUndoable) === place
    return { ...act, isUndoable: act.isUndoable && isLast && (act.state === 'asked' || stands(act.kind, account)) }
  })
}

/** Whether the account still shows what was done; of what leaves no flag, yes. */
function stands(kind: ActKind, account: AccountRow): boolean {
  const flags: Partial<Record<ActKind, boolean>> = {
    limit: account.isSilenced,
    suspend: account.isSuspended,
    freeze: account.isDisabled,
    markSensitive: account.isSensitized,
  }
  return flags[kind] ?? true
}

async function notesOn(
  { db, actor }: QueryContext,
  cases: CaseWhere,
): Promise<{ notes: PersonNote[]; noteCount: number }> {
  const where = { case: cases }
  const rows = await db.caseNote.findMany({
    where,
    include: { person: true, case: { select: { number: true } } },
    orderBy: { at: 'desc' },
    take: NOTES_SHOWN,
  })
  return {
    noteCount: await db.caseNote.count({ where }),
    notes: rows.map((row) => ({
      id: row.id,
      by: row.person.acct,
      isYours: actor.kind === 'person' && row.personId === actor.id,
      text: row.text,
      at: row.at.toISOString(),
      caseId: row.caseId,
      caseNumber: row.case.number,
    })),
  }
}

/** The next act is written down in the open case, or else in the latest. */
async function deskOf({ db }: QueryContext, cases: CaseWhere): Promise<PersonView['desk']> {
  const row = await db.case.findFirst({ where: cases, orderBy: [{ state: 'desc' }, { openedAt: 'desc' }] })
  return row ? { caseId: row.id, number: row.number, version: row.version, state: stateOf(row) } : null
}

interface Standing {
  barrier: string | null
  desk: PersonView['desk']
}

async function actionsOn(context: QueryContext, at: Place, { barrier, desk }: Standing): Promise<Action[]> {
  const row = { instanceId: at.instanceId, state: desk?.state ?? 'closed', ownerId: null, subjectId: at.remoteId }
  const all = await actionsFor(context, row)
  return all
    .filter((action) => ACCOUNT_ACTS.some((kind) => kind === action.name))
    .map((action) => (barrier && !action.isOff ? { ...action, isOff: true, why: barrier } : action))
}

/** What stands before every act on this person, whatever its kind. */
export async function barrierTo(db: Pick<Db, 'case' | '$queryRaw'>, at: Place): Promise<string | null> {
  const subject = { instanceId: at.instanceId, subjectId: at.remoteId }
  if (at.remoteId === at.actor.remoteId) return 'notYourself'
  if (await isPersonStopped(db, subject)) return 'stopped'
  return (await isPartyTo(db, subject, at.actor)) ? 'concernsYou' : null
}
