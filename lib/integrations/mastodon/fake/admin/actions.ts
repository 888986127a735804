import { invalid, json, notAllowed, recordNotFound, unhandled, type Answer } from '../answer'
import { permit } from '../access'
import { accountById } from '../accounts'
import { part, type Call } from '../call'
import { nextNumber } from '../ids'
import { isTrue, word } from '../params'
import { can, outranks } from '../roles'
import type { Account, Report, State, StrikeAction } from '../state'
import { keepFromComingBack } from './canonical-email-blocks'
import { record } from './log'
import { resolveReport } from './reports'
import { accountChanged } from '../webhooks'

type Kind = Exclude<StrikeAction, 'delete_statuses'>
type Act = { call: Call; actor: Account; target: Account; kind: Kind; report: Report | null; preset: string | null }

const DAYS_30 = 30 * 86_400_000
const SUBJECTS: Record<Kind, string> = {
  none: 'Warning for %',
  disable: 'Your account % has been frozen',
  sensitive: 'Your posts on % will be marked as sensitive from now on',
  silence: 'Your account % has been limited',
  suspend: 'Your account % has been suspended',
}

/** `POST /api/v1/admin/accounts/:id/action` (reference 2.2): all of it happens, or nothing. */
export function act(call: Call): Answer {
  const target = accountById(call.state, part(call, 'id'))
  const actor = permit(call, 'manage_users')
  const kind = kindOf(call)
  if (kind !== 'none') checkMayApply(call.state, { actor, target, kind })
  const whole: Act = { call, actor, target, kind, report: namedReport(call), preset: presetText(call) }
  const reports = reportsToResolve(whole)
  if (reports.length > 0 && !can(call.state, actor, 'manage_reports')) throw notAllowed()
  applyTo(whole)
  addStrike(whole)
  for (const report of reports) resolveReport(call, report, actor)
  return json({})
}

function kindOf({ params }: Call): Kind {
  const asked = word(params, 'type')
  if (!asked) throw invalid("Type can't be blank, Type is not included in the list")
  const kind = Object.keys(SUBJECTS).find((one): one is Kind => one === asked)
  if (!kind) throw invalid('Type is not included in the list')
  return kind
}

/** A warning may go to anybody, oneself and the owner included; the rest only downwards (seen). */
function checkMayApply(state: State, { actor, target, kind }: Pick<Act, 'actor' | 'target' | 'kind'>): void {
  if (!outranks(state, actor, target)) throw notAllowed()
  if (kind === 'disable' && !target.user) throw unhandled()
}

/** Not checked to be about the target: one about somebody else is taken (seen). */
function namedReport({ state, params }: Call): Report | null {
  const id = word(params, 'report_id')
  if (!id) return null
  const report = state.reports[id]
  if (!report) throw recordNotFound()
  return report
}

function presetText({ state, params }: Call): string | null {
  const id = word(params, 'warning_preset_id')
  if (!id) return null
  const preset = state.warningPresets.find((one) => one.id === id)
  if (!preset) throw recordNotFound()
  return preset.text
}

/** A warning closes the report it names; anything else closes every open report on the person. */
function reportsToResolve({ call, target, kind, report }: Act): Report[] {
  if (kind === 'none') return report ? [report] : []
  return Object.values(call.state.reports).filter((one) => one.targetAccountId === target.id && !one.actionTakenAt)
}

function applyTo({ call, actor, target, kind }: Act): void {
  const now = call.at.toISOString()
  const apply: Record<Kind, () => void> = {
    none: () => undefined,
    disable: () => {
      if (target.user) target.user.disabled = true
    },
    sensitive: () => (target.sensitizedAt = now),
    silence: () => (target.silencedAt = now),
    suspend: () => suspend(call, target),
  }
  apply[kind]()
  if (kind !== 'none' && kind !== 'disable') accountChanged(call, target)
  record(call, actor, kind === 'none' ? 'warn' : kind, { kind: 'account', id: target.id })
}

/** Doing it again starts the thirty days anew. */
function suspend({ state, at }: Call, target: Account): void {
  target.suspendedAt = at.toISOString()
  target.suspensionOrigin = 'local'
  state.deletionRequests = state.deletionRequests.filter((one) => one.accountId !== target.id)
  state.deletionRequests.push({
    accountId: target.id,
    createdAt: at.toISOString(),
    dueAt: new Date(at.getTime() + DAYS_30).toISOString(),
  })
  keepFromComingBack(state, target)
}

/** Remote people get neither mail nor notice; local ones get a mail unless it was refused. */
function addStrike({ call, actor, target, kind, report, preset }: Act): void {
  const { state, params, at } = call
  const text = [preset, word(params, 'text')].filter((part) => part !== null && part !== '').join('\n\n')
  const statusIds = report?.statusIds ?? []
  const wantsMail = !('send_email_notification' in params) || isTrue(params, 'send_email_notification')
  const mailTo = wantsMail ? target.user?.email : undefined
  state.strikes.push({
    id: String(nextNumber(state, 'strike')),
    action: kind,
    accountId: actor.id,
    targetAccountId: target.id,
    reportId: report?.id ?? null,
    statusIds: [...statusIds],
    text,
    createdAt: at.toISOString(),
    emailed: mailTo !== undefined,
  })
  if (mailTo === undefined) return
  const subject = SUBJECTS[kind].replace('%', `@${target.username}`)
  state.mails.push({ at: at.toISOString(), to: mailTo, subject, text, statusIds: [...statusIds] })
}
