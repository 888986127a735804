import { z } from 'zod'
import { moveOn } from '@/lib/features/cases/commands'
import { erasedAmong } from '@/lib/features/erased/statements'
import { type ReportAnswer, sealReports } from '@/lib/features/snapshots/store'
import { type CommandContext, defineCommand } from '@/lib/platform/commands/define'
import { putAll } from '@/lib/platform/db/bulk'
import { newId, sql } from '@/lib/platform/db/client'
import { essenceOf, foldReports, homeOf, isSame } from './model'
import type { AccountRow, MirrorRows } from './parse'
import { type Known, knownOf, type KnownReport } from './queries'
import { withoutErased } from './readings'
import { keepAccounts, keepReports } from './store'

const mirrored = z.object({
  instanceId: z.uuid(),
  reports: z.array(z.custom<MirrorRows>()),
  accounts: z.array(z.custom<AccountRow>()).default([]),
  /** Ids of reports that Mastodon no longer has. */
  gone: z.array(z.string()).default([]),
  /** Ids of accounts that Mastodon no longer has. */
  goneAccounts: z.array(z.string()).default([]),
  seenAt: z.date(),
  /** What brought the reports, to be sealed when they are open and new. */
  answers: z.array(z.custom<ReportAnswer>()).default([]),
  /** Read back after an act of ours: the change was asked for here and makes no screen stale. */
  isOwnAct: z.boolean().default(false),
})

/**
 * Takes in what Mastodon said: mirror rows, and the cases that they open, join, reopen or close. Idempotent, so that a page
 * read twice changes nothing. Run by the mirror and after acts, never by a browser.
 */
export const takeIn = defineCommand({
  name: 'intake.takeIn',
  permission: 'mirror.write',
  input: mirrored,
  async run(context, { instanceId, gone, goneAccounts, seenAt, answers, isOwnAct, ...said }) {
    const { reports, accounts, isSealable } = await withoutErased(context.tx, { instanceId, ...said })
    const lost =
      gone.length > 0
        ? await context.tx.report.findMany({
            where: { instanceId, remoteId: { in: gone } },
            select: { targetId: true },
          })
        : []
    const people = [
      ...reports.map((r) => r.report.targetId),
      ...accounts.map((a) => a.remoteId),
      ...lost.map((r) => r.targetId),
    ]
    const subjects = [...new Set(people)].toSorted()
    await holdPeople(context, instanceId, subjects)
    await holdCases(context, instanceId, subjects)
    const seen = { instanceId, seenAt }
    await keepAccounts(context.tx, seen, [...accounts, ...reports.flatMap((rows) => rows.accounts)])
    await keepReports(context.tx, seen, reports)
    await noteGone(context, { instanceId, gone, goneAccounts, seenAt })
    await settle(context, { instanceId, subjects, isOwnAct })
    await sealReports(context, {
      instanceId,
      answers,
      reports: reports.flatMap(({ report }) => (isSealable(report.remoteId) ? [report] : [])),
    })
    return { subjects: subjects.length }
  },
})

// One at a time per person and always in the same order: two processes reading the same page wait instead of deadlocking.
async function holdPeople({ tx }: CommandContext, instanceId: string, subjects: readonly string[]): Promise<void> {
  const keys = subjects.map((subject) => `${instanceId} ${subject}`)
  await tx.$queryRaw(sql`
    SELECT count(*)::int AS held FROM (
      SELECT pg_advisory_xact_lock(hashtextextended(key, 0)) FROM unnest(${keys}::text[]) AS key OFFSET 0
    ) AS locks`)
}

// What a command writes about a case in this moment is seen before it is judged by: its owner is not overwritten by an older look.
export async function holdCases(
  { tx }: CommandContext,
  instanceId: string,
  subjects: readonly string[],
): Promise<void> {
  await tx.$queryRaw(sql`
    SELECT id FROM "case" WHERE instance_id = ${instanceId}::uuid AND subject_id = ANY(${subjects}::text[]) AND kind = 'report'
    ORDER BY id FOR UPDATE`)
}

interface Gone {
  instanceId: string
  gone: readonly string[]
  goneAccounts: readonly string[]
  seenAt: Date
}

async function noteGone({ tx }: CommandContext, { instanceId, gone, goneAccounts, seenAt }: Gone): Promise<void> {
  const among = (ids: readonly string[]) => ({ instanceId, remoteId: { in: [...ids] }, goneAt: null })
  const data = { goneAt: seenAt }
  if (gone.length > 0) await tx.report.updateMany({ where: among(gone), data })
  if (goneAccounts.length > 0) await tx.account.updateMany({ where: among(goneAccounts), data })
}

interface Settling {
  instanceId: string
  /** Mastodon's ids of the people. */
  subjects: readonly string[]
  isOwnAct: boolean
}

/** Brings the cases of some people in line with the reports on them: opens, joins, folds, closes and reopens them. */
export async function settle(context: CommandContext, { instanceId, subjects, isOwnAct }: Settling): Promise<void> {
  const { tx } = context
  const known = await knownOf(tx, { instanceId, subjects })
  const placed = subjects.flatMap((subject) => placesOf(known, subject))
  await openCases(context, instanceId, placed)
  await tx.caseReport.createMany({
    data: placed.flatMap(({ caseId, joining }) =>
      joining.map((report) => ({ caseId, instanceId, reportId: report.remoteId })),
    ),
    skipDuplicates: true,
  })
  const folded = placed.map((place) => ({ ...place, queueRow: queueRowOf(known, place) }))
  await putAll(tx, {
    table: 'report_case',
    key: ['case_id'],
    rows: folded.flatMap(({ caseId, before, queueRow }) =>
      queueRow && !isSame(queueRow, before?.reportCase) ? [{ caseId, ...queueRow }] : [],
    ),
  })
  for (const place of folded) await settleCase(context, { known, place, isOwnAct })
}

/** A case of one person, and the reports that stand in it from now on. */
interface Placed {
  caseId: string
  subject: string
  /** As it was; null for a case that is opened now. */
  before: Known['cases'][number] | null
  reports: KnownReport[]
  joining: KnownReport[]
}

function placesOf(known: Known, subject: string): Placed[] {
  const reports = known.reports.filter((report) => report.targetId === subject)
  const cases = known.cases.filter((row) => row.subjectId === subject)
  const homeless = reports.filter((report) => !report.isResolved && report.cases.length === 0)
  const home = homeOf(cases, reports)
  const joiningOf = (caseId: string) => (caseId === home?.id ? homeless : [])
  const opened =
    !home && homeless.length > 0
      ? [{ caseId: newId(), subject, before: null, reports: homeless, joining: homeless }]
      : []
  const kept = cases.map((before) => {
    const joining = joiningOf(before.id)
    const standing = reports.filter((report) => report.cases.some((link) => link.caseId === before.id))
    return { caseId: before.id, subject, before, reports: [...standing, ...joining], joining }
  })
  return [...kept, ...opened]
}

async function openCases({ tx, now, remember }: CommandContext, instanceId: string, placed: Placed[]): Promise<void> {
  const opened = placed.filter(({ before }) => before === null)
  const erased = await erasedAmong(
    tx,
    instanceId,
    opened.map(({ subject }) => subject),
  )
  await tx.case.createMany({
    data: opened.map((place) => ({
      id: place.caseId,
      instanceId,
      kind: 'report',
      subjectId: place.subject,
      partyIds: partiesOf(place),
      openedAt: now,
    })),
  })
  for (const { caseId, subject, reports } of opened) {
    const erasedAt = erased.get(subject)?.toISOString()
    const fields = { reports: reports.length, ...(erasedAt ? { erasedAt } : {}) }
    remember({ command: 'cases.open', caseId, subjectIds: [subject], fields })
  }
}

const partiesOf = ({ subject, reports }: Placed): string[] =>
  [...new Set([subject, ...reports.map((report) => report.reporterId)])].toSorted()

/** The case's row of the queue; null when none of its reports is left. */
function queueRowOf(known: Known, { subject, reports }: Placed) {
  const account = known.accounts.get(subject)
  const facts = reports.map((report) => ({
    ...report,
    reporterDomain: known.accounts.get(report.reporterId)?.domain ?? null,
    pictureCount: report.postIds.reduce((sum, id) => sum + (known.pictures.get(id) ?? 0), 0),
  }))
  const fold = foldReports(facts, { acct: account?.acct ?? subject, displayName: account?.displayName ?? '' })
  if (!fold) return null
  return { ...fold, essence: essenceOf(reports, account ?? null), subjectDomain: account?.domain ?? null }
}

interface Folding {
  known: Known
  place: Placed & { queueRow: ReturnType<typeof queueRowOf> }
  isOwnAct: boolean
}

/** Opens or closes a case when its reports say so; what changed makes the screens stale that show it. */
async function settleCase(context: CommandContext, { known, place, isOwnAct }: Folding): Promise<void> {
  const { tx, remember } = context
  const { caseId, subject, reports, queueRow } = place
  const before = beforeOf(place)
  if (!queueRow) return closeEmpty(context, { ...before, id: caseId, subject })
  const after = standingOf(context, { known, place, openCount: queueRow.openCount })
  if (after.state !== before.state) {
    const command = after.state === 'open' ? 'cases.reopen' : 'cases.close'
    remember({ command, caseId, subjectIds: [subject], fields: { reports: reports.length } })
  }
  const isChanged = !isOwnAct && before.reportCase !== null && before.reportCase.essence !== queueRow.essence
  // While an act of ours is on its way, the mirror may meet its effect before the read-back does: that is no news to anybody.
  // One that waits for Mastodon has had no effect, and may wait for a day.
  const onItsWay = { OR: [{ state: 'sent' }, { state: 'asked', waitsUntil: null }] }
  const isStale = isChanged && (await tx.act.count({ where: { caseId, ...onItsWay } })) === 0
  if (isStale) await moveOn(context, caseId, after)
  else if (!isSame(after, before)) await tx.case.update({ where: { id: caseId }, data: after })
}

const OPENED = { class: 'ordinary', state: 'open', ownerId: null, closedAt: null, reportCase: null }
const beforeOf = (place: Placed) => place.before ?? { ...OPENED, partyIds: partiesOf(place) }

function standingOf(
  { now }: CommandContext,
  { known, place, openCount }: { known: Known; place: Placed; openCount: number },
) {
  const { reports } = place
  const before = beforeOf(place)
  // A stopped case stays as it is until its people decide.
  const state = before.class === 'childSafety' ? before.state : openCount > 0 ? 'open' : 'closed'
  // Mastodon's assignment is an event: it gives an owner to a case that has none, and takes none away.
  const assigned = before.ownerId ? undefined : reports.find((report) => !report.isResolved && report.assignedId)
  const ownerId = known.staff.get(assigned?.assignedId ?? '')
  return {
    partyIds: partiesOf(place),
    state,
    closedAt: state === 'closed' ? (before.closedAt ?? now) : null,
    ...(ownerId ? { ownerId, ownedAt: now } : {}),
  }
}

/** Every report of the case was destroyed with its reporter or its target. */
async function closeEmpty(
  { tx, now, remember }: CommandContext,
  row: { id: string; state: string; class: string; subject: string },
): Promise<void> {
  if (row.state === 'closed' || row.class === 'childSafety') return
  await moveOn({ tx }, row.id, { state: 'closed', closedAt: now })
  remember({ command: 'cases.close', caseId: row.id, subjectIds: [row.subject], fields: { reports: 0 } })
}
