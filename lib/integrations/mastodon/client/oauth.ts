import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { type OAuthMetadata, Token } from '../schema/oauth'
import { ask } from './ask'
import type { Answer, Connection } from './connection'

export interface ClientCredentials {
  clientId: string
  clientSecret: string
}

export function offersPkce(metadata: OAuthMetadata | null): boolean {
  return metadata?.code_challenge_methods_supported.includes('S256') ?? false
}

export function makePkce(): { verifier: string; challenge: string } {
  const verifier = randomBytes(48).toString('base64url')
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') }
}

export interface AuthorizeRequest {
  clientId: string
  redirectUri: string
  scopes: readonly string[]
  state: string
  codeChallenge?: string
  /** Shows the consent page even when a matching token exists; it does not ask for the password again. */
  forceLogin?: boolean
}

/** The page on the instance that the browser is sent to. */
export function authorizeUrl(origin: string, request: AuthorizeRequest): string {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: request.clientId,
    redirect_uri: request.redirectUri,
    scope: request.scopes.join(' '),
    state: request.state,
    ...(request.codeChallenge ? { code_challenge: request.codeChallenge, code_challenge_method: 'S256' } : {}),
    ...(request.forceLogin ? { force_login: 'true' } : {}),
  })
  return `${origin}/oauth/authorize?${query.toString()}`
}

/** Trades a code for a token. The same person, app and scopes always get the same token. */
export function exchangeCode(
  connection: Connection,
  request: ClientCredentials & { code: string; redirectUri: string; codeVerifier?: string },
): Promise<Answer<Token>> {
  const form = {
    grant_type: 'authorization_code',
    client_id: request.clientId,
    client_secret: request.clientSecret,
    redirect_uri: request.redirectUri,
    code: request.code,
    ...(request.codeVerifier ? { code_verifier: request.codeVerifier } : {}),
  }
  return ask(connection, { method: 'POST', path: '/oauth/token', form }, Token)
}

/** Ends a token everywhere it is used. Also succeeds for a token that is unknown. */
export function revokeToken(
  connection: Connection,
  request: ClientCredentials & { token: string },
): Promise<Answer<unknown>> {
  const form = { client_id: request.clientId, client_secret: request.clientSecret, token: request.token }
  return ask(connection, { method: 'POST', path: '/oauth/revoke', form }, z.unknown())
}
