import { Application } from '../schema/oauth'
import { ask } from './ask'
import type { Answer, Connection } from './connection'

export interface NewApp {
  /** At most 60 characters. */
  name: string
  redirectUris: readonly string[]
  scopes: readonly string[]
  website?: string
}

/** Registers the console. 4.2 forgets an application that nobody used for a day: `invalidClient` means do it again. */
export function registerApp(connection: Connection, app: NewApp): Promise<Answer<Application>> {
  return ask(
    connection,
    {
      method: 'POST',
      path: '/api/v1/apps',
      json: {
        client_name: app.name,
        // 4.2 takes one text only; every release splits it at white space.
        redirect_uris: app.redirectUris.join('\n'),
        scopes: app.scopes.join(' '),
        ...(app.website ? { website: app.website } : {}),
      },
    },
    Application,
  )
}
