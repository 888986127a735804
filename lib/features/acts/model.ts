import type { ActKind, ActState } from './schema'

export type { ActKind, ActState }

/** How an act moves. `sent` is committed before the call: whatever dies afterwards, the call is never made again. */
const MOVES: Record<ActState, readonly ActState[]> = {
  asked: ['sent', 'failed', 'cancelled'],
  sent: ['confirmed', 'notConfirmed', 'failed'],
  notConfirmed: ['confirmed', 'failed'],
  confirmed: [],
  failed: [],
  cancelled: [],
}
export const mayMove = (from: ActState, to: ActState): boolean => MOVES[from].includes(to)
export const isWaiting = (state: string): boolean => state === 'asked' || state === 'sent'

/** What undoes what. A warning has gone out and cannot be called back. */
export const OPPOSITE: Partial<Record<ActKind, ActKind>> = {
  assign: 'unassign',
  unassign: 'assign',
  resolve: 'reopen',
  reopen: 'resolve',
  limit: 'unlimit',
  unlimit: 'limit',
  suspend: 'unsuspend',
  unsuspend: 'suspend',
}
/** Undoing by one key: an act that would write to a person again is asked for on the panel instead. */
export const isUndoneByKey = (kind: ActKind): boolean =>
  ['assign', 'unassign', 'resolve', 'reopen', 'limit', 'suspend'].includes(kind)

export const isReportAct = (kind: ActKind): boolean => ['assign', 'unassign', 'resolve', 'reopen'].includes(kind)

/** Mastodon resolves every open report on the person for any act but a warning (mastodon-api.md 2.2). */
export const resolvesAllReports = (kind: ActKind): boolean => kind === 'limit' || kind === 'suspend'

/** What an act needs of Mastodon's permissions (1.8): the account gate is manage_users, and every resolved report manage_reports. */
export function neededFor(kind: ActKind): ('manage_reports' | 'manage_users')[] {
  if (isReportAct(kind)) return ['manage_reports']
  return kind === 'unlimit' || kind === 'unsuspend' ? ['manage_users'] : ['manage_users', 'manage_reports']
}

/** An act waits for another on the same thing: acts on the account for each other, resolving for reopening, assigning likewise. */
export function waitsFor(kind: ActKind, waiting: readonly string[]): boolean {
  const families: readonly (readonly string[])[] = [
    ['assign', 'unassign'],
    ['resolve', 'reopen', 'limit', 'suspend'],
    ['warn', 'limit', 'suspend', 'unlimit', 'unsuspend'],
  ]
  return families.some((family) => family.includes(kind) && waiting.some((other) => family.includes(other)))
}

interface Situation {
  kind: ActKind
  /** Has the person who acts these permissions on Mastodon? */
  holds: (permission: 'manage_reports' | 'manage_users') => boolean
  isCaseOpen: boolean
  isStopped: boolean
  isWaiting: boolean
  isSelf: boolean
  hasToken: boolean
  isOwnedByYou: boolean
  isSuspended: boolean
  isLimited: boolean
}

/** Why a button is off: a key of the catalogue under `off.`, null when it is on. First reason wins. */
export function reasonOff(s: Situation): string | null {
  if (s.isStopped) return 'stopped'
  if (!s.hasToken) return 'signInAgain'
  const missing = missingFor(s.kind, s.holds)
  if (missing) return missing
  // A warning may go to anybody, oneself included; everything else on an account asks for a higher position.
  if (s.isSelf && !isReportAct(s.kind)) return 'notYourself'
  if (s.isWaiting) return 'waiting'
  return STATE_RULES[s.kind]?.(s) ?? null
}

const STATE_RULES: Partial<Record<ActKind, (s: Situation) => string | null>> = {
  assign: (s) => (s.isCaseOpen ? null : 'closed'),
  unassign: (s) => (s.isOwnedByYou ? null : 'ownedByOther'),
  resolve: (s) => (s.isCaseOpen ? null : 'closed'),
  reopen: (s) => (s.isCaseOpen ? 'open' : null),
  limit: (s) => (s.isSuspended ? 'alreadySuspended' : s.isLimited ? 'alreadyLimited' : null),
  suspend: (s) => (s.isSuspended ? 'alreadySuspended' : null),
  unlimit: (s) => (s.isLimited ? null : 'notLimited'),
  unsuspend: (s) => (s.isSuspended ? null : 'notSuspended'),
}

interface AccountFlags {
  isSuspended: boolean
  isSilenced: boolean
}
interface ReportFlags {
  isResolved: boolean
  assignedId: string | null
  resolvedById: string | null
  resolvedAt: Date | null
}
interface Seen {
  account: AccountFlags | null
  report: ReportFlags | null
}

/**
 * Whether what is seen now proves the act: true, false, or null where no API tells (mails and strikes are not shown).
 * A flag that stood already before the act proves nothing; such acts are refused before they are asked.
 */
export function isProvedBy(
  act: { kind: ActKind; actorRemoteId: string; askedAt: Date; reportId: string | null },
  seen: Seen,
): boolean | null {
  const { account, report } = seen
  if (act.kind === 'warn') {
    if (!act.reportId || !report) return null
    return report.isResolved && report.resolvedById === act.actorRemoteId && isSince(report.resolvedAt, act.askedAt)
      ? true
      : null
  }
  if (isReportAct(act.kind)) return report ? (REPORT_PROOF[act.kind]?.(report, act.actorRemoteId) ?? null) : null
  return account ? (ACCOUNT_PROOF[act.kind]?.(account) ?? null) : null
}

// The two clocks may differ by a little; a resolution by this account more than a minute before the intent is another one.
const isSince = (at: Date | null, askedAt: Date): boolean => at !== null && at.getTime() > askedAt.getTime() - 60_000

const REPORT_PROOF: Partial<Record<ActKind, (report: ReportFlags, actor: string) => boolean>> = {
  assign: (report, actor) => report.assignedId === actor,
  unassign: (report) => report.assignedId === null,
  resolve: (report) => report.isResolved,
  reopen: (report) => !report.isResolved,
}
const ACCOUNT_PROOF: Partial<Record<ActKind, (account: AccountFlags) => boolean>> = {
  limit: (account) => account.isSilenced,
  suspend: (account) => account.isSuspended,
  unlimit: (account) => !account.isSilenced,
  unsuspend: (account) => !account.isSuspended,
}

/** The first permission that is missing for an act, as a code; null when all are there. */
export function missingFor(kind: ActKind, holds: Situation['holds']): string | null {
  const missing = neededFor(kind).find((permission) => !holds(permission))
  if (!missing) return null
  return missing === 'manage_reports' ? 'noManageReports' : 'noManageUsers'
}
