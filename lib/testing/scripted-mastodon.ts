import { makeOutward } from '@/lib/platform/http/outward'
import type { Connection } from '@/lib/integrations/mastodon/client/connection'
import { closeLater, serve } from './loopback'

export interface Scripted {
  status?: number
  json?: unknown
  text?: string
  headers?: Record<string, string>
  /** Ends the connection instead of answering. */
  drop?: boolean
}

export interface SeenRequest {
  method: string
  /** With the query. */
  url: string
  headers: Record<string, string | string[] | undefined>
  body: string
}

/**
 * A server that answers what the test says, by method and path (`GET /api/v2/instance`), and notes what it was
 * asked. For answers that no Mastodon gives on request; everything else is tried against the fake.
 */
export async function scriptedMastodon(script: Record<string, Scripted>) {
  const seen: SeenRequest[] = []
  const port = await serve((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString('utf8')
    })
    request.on('end', () => {
      const { method = '', url = '' } = request
      seen.push({ method, url, headers: request.headers, body })
      const scripted = script[`${method} ${url.split('?')[0]}`] ?? NOT_FOUND
      if (scripted.drop) return request.socket.destroy()
      const type = scripted.text === undefined ? 'application/json; charset=utf-8' : 'text/html; charset=utf-8'
      response.writeHead(scripted.status ?? 200, { 'content-type': type, ...scripted.headers })
      return response.end(scripted.text ?? JSON.stringify(scripted.json))
    })
  })
  const origin = `http://127.0.0.1:${port}`
  return { origin, port, seen, connect: (given: Partial<Connection> = {}) => connectTo(origin, given) }
}

/** A connection to a server on this machine, as somebody with a token. */
export function connectTo(origin: string, given: Partial<Connection> = {}): Connection {
  const http = makeOutward({ policy: () => 'publicOrPrivate' })
  closeLater(() => http.close())
  return { origin, token: 'token-of-kofi', http, ...given }
}

const NOT_FOUND: Scripted = { status: 404, json: { error: 'Record not found' } }
