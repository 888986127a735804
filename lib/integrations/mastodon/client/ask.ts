import type { z } from 'zod'
import type { OutwardAnswer } from '@/lib/platform/http/exchange'
import { OutwardFailure } from '@/lib/platform/http/outward-failure'
import { faultOf, readEach, type Skipped } from '../schema/primitives'
import type { Answer, Connection } from './connection'
import { readLink } from './cursor'
import { type Asked, failureOfAnswer, failureOfOutward, isHtml, MastodonFailure, unreadable } from './failure'
import { readRate } from './rate'

export type Query = Record<string, string | number | boolean | readonly string[] | undefined>

export interface Call {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: string
  query?: Query
  json?: Record<string, unknown>
  form?: Record<string, string>
  headersTimeoutMs?: number
  /** For the few answers that may be larger than what is read otherwise. */
  maxBytes?: number
}

/** Asks for one entity. */
export async function ask<T extends z.ZodType>(
  connection: Connection,
  call: Call,
  schema: T,
): Promise<Answer<z.output<T>>> {
  const { answer, asked } = await send(connection, call)
  const read = schema.safeParse(jsonOf(answer, asked))
  if (!read.success) throw unreadable(answer, asked, faultOf(read.error))
  return answerWith(answer, read.data, [])
}

/** Asks for a list; elements that cannot be read are named in `skipped`. */
export async function askList<T extends z.ZodType>(
  connection: Connection,
  call: Call,
  schema: T,
): Promise<Answer<z.output<T>[]>> {
  const { answer, asked } = await send(connection, call)
  const body = jsonOf(answer, asked)
  if (!Array.isArray(body)) throw unreadable(answer, asked, 'body: not_a_list')
  const { values, skipped } = readEach(schema, body)
  return answerWith(answer, values, skipped)
}

/** A path segment made of an id. Refuses anything that could lead to another path. */
export function segment(id: string): string {
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(id)) throw new MastodonFailure('invalid', { method: '', path: '', fault: 'id' })
  return id
}

async function send(connection: Connection, call: Call): Promise<{ answer: OutwardAnswer; asked: Asked }> {
  const asked: Asked = { method: call.method, path: call.path, hasToken: connection.token !== undefined }
  const answer = await sendRaw(connection, call, asked)
  if (answer.status >= 400) throw failureOfAnswer(answer, asked)
  return { answer, asked }
}

async function sendRaw(connection: Connection, call: Call, asked: Asked): Promise<OutwardAnswer> {
  const permitted = { method: call.method, path: call.path, isPaging: isPaging(call) }
  await connection.permit?.(permitted)
  try {
    const answer = await connection.http.ask({
      url: `${connection.origin}${call.path}${queryText(call.query)}`,
      method: call.method,
      headers: headersOf(connection, call),
      ...bodyOf(call),
      ...(call.headersTimeoutMs ? { headersTimeoutMs: call.headersTimeoutMs } : {}),
      ...(call.maxBytes ? { maxBytes: call.maxBytes } : {}),
    })
    await connection.onAnswer?.({
      ...permitted,
      status: answer.status,
      // Of the exchange itself: whoever reads in turn with others may have waited before it.
      tookMs: answer.tookMs,
      byteCount: answer.bytes.length,
      rate: readRate(answer),
      receivedAt: answer.receivedAt,
      clockOffsetMs: answer.clockOffsetMs,
    })
    return answer
  } catch (error) {
    throw error instanceof OutwardFailure ? failureOfOutward(error, asked) : error
  }
}

const PAGING = ['page', 'max_id', 'min_id', 'since_id']
const isPaging = ({ query = {} }: Call): boolean => PAGING.some((name) => query[name] !== undefined)

function headersOf(connection: Connection, call: Call): Record<string, string> {
  return {
    accept: 'application/json',
    ...(connection.token ? { authorization: `Bearer ${connection.token}` } : {}),
    ...(call.json ? { 'content-type': 'application/json' } : {}),
    ...(call.form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
  }
}

function bodyOf(call: Call): { body?: string } {
  if (call.json) return { body: JSON.stringify(call.json) }
  if (call.form) return { body: new URLSearchParams(call.form).toString() }
  return {}
}

function queryText(query: Query = {}): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (Array.isArray(value)) for (const each of value) params.append(`${name}[]`, String(each))
    else if (value !== undefined) params.append(name, String(value))
  }
  return params.size > 0 ? `?${params.toString()}` : ''
}

function jsonOf(answer: OutwardAnswer, asked: Asked): unknown {
  if (isHtml(answer)) throw unreadable(answer, asked, 'html')
  try {
    return JSON.parse(Buffer.from(answer.bytes).toString('utf8'))
  } catch {
    throw unreadable(answer, asked, 'notJson')
  }
}

function answerWith<T>(answer: OutwardAnswer, value: T, skipped: Skipped[]): Answer<T> {
  return {
    value,
    bytes: answer.bytes,
    status: answer.status,
    url: answer.url,
    receivedAt: answer.receivedAt,
    dateHeader: answer.dateHeader,
    clockOffsetMs: answer.clockOffsetMs,
    rate: readRate(answer),
    skipped,
    ...readLink(answer.headers.link),
  }
}
