import type { Access } from './access'
import * as accounts from './accounts'
import * as adminAccounts from './admin/accounts'
import { listAccounts, listAccountsV1 } from './admin/account-lists'
import { act } from './admin/actions'
import { ADMIN_BLOCKS } from './admin/block-routes'
import * as adminReports from './admin/reports'
import type { Handler } from './call'
import * as federated from './federated'
import * as instance from './instance'
import { mediaProxy, picture } from './media'
import { registerApp, verifyApp } from './oauth/apps'
import { authorize, decide } from './oauth/authorize'
import { signIn, signInPage, signOut } from './oauth/session'
import { issueToken, revokeToken, userinfo } from './oauth/token'
import { accountListPage, accountPage } from './pages/account'
import { embedPage, homePage, postPage, profilePage } from './pages/public'
import { askDeletion, deletePosts, takeOut } from './pages/removal'
import { reportListPage, reportPage } from './pages/report'
import { statusesPage, statusPage } from './pages/statuses'
import * as webhooks from './pages/webhooks'
import * as writes from './post-writes'
import * as posts from './posts'
import { fileReport } from './report-filing'
import { search } from './search'
import { publicTimeline, tagTimeline } from './timelines'

export type Route = { method: string; pattern: RegExp; names: string[]; handler: Handler; access: Access }

const OPEN: Access = { kind: 'open' }
const soft = (...scopes: string[]): Access => ({ kind: 'soft', scopes })
const user = (...scopes: string[]): Access => ({ kind: 'user', scopes })
const READ_ACCOUNTS = soft('read', 'read:accounts')
const READ_POSTS = soft('read', 'read:statuses')
const WRITE_POSTS = user('write', 'write:statuses')
const ADMIN_READS_ACCOUNTS = soft('admin:read', 'admin:read:accounts')
const ADMIN_WRITES_ACCOUNTS = soft('admin:write', 'admin:write:accounts')
const ADMIN_READS_REPORTS = soft('admin:read', 'admin:read:reports')
const ADMIN_WRITES_REPORTS = soft('admin:write', 'admin:write:reports')

/** Everything the fake answers; the first that fits wins. */
const TABLE: [string, Handler, Access][] = [
  ['GET /api/v1/instance', instance.instanceV1, OPEN],
  ['GET /api/v2/instance', instance.instanceV2, OPEN],
  ['GET /api/v1/instance/rules', instance.rules, OPEN],
  ['GET /api/v1/instance/languages', instance.languages, OPEN],
  ['GET /api/v1/instance/peers', instance.knownPeers, OPEN],
  ['GET /api/v1/instance/activity', instance.activity, OPEN],
  ['GET /api/v1/instance/domain_blocks', instance.domainBlocks, OPEN],
  ['GET /api/v1/instance/privacy_policy', instance.privacyPolicy, OPEN],
  ['GET /api/v1/instance/extended_description', instance.extendedDescription, OPEN],
  ['GET /api/v1/instance/terms_of_service', instance.termsOfService, OPEN],
  ['GET /.well-known/oauth-authorization-server', instance.oauthMetadata, OPEN],
  ['GET /.well-known/nodeinfo', instance.nodeinfoLinks, OPEN],
  ['GET /nodeinfo/2.0', instance.nodeinfo, OPEN],
  ['GET /health', instance.health, OPEN],

  ['POST /api/v1/apps', registerApp, OPEN],
  ['GET /api/v1/apps/verify_credentials', verifyApp, OPEN],
  ['GET /oauth/authorize', authorize, OPEN],
  ['POST /oauth/authorize', decide, OPEN],
  ['DELETE /oauth/authorize', decide, OPEN],
  ['POST /oauth/token', issueToken, OPEN],
  ['POST /oauth/revoke', revokeToken, OPEN],
  ['GET /oauth/userinfo', userinfo, OPEN],
  ['POST /oauth/userinfo', userinfo, OPEN],
  ['GET /auth/sign_in', signInPage, OPEN],
  ['POST /auth/sign_in', signIn, OPEN],
  ['POST /auth/sign_out', signOut, OPEN],

  ['GET /api/v1/accounts/verify_credentials', accounts.verifyCredentials, user('profile', 'read', 'read:accounts')],
  ['GET /api/v1/accounts/lookup', accounts.lookup, READ_ACCOUNTS],
  ['GET /api/v1/accounts', accounts.showSeveral, READ_ACCOUNTS],
  ['GET /api/v1/accounts/:id', accounts.showOne, READ_ACCOUNTS],
  ['GET /api/v1/accounts/:id/statuses', accounts.postsOf, READ_POSTS],
  ['POST /api/v1/accounts/:id/follow', accounts.follow, user('follow', 'write', 'write:follows')],
  ['GET /api/v1/statuses', posts.showSeveralPosts, READ_POSTS],
  ['POST /api/v1/statuses', writes.writePost, WRITE_POSTS],
  ['GET /api/v1/statuses/:id', posts.showOnePost, READ_POSTS],
  ['PUT /api/v1/statuses/:id', writes.rewritePost, WRITE_POSTS],
  ['DELETE /api/v1/statuses/:id', writes.deletePost, WRITE_POSTS],
  ['GET /api/v1/statuses/:id/context', posts.showContext, READ_POSTS],
  ['GET /api/v1/statuses/:id/history', posts.showHistory, READ_POSTS],
  ['GET /api/v1/statuses/:id/source', posts.showSource, user('read', 'read:statuses')],
  ['GET /api/v1/timelines/public', publicTimeline, READ_POSTS],
  ['GET /api/v1/timelines/tag/:tag', tagTimeline, READ_POSTS],
  ['GET /api/v2/search', search, soft('read', 'read:search')],
  ['POST /api/v1/reports', fileReport, user('write', 'write:reports')],

  ['GET /api/v1/admin/reports', adminReports.listReports, ADMIN_READS_REPORTS],
  ['GET /api/v1/admin/reports/:id', adminReports.showOneReport, ADMIN_READS_REPORTS],
  ['PUT /api/v1/admin/reports/:id', adminReports.updateReport, ADMIN_WRITES_REPORTS],
  ['PATCH /api/v1/admin/reports/:id', adminReports.updateReport, ADMIN_WRITES_REPORTS],
  ['POST /api/v1/admin/reports/:id/assign_to_self', adminReports.assignToSelf, ADMIN_WRITES_REPORTS],
  ['POST /api/v1/admin/reports/:id/unassign', adminReports.unassign, ADMIN_WRITES_REPORTS],
  ['POST /api/v1/admin/reports/:id/resolve', adminReports.resolveOne, ADMIN_WRITES_REPORTS],
  ['POST /api/v1/admin/reports/:id/reopen', adminReports.reopen, ADMIN_WRITES_REPORTS],

  ['GET /api/v1/admin/accounts', listAccountsV1, ADMIN_READS_ACCOUNTS],
  ['GET /api/v2/admin/accounts', listAccounts, ADMIN_READS_ACCOUNTS],
  ['GET /api/v1/admin/accounts/:id', adminAccounts.showOneAccount, ADMIN_READS_ACCOUNTS],
  ['DELETE /api/v1/admin/accounts/:id', adminAccounts.deleteAccount, ADMIN_WRITES_ACCOUNTS],
  ['POST /api/v1/admin/accounts/:id/action', act, ADMIN_WRITES_ACCOUNTS],
  ['POST /api/v1/admin/accounts/:id/approve', adminAccounts.approve, ADMIN_WRITES_ACCOUNTS],
  ['POST /api/v1/admin/accounts/:id/reject', adminAccounts.reject, ADMIN_WRITES_ACCOUNTS],
  ['POST /api/v1/admin/accounts/:id/enable', adminAccounts.enable, ADMIN_WRITES_ACCOUNTS],
  ['POST /api/v1/admin/accounts/:id/unsensitive', adminAccounts.unsensitive, ADMIN_WRITES_ACCOUNTS],
  ['POST /api/v1/admin/accounts/:id/unsilence', adminAccounts.unsilence, ADMIN_WRITES_ACCOUNTS],
  ['POST /api/v1/admin/accounts/:id/unsuspend', adminAccounts.unsuspend, ADMIN_WRITES_ACCOUNTS],

  ...ADMIN_BLOCKS,

  ['GET /media_proxy/:id/:size', mediaProxy, OPEN],
  ['GET /system/*file', picture, OPEN],
  ['GET /media_attachments/*file', picture, OPEN],
  ['GET /cache/media_attachments/*file', picture, OPEN],
  ['GET /avatars/original/missing.png', picture, OPEN],
  ['GET /headers/original/missing.png', picture, OPEN],
  ['GET /packs/*file', picture, OPEN],
  ['GET /', homePage, OPEN],
  ['GET /admin/reports', reportListPage, OPEN],
  ['GET /admin/reports/:id', reportPage, OPEN],
  ['POST /admin/reports/:id/actions/preview', askDeletion, OPEN],
  ['POST /admin/reports/:id/actions', deletePosts, OPEN],
  ['GET /admin/accounts', accountListPage, OPEN],
  ['GET /admin/accounts/:id', accountPage, OPEN],
  ['GET /admin/accounts/:id/statuses', statusesPage, OPEN],
  ['POST /admin/accounts/:id/statuses/batch', takeOut, OPEN],
  ['GET /admin/accounts/:id/statuses/:post', statusPage, OPEN],
  ['GET /admin/webhooks', webhooks.webhookListPage, OPEN],
  ['POST /admin/webhooks', webhooks.createWebhook, OPEN],
  ['GET /admin/webhooks/new', webhooks.newWebhookPage, OPEN],
  ['GET /admin/webhooks/:id', webhooks.webhookPage, OPEN],
  ['POST /admin/webhooks/:id', webhooks.deleteWebhook, OPEN],
  ['DELETE /admin/webhooks/:id', webhooks.deleteWebhook, OPEN],
  ['POST /admin/webhooks/:id/enable', webhooks.enableWebhook, OPEN],
  ['POST /admin/webhooks/:id/disable', webhooks.disableWebhook, OPEN],
  ['POST /admin/webhooks/:id/secret/rotate', webhooks.rotateSecret, OPEN],
  ['GET /users/:acct/outbox', federated.outbox, OPEN],
  ['GET /ap/users/:number/outbox', federated.outbox, OPEN],
  ['GET /users/:acct/statuses/:id', postPage, OPEN],
  ['GET /ap/users/:number/statuses/:id', federated.note, OPEN],
  ['GET /@:acct.rss', federated.rss, OPEN],
  ['GET /@:acct', profilePage, OPEN],
  ['GET /@:acct/:id/embed', embedPage, OPEN],
  ['GET /@:acct/:id', postPage, OPEN],
]

/** `:name` is one part of the path, `*name` the rest of it. */
function compile([address, handler, access]: [string, Handler, Access]): Route {
  const [method = '', path = ''] = address.split(' ')
  const names = [...path.matchAll(/[:*](\w+)/g)].map((found) => found[1] ?? '')
  const source = path.replaceAll('.', '\\.').replace(/:\w+/g, '([^/]+)').replace(/\*\w+/g, '(.+)')
  return { method, pattern: new RegExp(`^${source}$`), names, handler, access }
}

const ROUTES = TABLE.map(compile)

export function findRoute(method: string, path: string): { route: Route; parts: Record<string, string> } | null {
  for (const route of ROUTES) {
    const found = route.method === method ? route.pattern.exec(path) : null
    if (!found) continue
    const parts = route.names.map((name, place) => [name, decode(found[place + 1] ?? '')])
    return { route, parts: Object.fromEntries(parts) }
  }
  return null
}

/** A broken escape stands as it is. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
