import { z } from 'zod'
import { moveOn } from '@/lib/features/cases/commands'
import { type CommandContext, defineCommand } from '@/lib/platform/commands/define'
import { newId, sql } from '@/lib/platform/db/client'
import { essenceOf, foldReports, type ReportFacts } from './model'
import type { AccountRow, MirrorRows } from './parse'
import { keepAccount, keepReport } from './store'

const mirrored = z.object({
  instanceId: z.uuid(),
  reports: z.array(z.custom<MirrorRows>()),
  accounts: z.array(z.custom<AccountRow>()).default([]),
  /** Ids of reports that Mastodon no longer has. */
  gone: z.array(z.string()).default([]),
  /** Ids of accounts that Mastodon no longer has. */
  goneAccounts: z.array(z.string()).default([]),
  seenAt: z.date(),
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
  async run(context, { instanceId, reports, accounts, gone, goneAccounts, seenAt, isOwnAct }) {
    const lost = await context.tx.report.findMany({
      where: { instanceId, remoteId: { in: gone } },
      select: { targetId: true },
    })
    const people = [
      ...reports.map((r) => r.report.targetId),
      ...accounts.map((a) => a.remoteId),
      ...lost.map((r) => r.targetId),
    ]
    const subjects = [...new Set(people)].toSorted()
    // One at a time per person and always in the same order: two processes reading the same page wait instead of deadlocking.
    for (const subject of subjects) {
      await context.tx.$queryRaw(
        sql`SELECT 1 AS held FROM (SELECT pg_advisory_xact_lock(hashtextextended(${`${instanceId} ${subject}`}, 0))) AS lock`,
      )
    }
    for (const account of accounts) await keepAccount(context.tx, instanceId, account, seenAt)
    for (const rows of reports) await keepReport(context.tx, instanceId, rows, seenAt)
    await context.tx.report.updateMany({
      where: { instanceId, remoteId: { in: gone }, goneAt: null },
      data: { goneAt: seenAt },
    })
    await context.tx.account.updateMany({
      where: { instanceId, remoteId: { in: goneAccounts }, goneAt: null },
      data: { goneAt: seenAt },
    })
    for (const subject of subjects) await settleSubject(context, { instanceId, subject, isOwnAct })
    return { subjects: subjects.length }
  },
})

interface Subject {
  instanceId: string
  subject: string
  isOwnAct: boolean
}

/** Brings the cases of one person in line with the reports on them. */
async function settleSubject(context: CommandContext, at: Subject): Promise<void> {
  const { tx } = context
  const where = { instanceId: at.instanceId, targetId: at.subject, goneAt: null }
  const reports = await tx.report.findMany({ where, include: { cases: true }, orderBy: { sequence: 'asc' } })
  const cases = await tx.case.findMany({
    where: { instanceId: at.instanceId, subjectId: at.subject, kind: 'report' },
    orderBy: { openedAt: 'desc' },
  })
  const homeless = reports.filter((report) => !report.isResolved && report.cases.length === 0)
  let home = cases.find((c) => c.class === 'childSafety') ?? cases.find((c) => c.state === 'open') ?? null
  if (!home) {
    const reopened = reports.find((report) => !report.isResolved && report.cases.length > 0)
    home = cases.find((c) => reopened?.cases.some((link) => link.caseId === c.id)) ?? null
  }
  if (!home && homeless.length > 0) home = await openCase(context, at, homeless.length)
  if (home && homeless.length > 0) {
    const caseId = home.id
    await tx.caseReport.createMany({
      data: homeless.map((report) => ({ caseId, instanceId: at.instanceId, reportId: report.remoteId })),
      skipDuplicates: true,
    })
  }
  const touched = new Set([...cases.map((c) => c.id), ...(home ? [home.id] : [])])
  for (const caseId of touched) await settleCase(context, { ...at, caseId })
}

async function openCase({ tx, now, remember }: CommandContext, at: Subject, count: number) {
  const id = newId()
  const row = await tx.case.create({
    data: {
      id,
      instanceId: at.instanceId,
      kind: 'report',
      subjectId: at.subject,
      partyIds: [at.subject],
      openedAt: now,
    },
  })
  remember({ command: 'cases.open', caseId: id, subjectIds: [at.subject], fields: { reports: count } })
  return row
}

/** Folds a case's reports into its queue row; opens or closes it when the reports say so. */
export async function settleCase(
  context: CommandContext,
  { instanceId, subject, caseId, isOwnAct }: Subject & { caseId: string },
): Promise<void> {
  const { tx, now, remember } = context
  const row = await tx.case.findUniqueOrThrow({ where: { id: caseId }, include: { reportCase: true } })
  const links = await tx.caseReport.findMany({ where: { caseId, report: { goneAt: null } }, include: { report: true } })
  const account = await tx.account.findUnique({ where: { instanceId_remoteId: { instanceId, remoteId: subject } } })
  const facts = await factsOf(
    context,
    instanceId,
    links.map((link) => link.report),
  )
  const fold = foldReports(facts, { acct: account?.acct ?? subject, displayName: account?.displayName ?? '' })
  if (!fold) return closeEmpty(context, { ...row, subject })
  const essence = essenceOf(
    links.map((link) => link.report),
    account,
  )
  const queueRow = { ...fold, essence, subjectDomain: account?.domain ?? null }
  await tx.reportCase.upsert({ where: { caseId }, create: { caseId, ...queueRow }, update: queueRow })
  const partyIds = [...new Set([subject, ...facts.map((report) => report.reporterId)])].toSorted()
  // A stopped case stays as it is until its people decide.
  const state = row.class === 'childSafety' ? row.state : fold.openCount > 0 ? 'open' : 'closed'
  const change = {
    partyIds,
    state,
    closedAt: state === 'closed' ? (row.closedAt ?? now) : null,
    ...(await newOwner(context, row, links)),
  }
  if (state !== row.state) {
    remember({
      command: state === 'open' ? 'cases.reopen' : 'cases.close',
      caseId,
      subjectIds: [subject],
      fields: { reports: links.length },
    })
  }
  const isChanged = !isOwnAct && row.reportCase !== null && row.reportCase.essence !== essence
  // While an act of ours is on its way, the mirror may meet its effect before the read-back does: that is no news to anybody.
  const isStale = isChanged && (await tx.act.count({ where: { caseId, state: { in: ['asked', 'sent'] } } })) === 0
  if (isStale) await moveOn(context, caseId, change)
  else await tx.case.update({ where: { id: caseId }, data: change })
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

// Mastodon's assignment is an event: it gives an owner to a case that has none, and takes none away.
async function newOwner(
  { tx, now }: CommandContext,
  row: { ownerId: string | null; instanceId: string },
  links: { report: { assignedId: string | null; isResolved: boolean } }[],
) {
  if (row.ownerId) return {}
  const assigned = links.find((link) => !link.report.isResolved && link.report.assignedId)?.report.assignedId
  const person = assigned
    ? await tx.person.findUnique({ where: { instanceId_remoteId: { instanceId: row.instanceId, remoteId: assigned } } })
    : null
  return person ? { ownerId: person.id, ownedAt: now } : {}
}

async function factsOf(
  { tx }: CommandContext,
  instanceId: string,
  reports: {
    remoteId: string
    sequence: bigint
    category: string
    comment: string
    createdAt: Date
    isResolved: boolean
    reporterId: string
    rules: unknown
    postIds: string[]
  }[],
): Promise<ReportFacts[]> {
  const reporters = await tx.account.findMany({
    where: { instanceId, remoteId: { in: reports.map((report) => report.reporterId) } },
    select: { remoteId: true, domain: true },
  })
  const domains = new Map(reporters.map((account) => [account.remoteId, account.domain]))
  const postIds = [...new Set(reports.flatMap((report) => report.postIds))]
  const media = await tx.media.groupBy({ by: ['postId'], where: { instanceId, postId: { in: postIds } }, _count: true })
  const pictures = new Map(media.map((group) => [group.postId, group._count]))
  return reports.map((report) => ({
    ...report,
    rules: rulesOf(report.rules),
    reporterDomain: domains.get(report.reporterId) ?? null,
    pictureCount: report.postIds.reduce((sum, id) => sum + (pictures.get(id) ?? 0), 0),
  }))
}

const ruleList = z.array(z.object({ id: z.string(), text: z.string() })).catch([])
export const rulesOf = (json: unknown): { id: string; text: string }[] => ruleList.parse(json)
