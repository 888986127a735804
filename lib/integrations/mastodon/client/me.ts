import { CredentialAccount } from '../schema/account'
import { parsePermissions } from '../schema/permissions'
import { ask } from './ask'
import type { Answer, Connection } from './connection'

/** Who the token belongs to, with role and effective permissions as of now. */
export async function verifyCredentials(
  connection: Connection,
): Promise<Answer<CredentialAccount & { permissions: bigint }>> {
  const answer = await ask(
    connection,
    { method: 'GET', path: '/api/v1/accounts/verify_credentials' },
    CredentialAccount,
  )
  return { ...answer, value: { ...answer.value, permissions: parsePermissions(answer.value.role?.permissions) } }
}
