import type { Params } from './params'
import type { Account, State, Token } from './state'
import type { Happening } from './webhooks'

export type Viewer = { token: Token | null; account: Account | null }

/** One request, read. */
export type Call = {
  state: State
  at: Date
  /** Address of the fake itself, without a slash at the end. */
  origin: string
  method: string
  path: string
  /** Query and body together; the body wins. */
  params: Params
  query: Params
  /** Parts of the path by name. */
  route: Record<string, string>
  headers: Record<string, string>
  cookies: Record<string, string>
  ip: string
  viewer: Viewer
  /** What webhooks will be sent about once this call is answered. */
  happened: Happening[]
}

export type Handler = (call: Call) => import('./answer').Answer

/** JSON is answered to an exception only if asked for. */
export const wantsJson = (call: Pick<Call, 'headers'>) => (call.headers.accept ?? '').includes('application/json')

/** What anybody may see is cached for a quarter of a minute: after a takedown it is still served (reference 3.3). */
export const cachedForStrangers = ({ viewer }: Call): Record<string, string> =>
  viewer.token ? {} : { 'cache-control': 'max-age=15, public, stale-while-revalidate=30, stale-if-error=86400' }

/** The part of the path called `name`; routes name what they hold. */
export const part = (call: Call, name: string) => call.route[name] ?? ''
