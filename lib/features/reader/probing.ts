import type { Connection } from '@/lib/integrations/mastodon/client/connection'
import { MastodonFailure } from '@/lib/integrations/mastodon/client/failure'
import { type Me, verifyCredentials } from '@/lib/integrations/mastodon/client/me'
import { exchangeCode, revokeToken } from '@/lib/integrations/mastodon/client/oauth'
import { READING_SCOPES } from '@/lib/integrations/mastodon/client/scopes'
import { has } from '@/lib/integrations/mastodon/schema/permissions'
import { AppError } from '@/lib/platform/errors/error'

interface Exchange {
  clientId: string
  clientSecret: string
  code: string
  redirectUri: string
  codeVerifier?: string
}

/**
 * Trades the code for a token and asks whose it is. A token that could write, or whose account may not read reports, is
 * given back on the spot and refused.
 */
export async function exchange(
  connection: Connection,
  request: Exchange,
): Promise<{ me: Me; token: string; scopes: string[] }> {
  try {
    const answer = (await exchangeCode(connection, request)).value
    const { access_token: token, scope } = answer
    const scopes = scope.split(' ').filter(Boolean)
    const me = (await verifyCredentials({ ...connection, token, scopes })).value
    const isTooMuch = scopes.some((one) => !READING_SCOPES.some((known) => known === one))
    if (!isTooMuch && has(me.permissions, 'manage_reports')) return { me, token, scopes }
    await revokeToken(connection, { ...request, token })
    throw new AppError(isTooMuch ? 'reader.tooMuch' : 'reader.noRight')
  } catch (error) {
    if (error instanceof MastodonFailure) throw new AppError('reader.notGiven', { reason: error.kind })
    throw error
  }
}
