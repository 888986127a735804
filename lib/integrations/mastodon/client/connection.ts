import type { Outward } from '@/lib/platform/http/outward'
import type { Skipped } from '../schema/primitives'
import type { Cursor } from './cursor'
import type { Rate } from './rate'

/** One server as one person (or as nobody, without a token). */
export interface Connection {
  /** As `https://reef.example`, without a final slash. */
  origin: string
  token?: string
  /** The scopes granted with the token; 4.2 and 4.3 do not say when one is missing, so it is found by this. */
  scopes?: readonly string[]
  http: Outward
  /** Asked before every call; throws where it may not be made now. Nothing has been sent then. */
  permit?: (call: Permitted) => Promise<void>
  /** Told of every answer, for the budget and the measurements. */
  onAnswer?: (seen: SeenAnswer) => void | Promise<void>
}

/** What a limit may depend on. */
export interface Permitted {
  method: string
  /** Without the query, which may name a person. */
  path: string
  /** Names a page: Mastodon counts such requests by themselves as well. */
  isPaging: boolean
}

export interface SeenAnswer extends Permitted {
  status: number
  tookMs: number
  byteCount: number
  rate: Rate | null
  receivedAt: Date
  clockOffsetMs: number | null
}

export interface Answer<T> {
  value: T
  /** Exactly what the server sent: the evidence. `value` is read from it. */
  bytes: Uint8Array
  status: number
  url: string
  receivedAt: Date
  dateHeader: string | null
  /** The server's clock minus ours, good to about a second. */
  clockOffsetMs: number | null
  rate: Rate | null
  /** Elements of a list that could not be read. Empty for a single entity. */
  skipped: Skipped[]
  next?: Cursor
  prev?: Cursor
}
