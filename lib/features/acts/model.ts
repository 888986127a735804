import { has, parsePermissions } from '@/lib/integrations/mastodon/schema/permissions'
import type { AccountAct, ActKind, ActState, Category, Change, Consequences } from './schema'

export type { ActKind, ActState }

/** How an act moves. `sent` is committed before the call: whatever dies afterwards, the call is never made again. */
const MOVES: Record<ActState, readonly ActState[]> = {
  asked: ['sent', 'failed', 'cancelled'],
  // Back to `asked` only where nothing was sent at all, or where Mastodon itself said that it did nothing.
  sent: ['confirmed', 'notConfirmed', 'failed', 'asked'],
  notConfirmed: ['confirmed', 'failed'],
  confirmed: [],
  failed: [],
  cancelled: [],
}
export const mayMove = (from: ActState, to: ActState): boolean => MOVES[from].includes(to)
export const isWaiting = (state: string): boolean => state === 'asked' || state === 'sent'

/** What undoes what. A warning has gone out and cannot be called back; a category is set back to what it was. */
export const OPPOSITE: Partial<Record<ActKind, ActKind>> = {
  assign: 'unassign',
  unassign: 'assign',
  resolve: 'reopen',
  reopen: 'resolve',
  categorise: 'categorise',
  limit: 'unlimit',
  unlimit: 'limit',
  suspend: 'unsuspend',
  unsuspend: 'suspend',
  freeze: 'unfreeze',
  unfreeze: 'freeze',
  markSensitive: 'unmarkSensitive',
  unmarkSensitive: 'markSensitive',
}
function isOneOf(...kinds: readonly ActKind[]): (kind: ActKind) => boolean {
  return (kind) => kinds.includes(kind)
}

export const isReportAct = isOneOf('assign', 'unassign', 'resolve', 'reopen', 'categorise')

/** Mastodon resolves every open report on the person for any act but a warning (mastodon-api.md 2.2). */
export const resolvesAllReports = isOneOf('limit', 'suspend', 'freeze', 'markSensitive')

/** Leaves a strike with the person, may be mailed, and so needs a ground. */
export const isHarsh = (kind: ActKind): boolean => kind === 'warn' || resolvesAllReports(kind)

/** May be given a day on which it ends by itself. */
export const mayEnd = isOneOf('limit', 'freeze')

/** Undoing by one key: an act that would write to a person again is asked for on the panel instead. */
export const isUndoneByKey = (kind: ActKind): boolean => isReportAct(kind) || resolvesAllReports(kind)

/** What an act needs of Mastodon's permissions (1.8): the account gate is manage_users, and every resolved report manage_reports. */
export function neededFor(kind: ActKind): ('manage_reports' | 'manage_users')[] {
  if (isReportAct(kind)) return ['manage_reports']
  return isHarsh(kind) ? ['manage_users', 'manage_reports'] : ['manage_users']
}

/** An act waits for another on the same thing: acts on the account for each other, resolving for reopening, assigning likewise. */
const FAMILIES: readonly ((kind: ActKind) => boolean)[] = [
  isOneOf('assign', 'unassign'),
  isOneOf('categorise'),
  (kind) => kind === 'resolve' || kind === 'reopen' || resolvesAllReports(kind),
  (kind) => !isReportAct(kind),
]
export function waitsFor(kind: ActKind, waiting: readonly ActKind[]): boolean {
  return FAMILIES.some((isOfFamily) => isOfFamily(kind) && waiting.some(isOfFamily))
}

/** A role as the instance shows it: its position is not among it. */
export interface RoleFacts {
  roleName: string | null
  /** Decimal bits. */
  permissions: string | null
}
export type Rank = 'below' | 'same' | 'above' | 'unknown'

// The roles that Mastodon comes with, in the order of their positions (config/roles.yml).
const STOCK = ['Moderator', 'Admin', 'Owner']

/**
 * How somebody stands to the person who acts. Mastodon compares positions, which no API tells; so only what is certain is
 * said: without a role below, the same role as high, an administrator above others, the stock roles by their order.
 */
export function rankOf(them: RoleFacts, you: RoleFacts): Rank {
  if (!them.roleName) return 'below'
  if (them.roleName === you.roleName && them.permissions === you.permissions) return 'same'
  const [theirs, yours] = [isAdministrator(them), isAdministrator(you)]
  if (theirs !== yours) return theirs ? 'above' : 'below'
  const [high, low] = [STOCK.indexOf(them.roleName), STOCK.indexOf(you.roleName ?? '')]
  if (high === -1 || low === -1 || high === low) return 'unknown'
  return high > low ? 'above' : 'below'
}
const isAdministrator = ({ permissions }: RoleFacts): boolean => has(parsePermissions(permissions), 'administrator')

export interface AccountFlags {
  isSuspended: boolean
  isSilenced: boolean
  isDisabled: boolean
  isSensitized: boolean
}

export interface Situation extends AccountFlags {
  kind: ActKind
  /** Has the person who acts these permissions on Mastodon? */
  holds: (permission: 'manage_reports' | 'manage_users') => boolean
  rank: Rank
  isLocal: boolean
  isCaseOpen: boolean
  isStopped: boolean
  /** An earlier act on the same thing. */
  earlier: 'none' | 'onItsWay' | 'waits'
  isSelf: boolean
  isParty: boolean
  hasToken: boolean
  isOwnedByYou: boolean
}

const EARLIER_OFF = { none: null, onItsWay: 'waiting', waits: 'waitsForMastodon' }

/** Why a button is off: a key of the catalogue under `off.`, null when it is on. First reason wins. */
export const reasonOff = (s: Situation): string | null =>
  barrierTo(s) ?? rankOff(s) ?? EARLIER_OFF[s.earlier] ?? stateOff(s)

/** What stands before an act whatever has become of the account and the case. */
export function barrierTo(s: Situation): string | null {
  if (s.isStopped) return 'stopped'
  if (!s.hasToken) return 'signInAgain'
  const missing = missingFor(s.kind, s.holds)
  if (missing) return missing
  // A warning may go to anybody, oneself included; everything else on an account asks for a higher position.
  if (s.isSelf && !isReportAct(s.kind)) return 'notYourself'
  return s.isParty && s.kind !== 'unassign' ? 'concernsYou' : null
}

/** Undoing is not a matter of position, nor is a warning (2.2). */
export function rankOff({ kind, rank }: Pick<Situation, 'kind' | 'rank'>): string | null {
  if (!resolvesAllReports(kind)) return null
  return rank === 'above' ? 'higherRole' : rank === 'same' ? 'sameRole' : null
}

type Standing = AccountFlags & Pick<Situation, 'isLocal' | 'isCaseOpen' | 'isOwnedByYou'>

export const stateOff = (s: Standing & { kind: ActKind }): string | null => STATE_RULES[s.kind]?.(s) ?? null

const STATE_RULES: Partial<Record<ActKind, (s: Standing) => string | null>> = {
  assign: (s) => (s.isCaseOpen ? null : 'closed'),
  unassign: (s) => (s.isOwnedByYou ? null : 'ownedByOther'),
  resolve: (s) => (s.isCaseOpen ? null : 'closed'),
  reopen: (s) => (s.isCaseOpen ? 'open' : null),
  limit: (s) => (s.isSuspended ? 'alreadySuspended' : s.isSilenced ? 'alreadyLimited' : null),
  suspend: (s) => (s.isSuspended ? 'alreadySuspended' : null),
  // Mastodon breaks (500) over a freeze of somebody who does not sign in here.
  freeze: (s) => (!s.isLocal ? 'signsInElsewhere' : s.isDisabled ? 'alreadyFrozen' : null),
  markSensitive: (s) => (s.isSuspended ? 'alreadySuspended' : s.isSensitized ? 'alreadySensitive' : null),
  unlimit: (s) => (s.isSilenced ? null : 'notLimited'),
  unsuspend: (s) => (s.isSuspended ? null : 'notSuspended'),
  unfreeze: (s) => (!s.isLocal ? 'signsInElsewhere' : s.isDisabled ? null : 'notFrozen'),
  unmarkSensitive: (s) => (s.isSensitized ? null : 'notSensitive'),
}

/** The first permission that is missing for an act, as a code; null when all are there. */
export function missingFor(kind: ActKind, holds: Situation['holds']): string | null {
  const missing = neededFor(kind).find((permission) => !holds(permission))
  if (!missing) return null
  return missing === 'manage_reports' ? 'noManageReports' : 'noManageUsers'
}

interface ReportFlags {
  isResolved: boolean
  assignedId: string | null
  resolvedById: string | null
  resolvedAt: Date | null
  category: string
  rules: readonly { id: string }[]
}
interface Proof {
  kind: ActKind
  actorRemoteId: string
  reportId: string | null
  change: Change | null
  /** Another act of this console could have left the same trace. */
  hasRival: boolean
}
interface Seen {
  account: AccountFlags | null
  report: ReportFlags | null
}

/**
 * Whether what is seen now proves the act: true, false, or null where no API tells (mails and strikes are not shown).
 * A flag that stood already before the act proves nothing; such acts are refused before they are asked.
 */
export function isProvedBy(act: Proof, seen: Seen): boolean | null {
  const isSo = isAsWanted(act, seen)
  // Whose trace it is, nobody can tell; that there is none, everybody can.
  return act.hasRival && isSo ? null : isSo
}

function isAsWanted(act: Proof, { account, report }: Seen): boolean | null {
  // A warning shows nowhere but in the report that it resolves. That it is open proves nothing: somebody may have reopened it.
  if (act.kind === 'warn') return act.reportId && report && isResolvedBy(report, act) ? true : null
  if (isReportAct(act.kind)) return report ? (REPORT_PROOF[act.kind]?.(report, act) ?? null) : null
  return account ? (ACCOUNT_PROOF[act.kind]?.(account) ?? null) : null
}

// Right before the call it was open (`isSettled`), so the name alone tells, whatever the two clocks say.
const isResolvedBy = (report: ReportFlags, act: Proof): boolean =>
  report.isResolved && report.resolvedById === act.actorRemoteId

interface Trace {
  kind: ActKind
  personId: string
  reportId: string | null
}
/** Whether two acts on the same person look the same afterwards. */
export function leavesSameTrace(a: Trace, b: Trace): boolean {
  const isSameReport = a.reportId !== null && a.reportId === b.reportId
  if (a.kind === 'resolve' || a.kind === 'warn')
    return a.personId === b.personId && (resolvesAllReports(b.kind) || (isSameReport && resolvesOne(b.kind)))
  if (a.kind === 'assign') return a.kind === b.kind && isSameReport && a.personId === b.personId
  return a.kind === b.kind && (isSameReport || !isReportAct(a.kind))
}
const resolvesOne = isOneOf('resolve', 'warn')

/** Whether a report stands already as the act would leave it, by whomever. */
export const isSettled = (kind: ActKind, report: Pick<ReportFlags, 'isResolved'>): boolean =>
  kind === 'reopen' ? !report.isResolved : resolvesOne(kind) && report.isResolved

const REPORT_PROOF: Partial<Record<ActKind, (report: ReportFlags, act: Proof) => boolean>> = {
  assign: (report, act) => report.assignedId === act.actorRemoteId,
  unassign: (report) => report.assignedId === null,
  resolve: isResolvedBy,
  reopen: (report) => !report.isResolved,
  categorise: (report, { change }) => change !== null && isSameCategory(categoryOf(report), change),
}
const ACCOUNT_PROOF: Partial<Record<ActKind, (account: AccountFlags) => boolean>> = {
  limit: (account) => account.isSilenced,
  suspend: (account) => account.isSuspended,
  freeze: (account) => account.isDisabled,
  markSensitive: (account) => account.isSensitized,
  unlimit: (account) => !account.isSilenced,
  unsuspend: (account) => !account.isSuspended,
  unfreeze: (account) => !account.isDisabled,
  unmarkSensitive: (account) => !account.isSensitized,
}

const CATEGORIES = ['spam', 'legal', 'rule'] as const
/** A report's category in our words. */
export const categoryOf = (report: { category: string; rules: readonly { id: string }[] }): Category => ({
  category: CATEGORIES.find((known) => known === report.category) ?? 'other',
  ruleIds: report.rules.map((rule) => rule.id),
})
export function isSameCategory(a: Category, b: Category): boolean {
  return a.category === b.category && a.ruleIds.toSorted().join() === b.ruleIds.toSorted().join()
}

interface Facts {
  kind: AccountAct
  isLocal: boolean
  openCount: number
  /** The posts that the open reports name. */
  postCount: number
  /** The role of the person, where it may stand as high as one's own. */
  doubtfulRole: string | null
  purgeAt: Date
}

/** Mastodon's own rules, said before they bite (mastodon-api.md 2.2, 8). `keeps` asks it to keep the reported posts (8.4). */
export function consequencesOf(facts: Facts, { keeps }: { keeps: boolean }): Consequences['lines'] {
  const { kind, isLocal, openCount, postCount, doubtfulRole } = facts
  const line = (code: string, is: boolean, values: Record<string, string | number> = {}) =>
    is ? [{ code, values }] : []
  const needsLogin = kind === 'freeze' || kind === 'unfreeze'
  return [
    ...line('mayBeHigher', doubtfulRole !== null && resolvesAllReports(kind), { role: doubtfulRole ?? '' }),
    ...line('resolvesThis', kind === 'warn' && openCount > 0),
    ...line('resolvesAll', resolvesAllReports(kind) && openCount > 0 && !keeps, { n: openCount }),
    ...line('keepsReopens', keeps, { n: openCount }),
    ...line('keepsPosts', keeps, { n: postCount }),
    ...line('keepsNotDeleted', keeps),
    ...line('hidesFromTimelines', kind === 'limit'),
    ...line('blocksPosting', kind === 'freeze'),
    ...line('hidesMedia', kind === 'markSensitive'),
    ...line('profileBlanked', kind === 'suspend'),
    ...line('blocksSignIn', kind === 'suspend' && isLocal),
    ...line('followsLost', kind === 'suspend' && !isLocal),
    ...line('deletesAfter30Days', kind === 'suspend' && !keeps, { date: facts.purgeAt.toISOString() }),
    ...line('deletesTheRest', kind === 'suspend' && keeps, { date: facts.purgeAt.toISOString() }),
    ...line('endsLimit', kind === 'unlimit'),
    ...line('endsFreeze', kind === 'unfreeze'),
    ...line('endsSensitive', kind === 'unmarkSensitive'),
    ...line('restores', kind === 'unsuspend'),
    ...line('localOnly', !isLocal && !needsLogin),
    ...line('noMailToRemote', !isLocal && isHarsh(kind)),
    ...line('strikeRecorded', isLocal && isHarsh(kind)),
    ...line('keepsNoMail', keeps && isLocal),
    ...line(keeps ? 'undoKeeps' : 'undoPossible', resolvesAllReports(kind)),
  ]
}
