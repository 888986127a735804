import { createServer, type IncomingMessage } from 'node:http'

/** What came in. */
export type Received = { headers: Record<string, string>; raw: string }
export type Sink = {
  url: string
  received: Received[]
  /** What the next ones are answered; 200 when nothing is left. */
  answers: (number | 'hang up')[]
  close: () => Promise<void>
}

/** Takes webhooks as a console would, and keeps them. */
export async function openSink(): Promise<Sink> {
  const sink = { url: '', received: [] as Received[], answers: [] as Sink['answers'] }
  const server = createServer((request, response) => {
    void read(request).then((received) => {
      sink.received.push(received)
      const status = sink.answers.shift() ?? 200
      if (status === 'hang up') return request.socket.destroy()
      return response.writeHead(status).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  sink.url = `http://localhost:${typeof address === 'object' && address ? address.port : 0}/hooks`
  const close = () => {
    server.closeAllConnections()
    return new Promise<void>((resolve) => server.close(() => resolve()))
  }
  return Object.assign(sink, { close })
}

async function read(request: IncomingMessage): Promise<Received> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(Buffer.from(part))
  const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)])
  return { headers: Object.fromEntries(headers), raw: Buffer.concat(parts).toString('utf8') }
}
