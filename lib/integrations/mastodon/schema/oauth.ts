import { z } from 'zod'
import { Id, readable, text, textOrEmpty } from './primitives'

/** `/.well-known/oauth-authorization-server`, from 4.3. `issuer` is on the web domain and ends in a slash. */
export const OAuthMetadata = z.object({
  issuer: text(2_000),
  authorization_endpoint: text(2_000),
  token_endpoint: text(2_000),
  scopes_supported: readable(text(200)),
  code_challenge_methods_supported: readable(text(40)),
  grant_types_supported: readable(text(100)),
})
export type OAuthMetadata = z.output<typeof OAuthMetadata>

/** A registered application with its secret. `scopes` from 4.3. */
export const Application = z.object({
  id: Id,
  name: textOrEmpty(200),
  client_id: text(500),
  client_secret: text(500),
  scopes: readable(text(200)),
})
export type Application = z.output<typeof Application>

/** Tokens of Mastodon do not expire and cannot be refreshed. `scope` is what was granted. */
export const Token = z.object({
  access_token: text(2_000),
  token_type: textOrEmpty(40),
  scope: textOrEmpty(4_000),
  created_at: z.int().nullable().catch(null),
})
export type Token = z.output<typeof Token>
