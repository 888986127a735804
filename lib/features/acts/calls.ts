import {
  type AccountActType,
  actOnAccount,
  enableAccount,
  unsensitiveAccount,
  unsilenceAccount,
  unsuspendAccount,
} from '@/lib/integrations/mastodon/client/adminAccounts'
import type { Connection } from '@/lib/integrations/mastodon/client/connection'
import {
  assignReport,
  reopenReport,
  resolveReport,
  unassignReport,
  updateReport,
} from '@/lib/integrations/mastodon/client/reports'
import type { ActKind } from './model'
import { change } from './schema'

interface Act {
  kind: ActKind
  targetId: string
  reportId: string | null
  message: string
  sendsMail: boolean
  change: unknown
}
type Call = (connection: Connection, act: Act) => Promise<unknown>

const onAccount =
  (type: AccountActType): Call =>
  (connection, { targetId, reportId, message, sendsMail }) =>
    actOnAccount(connection, targetId, {
      type,
      sendEmail: sendsMail,
      ...(reportId ? { reportId } : {}),
      ...(message ? { text: message } : {}),
    })

/** Any category but a breach of rules stands without rules: Mastodon refuses it while some are named (2.3). */
const categorise: Call = (connection, act) => {
  const { category, ruleIds } = change.parse(act.change)
  const wanted = category === 'rule' ? { category: 'violation' as const, ruleIds } : { category }
  return updateReport(connection, act.reportId ?? '', wanted)
}

/** What each act says to Mastodon. The note for the record is not among it. */
const CALLS: Record<ActKind, Call> = {
  assign: (connection, act) => assignReport(connection, act.reportId ?? ''),
  unassign: (connection, act) => unassignReport(connection, act.reportId ?? ''),
  resolve: (connection, act) => resolveReport(connection, act.reportId ?? ''),
  reopen: (connection, act) => reopenReport(connection, act.reportId ?? ''),
  categorise,
  warn: onAccount('none'),
  limit: onAccount('silence'),
  suspend: onAccount('suspend'),
  freeze: onAccount('disable'),
  markSensitive: onAccount('sensitive'),
  unlimit: (connection, act) => unsilenceAccount(connection, act.targetId),
  unsuspend: (connection, act) => unsuspendAccount(connection, act.targetId),
  unfreeze: (connection, act) => enableAccount(connection, act.targetId),
  unmarkSensitive: (connection, act) => unsensitiveAccount(connection, act.targetId),
}

export const callMastodon: Call = (connection, act) => CALLS[act.kind](connection, act)
