import { createHmac, timingSafeEqual, type Hmac } from 'node:crypto'
import { z } from 'zod'
import type { HintKind } from '@/lib/features/hints/model'
import { isAskedFor, KEPT_BYTES, kindOf, READ_BYTES, type WebhookEvent } from './model'

/** The MAC in `X-Hub-Signature: sha256=<hex>`; null when there is none. */
export function signatureIn(header: string | null): Buffer | null {
  const hex = /^sha256=([0-9a-f]{64})$/i.exec(header?.trim() ?? '')?.[1]
  return hex ? Buffer.from(hex, 'hex') : null
}

export interface Body {
  /** As much of it as is kept; all of it when `isWhole`. */
  text: string
  isWhole: boolean
  /** The MAC of all of it under each secret, in their order. */
  macs: Buffer[]
}

/** Reads a body no further than it may go. What is past the kept part is only signed for. */
export async function readSigned(
  stream: ReadableStream<Uint8Array> | null,
  secrets: readonly string[],
): Promise<Body | 'endless'> {
  const hmacs = secrets.map((secret) => createHmac('sha256', secret))
  const kept: Uint8Array[] = []
  let size = 0
  const reader = stream?.getReader()
  while (reader) {
    const { done, value } = await reader.read()
    if (done) break
    if (size < KEPT_BYTES) kept.push(value.subarray(0, KEPT_BYTES - size))
    size += value.byteLength
    if (size > READ_BYTES) {
      await reader.cancel()
      return 'endless'
    }
    for (const hmac of hmacs) hmac.update(value)
  }
  const text = Buffer.concat(kept).toString('utf8')
  return { text, isWhole: size <= KEPT_BYTES, macs: hmacs.map((hmac: Hmac) => hmac.digest()) }
}

/** Which of the MACs the signature is, compared in constant time; -1 for none. */
export function signerOf(signature: Buffer, macs: readonly Buffer[]): number {
  return macs.map((mac) => timingSafeEqual(mac, signature)).indexOf(true)
}

/** All that is taken from a body: what to read again, and how new it must be at least. */
export interface Telling {
  event: WebhookEvent
  kind: HintKind
  objectId: string
  updatedAt: Date | null
}

const EVENT_FIRST = /^\s*\{\s*"event"\s*:\s*"([a-z]+)\.[a-z_]+"/
// Mastodon writes these three first, in this order (recorded).
const BEGINNING = /^\{"event":"([a-z.]+)","created_at":"[^"]{1,40}","object":\{"id":"(\d{1,20})"/

const told = z.object({
  event: z.string(),
  object: z.object({
    id: z.string().regex(/^\d{1,20}$/),
    updated_at: z.iso.datetime({ offset: true }).nullish().catch(null),
  }),
})

/** `post` is told by the event's name alone: a post is not read, and nothing of it is kept. */
export function tellingOf({ text, isWhole }: Pick<Body, 'text' | 'isWhole'>): Telling | 'post' | 'strange' {
  if (EVENT_FIRST.exec(text.slice(0, 200))?.[1] === 'status') return 'post'
  const { event, objectId, updatedAt } = (isWhole ? wholeOf(text) : beginningOf(text)) ?? { event: '' }
  if (event.startsWith('status.')) return 'post'
  if (!objectId || !isAskedFor(event)) return 'strange'
  const kind = kindOf(event)
  return { event, kind, objectId, updatedAt: kind === 'report' && updatedAt ? new Date(updatedAt) : null }
}

interface Found {
  event: string
  objectId?: string
  updatedAt?: string | null | undefined
}

function wholeOf(text: string): Found | null {
  try {
    const found = told.safeParse(JSON.parse(text))
    if (!found.success) return null
    const { event, object } = found.data
    return { event, objectId: object.id, updatedAt: object.updated_at }
  } catch {
    // Cut off, or written by a template: told from whatever else is no telling by the caller.
    return null
  }
}

function beginningOf(text: string): Found | null {
  const found = BEGINNING.exec(text.slice(0, 200))
  return found ? { event: found[1] ?? '', objectId: found[2] ?? '' } : null
}
