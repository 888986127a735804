import { missingFrom, type Permission } from '../schema/permissions'
import type { Connection } from './connection'
import { MastodonFailure, type MastodonFailureKind } from './failure'
import { verifyCredentials } from './me'
import { covers } from './scopes'

export interface Needs {
  permissions: readonly Permission[]
  scope: string
}

/** Runs a call; a bare 403 is explained before it is thrown on. */
export async function withExplanation<T>(connection: Connection, needs: Needs, call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    if (!(error instanceof MastodonFailure) || error.kind !== 'forbidden') throw error
    throw await explainForbidden(connection, needs, error)
  }
}

/**
 * Finds out what a 403 means by asking who the token belongs to. Admin endpoints answer a dead token, a missing
 * permission, a role that is too low and a record in the wrong state with the same words.
 */
export async function explainForbidden(
  connection: Connection,
  needs: Needs,
  failure: MastodonFailure,
): Promise<MastodonFailure> {
  const explained = (kind: MastodonFailureKind, missing?: readonly Permission[]) =>
    new MastodonFailure(kind, { ...failure.detail, ...(missing ? { missing } : {}) })
  if (connection.token === undefined) return explained('tokenNeeded')
  try {
    const { permissions } = (await verifyCredentials(connection)).value
    if (connection.scopes && !covers(connection.scopes, needs.scope)) return explained('scopeMissing')
    const missing = missingFrom(permissions, needs.permissions)
    if (missing.length > 0) return explained('permissionMissing', missing)
    return explained('notAllowed')
  } catch (error) {
    const isClear = error instanceof MastodonFailure && (error.kind === 'tokenDead' || error.kind === 'loginDisabled')
    return isClear ? explained(error.kind) : failure
  }
}
