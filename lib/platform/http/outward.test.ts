import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import net, { type LookupFunction } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import type { Reach } from './guard'
import { makeOutward, type Outward, type OutwardOptions } from './outward'
import { OutwardFailure } from './outward-failure'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

function outward(options: Partial<OutwardOptions> = {}): Outward {
  const made = makeOutward({ policy: () => 'publicOrPrivate', ...options })
  closers.push(() => made.close())
  return made
}

async function listening(server: net.Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => server.close())
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

const serve = (handler: http.RequestListener) => {
  const server = http.createServer(handler)
  closers.push(() => server.closeAllConnections())
  return listening(server)
}

const failureOf = async (asked: Promise<unknown>): Promise<OutwardFailure> => {
  const caught = await asked.then(
    () => null,
    (error: unknown) => error,
  )
  if (!(caught instanceof OutwardFailure)) throw new Error(`expected an OutwardFailure, got ${String(caught)}`)
  return caught
}

const resolvesTo =
  (...addresses: string[]): LookupFunction =>
  (_hostname, _options, callback) =>
    callback(
      null,
      addresses.map((address) => ({ address, family: net.isIP(address) })),
    )

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
    for (const close of closers.splice(0)) await close()
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

describe('the guard', () => {
  const reaching = (reach: Reach, resolve?: LookupFunction) =>
    outward({ policy: () => reach, ...(resolve ? { resolve } : {}) })

  it.each([
    'http://127.0.0.1:8080/',
    'http://localhost:8080/',
    'http://[::1]:8080/',
    'http://0x7f.1:8080/',
    'http://2130706433:8080/',
    'http://0177.0.0.1/',
    'http://[::ffff:10.0.0.1]/',
    'https://192.168.1.1/',
  ])('refuses %s when only public addresses are allowed', async (url) => {
    const failure = await failureOf(reaching('public').ask({ url }))
    expect(failure).toMatchObject({ kind: 'refusedAddress', refusal: 'private', sent: false })
  })

  it.each([
    'http://169.254.169.254/latest/meta-data/',
    'http://[64:ff9b::7f00:1]/',
    'http://[::ffff:169.254.169.254]/',
    'http://0.0.0.0/',
    'http://[fe80::1]/',
    'http://[::]/',
  ])('refuses %s even when private addresses are confirmed', async (url) => {
    const failure = await failureOf(reaching('publicOrPrivate').ask({ url }))
    expect(failure).toMatchObject({ kind: 'refusedAddress', refusal: 'forbidden', sent: false })
  })

  it('refuses a name when any of its addresses is private', async () => {
    const failure = await failureOf(
      reaching('public', resolvesTo('9.9.9.9', '10.0.0.7')).ask({ url: 'https://files.reef.example/' }),
    )
    expect(failure).toMatchObject({ kind: 'refusedAddress', refusal: 'private' })
  })

  it('checks the address at each new connection, so a name cannot change its mind', async () => {
    const port = await serve((_request, response) => response.end('inside'))
    let turn = 0
    const resolve: LookupFunction = (...asked) => {
      turn += 1
      return resolvesTo(turn === 1 ? '127.0.0.1' : '169.254.169.254')(...asked)
    }
    const ours = reaching('publicOrPrivate', resolve)
    const url = `http://reef.example:${port}/`
    expect((await ours.ask({ url, method: 'POST' })).status).toBe(200)
    expect(await failureOf(ours.ask({ url, method: 'POST' }))).toMatchObject({ refusal: 'forbidden' })
  })

  it('refuses plain http to a public address', async () => {
    const failure = await failureOf(
      reaching('publicOrPrivate', resolvesTo('9.9.9.9')).ask({ url: 'http://reef.example/' }),
    )
    expect(failure).toMatchObject({ kind: 'refusedAddress', refusal: 'plainHttp' })
  })

  it('refuses a host that is not on the list, and asks again even for an open connection', async () => {
    const port = await serve((_request, response) => response.end())
    let reach: Reach = 'publicOrPrivate'
    const ours = outward({ policy: () => reach })
    expect((await ours.ask({ url: `http://127.0.0.1:${port}/` })).status).toBe(200)
    reach = 'nowhere'
    expect(await failureOf(ours.ask({ url: `http://127.0.0.1:${port}/` }))).toMatchObject({ refusal: 'host' })
  })

  it.each(['ftp://127.0.0.1/', 'file:///etc/passwd'])('refuses the scheme of %s', async (url) => {
    expect(await failureOf(outward().ask({ url }))).toMatchObject({ kind: 'refusedAddress', refusal: 'host' })
  })

  it('hands the policy a host without brackets, final dot or capitals', async () => {
    const seen: string[] = []
    const ours = outward({
      policy: (target) => {
        seen.push(`${target.protocol}//${target.hostname}|${target.port}`)
        return 'nowhere'
      },
    })
    await failureOf(ours.ask({ url: 'https://Reef.Example./' }))
    await failureOf(ours.ask({ url: 'http://[::1]:81/' }))
    expect(seen).toEqual(['https://reef.example|443', 'http://::1|81'])
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

describe('TLS', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'docket-tls-'))
  const [key, cert] = ['key.pem', 'cert.pem'].map((name) => path.join(folder, name))
  execFileSync('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'],
    ...[
      '-subj',
      '/CN=reef.example',
      '-addext',
      'subjectAltName=DNS:reef.example',
      '-keyout',
      `${key}`,
      '-out',
      `${cert}`,
    ],
  ])
  const pair = { key: readFileSync(`${key}`), cert: readFileSync(`${cert}`) }
  afterAll(() => rmSync(folder, { recursive: true }))

  const secure = () => listening(https.createServer(pair, (_request, response) => response.end('secure')))

  it('is refused when nobody known signed the certificate', async () => {
    const port = await secure()
    const ours = outward({ resolve: resolvesTo('127.0.0.1') })
    const failure = await failureOf(ours.ask({ url: `https://reef.example:${port}/`, method: 'POST' }))
    expect(failure).toMatchObject({ kind: 'tls', sent: false, causeCode: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
  })

  it('is refused when the certificate is for another name', async () => {
    const port = await secure()
    const ours = outward({ resolve: resolvesTo('127.0.0.1'), ca: pair.cert.toString() })
    const failure = await failureOf(ours.ask({ url: `https://harbour.example:${port}/` }))
    expect(failure).toMatchObject({ kind: 'tls', sent: false, causeCode: 'ERR_TLS_CERT_ALTNAME_INVALID' })
  })

  it('is refused when the server speaks plain HTTP', async () => {
    const port = await serve((_request, response) => response.end())
    const failure = await failureOf(outward().ask({ url: `https://127.0.0.1:${port}/` }))
    expect(failure).toMatchObject({ kind: 'tls', sent: false })
  })

  it('works when the certificate is in order', async () => {
    const port = await secure()
    const ours = outward({ resolve: resolvesTo('127.0.0.1'), ca: pair.cert.toString() })
    const answer = await ours.ask({ url: `https://reef.example:${port}/` })
    expect(Buffer.from(answer.bytes).toString()).toBe('secure')
  })
})
