import type { Where } from './addresses'
import type { Call } from './call'
import type { Permission } from './roles'
import { showAdminAccount } from './serialise/admin-account'
import { showPost } from './serialise/post'
import { showAdminReport } from './serialise/report'
import { since } from './versions'

/** What can be ticked, and what a role needs besides `manage_webhooks` to tick it (reference 4). */
export const EVENTS = {
  'account.approved': 'manage_users',
  'account.created': 'manage_users',
  'account.updated': 'manage_users',
  'report.created': 'manage_reports',
  'report.updated': 'manage_reports',
  'status.created': 'view_devops',
  'status.updated': 'view_devops',
} as const satisfies Record<string, Permission>
export type WebhookEvent = keyof typeof EVENTS

export const isEvent = (name: string): name is WebhookEvent => Object.hasOwn(EVENTS, name)
export const EVENT_NAMES = Object.keys(EVENTS).filter(isEvent)

/** Something that webhooks are sent about: the record is looked up when they are, not before. */
export type Happening = { event: WebhookEvent; id: string }

export function happen(call: Pick<Call, 'happened'>, event: WebhookEvent, id: string): void {
  call.happened.push({ event, id })
}

/** Only rows of people of this server tell of themselves; freezing changes the login's row, which does not. */
export function accountChanged(call: Call, account: { id: string; domain: string | null }): void {
  if (account.domain === null) happen(call, 'account.updated', account.id)
}

/** The body as it is at this moment; null when the record is gone meanwhile, and nothing is sent. */
export function bodyOf(where: Where & { at: Date }, { event, id }: Happening): string | null {
  const object = objectOf(where, event, id)
  return object && asRails(where, JSON.stringify({ event, created_at: where.at.toISOString(), object }))
}

function objectOf(where: Where & { at: Date }, event: WebhookEvent, id: string): object | null {
  const { state } = where
  const view = { ...where, viewer: null }
  const [account, report, post] = [state.accounts[id], state.reports[id], state.posts[id]]
  if (event.startsWith('account.')) return account ? showAdminAccount(where, account) : null
  if (event.startsWith('report.')) return report ? showAdminReport(view, report) : null
  return post && !post.deletedAt ? showPost(view, post) : null
}

const HTML_SIGNS: Record<string, string> = { '<': '\\u003c', '>': '\\u003e', '&': '\\u0026' }

/** 4.6.5 writes these signs as escapes, 4.3.23 as they are (seen); what is between them is not known. */
function asRails({ state }: Where, json: string): string {
  return since(state, '4.6') ? json.replace(/[<>&]/g, (sign) => HTML_SIGNS[sign] ?? sign) : json
}
