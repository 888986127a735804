import { ExtendedDescription, Instance, OldInstance } from '../schema/instance'
import { OAuthMetadata } from '../schema/oauth'
import { ask } from './ask'
import type { Answer, Connection } from './connection'
import { MastodonFailure } from './failure'

/** The server's cache keeps this for up to five minutes. */
export function readInstance(connection: Connection): Promise<Answer<Instance>> {
  return ask(connection, { method: 'GET', path: '/api/v2/instance' }, Instance)
}

/** For servers before 4.0, to say how old they are. */
export function readOldInstance(connection: Connection): Promise<Answer<OldInstance>> {
  return ask(connection, { method: 'GET', path: '/api/v1/instance' }, OldInstance)
}

/** What the server says of its OAuth; null on 4.2, which has no such page. */
export async function readMetadata(connection: Connection): Promise<Answer<OAuthMetadata> | null> {
  try {
    return await ask(connection, { method: 'GET', path: '/.well-known/oauth-authorization-server' }, OAuthMetadata)
  } catch (error) {
    if (error instanceof MastodonFailure && error.detail.status === 404) return null
    throw error
  }
}

/** What the instance says about itself at length, in HTML: its about page. Empty where nobody wrote anything. */
export function readAbout(connection: Connection): Promise<Answer<ExtendedDescription>> {
  return ask(connection, { method: 'GET', path: '/api/v1/instance/extended_description' }, ExtendedDescription)
}
