import type { IncomingMessage } from 'node:http'
import { json, Refusal } from './answer'
import { viewerOf } from './access'
import type { Call } from './call'
import { isParams, parseForm, type Params } from './params'
import type { State } from './state'

const LARGEST_BODY = 1_000_000

/** What `readCall` needs beside the request. */
export type Setting = { state: State; origin: string; now: () => Date }

export async function readCall(request: IncomingMessage, setting: Setting): Promise<Call> {
  const headers = flatten(request)
  const address = new URL(request.url ?? '/', 'http://fake')
  const query = parseForm(address.search.slice(1))
  const body = parseBody(headers['content-type'] ?? '', await readBody(request))
  const at = setting.now()
  const method = request.method ?? 'GET'
  return {
    state: setting.state,
    origin: setting.origin,
    at,
    method: method === 'HEAD' ? 'GET' : method,
    path: trimmed(address.pathname),
    query,
    params: { ...query, ...body },
    route: {},
    headers,
    cookies: readCookies(headers.cookie ?? ''),
    ip: request.socket.remoteAddress ?? '',
    viewer: viewerOf(setting.state, headers, at),
    happened: [],
  }
}

const trimmed = (path: string) => (path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path)

function flatten(request: IncomingMessage): Record<string, string> {
  const pairs = Object.entries(request.headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(', ') : (value ?? ''),
  ])
  return Object.fromEntries(pairs)
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of request) {
    const bytes = Buffer.from(part)
    length += bytes.length
    if (length > LARGEST_BODY) throw new Refusal(json({ error: 'Payload too large' }, 413))
    parts.push(bytes)
  }
  return Buffer.concat(parts).toString('utf8')
}

function parseBody(type: string, body: string): Params {
  if (body === '') return {}
  if (!type.includes('json')) return parseForm(body)
  try {
    const value: unknown = JSON.parse(body)
    return isParams(value) ? value : {}
  } catch {
    throw new Refusal(json({ status: 400, error: 'Bad Request' }, 400))
  }
}

const readCookies = (header: string): Record<string, string> =>
  Object.fromEntries(
    header.split(/;\s*/).flatMap((pair) => (pair.includes('=') ? [pair.split(/=(.*)/s).slice(0, 2)] : [])),
  )
