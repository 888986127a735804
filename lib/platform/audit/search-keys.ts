import { type Db, sql, type Tx } from '@/lib/platform/db/client'
import { hashHere } from '@/lib/platform/vault/console'
import type { FieldValue, Remembered } from './record'

/** Whom or what somebody looks for in the log. */
export interface Sought {
  /** Account ids on the instance. */
  people?: readonly string[]
  /** Post ids on the instance. */
  posts?: readonly string[]
  /** Web addresses, e-mail addresses, IP addresses, as people write them. */
  addresses?: readonly string[]
}

/** Keyed hashes: whoever has the database alone cannot try out who it is. */
export function searchHashes({ people = [], posts = [], addresses = [] }: Sought): Uint8Array<ArrayBuffer>[] {
  const words = [
    ...people.map((id) => `person ${id}`),
    ...posts.map((id) => `post ${id}`),
    ...addresses.map((address) => `address ${plain(address)}`),
  ]
  return [...new Set(words)].map((word) => new Uint8Array(Buffer.from(hashHere('audit search', word), 'base64url')))
}

/** What a row is to be found by: the people whom it is about, and the posts and addresses among its values. */
export function searchHashesOf({ subjectIds = [], fields = {} }: Remembered): Uint8Array<ArrayBuffer>[] {
  const values = Object.entries(fields).flatMap(([name, given]) => textsIn(given).map((text) => ({ name, text })))
  return searchHashes({
    people: subjectIds,
    posts: values.flatMap(({ name, text }) => (POST_FIELDS.test(name) && POST_ID.test(text) ? [text] : [])),
    addresses: values.flatMap(({ text }) => (isAddress(text) ? [text] : [])),
  })
}

/** For erasure: the log is no longer found by any of these. Its rows stay, and verify as before. */
export async function forgetInSearch(tx: Tx | Db, gone: Sought): Promise<number> {
  const hashes = searchHashes(gone)
  if (hashes.length === 0) return 0
  return tx.$executeRaw(sql`DELETE FROM search_key WHERE hash = ANY (${hashes}::bytea[])`)
}

const POST_FIELDS = /^posts?(Id)?$/i
const POST_ID = /^[A-Za-z0-9_-]{1,64}$/
const WEB = /^https?:\/\/\S+$/i
const MAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/
const IP = /^(\d{1,3}(\.\d{1,3}){3}|[0-9a-f]*:[0-9a-f:.]+)$/i

export const isAddress = (text: string): boolean => [WEB, MAIL, IP].some((form) => form.test(text))

const plain = (address: string): string => address.trim().toLowerCase().replace(/\/$/, '')

function textsIn(given: FieldValue | { value: FieldValue; subjectId: string }): string[] {
  const value = typeof given === 'object' && given !== null && 'subjectId' in given ? given.value : given
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.map(String) : []
}
