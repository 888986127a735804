import { badParameter, type Answer } from '../answer'
import { permit } from '../access'
import type { Call } from '../call'
import { word, words, type Params } from '../params'
import { pageOf } from '../paging'
import { can } from '../roles'
import { showAdminAccount } from '../serialise/admin-account'
import type { Account, State } from '../state'
import { isWithin } from './addresses'

type Test = (account: Account, state: State) => boolean

const STATUSES: Record<string, Test> = {
  active: (account) => !account.suspendedAt,
  pending: (account) => account.user?.approved === false,
  disabled: (account) => account.user?.disabled === true && !account.suspendedAt,
  silenced: (account) => account.silencedAt !== null,
  suspended: (account) => account.suspendedAt !== null,
  sensitized: (account) => account.sensitizedAt !== null,
}

const ORIGINS: Record<string, Test> = {
  local: (account) => account.domain === null,
  remote: (account) => account.domain !== null,
}

const isStaff: Test = (account, state) => can(state, account, 'manage_reports')

/** Beginning of a text without regard to case; `%` and `_` are wild, as SQL reads them (seen for e-mail). */
function begins(text: string | null, start: string): boolean {
  if (text === null) return false
  const pattern = start
    .replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
    .replaceAll('%', '.*')
    .replaceAll('_', '.')
  return new RegExp(`^${pattern}`, 'is').test(text)
}

/** Filters that both versions of the list share. */
const BY_VALUE: Record<string, (value: string) => Test> = {
  by_domain: (value) => (account) => account.domain === value.toLowerCase(),
  username: (value) => (account) => begins(account.username, value.replace(/^@/, '')),
  display_name: (value) => (account) => begins(account.displayName, value),
  email: (value) => (account) => begins(account.user?.email ?? null, value),
  ip: (value) => (account) => account.user?.ips.some((one) => isWithin(one.ip, value)) ?? false,
}

/** `invited_by` takes the number of a login, which nobody outside can know. */
const NOBODY: Test = () => false

const V2_KEPT = ['origin', 'status', 'permissions', 'role_ids', 'invited_by', ...Object.keys(BY_VALUE)]

/** `GET /api/v2/admin/accounts` (reference 2.1): no defaults, local and remote together. */
export function listAccounts(call: Call): Answer {
  permit(call, 'manage_users')
  return list(call, [...v2Tests(call.params), ...valueTests(call.params)], V2_KEPT)
}

function v2Tests(params: Params): Test[] {
  const origin = word(params, 'origin')
  const status = word(params, 'status')
  const roleIds = [...words(params, 'role_ids'), word(params, 'role_ids')].filter((id) => id !== null && id !== '')
  const tests: Test[] = []
  // A domain makes the origin `remote` superfluous; Mastodon then drops it.
  if (origin && !(origin === 'remote' && word(params, 'by_domain'))) tests.push(named(ORIGINS, origin, 'origin'))
  if (status) tests.push(named(STATUSES, status, 'status'))
  if (word(params, 'permissions') === 'staff') tests.push(isStaff)
  if (roleIds.length > 0) tests.push((account) => roleIds.includes(account.user?.roleId ?? null))
  if (word(params, 'invited_by')) tests.push(NOBODY)
  return tests
}

function named(tests: Record<string, Test>, value: string, what: string): Test {
  const test = tests[value]
  if (!test) throw badParameter(`Unknown ${what}: ${value}`)
  return test
}

function valueTests(params: Params): Test[] {
  return Object.entries(BY_VALUE).flatMap(([key, make]) => {
    const value = word(params, key)
    return value ? [make(value)] : []
  })
}

const V1_STATUSES = ['active', 'pending', 'disabled', 'silenced', 'suspended']
const V1_KEPT = ['local', 'remote', ...V1_STATUSES, 'sensitized', 'staff', ...Object.keys(BY_VALUE)]

/** `GET /api/v1/admin/accounts`: filters count by being there, and the last of the statuses wins. */
export function listAccountsV1(call: Call): Answer {
  permit(call, 'manage_users')
  const { params } = call
  const status = V1_STATUSES.filter((one) => one in params).at(-1) ?? 'active'
  const tests: Test[] = [
    named(ORIGINS, 'remote' in params ? 'remote' : 'local', 'origin'),
    named(STATUSES, status, 'status'),
    ...('staff' in params ? [isStaff] : []),
    ...valueTests(params),
  ]
  return list(call, tests, V1_KEPT)
}

function list(call: Call, tests: Test[], kept: string[]): Answer {
  const { state } = call
  const found = Object.values(state.accounts).filter((account) => tests.every((test) => test(account, state)))
  return pageOf(call, found, { default: 100, max: 200, kept }, (account) => showAdminAccount(call, account))
}
