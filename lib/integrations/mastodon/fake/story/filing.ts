import { nextNumber } from '../ids'
import { addReport } from '../makers'
import type { Report, ReportCategory, State, StrikeAction } from '../state'

export type Closing = { byId: string; at: Date; act: StrikeAction | null; text: string }

/** A report before it has a number: numbers follow time, and scenes are told in no order. */
export type Filing = {
  accountId: string
  targetAccountId: string
  createdAt: Date
  category: ReportCategory
  comment: string
  forwarded: boolean | null
  statusIds: string[]
  ruleIds: string[] | null
  assignedAccountId: string | null
  closed: Closing | null
}

/** Older lines of the audit log are pages that nobody opens; on a big server they would only cost memory. */
const LOGGED = 2000

export function fileAll(state: State, filings: Filing[]): void {
  const inOrder = [...filings].sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime())
  for (const [at, { closed, ...filing }] of inOrder.entries()) {
    const report = addReport(state, { ...filing, ...(closed ? resolution(closed) : {}) })
    if (closed && inOrder.length - at <= LOGGED) record(state, report, closed)
  }
}

const resolution = (closed: Closing) => ({
  updatedAt: closed.at,
  actionTakenAt: closed.at.toISOString(),
  actionTakenByAccountId: closed.byId,
})

/** A strike only if something was done; a report may be closed without. */
function record(state: State, report: Report, closed: Closing): void {
  const at = closed.at.toISOString()
  const log = (action: string, target: { kind: 'report' | 'account'; id: string }) =>
    state.log.push({ id: String(nextNumber(state, 'log')), at, accountId: closed.byId, action, target })
  if (closed.act) {
    state.strikes.push({
      id: String(nextNumber(state, 'strike')),
      action: closed.act,
      accountId: closed.byId,
      targetAccountId: report.targetAccountId,
      reportId: report.id,
      statusIds: report.statusIds,
      text: closed.text,
      createdAt: at,
      emailed: closed.text !== '' && state.accounts[report.targetAccountId]?.user !== null,
    })
    log(closed.act === 'none' ? 'warn' : closed.act, { kind: 'account', id: report.targetAccountId })
  }
  log('resolve', { kind: 'report', id: report.id })
}
