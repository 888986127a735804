import { z } from 'zod'
import { actionsFor, actViews, downOf } from '@/lib/features/acts/queries'
import { ACCOUNT_ACTS } from '@/lib/features/acts/schema'
import { visibleAndOrdinary } from '@/lib/features/cases/model'
import { captureJob } from '@/lib/features/captures/jobs'
import { isPartyTo } from '@/lib/features/conflicts/queries'
import { readPersonJob } from '@/lib/features/instances/jobs'
import { rulesOf } from '@/lib/features/intake/queries'
import { syncOf } from '@/lib/features/mirror/queries'
import { removalsOf } from '@/lib/features/removals/queries'
import { type Actor, can } from '@/lib/platform/access/access'
import type { Db, Prisma } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { defineQuery, type QueryContext } from '@/lib/platform/queries/define'
import { briefOf, marksOf, ownerOf } from './model'
import { postViewsOf } from '@/lib/features/posts/queries'
import type { Action } from '@/lib/features/acts/schema'
import { type CaseView, type HistoryLine, type ReportView } from './schema'
import { timelineOf } from './timeline'

/** A case of reports with everything that is needed to decide on it. Opening it is a row of the audit. */
export const one = defineQuery({
  name: 'reports.case',
  permission: 'report.read',
  input: z.object({ caseId: z.uuid() }),
  async run(context, { caseId }): Promise<CaseView> {
    const { db, actor, now } = context
    const row = await db.case.findFirst({
      where: { AND: [{ id: caseId, kind: 'report' }, visibleAndOrdinary(actor)] },
      include: { owner: true, notes: { include: { person: true }, orderBy: { at: 'asc' } }, reportCase: true },
    })
    const subjectId = row?.subjectId
    if (!row || !subjectId) throw new AppError('notFound')
    await recordReading(context, row, subjectId)
    const where = { instanceId: row.instanceId }
    const { origin } = await db.instance.findUniqueOrThrow({ where: { id: row.instanceId } })
    // What does not wait for each other is asked for together: a person waits for the whole page.
    const [account, reports, acts, reportsAbout, reportsBy, removals, timeline, actions, isParty, down, next, sync] =
      await Promise.all([
        db.account.findUnique({ where: { instanceId_remoteId: { ...where, remoteId: subjectId } } }),
        reportsOf(db, row.id, origin),
        db.act.findMany({
          where: { ...where, targetId: subjectId, case: visibleAndOrdinary(actor) },
          include: { person: true },
          // Of those asked for together the first stays first.
          orderBy: [{ askedAt: 'desc' }, { id: 'asc' }],
        }),
        db.report.count({ where: { ...where, targetId: subjectId, ...inSightOf(actor) } }),
        db.report.count({ where: { ...where, reporterId: subjectId, ...inSightOf(actor) } }),
        removalsOf(db, row, origin),
        timelineOf(db, row.id),
        actionsFor(context, row),
        actor.kind === 'person' && isPartyTo(db, row, actor),
        downOf(db, actor),
        neighbours(context, row.reportCase),
        syncOf(db, actor),
      ])
    const [posts, before] = await Promise.all([
      postViewsOf(db, row, [...new Set(reports.flatMap((report) => report.postIds))]),
      historyOf(context, { caseId: row.id, instanceId: row.instanceId, subjectId }, acts),
    ])
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
        reportsAbout,
        reportsBy,
        seenAt: (account?.seenAt ?? row.openedAt).toISOString(),
      },
      reports,
      posts,
      removals,
      before,
      notes: row.notes.map((note) => ({
        id: note.id,
        by: note.person.acct,
        isYours: isActor(context, note.personId),
        text: note.text,
        mentions: note.mentions,
        at: note.at.toISOString(),
      })),
      timeline,
      acts: actViews(
        { actor, now, isParty },
        acts.filter((act) => act.caseId === row.id),
      ),
      owner: ownerOf(row.owner, actor),
      hasRoom: can(actor, 'room.read'),
      actions: withoutReports(actions, reports),
      down,
      mayExport: can(actor, 'case.export'),
      ...next,
      sync,
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

/** One row for each time a person opens a case; the page that refreshes itself is still the same reading. */
async function recordReading(
  { db, actor, now, remember, enqueue }: QueryContext,
  row: { id: string; instanceId: string; notes: readonly { mentions: string[]; at: Date }[] },
  subjectId: string,
): Promise<void> {
  if (actor.kind !== 'person') return
  const key = { personId: actor.id, caseId: row.id }
  const before = await db.caseReading.findUnique({ where: { personId_caseId: key } })
  // A note that speaks to them makes it another reading, at once.
  const isSpokenTo = row.notes.some((note) => before && note.at > before.at && note.mentions.includes(actor.name))
  if (before && !isSpokenTo && now.getTime() - before.at.getTime() < SAME_READING_MS) return
  await remember({ caseId: row.id, subjectIds: [subjectId] })
  await db.caseReading.upsert({ where: { personId_caseId: key }, create: { ...key, at: now }, update: { at: now } })
  const person = { instanceId: row.instanceId, remoteId: subjectId }
  await enqueue(readPersonJob, person, { key: `person:${subjectId}`, maxAttempts: 1 })
  await enqueue(captureJob, { caseId: row.id, personId: actor.id }, { key: `capture:${row.id}`, maxAttempts: 3 })
}

const isActor = ({ actor }: QueryContext, personId: string): boolean => actor.kind === 'person' && actor.id === personId

export async function reportsOf(db: Db, caseId: string, origin: string): Promise<ReportView[]> {
  const links = await db.caseReport.findMany({ where: { caseId }, include: { report: true } })
  const reports = links
    .map((link) => link.report)
    .toSorted((a, b) => Number(a.isResolved) - Number(b.isResolved) || (a.sequence < b.sequence ? 1 : -1))
  const people = reports.flatMap((report) =>
    [report.reporterId, report.assignedId, report.resolvedById].filter((id) => id !== null),
  )
  const accounts = await db.account.findMany({
    where: { instanceId: reports[0]?.instanceId ?? '00000000-0000-0000-0000-000000000000', remoteId: { in: people } },
  })
  const byId = new Map(accounts.map((account) => [account.remoteId, account]))
  const nameOf = (id: string | null) => (id ? (byId.get(id)?.acct ?? id) : null)
  return reports.map((report) => ({
    id: report.remoteId,
    category:
      report.category === 'spam' || report.category === 'legal' || report.category === 'rule'
        ? report.category
        : 'other',
    rules: rulesOf(report.rules),
    comment: report.comment,
    reporter: briefOf(byId.get(report.reporterId), report.reporterId),
    isFromServer: Boolean(byId.get(report.reporterId)?.domain),
    createdAt: report.createdAt.toISOString(),
    isForwarded: report.isForwarded === true,
    isResolved: report.isResolved,
    resolvedAt: report.resolvedAt?.toISOString() ?? null,
    resolvedBy: nameOf(report.resolvedById),
    assignedTo: nameOf(report.assignedId),
    postIds: report.postIds,
    url: `${origin}/admin/reports/${report.remoteId}`,
  }))
}

type ActRow = Prisma.ActGetPayload<{ include: { person: true } }>

/** What came before: acts of this console on the person, and reports of other cases, newest first. */
async function historyOf(
  { db, actor }: QueryContext,
  at: { caseId: string; instanceId: string; subjectId: string },
  acts: ActRow[],
): Promise<HistoryLine[]> {
  const harsh = acts.filter((act) => act.state === 'confirmed' && ACCOUNT_ACTS.some((kind) => kind === act.kind))
  const lines: HistoryLine[] = harsh.map((act) => ({
    at: act.askedAt.toISOString(),
    kind: 'act',
    what: act.kind,
    count: 1,
    by: act.person.acct,
  }))
  const others = await db.case.findMany({
    where: {
      instanceId: at.instanceId,
      subjectId: at.subjectId,
      kind: 'report',
      AND: [visibleAndOrdinary(actor), { NOT: { id: at.caseId } }],
    },
    include: { _count: { select: { reports: true } } },
  })
  lines.push(
    ...others.map((other) => ({
      at: (other.closedAt ?? other.openedAt).toISOString(),
      kind: 'reports' as const,
      what: other.state === 'open' ? 'open' : 'resolved',
      count: other._count.reports,
      by: null,
    })),
  )
  const loose = await db.report.findMany({
    where: { AND: [{ instanceId: at.instanceId, targetId: at.subjectId, cases: { none: {} } }, inSightOf(actor)] },
    orderBy: { createdAt: 'desc' },
    take: 20,
  })
  lines.push(
    ...loose.map((report) => ({
      at: (report.resolvedAt ?? report.createdAt).toISOString(),
      kind: 'reports' as const,
      what: 'resolved',
      count: 1,
      by: null,
    })),
  )
  return lines.toSorted((a, b) => (a.at < b.at ? 1 : -1)).slice(0, 20)
}

/** The cases before and after this one in the open queue, oldest first. */
async function neighbours({ db, actor }: QueryContext, here: { oldestAt: Date; caseId: string } | null) {
  if (!here) return { next: null, previous: null }
  const open: Prisma.ReportCaseWhereInput = {
    case: { AND: [visibleAndOrdinary(actor), { kind: 'report', state: 'open' }] },
  }
  const { oldestAt, caseId } = here
  const [next, previous] = await Promise.all([
    db.reportCase.findFirst({
      where: { AND: [open, { OR: [{ oldestAt: { gt: oldestAt } }, { oldestAt, caseId: { gt: caseId } }] }] },
      orderBy: [{ oldestAt: 'asc' }, { caseId: 'asc' }],
    }),
    db.reportCase.findFirst({
      where: { AND: [open, { OR: [{ oldestAt: { lt: oldestAt } }, { oldestAt, caseId: { lt: caseId } }] }] },
      orderBy: [{ oldestAt: 'desc' }, { caseId: 'desc' }],
    }),
  ])
  return { next: next?.caseId ?? null, previous: previous?.caseId ?? null }
}
