import http from 'node:http'
import net from 'node:net'
import { describe, expect, it } from 'vitest'
import { listening } from '@/lib/testing/loopback'
import { bodyFault } from './bodies'
import { standBefore } from './peer'

const MB = 1024 * 1024

describe('a body', () => {
  const fault = (url: string, headers: http.IncomingHttpHeaders) => bodyFault({ url, headers })?.status ?? null
  const sized = (bytes: number) => ({ 'content-length': String(bytes) })
  const unsized = { 'transfer-encoding': 'chunked' }

  it.each([
    ['none, on a page', '/reports', {}, null],
    ['none, told so', '/reports', sized(0), null],
    ['large, to a page', '/connect', sized(10 * MB), 413],
    ['of no told size, to a page', '/connect', unsized, 411],
    ['of a form, to the sign-in', '/api/auth/signin/mastodon', sized(300), null],
    ['large, to the sign-in', '/api/auth/signin/mastodon', sized(MB), 413],
    ['of no told size, to the sign-in', '/api/auth/signin/mastodon', unsized, 411],
    ['of a letter, to a command', '/api/commands/papers.add', sized(MB), null],
    ['large, to a command', '/api/commands/papers.add', sized(2 * MB), 413],
    ['large, to a query', '/api/queries/reports.list', sized(MB), 413],
    ['of no told size, to a query, which counts', '/api/queries/reports.list', unsized, null],
    ['large, to the webhook, which counts', '/api/webhooks/mastodon', sized(5 * MB), null],
  ] as const)('%s', (_label, url, headers, expected) => expect(fault(url, headers)).toBe(expected))
})

describe('a request with a large body', () => {
  it('is refused before anything else sees it, by its head alone, and the next on the same connection is heard', async () => {
    standBefore()
    let seen = 0
    const port = await listening(
      http.createServer((_request, response) => {
        seen += 1
        response.end('inside')
      }),
    )
    const socket = net.connect(port, '127.0.0.1')
    let told = ''
    socket.on('data', (part: Buffer) => (told += part.toString()))
    const until = async (words: string) => {
      while (!told.includes(words)) await new Promise((done) => setTimeout(done, 10))
    }
    socket.write(`POST /connect HTTP/1.1\r\nhost: x\r\ncontent-length: ${10 * MB}\r\n\r\n`)
    await until('"code":"tooLarge"')
    expect(told).toMatch(/^HTTP\/1\.1 413 /)
    expect(seen).toBe(0)
    socket.write(Buffer.alloc(10 * MB, 'x'))
    socket.write('GET /connect HTTP/1.1\r\nhost: x\r\n\r\n')
    await until('inside')
    expect(seen).toBe(1)
    socket.destroy()
  })
})
