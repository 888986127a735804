import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Params, Value } from '../params'

/** One question and answer as a real server gave it (fixtures/README.md says what was left out). */
export type Exchange = {
  n: number
  name: string
  as: string | null
  request: { method: string; path: string; body?: Params; form?: Params }
  response: {
    status: number
    headers: Record<string, string>
    body?: Value
    /** Number of an earlier exchange with the very same body. */
    bodyOf?: number
    /** An answer that was not JSON. */
    text?: string | null
  }
}

const CONVERSATIONS = [
  'instance',
  'apps-and-oauth',
  'who-may-what',
  'posts',
  'reports',
  'actions',
  'accounts',
  'blocks',
  'rate-limit',
  'paging-limit',
] as const

/** Where the browser was sent at each step: a status and an address. */
export type BrowserSteps = Record<
  'signIn' | 'deny' | 'allow' | 'wrongRedirect' | 'scopeNotInApp',
  [number, string | null]
>

const read = (release: string, name: string): unknown =>
  JSON.parse(readFileSync(path.join(import.meta.dirname, '..', 'fixtures', release, `${name}.json`), 'utf8'))

export function recordedExchanges(release: string): Exchange[] {
  const all = CONVERSATIONS.flatMap((name) => read(release, name) as Exchange[])
  const byNumber = new Map(all.map((exchange) => [exchange.n, exchange]))
  return all.map(({ response: { bodyOf, ...response }, ...rest }) => {
    const same = bodyOf === undefined ? undefined : byNumber.get(bodyOf)?.response.body
    return { ...rest, response: same === undefined ? response : { ...response, body: same } }
  })
}

/** A webhook as it was sent. */
export type RecordedDelivery = { event: string; headers: Record<string, string>; raw: string }
export const recordedWebhooks = (release: string) =>
  read(release, 'webhooks') as { secret: string; deliveries: RecordedDelivery[] }

export const recordedCast = (release: string) => read(release, 'cast') as Record<string, string>
export const recordedBrowser = (release: string) => read(release, 'oauth-browser') as BrowserSteps
