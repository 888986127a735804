import { connectionOf, type PersonConnection } from '@/lib/features/instances/connections'
import { takeIn } from '@/lib/features/intake/commands'
import { accountRow, rowsOf } from '@/lib/features/intake/parse'
import { noteDeadToken, noteRole } from '@/lib/features/staff/commands'
import { showAdminAccount } from '@/lib/integrations/mastodon/client/adminAccounts'
import { MastodonFailure } from '@/lib/integrations/mastodon/client/failure'
import { verifyCredentials } from '@/lib/integrations/mastodon/client/me'
import { showReport } from '@/lib/integrations/mastodon/client/reports'
import { has } from '@/lib/integrations/mastodon/schema/permissions'
import { runCommand } from '@/lib/platform/commands/run'
import { transaction } from '@/lib/platform/db/client'
import { defineWorker, enqueue, type JobContext } from '@/lib/platform/jobs/define'
import { callMastodon } from './calls'
import { LAST_LOOK, markSent, noteAnswer, settle } from './commands'
import { performOptions } from './intents'
import { performActJob, readBackJob, sweepActsJob } from './jobs'
import {
  type AccountFlags,
  type ActKind,
  isProvedBy,
  isReportAct,
  isSettled,
  missingFor,
  rankOf,
  rankOff,
  resolvesAllReports,
  stateOff,
} from './model'
import { change } from './schema'

const MACHINE = { kind: 'system', name: 'acts' } as const

async function actOf({ db }: JobContext, actId: string) {
  const act = await db.act.findUnique({ where: { id: actId }, include: { person: true, after: true } })
  return act ? { ...act, kind: act.kind as ActKind } : null // Written by `intend` from the same union.
}
type ActRow = NonNullable<Awaited<ReturnType<typeof actOf>>>

/**
 * Before: role and account are read afresh. Then `sent` is committed, the call is made, its answer is kept, and Mastodon is
 * read back. A run that finds the act already sent makes no call: it only looks.
 */
export const performAct = defineWorker(performActJob, async ({ actId }, context) => {
  const act = await actOf(context, actId)
  if (!act) return
  if (act.state === 'sent') return lookNow(context, act, 0)
  if (act.state !== 'asked' || isHeldBack(act)) return
  const connection = await connectionOf(context.db, act.personId)
  if (!connection) return fail(context, act, 'signInAgain')
  const obstacle = await obstacleTo(context, act, connection)
  if (obstacle) return fail(context, act, obstacle)
  const { isFresh } = await command(context, markSent, { actId })
  if (!isFresh) return
  try {
    await callMastodon(connection, act)
    await command(context, noteAnswer, { actId })
  } catch (error) {
    if (!(error instanceof MastodonFailure)) throw error
    if (error.kind === 'tokenDead') await command(context, noteDeadToken, { personId: act.personId })
    if (!error.maybeActed) return fail(context, act, reasonOf(act, error))
  }
  await lookNow(context, act, 0)
})

/** What it waits for in its group is not confirmed yet: it is woken when that is. */
const isHeldBack = ({ after }: ActRow): boolean => after !== null && after.state !== 'confirmed'

/** Mastodon says "not allowed" of a role that is too low and of a state that does not fit alike (1.10, 2.1). */
function reasonOf({ kind }: ActRow, { kind: failure }: MastodonFailure): string {
  if (failure !== 'notAllowed') return failure
  return resolvesAllReports(kind) ? 'roleTooHigh' : kind === 'unsuspend' ? 'notSuspendedHere' : failure
}

export const readBackAct = defineWorker(readBackJob, async ({ actId, look }, context) => {
  const act = await actOf(context, actId)
  if (act && (act.state === 'sent' || act.state === 'notConfirmed')) await lookNow(context, act, look)
})

/** Every minute: acts that a dead process left behind. Performing again is safe, since only one run finds them `asked`. */
export const sweepActs = defineWorker(sweepActsJob, async (_payload, { db, now }) => {
  const since = new Date(now().getTime() - 60_000)
  const asked = await db.act.findMany({
    where: { state: 'asked', askedAt: { lt: since }, OR: [{ afterId: null }, { after: { state: 'confirmed' } }] },
    select: { id: true },
    take: 100,
  })
  const sent = await db.act.findMany({
    where: { state: 'sent', sentAt: { lt: since } },
    select: { id: true },
    take: 100,
  })
  await transaction(db, async (tx) => {
    for (const { id } of asked) await enqueue(tx, performActJob, { actId: id }, performOptions(id))
    for (const { id } of sent) await enqueue(tx, readBackJob, { actId: id, look: LAST_LOOK - 1 }, { key: `look:${id}` })
  })
})

/** Why the call is not made at all, as a code; null when nothing stands in its way. */
async function obstacleTo(context: JobContext, act: ActRow, connection: PersonConnection): Promise<string | null> {
  try {
    const me = (await verifyCredentials(connection)).value
    const roleName = me.role && me.role.id !== '-99' ? me.role.name : ''
    await command(context, noteRole, { personId: act.personId, permissions: me.permissions.toString(), roleName })
    const missing = missingFor(act.kind, (permission) => has(me.permissions, permission))
    if (missing) return missing
    if (act.kind === 'warn') return null
    if (isReportAct(act.kind)) return (await isSettledThere(context, act, connection)) ? 'alreadyDone' : null
    const account = accountRow((await showAdminAccount(connection, act.targetId)).value)
    await takeInBack(context, act, { accounts: [account] })
    if (isProvedBy(proofOf(act), { account, report: null })) return 'alreadyDone'
    const rank = rankOf(account, { roleName, permissions: me.permissions.toString() })
    // Somebody may have done something else to them since the button was pressed.
    return rankOff({ kind: act.kind, rank }) ?? stateOff(standing(act.kind, account))
  } catch (error) {
    if (!(error instanceof MastodonFailure)) throw error
    if (error.kind === 'tokenDead') await command(context, noteDeadToken, { personId: act.personId })
    return error.kind
  }
}

// Mastodon lets a report be resolved again, and puts the later name over that of whoever did it.
async function isSettledThere(context: JobContext, act: ActRow, connection: PersonConnection): Promise<boolean> {
  if (act.kind !== 'resolve' && act.kind !== 'reopen') return false
  const rows = rowsOf((await showReport(connection, act.reportId ?? '')).value)
  await takeInBack(context, act, { reports: [rows] })
  return isSettled(act.kind, rows.report)
}

/** What the rules of an account's state ask for; those of the case were asked when the act was. */
const standing = (kind: ActKind, account: AccountFlags & { domain: string | null }) => ({
  ...account,
  kind,
  isLocal: account.domain === null,
  isCaseOpen: true,
  isOwnedByYou: true,
})

const LOOK_AGAIN_MS = [3_000, 15_000, 60_000, 240_000]

/** Reads Mastodon back and settles the act by what is seen; when nothing can be seen now, looks again later. */
async function lookNow(context: JobContext, act: ActRow, look: number): Promise<void> {
  const connection = await connectionOf(context.db, act.personId)
  const seen = connection ? await seeMastodon(context, act, connection) : null
  const fresh = await actOf(context, act.id)
  if (!fresh) return
  const proved = seen ? isProvedBy(proofOf(fresh), seen) : null
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
  try {
    const account = isReportAct(act.kind) ? null : (await showAdminAccount(connection, act.targetId)).value
    const reportIds = await reportsToRead(context, act)
    const reports = []
    for (const id of reportIds) reports.push((await showReport(connection, id)).value)
    await takeInBack(context, act, { accounts: account ? [accountRow(account)] : [], reports: reports.map(rowsOf) })
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

async function takeInBack(
  context: JobContext,
  act: ActRow,
  rows: { accounts?: ReturnType<typeof accountRow>[]; reports?: ReturnType<typeof rowsOf>[] },
) {
  const { accounts = [], reports = [] } = rows
  await command(context, takeIn, {
    instanceId: act.instanceId,
    reports,
    accounts,
    seenAt: context.now(),
    isOwnAct: true,
  })
}

const proofOf = (act: ActRow) => ({
  kind: act.kind,
  actorRemoteId: act.person.remoteId,
  askedAt: act.askedAt,
  reportId: act.reportId,
  change: change.nullable().parse(act.change),
})
const done = (context: JobContext, act: ActRow, state: 'confirmed' | 'notConfirmed') =>
  command(context, settle, { actId: act.id, state }).then(() => undefined)
const fail = (context: JobContext, act: ActRow, failure: string) =>
  command(context, settle, { actId: act.id, state: 'failed', failure }).then(() => undefined)

function command<O>({ db, now }: JobContext, what: Parameters<typeof runCommand<O>>[0], input: unknown): Promise<O> {
  return runCommand(what, { db, actor: MACHINE, now: now(), input })
}
