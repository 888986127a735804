import http from 'node:http'
import { describe, expect, it } from 'vitest'
import { listening } from '@/lib/testing/loopback'
import { addressOf, keepNoConnection, PEER_HEADER, redirectOf, standBefore } from './peer'

const from = (peer: string, forwarded?: string) =>
  new Headers({ [PEER_HEADER]: peer, ...(forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }) })
const PROXIES = ['127.0.0.1', '10.0.0.0/8', '2001:db8:1::/48', '::1']

describe('the address of a caller', () => {
  it.each([
    ['of the socket, whatever is claimed', '203.0.113.9', '198.51.100.1', [], '203.0.113.9'],
    ['of the socket, when that is no proxy of ours', '203.0.113.9', '198.51.100.1', PROXIES, '203.0.113.9'],
    ['told by a proxy', '127.0.0.1', '203.0.113.9', PROXIES, '203.0.113.9'],
    ['told by the first proxy that is not ours', '127.0.0.1', '203.0.113.9, 10.1.2.3', PROXIES, '203.0.113.9'],
    ['not what the caller put before it', '127.0.0.1', '198.51.100.1, 203.0.113.9', PROXIES, '203.0.113.9'],
    ['of the proxy, when it tells nothing', '10.1.2.3', undefined, PROXIES, '10.1.2.3'],
    ['of the last proxy, when all are ours', '127.0.0.1', '10.1.2.3', PROXIES, '10.1.2.3'],
    ['in version 6', '2001:db8:1::5', '2001:DB8:2::0001', PROXIES, '2001:db8:2::1'],
    ['of version 4 in the clothes of version 6', '::ffff:127.0.0.1', '::ffff:203.0.113.9', PROXIES, '203.0.113.9'],
    ['of the proxy, when what it tells is no address', '127.0.0.1', 'unknown', PROXIES, '127.0.0.1'],
    ['not one hidden behind something that is none', '127.0.0.1', '198.51.100.1, garbage', PROXIES, '127.0.0.1'],
    ['without the port that some proxies add', '127.0.0.1', '198.51.100.1, 203.0.113.9:5678', PROXIES, '203.0.113.9'],
    ['without the port, in version 6', '127.0.0.1', '[2001:db8:2::1]:5678', PROXIES, '2001:db8:2::1'],
    ['unknown, when there is none', '', '203.0.113.9', [], 'unknown'],
  ])('is the one %s', (_label, peer, forwarded, trusted, expected) => {
    expect(addressOf(from(peer, forwarded), trusted)).toBe(expected)
  })
})

describe('the socket’s address', () => {
  it('is written on each request by this process; a caller cannot send it', async () => {
    standBefore('http://console.test')
    standBefore()
    const port = await listening(
      http.createServer((request, response) => response.end(String(request.headers[PEER_HEADER]))),
    )
    const told = await fetch(`http://127.0.0.1:${port}/api/health`, { headers: { [PEER_HEADER]: '203.0.113.9' } })
    expect(await told.text()).toBe('127.0.0.1')
  })
})

describe('a connection', () => {
  it('ends with a stream, and with every answer once the process is to end', async () => {
    standBefore('http://console.test')
    const port = await listening(http.createServer((_request, response) => response.end()))
    const connection = async (path: string) => {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, { redirect: 'manual' })
      return answer.headers.get('connection')
    }
    expect(await connection('/api/health')).toBe('keep-alive')
    expect(await connection('/api/events')).toBe('close')
    keepNoConnection()
    expect(await connection('/api/health')).toBe('close')
  })
})

describe('another host name', () => {
  const at = (host: string | undefined, url = '/reports?state=open') =>
    redirectOf({ url, headers: host === undefined ? {} : { host } }, 'http://localhost:3000')
  it.each([
    ['is sent to the own one, whole', at('127.0.0.1:3000'), 'http://localhost:3000/reports?state=open'],
    ['also a stranger’s', at('evil.example'), 'http://localhost:3000/reports?state=open'],
    ['also none', at(undefined), 'http://localhost:3000/reports?state=open'],
    ['may be asked for its health', at('10.0.0.1:3000', '/api/health?x=1'), null],
    ['leads nowhere else', at('evil.example', '//evil.example/x'), 'http://localhost:3000/evil.example/x'],
    [
      'leads nowhere else by an absolute target',
      at('evil.example', 'http://evil.example/x'),
      'http://localhost:3000/x',
    ],
  ])('%s', (_label, found, expected) => expect(found).toBe(expected))
  it('is not the own one', () => expect(at('localhost:3000')).toBeNull())

  it('is answered before anything else sees the request', async () => {
    const port = await listening(http.createServer((_request, response) => response.end('inside')))
    const answer = await fetch(`http://127.0.0.1:${port}/a?b=c`, { redirect: 'manual' })
    expect([answer.status, answer.headers.get('location')]).toEqual([307, 'http://console.test/a?b=c'])
  })
})
