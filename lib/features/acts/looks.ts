import { isPartyTo } from '@/lib/features/conflicts/queries'
import { connectionOf, type PersonConnection } from '@/lib/features/instances/connections'
import { takeIn } from '@/lib/features/intake/commands'
import { accountRow, rowsOf } from '@/lib/features/intake/parse'
import type { ReportAnswer } from '@/lib/features/snapshots/store'
import { showAdminAccount } from '@/lib/integrations/mastodon/client/adminAccounts'
import { MastodonFailure } from '@/lib/integrations/mastodon/client/failure'
import { listReports, showReport } from '@/lib/integrations/mastodon/client/reports'
import { runCommand } from '@/lib/platform/commands/run'
import { transaction } from '@/lib/platform/db/client'
import { enqueue, type JobContext } from '@/lib/platform/jobs/define'
import { readBackJob } from './jobs'
import { type ActKind, isHarsh, isProvedBy, isReportAct, leavesSameTrace, resolvesAllReports } from './model'
import { LAST_LOOK, settle } from './outcomes'
import { change } from './schema'

const MACHINE = { kind: 'system', name: 'acts' } as const

export async function actOf({ db }: JobContext, actId: string) {
  const act = await db.act.findUnique({ where: { id: actId }, include: { person: true, after: true } })
  return act ? { ...act, kind: act.kind as ActKind } : null // Written by `intend` from the same union.
}
export type ActRow = NonNullable<Awaited<ReturnType<typeof actOf>>>

const LOOK_AGAIN_MS = [3_000, 15_000, 60_000, 240_000]

/** Reads Mastodon back and settles the act by what is seen; when nothing can be seen now, looks again later. */
export async function lookNow(context: JobContext, act: ActRow, look: number): Promise<void> {
  const connection = await connectionOf(context.db, act.personId)
  const seen = connection ? await seeMastodon(context, act, connection) : null
  const fresh = await actOf(context, act.id)
  if (!fresh) return
  const proved = seen ? isProvedBy(proofOf(fresh, await hasRival(context, fresh)), seen) : null
  if (proved === true || (proved === null && seen && fresh.answeredAt)) return done(context, act, 'confirmed')
  if (look >= LAST_LOOK) return done(context, act, 'notConfirmed')
  // An answer that was lost may still be on its way into effect: a little later it shows, or it never came.
  const runAt = new Date(context.now().getTime() + (LOOK_AGAIN_MS[look] ?? 60_000))
  await transaction(context.db, (tx) =>
    enqueue(tx, readBackJob, { actId: act.id, look: look + 1 }, { runAt, key: `look:${act.id}` }),
  )
  if (look > 0) await done(context, act, 'notConfirmed')
}

/** What Mastodon shows of the account and the report; null when it cannot be asked. */
async function seeMastodon(context: JobContext, act: ActRow, connection: PersonConnection) {
  const askedAt = context.now()
  try {
    const account = isReportAct(act.kind) ? null : (await showAdminAccount(connection, act.targetId)).value
    const reportIds = await reportsToRead(context, act)
    const answers = []
    for (const id of reportIds) answers.push(await showReport(connection, id))
    const reports = answers.map((answer) => answer.value)
    const accounts = account ? [accountRow(account)] : []
    await takeInBack(context, act, { accounts, reports: reports.map(rowsOf), answers, askedAt })
    const report = reports.find((r) => r.id === act.reportId)
    return {
      account: account ? accountRow(account) : null,
      report: report ? rowsOf(report).report : null,
    }
  } catch (error) {
    if (!(error instanceof MastodonFailure)) throw error
    return null
  }
}

// What resolves every open report on the person: all of the case are read again.
async function reportsToRead({ db }: JobContext, act: ActRow): Promise<string[]> {
  if (isReportAct(act.kind) || act.kind === 'warn') return act.reportId ? [act.reportId] : []
  if (!resolvesAllReports(act.kind)) return []
  const links = await db.caseReport.findMany({
    where: { caseId: act.caseId, report: { isResolved: false, goneAt: null } },
    select: { reportId: true },
  })
  return links.map((link) => link.reportId)
}

export async function takeInBack(
  context: JobContext,
  act: ActRow,
  rows: {
    accounts?: ReturnType<typeof accountRow>[]
    reports?: ReturnType<typeof rowsOf>[]
    answers?: ReportAnswer[]
    askedAt: Date
  },
) {
  const { accounts = [], reports = [], answers = [], askedAt } = rows
  await command(context, takeIn, {
    instanceId: act.instanceId,
    reports,
    accounts,
    answers,
    seenAt: askedAt,
    isOwnAct: true,
  })
}

/**
 * Whether whoever asked for it would decide a report of their own: as the mirror has it, and, for what resolves every report,
 * as Mastodon has it now. What follows an act or takes one off resolves nothing.
 */
export async function isPartyNow({ db }: JobContext, act: ActRow, connection: PersonConnection): Promise<boolean> {
  if (act.afterId !== null || !decides(act.kind)) return false
  if (await isPartyTo(db, { instanceId: act.instanceId, subjectId: act.targetId }, act.person)) return true
  if (!resolvesAllReports(act.kind)) return false
  const theirs = { accountId: act.person.remoteId, targetAccountId: act.targetId }
  return (await listReports(connection, { state: 'open', ...theirs, limit: 1 })).value.length > 0
}

const decides = (kind: ActKind): boolean => isHarsh(kind) || (isReportAct(kind) && kind !== 'unassign')

const LATE_EFFECT_MS = 10 * 60_000

/** Whether another act that was sent could have done what is seen: later, or shortly before and never confirmed. */
async function hasRival({ db }: JobContext, act: ActRow): Promise<boolean> {
  if (!act.sentAt) return false
  const others = await db.act.findMany({
    where: {
      instanceId: act.instanceId,
      targetId: act.targetId,
      NOT: { id: act.id },
      OR: [
        { state: { in: ['sent', 'notConfirmed', 'confirmed'] }, sentAt: { gt: act.sentAt } },
        {
          state: { in: ['sent', 'notConfirmed'] },
          sentAt: { gt: new Date(act.sentAt.getTime() - LATE_EFFECT_MS) },
        },
      ],
    },
    select: { kind: true, personId: true, reportId: true },
  })
  return others.some((other) => leavesSameTrace(act, { ...other, kind: other.kind as ActKind })) // As in `actOf`.
}

export const proofOf = (act: ActRow, isRivalled: boolean) => ({
  kind: act.kind,
  actorRemoteId: act.person.remoteId,
  reportId: act.reportId,
  change: change.nullable().parse(act.change),
  hasRival: isRivalled,
})
const done = (context: JobContext, act: ActRow, state: 'confirmed' | 'notConfirmed') =>
  command(context, settle, { actId: act.id, state }).then(() => undefined)

export function command<O>(
  { db, now }: JobContext,
  what: Parameters<typeof runCommand<O>>[0],
  input: unknown,
): Promise<O> {
  return runCommand(what, { db, actor: MACHINE, now: now(), input })
}
