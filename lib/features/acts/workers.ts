import { isLookedAtBefore } from '@/lib/features/captures/model'
import { captureBefore } from '@/lib/features/captures/workers'
import { connectionOf, type PersonConnection } from '@/lib/features/instances/connections'
import { accountRow, rowsOf } from '@/lib/features/intake/parse'
import { noteDeadToken, noteRole } from '@/lib/features/staff/commands'
import { showAdminAccount } from '@/lib/integrations/mastodon/client/adminAccounts'
import { isAway, MastodonFailure } from '@/lib/integrations/mastodon/client/failure'
import { verifyCredentials } from '@/lib/integrations/mastodon/client/me'
import { showReport } from '@/lib/integrations/mastodon/client/reports'
import { has } from '@/lib/integrations/mastodon/schema/permissions'
import { transaction } from '@/lib/platform/db/client'
import { defineWorker, enqueue, type JobContext } from '@/lib/platform/jobs/define'
import { callMastodon } from './calls'
import { isAnsweringAgain, isKnownDown } from './deadlines'
import { performOptions } from './intents'
import { performActJob, readBackJob, sweepActsJob } from './jobs'
import { type ActRow, actOf, command, isPartyNow, lookNow, proofOf, takeInBack } from './looks'
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
import { LAST_LOOK, markSent, noteAnswer, postpone, settle } from './outcomes'

/**
 * Before: role and account are read afresh. Then `sent` is committed, the call is made, its answer is kept, and Mastodon is
 * read back. A run that finds the act already sent makes no call: it only looks. Where Mastodon does not answer, and nothing
 * was sent, the act waits; each try begins from the start.
 */
export const performAct = defineWorker(performActJob, async ({ actId }, context) => {
  const act = await actOf(context, actId)
  if (!act) return
  if (act.state === 'sent') return lookNow(context, act, 0)
  if (act.state !== 'asked' || isHeldBack(act) || isEarly(context, act)) return
  const connection = await connectionOf(context.db, act.personId)
  if (!connection) return refuse(context, act, 'signInAgain')
  if (await isToBeSpared(context, act)) return
  const obstacle = await obstacleTo(context, act, connection)
  if (obstacle instanceof MastodonFailure) return waitOrFail(context, act, { error: obstacle, from: 'asked' })
  if (obstacle) return refuse(context, act, obstacle)
  if (await isWithoutRoom(context, act)) return
  const { isFresh, sentAt } = await command(context, markSent, { actId })
  if (!isFresh) return
  try {
    await callMastodon(onlyWithin(SEND_WITHIN_MS, connection, { since: sentAt, now: context.now }), act)
    await command(context, noteAnswer, { actId })
  } catch (error) {
    if (!(error instanceof MastodonFailure)) throw error
    if (error.kind === 'tokenDead') await command(context, noteDeadToken, { personId: act.personId })
    if (!error.maybeActed) return waitOrFail(context, act, { error, from: 'sent' })
  }
  await lookNow(context, act, 0)
})

/**
 * A process that slept after it had said `sent` may wake when others have looked already, or its person has done it otherwise:
 * then the call is not made any more. Looked at in the last moment before it, and nothing was done for certain.
 */
function onlyWithin(ms: number, connection: PersonConnection, { since, now }: { since: Date; now: () => Date }) {
  const { http } = connection
  const ask: typeof http.ask = (request) => {
    if (now().getTime() - since.getTime() <= ms) return http.ask(request)
    throw new MastodonFailure('timeout', { method: request.method ?? 'GET', path: '', isUnsent: true })
  }
  return { ...connection, http: { ...http, ask } }
}
const SEND_WITHIN_MS = 10_000

/** What an act may take away is sealed before. Without room in the vault the act waits, whoever's it is: nothing else would keep it. */
async function isWithoutRoom(context: JobContext, act: ActRow): Promise<boolean> {
  if (!isLookedAtBefore(act.kind)) return false
  if ((await captureBefore(context, act)) !== 'full') return false
  const wait = { actId: act.id, why: 'vaultFull', resetAt: null, from: 'asked' }
  if (!(await command(context, postpone, wait)).waits) await refuse(context, act, 'vaultFull')
  return true
}

/** What it waits for in its group is not confirmed yet: it is woken when that is. */
const isHeldBack = ({ after }: ActRow): boolean => after !== null && after.state !== 'confirmed'

/** Its next try is set for later. */
const isEarly = ({ now }: JobContext, { waitsUntil }: ActRow): boolean => waitsUntil !== null && waitsUntil > now()

/** Waits on without knocking, where the reading has just found Mastodon down. */
async function isToBeSpared(context: JobContext, act: ActRow): Promise<boolean> {
  if (act.tries === 0) return false
  const mirror = await context.db.mirrorState.findUnique({ where: { instanceId: act.instanceId } })
  if (!isKnownDown(act, mirror, context.now())) return false
  const held = { actId: act.id, why: mirror?.failure ?? '', resetAt: null, from: 'asked', wasTried: false }
  return (await command(context, postpone, held)).waits
}

/** Nothing was done. It waits where that is all that can be done, and its person wants it to. */
async function waitOrFail(context: JobContext, act: ActRow, { error, from }: NotDone): Promise<void> {
  const end = from === 'asked' ? refuse : fail
  if (!act.isPatient || !isAway(error)) return end(context, act, reasonOf(act, error))
  const wait = { actId: act.id, why: error.kind, resetAt: error.detail.resetAt ?? null, from }
  const { waits } = await command(context, postpone, wait)
  if (!waits) await end(context, act, 'waitedTooLong')
}
interface NotDone {
  error: MastodonFailure
  from: 'asked' | 'sent'
}

/** Mastodon says "not allowed" of a role that is too low and of a state that does not fit alike (1.10, 2.1). */
function reasonOf({ kind }: ActRow, { kind: failure }: MastodonFailure): string {
  if (failure !== 'notAllowed') return failure
  return resolvesAllReports(kind) ? 'roleTooHigh' : kind === 'unsuspend' ? 'notSuspendedHere' : failure
}

export const readBackAct = defineWorker(readBackJob, async ({ actId, look }, context) => {
  const act = await actOf(context, actId)
  if (act && (act.state === 'sent' || act.state === 'notConfirmed')) await lookNow(context, act, look)
})

/**
 * Every minute: acts that a dead process left behind. Performing again is safe, since only one run finds them `asked`. Those
 * that wait for Mastodon are woken as soon as the reading hears from it again.
 */
export const sweepActs = defineWorker(sweepActsJob, async (_payload, { db, now }) => {
  const since = new Date(now().getTime() - 60_000)
  await wakeThoseWhoWait({ db, now })
  const asked = await db.act.findMany({
    where: {
      state: 'asked',
      askedAt: { lt: since },
      AND: [
        { OR: [{ afterId: null }, { after: { state: 'confirmed' } }] },
        { OR: [{ waitsUntil: null }, { waitsUntil: { lte: now() } }] },
      ],
    },
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

async function wakeThoseWhoWait({ db, now }: JobContext): Promise<void> {
  const waiting = await db.act.findMany({
    where: { state: 'asked', waitsUntil: { gt: now() } },
    select: { id: true, instanceId: true, tries: true, triedAt: true, waitsFor: true },
  })
  const states = await db.mirrorState.findMany({ where: { instanceId: { in: waiting.map((act) => act.instanceId) } } })
  const mirrors = new Map(states.map((state) => [state.instanceId, state]))
  const woken = waiting.filter((act) => isAnsweringAgain(act, mirrors.get(act.instanceId) ?? null))
  await db.act.updateMany({
    where: { id: { in: woken.map((act) => act.id) }, state: 'asked' },
    data: { waitsUntil: now() },
  })
}

/** Why the call is not made at all, as a code, or what Mastodon answered instead; null when nothing stands in its way. */
async function obstacleTo(
  context: JobContext,
  act: ActRow,
  connection: PersonConnection,
): Promise<string | MastodonFailure | null> {
  try {
    const me = (await verifyCredentials(connection)).value
    const roleName = me.role && me.role.id !== '-99' ? me.role.name : ''
    await command(context, noteRole, { personId: act.personId, permissions: me.permissions.toString(), roleName })
    const missing = missingFor(act.kind, (permission) => has(me.permissions, permission))
    if (missing) return missing
    if (await isPartyNow(context, act, connection)) return 'concernsYou'
    if (isReportAct(act.kind)) return (await isSettledThere(context, act, connection)) ? 'alreadyDone' : null
    if (act.kind === 'warn') return (await isSettledThere(context, act, connection)) ? 'reportClosed' : null
    const askedAt = context.now()
    const account = accountRow((await showAdminAccount(connection, act.targetId)).value)
    await takeInBack(context, act, { accounts: [account], askedAt })
    if (isProvedBy(proofOf(act, false), { account, report: null })) return 'alreadyDone'
    const rank = rankOf(account, { roleName, permissions: me.permissions.toString() })
    // Somebody may have done something else to them since the button was pressed.
    return rankOff({ kind: act.kind, rank }) ?? stateOff(standing(act.kind, account))
  } catch (error) {
    if (!(error instanceof MastodonFailure)) throw error
    if (error.kind === 'tokenDead') await command(context, noteDeadToken, { personId: act.personId })
    return error
  }
}

// Mastodon lets a report be resolved again, and puts the later name over that of whoever did it. That it was open right before
// the call is what makes its resolver a proof; and a warning that waited answers no report that somebody has closed meanwhile.
async function isSettledThere(context: JobContext, act: ActRow, connection: PersonConnection): Promise<boolean> {
  if (act.reportId === null || !['resolve', 'reopen', 'warn'].includes(act.kind)) return false
  const askedAt = context.now()
  const rows = rowsOf((await showReport(connection, act.reportId)).value)
  await takeInBack(context, act, { reports: [rows], askedAt })
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

const fail = (context: JobContext, act: ActRow, failure: string) =>
  command(context, settle, { actId: act.id, state: 'failed', failure }).then(() => undefined)
/** The same where the call was not made by this run; should another have made it meanwhile, that one says what became of it. */
const refuse = (context: JobContext, act: ActRow, failure: string) =>
  command(context, settle, { actId: act.id, state: 'failed', failure, isUnsent: true }).then(() => undefined)
