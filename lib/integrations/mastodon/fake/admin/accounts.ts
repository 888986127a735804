import { forbidden, json, notAllowed, type Answer } from '../answer'
import { permit } from '../access'
import { accountById } from '../accounts'
import { part, type Call } from '../call'
import { showAdminAccount } from '../serialise/admin-account'
import type { Account, User } from '../state'
import { letComeBack } from './canonical-email-blocks'
import { accountChanged, happen } from '../webhooks'
import { deleteContent, eraseAccount } from './deletion'
import { record } from './log'

const target = (call: Call) => accountById(call.state, part(call, 'id'))

const show = (call: Call, account: Account) => json(showAdminAccount(call, account))

export function showOneAccount(call: Call): Answer {
  const account = target(call)
  permit(call, 'manage_users')
  return show(call, account)
}

/** Of a remote person, and of one without a login, `Forbidden`: before the permission is looked at. */
function localTarget(call: Call): { account: Account; user: User; actor: Account } {
  const account = target(call)
  if (!account.user) throw forbidden()
  return { account, user: account.user, actor: permit(call, 'manage_users') }
}

export function approve(call: Call): Answer {
  const { account, user, actor } = localTarget(call)
  if (user.approved) throw notAllowed()
  user.approved = true
  record(call, actor, 'approve', { kind: 'account', id: account.id })
  if (user.confirmed) {
    happen(call, 'account.approved', account.id)
    call.state.mails.push({
      at: call.at.toISOString(),
      to: user.email,
      subject: `Welcome to ${call.state.instance.title}`,
      text: '',
      statusIds: [],
    })
  }
  return show(call, account)
}

/** Wipes the person, and frees name and address. */
export function reject(call: Call): Answer {
  const { account, user, actor } = localTarget(call)
  if (user.approved) throw notAllowed()
  record(call, actor, 'reject', { kind: 'account', id: account.id })
  eraseAccount(call.state, account)
  return json({})
}

export function enable(call: Call): Answer {
  const { account, user, actor } = localTarget(call)
  user.disabled = false
  record(call, actor, 'enable', { kind: 'account', id: account.id })
  return show(call, account)
}

/** May be repeated: works on one who is not limited, too. */
export const unsensitive = (call: Call) => lift(call, 'unsensitive', (account) => (account.sensitizedAt = null))
export const unsilence = (call: Call) => lift(call, 'unsilence', (account) => (account.silencedAt = null))

function lift(call: Call, action: string, apply: (account: Account) => void): Answer {
  const account = target(call)
  const actor = permit(call, 'manage_users')
  apply(account)
  accountChanged(call, account)
  record(call, actor, action, { kind: 'account', id: account.id })
  return show(call, account)
}

/** Only of one suspended here. After deletion it answers as well, but nothing comes back. */
export function unsuspend(call: Call): Answer {
  const account = target(call)
  const actor = permit(call, 'manage_users')
  if (account.suspensionOrigin !== 'local') throw notAllowed()
  account.suspendedAt = null
  account.suspensionOrigin = null
  accountChanged(call, account)
  call.state.deletionRequests = call.state.deletionRequests.filter((one) => one.accountId !== account.id)
  letComeBack(call.state, account)
  record(call, actor, 'unsuspend', { kind: 'account', id: account.id })
  return show(call, account)
}

/** Deletes now what would be deleted thirty days after suspension; leaves no line in the log. */
export function deleteAccount(call: Call): Answer {
  const account = target(call)
  permit(call, 'delete_user_data')
  const isDue = call.state.deletionRequests.some((one) => one.accountId === account.id)
  if (!account.suspendedAt || !isDue) throw notAllowed()
  deleteContent(call.state, account, call.at)
  return json({})
}
