import net, { type LookupFunction } from 'node:net'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { closeAll, closeLater, listening, serve } from '@/lib/testing/loopback'
import { makeOutward, type Outward, type OutwardOptions } from './outward'
import { OutwardFailure } from './outward-failure'

function outward(options: Partial<OutwardOptions> = {}): Outward {
  const made = makeOutward({ policy: () => 'publicOrPrivate', ...options })
  closeLater(() => made.close())
  return made
}

async function failureOf(asked: Promise<unknown>): Promise<OutwardFailure> {
  const caught = await asked.then(
    () => null,
    (error: unknown) => error,
  )
  if (!(caught instanceof OutwardFailure)) throw new Error(`expected an OutwardFailure, got ${String(caught)}`)
  return caught
}

describe('an answer', () => {
  it('comes with exact bytes, headers, times and the clock of the server', async () => {
    const inTwoMinutes = new Date(Date.now() + 120_000)
    const port = await serve((_request, response) => {
      response.setHeader('Date', inTwoMinutes.toUTCString())
      response.setHeader('X-Twice', ['a', 'b'])
      response.end('{ "one":1 }\n')
    })
    const answer = await outward().ask({ url: `http://127.0.0.1:${port}/x?y=1` })
    expect(Buffer.from(answer.bytes).toString()).toBe('{ "one":1 }\n')
    expect(answer).toMatchObject({ status: 200, url: `http://127.0.0.1:${port}/x?y=1` })
    expect(answer.headers['x-twice']).toBe('a, b')
    expect(answer.dateHeader).toBe(inTwoMinutes.toUTCString())
    expect(Math.abs((answer.clockOffsetMs ?? 0) - 120_000)).toBeLessThan(1_500)
    expect(answer.receivedAt.getTime()).toBeGreaterThanOrEqual(answer.sentAt.getTime())
  })

  it('does not take an answer from a cache for a clock that is slow', async () => {
    const port = await serve((_request, response) => {
      response.setHeader('Date', new Date(Date.now() - 240_000).toUTCString())
      response.setHeader('Age', '240')
      response.end()
    })
    const answer = await outward().ask({ url: `http://127.0.0.1:${port}/` })
    expect(Math.abs(answer.clockOffsetMs ?? 9_999)).toBeLessThan(1_500)
  })

  it('says nothing of a clock that the server does not show', async () => {
    const port = await serve((_request, response) => {
      response.sendDate = false
      response.end()
    })
    const answer = await outward().ask({ url: `http://127.0.0.1:${port}/` })
    expect(answer).toMatchObject({ dateHeader: null, clockOffsetMs: null })
  })

  it('asks for no compression, and undoes one that comes unasked', async () => {
    const port = await serve((request, response) => {
      response.setHeader('Content-Encoding', 'gzip')
      response.end(gzipSync(`you said ${request.headers['accept-encoding']}`))
    })
    const answer = await outward().ask({ url: `http://127.0.0.1:${port}/` })
    expect(Buffer.from(answer.bytes).toString()).toBe('you said identity')
  })

  it('sends method, headers and body', async () => {
    const port = await serve((request, response) => {
      let body = ''
      request.on('data', (chunk: Buffer) => {
        body += chunk.toString()
      })
      request.on('end', () => response.end(`${request.method} ${request.headers['content-type']} ${body}`))
    })
    const answer = await outward().ask({
      url: `http://127.0.0.1:${port}/`,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"é":1}',
    })
    expect(Buffer.from(answer.bytes).toString()).toBe('POST application/json {"é":1}')
  })
})

describe('limits', () => {
  it('ends a body beyond the cap when the server announces it', async () => {
    const port = await serve((_request, response) => {
      response.setHeader('Content-Length', 10_000_000)
      response.write('x')
    })
    const failure = await failureOf(outward().ask({ url: `http://127.0.0.1:${port}/` }))
    expect(failure).toMatchObject({ kind: 'tooLarge', sent: true })
  })

  it('ends a body beyond the cap while it streams, long before the server is done', async () => {
    let written = 0
    const port = await serve((_request, response) => {
      const block = Buffer.alloc(100_000, 32)
      const pump = () => {
        while (written < 60_000_000 && !response.destroyed) {
          written += block.length
          if (!response.write(block)) return void response.once('drain', pump)
        }
        response.end()
      }
      pump()
    })
    const failure = await failureOf(outward().ask({ url: `http://127.0.0.1:${port}/`, maxBytes: 1_000_000 }))
    expect(failure.kind).toBe('tooLarge')
    expect(written).toBeLessThan(30_000_000)
  })

  it('ends a compressed body that grows beyond the cap', async () => {
    const port = await serve((_request, response) => {
      response.setHeader('Content-Encoding', 'gzip')
      response.end(gzipSync(Buffer.alloc(5_000_000)))
    })
    const failure = await failureOf(outward().ask({ url: `http://127.0.0.1:${port}/`, maxBytes: 1_000_000 }))
    expect(failure.kind).toBe('tooLarge')
  })

  it('does not wait for headers for ever', async () => {
    const port = await serve(() => undefined)
    const failure = await failureOf(outward().ask({ url: `http://127.0.0.1:${port}/`, headersTimeoutMs: 100 }))
    expect(failure).toMatchObject({ kind: 'timeout', sent: true })
  })

  it('does not wait for a body that drips for ever', async () => {
    const port = await serve((_request, response) => {
      const drip = setInterval(() => response.write('.'), 20)
      response.on('close', () => clearInterval(drip))
    })
    const failure = await failureOf(outward().ask({ url: `http://127.0.0.1:${port}/`, bodyTimeoutMs: 150 }))
    expect(failure).toMatchObject({ kind: 'timeout', sent: true })
  })
})

describe('what was lost', () => {
  it('is unreachable and was not sent when nobody listens', async () => {
    const port = await listening(net.createServer())
    await closeAll()
    const failure = await failureOf(outward().ask({ url: `http://127.0.0.1:${port}/`, method: 'POST' }))
    expect(failure).toMatchObject({ kind: 'unreachable', sent: false, causeCode: 'ECONNREFUSED' })
  })

  it('was perhaps sent when the connection drops after the request', async () => {
    const port = await listening(net.createServer((socket) => socket.once('data', () => socket.destroy())))
    const failure = await failureOf(outward().ask({ url: `http://127.0.0.1:${port}/`, method: 'POST', body: '{}' }))
    expect(failure).toMatchObject({ kind: 'dropped', sent: true })
  })

  it('was perhaps sent when the body ends early', async () => {
    const port = await listening(
      net.createServer((socket) =>
        socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort')),
      ),
    )
    const failure = await failureOf(outward().ask({ url: `http://127.0.0.1:${port}/` }))
    expect(failure).toMatchObject({ kind: 'dropped', sent: true })
  })

  it('is a dropped answer when the server does not speak HTTP', async () => {
    const port = await listening(net.createServer((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n')))
    const failure = await failureOf(outward().ask({ url: `http://127.0.0.1:${port}/` }))
    expect(failure.kind).toBe('dropped')
  })

  it('sends each write on a socket of its own', async () => {
    const ports = new Set<number | undefined>()
    const port = await serve((request, response) => {
      ports.add(request.socket.remotePort)
      response.end()
    })
    const ours = outward()
    for (let turn = 0; turn < 3; turn += 1) await ours.ask({ url: `http://127.0.0.1:${port}/`, method: 'POST' })
    expect(ports.size).toBe(3)
    ports.clear()
    for (let turn = 0; turn < 3; turn += 1) await ours.ask({ url: `http://127.0.0.1:${port}/` })
    expect(ports.size).toBeLessThan(3)
  })

  it('names a host that does not resolve', async () => {
    const resolve: LookupFunction = (_hostname, _options, callback) =>
      callback(Object.assign(new Error('no'), { code: 'ENOTFOUND' }), [])
    const failure = await failureOf(outward({ resolve }).ask({ url: 'https://reef.example/' }))
    expect(failure).toMatchObject({ kind: 'dns', sent: false })
  })
})

describe('redirects', () => {
  it('are not followed, and say where they point', async () => {
    let visits = 0
    const port = await serve((_request, response) => {
      visits += 1
      response.writeHead(302, { Location: '/there' }).end()
    })
    const failure = await failureOf(outward().ask({ url: `http://127.0.0.1:${port}/here` }))
    expect(failure).toMatchObject({ kind: 'redirected', to: `http://127.0.0.1:${port}/there`, status: 302 })
    expect(visits).toBe(1)
  })

  it('are followed a few times when asked, without credentials to another host', async () => {
    const elsewhere = await serve((request, response) => response.end(`auth ${request.headers.authorization}`))
    const port = await serve((request, response) => {
      const next = request.url === '/a' ? '/b' : `http://127.0.0.1:${elsewhere}/c`
      response.writeHead(302, { Location: next }).end()
    })
    const asked = { url: `http://127.0.0.1:${port}/a`, headers: { authorization: 'Bearer secret' } }
    const answer = await outward().ask({ ...asked, maxRedirects: 2 })
    expect(Buffer.from(answer.bytes).toString()).toBe('auth undefined')
    expect(answer.url).toBe(`http://127.0.0.1:${elsewhere}/c`)
    expect(await failureOf(outward().ask({ ...asked, maxRedirects: 1 }))).toMatchObject({ kind: 'redirected' })
  })

  it('are not followed to a host that the policy refuses', async () => {
    const port = await serve((_request, response) =>
      response.writeHead(302, { Location: 'http://169.254.169.254/' }).end(),
    )
    const failure = await failureOf(outward().ask({ url: `http://127.0.0.1:${port}/`, maxRedirects: 3 }))
    expect(failure).toMatchObject({ kind: 'refusedAddress', refusal: 'forbidden' })
  })
})
