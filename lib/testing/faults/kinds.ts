import { callMastodon } from '@/lib/features/acts/calls'
import type { ActKind } from '@/lib/features/acts/schema'
import { takeIn } from '@/lib/features/intake/commands'
import { accountRow, rowsOf } from '@/lib/features/intake/parse'
import { connectionOf } from '@/lib/features/instances/connections'
import { AdminAccount } from '@/lib/integrations/mastodon/schema/admin-account'
import { AdminReport } from '@/lib/integrations/mastodon/schema/report'
import { runCommand } from '@/lib/platform/commands/run'
import { commands } from '@/lib/registry'
import type { FakeRecord, World } from './world'

/** Somebody with one report about them, on whom one kind of act is tried again and again. */
export interface Target {
  accountId: string
  reportId: string
  caseId: string
}

interface Kind {
  act: ActKind
  label: string
  /** The command that asks for it, and what it is given besides the case. */
  command: keyof typeof commands
  input: object
  /** What the demo's log calls it, and on what it is written. */
  logged: string
  on: 'account' | 'report'
  /** How things have to stand before. */
  before: Partial<Record<'suspended' | 'silenced' | 'disabled' | 'sensitized' | 'resolved' | 'owned', boolean>>
  /** No API shows it: a reply that was lost is never known to have meant yes. */
  isHidden?: true
}

const panel = { message: 'Please stop.', sendsMail: true, source: 'report', note: '' }
const law = { ground: { kind: 'law', law: 'Art. 6 DSA', why: 'Threats' } }
const onAccount = (act: ActKind, logged: string, before: Kind['before'], more: object = law): Kind => ({
  act,
  label: act,
  command: 'acts.ask',
  input: { ...panel, ground: null, ...more, kind: act },
  logged,
  on: 'account',
  before,
})
const onReport = (act: ActKind, command: Kind['command'], logged: string, before: Kind['before'] = {}): Kind => ({
  act,
  label: act,
  command,
  input: {},
  logged,
  on: 'report',
  before,
})

/** Every kind of call that the console makes, and a warning that answers no report. */
export const KINDS: readonly Kind[] = [
  onReport('assign', 'reports.claim', 'assigned_to_self'),
  onReport('unassign', 'reports.release', 'unassigned', { owned: true }),
  onReport('resolve', 'reports.close', 'resolve'),
  onReport('reopen', 'reports.reopen', 'reopen', { resolved: true }),
  { ...onReport('categorise', 'categories.change', 'update'), input: { to: { category: 'spam', ruleIds: [] } } },
  onAccount('warn', 'warn', {}),
  { ...onAccount('warn', 'warn', { resolved: true }), label: 'warn, no report', isHidden: true },
  onAccount('limit', 'silence', {}),
  onAccount('suspend', 'suspend', {}),
  onAccount('freeze', 'disable', {}),
  onAccount('markSensitive', 'sensitive', {}),
  onAccount('unlimit', 'unsilence', { silenced: true }, {}),
  onAccount('unsuspend', 'unsuspend', { suspended: true }, {}),
  onAccount('unfreeze', 'enable', { disabled: true }, {}),
  onAccount('unmarkSensitive', 'unsensitive', { sensitized: true }, {}),
]
export type { Kind }

/** Somebody without a role, and a report on them by Lena. */
export async function newTarget(world: World, accountId: string): Promise<Target> {
  const { lena } = world.people
  const report = { account_id: accountId, comment: 'Threatens people', category: 'other' }
  const { id } = (await world.direct(lena, 'POST', '/api/v1/reports', report)) as { id: string }
  const rows = await seenNow(world, { accountId, reportId: id })
  await takeInNow(world, rows)
  const link = await world.db.caseReport.findFirstOrThrow({ where: { instanceId: world.instanceId, reportId: id } })
  return { accountId, reportId: id, caseId: link.caseId }
}

const FLAGS = [
  ['suspended', 'suspend', 'unsuspend'],
  ['silenced', 'limit', 'unlimit'],
  ['disabled', 'freeze', 'unfreeze'],
  ['sensitized', 'markSensitive', 'unmarkSensitive'],
] as const

/** Puts everything as it has to stand before the act, at the instance and, as after reading it, here. */
export async function prepare(world: World, kind: Kind, target: Target): Promise<void> {
  const { ines } = world.people
  const { account, report } = await seenNow(world, target)
  const plain = { targetId: target.accountId, reportId: null, message: '', sendsMail: false, change: null }
  const byInes = async (act: ActKind, reportId: string | null = null) => {
    const connection = await connectionOf(world.db, ines.id)
    if (connection) await callMastodon(connection, { ...plain, kind: act, reportId })
  }
  for (const [flag, on, off] of FLAGS)
    if (account[flag] !== (kind.before[flag] ?? false)) await byInes(kind.before[flag] ? on : off)
  const { reportId, caseId } = target
  const change = { category: 'other', ruleIds: [], from: { category: 'other', ruleIds: [] } }
  if (report.category !== 'other') {
    const connection = await connectionOf(world.db, ines.id)
    if (connection) await callMastodon(connection, { ...plain, kind: 'categorise', reportId, change })
  }
  // An act on the account has resolved it on the way.
  const isResolved = (await seenNow(world, target)).report.action_taken
  if (isResolved !== (kind.before.resolved ?? false)) await byInes(isResolved ? 'reopen' : 'resolve', reportId)
  if (kind.before.owned) await world.direct(world.people.kofi, 'POST', `${REPORTS}/${reportId}/assign_to_self`)
  else await world.direct(ines, 'POST', `${REPORTS}/${reportId}/unassign`)
  await world.db.case.update({ where: { id: caseId }, data: { ownerId: null } })
  await takeInNow(world, await seenNow(world, target))
  if (kind.before.owned)
    await world.db.case.update({ where: { id: caseId }, data: { ownerId: world.people.kofi.id, ownedAt: new Date() } })
}
const REPORTS = '/api/v1/admin/reports'

type Rows = Awaited<ReturnType<typeof seenNow>>
async function seenNow({ direct, people }: World, { accountId, reportId }: Pick<Target, 'accountId' | 'reportId'>) {
  return {
    account: AdminAccount.parse(await direct(people.ines, 'GET', `/api/v1/admin/accounts/${accountId}`)),
    report: AdminReport.parse(await direct(people.ines, 'GET', `${REPORTS}/${reportId}`)),
  }
}

const takeInNow = ({ db, instanceId }: World, { account, report }: Rows) =>
  runCommand(takeIn, {
    db,
    actor: { kind: 'system', name: 'faults' },
    now: new Date(),
    input: { instanceId, reports: [rowsOf(report)], accounts: [accountRow(account)], seenAt: new Date() },
  })

/** The command of a kind. Each can be started with an unknown input: it is parsed there. */
export function startable(kind: Kind): Parameters<typeof runCommand<{ groupId: string | null }>>[0] {
  const command: { name: string } = commands[kind.command]
  return command as Parameters<typeof runCommand<{ groupId: string | null }>>[0] // As they all answer.
}

/** Presses the button as Kofi; answers with the id of the act that was written, null where there was nothing to do. */
export async function press({ db, people }: World, kind: Kind, target: Target): Promise<string | null> {
  const { version } = await db.case.findUniqueOrThrow({ where: { id: target.caseId } })
  const isCategory = kind.act === 'categorise'
  const input = { caseId: target.caseId, version, ...kind.input, ...(isCategory ? { reportId: target.reportId } : {}) }
  const { groupId } = await runCommand(startable(kind), { db, actor: people.kofi, now: new Date(), input })
  const act = groupId ? await db.act.findFirst({ where: { groupId, kind: kind.act } }) : null
  return act?.id ?? null
}

export interface Traces {
  /** How often the act stands in the instance's log under Kofi's name. */
  done: number
  strikes: number
  mails: number
}

/** What the instance wrote down since an earlier record. */
export function tracesOf(
  kind: Kind,
  target: Target,
  { since, now, by }: { since: FakeRecord; now: FakeRecord; by: string },
): Traces {
  const id = kind.on === 'account' ? target.accountId : target.reportId
  const log = now.log.slice(since.log.length)
  const strikes = now.strikes.slice(since.strikes.length)
  return {
    done: log.filter((line) => line.accountId === by && line.action === kind.logged && line.target.id === id).length,
    strikes: strikes.filter((one) => one.accountId === by && one.targetAccountId === target.accountId).length,
    mails: now.mails.length - since.mails.length,
  }
}
