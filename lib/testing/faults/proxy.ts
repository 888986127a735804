import http from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Answered {
  status: number
  headers: http.OutgoingHttpHeaders
  body: Buffer
}

/** One request that came to the proxy and is in the hands of whoever planned for it. */
export interface Passing {
  method: string
  /** Without the query. */
  path: string
  /** Asks Mastodon, once. */
  forward: () => Promise<Answered>
  answer: (answer: Answered) => Promise<void>
  /** Ends the connection without a word. */
  cut: () => void
}

/** What happens to a request; one that it neither answers nor cuts goes through. */
export type Plan = (passing: Passing) => Promise<void>

export interface Proxy {
  origin: string
  /** Null lets everything through. */
  plan: (plan: Plan | null) => void
  /** Nobody listens any more, as when the server is down. */
  shut: () => Promise<void>
  open: () => Promise<void>
}

/** Stands between the console's processes and the demo instance: what breaks there breaks on the way and nowhere else. */
export async function openProxy(target: string): Promise<Proxy> {
  let planned: Plan | null = null
  const server = http.createServer((request, response) => {
    void pass(target, { request, response, plan: planned })
  })
  await listen(server, 0)
  const port = portOf(server)
  return {
    origin: `http://127.0.0.1:${port}`,
    plan: (next) => {
      planned = next
    },
    shut: () => {
      server.closeAllConnections()
      return new Promise((done) => server.close(() => done()))
    },
    open: () => listen(server, port),
  }
}

interface Arrived {
  request: http.IncomingMessage
  response: http.ServerResponse
  plan: Plan | null
}

async function pass(target: string, { request, response, plan }: Arrived): Promise<void> {
  const body = await bytesOf(request)
  const url = new URL(request.url ?? '/', target)
  const passing: Passing = {
    method: request.method ?? '',
    path: url.pathname,
    forward: () => ask(url, request, body),
    answer: (answer) => send(response, answer),
    cut: () => void request.socket.destroy(),
  }
  try {
    await plan?.(passing)
    if (!response.writableEnded && !request.socket.destroyed) await passing.answer(await passing.forward())
  } catch {
    // Mastodon itself is gone, or whoever asked was killed.
    request.socket.destroy()
  }
}

function ask(url: URL, from: http.IncomingMessage, body: Buffer): Promise<Answered> {
  return new Promise((done, fail) => {
    const options = { method: from.method, headers: { ...from.headers, connection: 'close' }, agent: false }
    const request = http.request(url, options, (answer) => {
      bytesOf(answer).then(
        (bytes) => done({ status: answer.statusCode ?? 0, headers: answer.headers, body: bytes }),
        fail,
      )
    })
    request.on('error', fail)
    request.end(body)
  })
}

function send(response: http.ServerResponse, { status, headers, body }: Answered): Promise<void> {
  const { 'transfer-encoding': _chunked, ...plain } = headers
  return new Promise((done) => {
    response.on('close', done)
    response.writeHead(status, plain)
    response.end(body, () => done())
  })
}

async function bytesOf(stream: http.IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of stream) parts.push(Buffer.from(part as Uint8Array))
  return Buffer.concat(parts)
}

const listen = (server: http.Server, port: number): Promise<void> =>
  new Promise((done, fail) => {
    server.once('error', fail)
    server.listen(port, '127.0.0.1', () => done())
  })

function portOf(server: http.Server): number {
  const address = server.address() as AddressInfo | null // It listens on a port, not on a path.
  return address?.port ?? 0
}
