import { z } from 'zod'
import { isDown } from '@/lib/features/acts/deadlines'
import { actionsFor, actViews } from '@/lib/features/acts/queries'
import { ACCOUNT_ACTS } from '@/lib/features/acts/schema'
import { visibleAndOrdinary } from '@/lib/features/cases/model'
import { captureJob, captureOptions } from '@/lib/features/captures/jobs'
import { AGAIN_MS, isWhole } from '@/lib/features/captures/model'
import { type LastLook, lookIn } from '@/lib/features/captures/queries'
import { erasedAmong } from '@/lib/features/erased/statements'
import { evidenceOf } from '@/lib/features/evidence/queries'
import { heldOf } from '@/lib/features/holds/queries'
import { readPersonJob, readPersonOptions } from '@/lib/features/instances/jobs'
import { rulesOf } from '@/lib/features/intake/queries'
import { instanceIn } from '@/lib/features/mirror/queries'
import { removalsOf } from '@/lib/features/removals/queries'
import { type Actor, can } from '@/lib/platform/access/access'
import { type Db, type Prisma, sql } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { defineQuery, type QueryContext } from '@/lib/platform/queries/define'
import { briefOf, marksOf, ownerOf } from './model'
import { postViewsOf } from '@/lib/features/posts/queries'
import type { Action } from '@/lib/features/acts/schema'
import { CATEGORIES, type CaseView, type HistoryLine, type ReportView } from './schema'
import { type DeskRow, type EarlierRow, readDesk, readEarlier, readReports } from './statements'
import { timelineOf } from './timeline'

/** A case of reports with everything that is needed to decide on it. Opening it is a row of the audit. */
export const one = defineQuery({
  name: 'reports.case',
  permission: 'report.read',
  input: z.object({ caseId: z.uuid() }),
  async run(context, { caseId }): Promise<CaseView> {
    const { db, actor, now } = context
    const row = await readDesk(db, actor, caseId)
    const subjectId = row?.subjectId
    if (!row || !subjectId) throw new AppError('notFound')
    const { origin, isParty } = row
    const look = lookIn(row.look)
    const account = row.account && { ...row.account, createdAt: new Date(row.account.createdAt) }
    // What does not wait for each other is asked for together: a person waits for the whole page.
    const [isRead, reports, acts, earlier, posts, removals, timeline, actions, evidence, held, erased] =
      await Promise.all([
        recordReading(context, row, subjectId),
        reportsOf(db, row.id, origin),
        row.hasActs ? actsOn(context, { instanceId: row.instanceId, targetId: subjectId }) : [],
        readEarlier(db, actor, { caseId, instanceId: row.instanceId, subjectId }),
        postViewsOf(db, row),
        row.hasRemovals ? removalsOf(db, row, origin) : [],
        timelineOf(db, row.id),
        actionsFor(context, { ...row, ownerId: row.owner?.id ?? null }),
        evidenceOf(db, row.id),
        row.hasHolds ? heldOf(context, { case: { id: row.id, subjectId } }) : null,
        erasedAmong(db, row.instanceId, [subjectId]),
      ])
    if (!isRead) await lookAtRest(context, row.id, look)
    return {
      id: row.id,
      number: row.number,
      version: row.version,
      state: row.state === 'open' ? 'open' : 'closed',
      person: {
        ...briefOf(account, subjectId),
        url: account?.url ?? '',
        adminUrl: `${origin}/admin/accounts/${subjectId}`,
        joinedAt: (account?.createdAt ?? row.openedAt).toISOString(),
        postCount: account?.postCount ?? 0,
        followerCount: account?.followerCount ?? 0,
        marks: account ? marksOf(account, now) : [],
        roleName: account?.roleName ?? null,
        reportsAbout: row.reportsAbout,
        reportsBy: row.reportsBy,
        seenAt: new Date(account?.seenAt ?? row.openedAt).toISOString(),
      },
      reports,
      posts,
      removals,
      before: historyOf(earlier, acts),
      notes: (row.notes ?? []).map(({ personId, at, ...note }) => ({
        ...note,
        isYours: isActor(context, personId),
        at: new Date(at).toISOString(),
      })),
      timeline,
      acts: actViews(
        { actor, now, isParty },
        acts.filter((act) => act.caseId === row.id),
      ),
      owner: ownerOf(row.owner, actor),
      hasRoom: can(actor, 'room.read'),
      actions: withoutReports(actions, reports),
      down: isDown(row.failure) ? { why: row.failure, waits: row.actsWait ?? true } : null,
      mayExport: can(actor, 'case.export'),
      next: row.next,
      previous: row.previous,
      evidence,
      look,
      held,
      erasedAt: erased.get(subjectId)?.toISOString() ?? null,
      sync: instanceIn(row.standing).sync,
      now: now.toISOString(),
    }
  },
})

/** A case that was opened to hold an act may have no report: then there is nothing to open again. */
function withoutReports(actions: Action[], reports: readonly ReportView[]): Action[] {
  if (reports.length > 0) return actions
  const noReports = { isOff: true, why: 'noReports' }
  return actions.map((action) => (action.name === 'reopen' ? { ...action, ...noReports } : action))
}

/** Reports that may be counted: in no case that is hidden from the actor, and neither from nor about them. */
export function inSightOf(actor: Actor): Prisma.ReportWhereInput {
  const remoteId = actor.kind === 'person' ? actor.remoteId : ''
  return {
    cases: { every: { case: visibleAndOrdinary(actor) } },
    NOT: { OR: [{ reporterId: remoteId }, { targetId: remoteId }] },
  }
}

export const SAME_READING_MS = 10 * 60_000

/**
 * One row for each time a person opens a case; the page that refreshes itself is still the same reading: then it answers false.
 */
async function recordReading(
  { actor, now, remember, enqueue }: QueryContext,
  row: Pick<DeskRow, 'id' | 'instanceId' | 'notes' | 'readAt'>,
  subjectId: string,
): Promise<boolean> {
  if (actor.kind !== 'person') return false
  const { readAt } = row
  // A note that speaks to them makes it another reading, at once.
  const isSpokenTo = row.notes?.some(
    (note) => readAt && new Date(note.at) > readAt && note.mentions.includes(actor.name),
  )
  if (readAt && !isSpokenTo && now.getTime() - readAt.getTime() < SAME_READING_MS) return false
  await remember({ caseId: row.id, subjectIds: [subjectId] }, async (tx) => {
    await tx.$executeRaw(sql`
      INSERT INTO case_reading (person_id, case_id, at) VALUES (${actor.id}::uuid, ${row.id}::uuid, ${now})
      ON CONFLICT (person_id, case_id) DO UPDATE SET at = excluded.at`)
    const person = { instanceId: row.instanceId, remoteId: subjectId }
    await enqueue(readPersonJob, person, readPersonOptions(subjectId), tx)
    await enqueue(captureJob, { caseId: row.id, personId: actor.id }, captureOptions(row.id), tx)
  })
  return true
}

/** The same reading, and something was put to the case that the last look did not cover: there is another one, after a while. */
async function lookAtRest({ actor, enqueue }: QueryContext, caseId: string, look: LastLook | null): Promise<void> {
  if (actor.kind !== 'person' || look?.state !== 'done' || isWhole(look)) return
  const runAt = new Date(new Date(look.at).getTime() + AGAIN_MS)
  const options = { ...captureOptions(caseId), runAt, keepsTime: true }
  await enqueue(captureJob, { caseId, personId: actor.id }, options)
}

const isActor = ({ actor }: QueryContext, personId: string): boolean => actor.kind === 'person' && actor.id === personId

export async function reportsOf(db: Pick<Db, '$queryRaw'>, caseId: string, origin: string): Promise<ReportView[]> {
  const rows = await readReports(db, caseId)
  return rows.map(({ reporter, reporterId, createdAt, resolvedAt, ...row }) => ({
    ...row,
    category: CATEGORIES.find((known) => known === row.category) ?? 'other',
    rules: rulesOf(row.rules),
    reporter: briefOf(reporter, reporterId),
    isFromServer: Boolean(reporter?.domain),
    createdAt: createdAt.toISOString(),
    isForwarded: row.isForwarded === true,
    resolvedAt: resolvedAt?.toISOString() ?? null,
    url: `${origin}/admin/reports/${row.id}`,
  }))
}

type ActRow = Prisma.ActGetPayload<{ include: { person: true } }>

/** Acts of this console on the person that the actor may see, the newest first. */
const actsOn = ({ db, actor }: QueryContext, on: { instanceId: string; targetId: string }): Promise<ActRow[]> =>
  db.act.findMany({
    where: { ...on, case: visibleAndOrdinary(actor) },
    include: { person: true },
    // Of those asked for together the first stays first.
    orderBy: [{ askedAt: 'desc' }, { id: 'asc' }],
  })

/** What came before: acts of this console on the person, and reports of other cases, newest first. */
function historyOf(earlier: readonly EarlierRow[], acts: readonly ActRow[]): HistoryLine[] {
  const harsh = acts.filter((act) => act.state === 'confirmed' && ACCOUNT_ACTS.some((kind) => kind === act.kind))
  const lines = [
    ...harsh.map((act) => ({ at: act.askedAt, kind: 'act' as const, what: act.kind, count: 1, by: act.person.acct })),
    ...earlier.map((row) => ({ ...row, kind: 'reports' as const, by: null })),
  ]
  const newestFirst = lines.toSorted((a, b) => b.at.getTime() - a.at.getTime())
  return newestFirst.slice(0, 20).map((line) => ({ ...line, at: line.at.toISOString() }))
}
