import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { makeOutward } from '@/lib/platform/http/outward'
import { closeLater, serve } from '@/lib/testing/loopback'
import type { Connection } from './connection'
import { fetchMedia } from './media'
import { instancePolicy } from './policy'

const PNG = Buffer.from('89504e470d0a1a0a', 'hex')

async function instanceWith(
  mediaHosts: string[],
  routes: Record<string, () => [number, Record<string, string>, Buffer?]>,
) {
  const seen: (string | undefined)[] = []
  const port = await serve((request, response) => {
    seen.push(request.headers.authorization)
    const [status, headers, body] = routes[request.url ?? '']?.() ?? [404, { 'content-type': 'text/html' }]
    response.writeHead(status, headers).end(body)
  })
  const origin = `http://127.0.0.1:${port}`
  const http = makeOutward({ policy: instancePolicy({ origin, privateAddressConfirmed: true, mediaHosts }) })
  closeLater(() => http.close())
  const connection: Connection = { origin, token: 'token-of-kofi', http }
  const fetchAt = (path: string) => fetchMedia(connection, { url: `${origin}${path}`, preview_url: null }, 'original')
  return { origin, connection, seen, fetchAt }
}

describe('a file of a post', () => {
  it('comes with its hash and type, and without our token being sent', async () => {
    const { fetchAt, seen } = await instanceWith([], {
      '/a.png': () => [200, { 'content-type': 'image/PNG; x=1' }, PNG],
    })
    expect(await fetchAt('/a.png')).toMatchObject({
      contentType: 'image/png',
      sha256: createHash('sha256').update(PNG).digest('hex'),
      status: 200,
    })
    expect(seen).toEqual([undefined])
  })

  it('is found behind the redirects of the media proxy', async () => {
    const { fetchAt, origin } = await instanceWith([], {
      '/media_proxy/1/original': () => [302, { location: '/a.png' }],
      '/a.png': () => [200, { 'content-type': 'image/png' }, PNG],
    })
    expect((await fetchAt('/media_proxy/1/original')).url).toBe(`${origin}/a.png`)
  })

  it('is not looked for beyond three redirects', async () => {
    const { fetchAt, seen } = await instanceWith([], { '/loop': () => [302, { location: '/loop' }] })
    await expect(fetchAt('/loop')).rejects.toMatchObject({ kind: 'redirected' })
    expect(seen).toHaveLength(4)
  })

  it('is not looked for on another server', async () => {
    const elsewhere = await serve((_request, response) => response.end('inside'))
    const { fetchAt } = await instanceWith([], {
      '/a.png': () => [302, { location: `http://127.0.0.1:${elsewhere}/secret` }],
    })
    await expect(fetchAt('/a.png')).rejects.toMatchObject({ kind: 'refusedAddress', detail: { refusal: 'host' } })
  })

  it.each(['text/html', 'image/svg+xml', 'application/json', ''])('is refused as %j', async (type) => {
    const { fetchAt } = await instanceWith([], { '/a': () => [200, { 'content-type': type }, PNG] })
    await expect(fetchAt('/a')).rejects.toMatchObject({ kind: 'notMedia' })
  })

  it.each([
    [404, 'notFound'],
    [403, 'forbidden'],
    [410, 'gone'],
    [503, 'temporary'],
  ])('answered with %i is %s', async (status, kind) => {
    const { fetchAt } = await instanceWith([], { '/a': () => [status, { 'content-type': 'application/xml' }] })
    await expect(fetchAt('/a')).rejects.toMatchObject({ kind, maybeActed: false })
  })

  it('that the server still works on is not there yet', async () => {
    const { connection } = await instanceWith([], {})
    await expect(fetchMedia(connection, { url: null, preview_url: null }, 'small')).rejects.toMatchObject({
      kind: 'notFound',
    })
  })
})
