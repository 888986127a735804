import { z } from 'zod'
import { AdminAccount } from '../schema/admin-account'
import type { Permission } from '../schema/permissions'
import { ask, askList, type Call, segment } from './ask'
import type { Answer, Connection } from './connection'
import type { Cursor } from './cursor'
import { type Needs, withExplanation } from './forbidden'

/** Local or remote, also pending, suspended and deleted ones. */
export function showAdminAccount(connection: Connection, id: string): Promise<Answer<AdminAccount>> {
  return withExplanation(connection, READ, () => ask(connection, { method: 'GET', path: pathOf(id) }, AdminAccount))
}

export interface AdminAccountQuery extends Cursor {
  origin?: 'local' | 'remote'
  /** `active` is everything that is not suspended. */
  status?: 'active' | 'pending' | 'disabled' | 'silenced' | 'suspended' | 'sensitized'
  /** Only people whose role can manage reports. */
  isStaff?: boolean
  username?: string
  displayName?: string
  email?: string
  /** An address or a network. */
  ip?: string
  /** Exact; together with `origin: 'remote'` it replaces it. */
  byDomain?: string
  roleIds?: readonly string[]
  limit?: number
}

/** Newest first. Without filters local and remote alike. The texts match a beginning, whatever the case. */
export function listAdminAccounts(connection: Connection, query: AdminAccountQuery): Promise<Answer<AdminAccount[]>> {
  const call: Call = {
    method: 'GET',
    path: '/api/v2/admin/accounts',
    query: {
      origin: query.origin,
      status: query.status,
      permissions: query.isStaff ? 'staff' : undefined,
      username: query.username,
      display_name: query.displayName,
      email: query.email,
      ip: query.ip,
      by_domain: query.byDomain,
      role_ids: query.roleIds,
      max_id: query.maxId,
      min_id: query.minId,
      since_id: query.sinceId,
      limit: query.limit,
    },
  }
  return withExplanation(connection, READ, () => askList(connection, call, AdminAccount))
}

export type AccountActType = 'none' | 'disable' | 'sensitive' | 'silence' | 'suspend'

export interface AccountAct {
  type: AccountActType
  /**
   * Links the strike to this report and quotes its posts in the mail. The server does not check that the report is
   * about this account: the caller must.
   */
  reportId?: string
  /** The message to the person. */
  text?: string
  /** Mail and notice to the person; remote accounts never get either. Mastodon's own default would be yes. */
  sendEmail: boolean
}

/**
 * Warns (`none`), freezes, marks, limits or suspends. Every type but `none` resolves all open reports on the account;
 * `none` resolves `reportId` only. Repeating it makes a second strike. Freezing a remote account is `temporary` (500).
 */
export function actOnAccount(connection: Connection, id: string, act: AccountAct): Promise<Answer<unknown>> {
  const json = {
    type: act.type,
    send_email_notification: act.sendEmail,
    ...(act.reportId ? { report_id: act.reportId } : {}),
    ...(act.text ? { text: act.text } : {}),
  }
  const call: Call = { method: 'POST', path: `${pathOf(id)}/action`, json }
  return withExplanation(connection, needsOfAct(act), () => ask(connection, call, z.looseObject({})))
}

/** The permissions that an act takes: it is gated by one, and needs the other for each report that it resolves. */
export function needsOfAct(act: Pick<AccountAct, 'type' | 'reportId'>): Needs {
  const resolves = act.type !== 'none' || act.reportId !== undefined
  const permissions: Permission[] = resolves ? ['manage_users', 'manage_reports'] : ['manage_users']
  return { permissions, scope: 'admin:write:accounts' }
}

/** Undoes `disable`; local accounts only. */
export const enableAccount = (connection: Connection, id: string) => post(connection, id, 'enable')
/** Undoes `sensitive`. */
export const unsensitiveAccount = (connection: Connection, id: string) => post(connection, id, 'unsensitive')
/** Undoes `silence`. */
export const unsilenceAccount = (connection: Connection, id: string) => post(connection, id, 'unsilence')
/** Undoes `suspend`; `notAllowed` unless it is suspended, and by this server. */
export const unsuspendAccount = (connection: Connection, id: string) => post(connection, id, 'unsuspend')

const READ: Needs = { permissions: ['manage_users'], scope: 'admin:read:accounts' }
const WRITE: Needs = { permissions: ['manage_users'], scope: 'admin:write:accounts' }

const pathOf = (id: string) => `/api/v1/admin/accounts/${segment(id)}`

function post(connection: Connection, id: string, act: string): Promise<Answer<AdminAccount>> {
  const call: Call = { method: 'POST', path: `${pathOf(id)}/${act}` }
  return withExplanation(connection, WRITE, () => ask(connection, call, AdminAccount))
}
