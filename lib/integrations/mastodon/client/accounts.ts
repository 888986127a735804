import { Account } from '../schema/account'
import { ask, type Call, segment } from './ask'
import type { Answer, Connection } from './connection'
import { type Needs, withExplanation } from './forbidden'

/** The public view; a suspended account comes blanked, a pending one is `notFound`. */
export function showAccount(connection: Connection, id: string): Promise<Answer<Account>> {
  return read(connection, { method: 'GET', path: `/api/v1/accounts/${segment(id)}` })
}

/** Finds an account that the server knows already, by `user` or `user@domain`, with or without the first @. */
export function lookupAccount(connection: Connection, handle: string): Promise<Answer<Account>> {
  const query = { acct: handle.trim().replace(/^@/, '') }
  return read(connection, { method: 'GET', path: '/api/v1/accounts/lookup', query })
}

function read(connection: Connection, call: Call): Promise<Answer<Account>> {
  return withExplanation(connection, READ, () => ask(connection, call, Account))
}

const READ: Needs = { permissions: [], scope: 'read:accounts' }
