import { actOnAccount, unsilenceAccount, unsuspendAccount } from '@/lib/integrations/mastodon/client/adminAccounts'
import type { Connection } from '@/lib/integrations/mastodon/client/connection'
import { assignReport, reopenReport, resolveReport, unassignReport } from '@/lib/integrations/mastodon/client/reports'
import type { ActKind } from './model'

interface Act {
  kind: ActKind
  targetId: string
  reportId: string | null
  message: string
  sendsMail: boolean
}
type Call = (connection: Connection, act: Act) => Promise<unknown>

const onAccount =
  (type: 'none' | 'silence' | 'suspend'): Call =>
  (connection, { targetId, reportId, message, sendsMail }) =>
    actOnAccount(connection, targetId, {
      type,
      sendEmail: sendsMail,
      ...(reportId ? { reportId } : {}),
      ...(message ? { text: message } : {}),
    })

/** What each act says to Mastodon. The note for the record is not among it. */
const CALLS: Record<ActKind, Call> = {
  assign: (connection, act) => assignReport(connection, act.reportId ?? ''),
  unassign: (connection, act) => unassignReport(connection, act.reportId ?? ''),
  resolve: (connection, act) => resolveReport(connection, act.reportId ?? ''),
  reopen: (connection, act) => reopenReport(connection, act.reportId ?? ''),
  warn: onAccount('none'),
  limit: onAccount('silence'),
  suspend: onAccount('suspend'),
  unlimit: (connection, act) => unsilenceAccount(connection, act.targetId),
  unsuspend: (connection, act) => unsuspendAccount(connection, act.targetId),
}

export const callMastodon: Call = (connection, act) => CALLS[act.kind](connection, act)
