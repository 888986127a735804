import { CredentialAccount } from '../schema/account'
import { parsePermissions } from '../schema/permissions'
import { ask, type Call } from './ask'
import type { Answer, Connection } from './connection'
import { MastodonFailure } from './failure'
import { covers } from './scopes'

export type Me = CredentialAccount & {
  /** Effective permissions, as `has` reads them. */
  permissions: bigint
}

/** Who the token belongs to, with role and permissions as of now. */
export async function verifyCredentials(connection: Connection): Promise<Answer<Me>> {
  const call: Call = { method: 'GET', path: '/api/v1/accounts/verify_credentials' }
  const answer = await ask(connection, call, CredentialAccount).catch((error: unknown) => {
    throw explained(connection, error)
  })
  return { ...answer, value: { ...answer.value, permissions: parsePermissions(answer.value.role?.permissions) } }
}

// A live token is refused here for its scope or for the state of the login (frozen, suspended, unconfirmed, moved).
function explained(connection: Connection, error: unknown): unknown {
  if (!(error instanceof MastodonFailure) || error.kind !== 'forbidden') return error
  const isInScope = !connection.scopes || covers(connection.scopes, 'read:accounts')
  return new MastodonFailure(isInScope ? 'loginDisabled' : 'scopeMissing', error.detail)
}
