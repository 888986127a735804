import type http from 'node:http'
import https from 'node:https'
import net from 'node:net'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { closeAll, closeLater, listening, resolvesTo, selfSigned, serve } from '@/lib/testing/loopback'
import { type Scripted, scriptedMastodon } from '@/lib/testing/scripted-mastodon'
import { recordedExchanges } from '../fake/replay/recording'
import { probeInstance } from './probe'

const exchanges = recordedExchanges('4.6.5')
const body = (name: string) =>
  z.record(z.string(), z.unknown()).parse(structuredClone(exchanges.find((each) => each.name === name)?.response.body))

const INSTANCE = 'GET /api/v2/instance'
const METADATA = 'GET /.well-known/oauth-authorization-server'
const HEALTHY = { [INSTANCE]: { json: body('instance v2') }, [METADATA]: { json: body('OAuth metadata') } }
const confirmed = { privateAddressConfirmed: true }

async function probed(script: Record<string, Scripted>) {
  const { port } = await scriptedMastodon(script)
  return probeInstance(`127.0.0.1:${port}`, confirmed)
}

describe('an instance that can be used', () => {
  it('is described, with the scopes that it knows', async () => {
    const { origin, port, seen } = await scriptedMastodon(HEALTHY)
    const probe = await probeInstance(`http://127.0.0.1:${port}/about`, confirmed)
    expect(probe).toMatchObject({ isUsable: true, origin, version: { text: '4.6.5', api: 11 } })
    expect(probe.isUsable && probe.scopes).toContain('profile')
    expect(probe.isUsable && probe.warnings).toEqual([
      { code: 'pathIgnored', path: '/about' },
      { code: 'domainDiffers', domain: 'mas46.test' },
    ])
    // Nothing is written, and nothing that could name anybody is sent.
    expect(seen.map((each) => each.method)).toEqual(['GET', 'GET'])
    expect(seen.every((each) => each.headers.authorization === undefined)).toBe(true)
  })

  it('may be a 4.2 without metadata', async () => {
    const json = { ...body('instance v2'), version: '4.2.0', api_versions: undefined }
    const probe = await probed({ [INSTANCE]: { json } })
    expect(probe).toMatchObject({ isUsable: true, metadata: null, version: { major: 4, minor: 2, api: null } })
    expect(probe.isUsable && probe.scopes).not.toContain('profile')
  })

  it('is warned of when its clock is wrong', async () => {
    const date = new Date(Date.now() - 600_000).toUTCString()
    const probe = await probed({ ...HEALTHY, [INSTANCE]: { json: body('instance v2'), headers: { date } } })
    const warning = probe.isUsable ? probe.warnings.find((each) => each.code === 'clockSkew') : undefined
    expect(Math.abs((warning?.offsetMs ?? 0) + 600_000)).toBeLessThan(3_000)
  })

  it('is not warned of for a minute more or less', async () => {
    const date = new Date(Date.now() - 50_000).toUTCString()
    const probe = await probed({ ...HEALTHY, [INSTANCE]: { json: body('instance v2'), headers: { date } } })
    expect(probe.isUsable && probe.warnings.map((each) => each.code)).toEqual(['domainDiffers'])
  })

  it('is warned of when it federates with few', async () => {
    const json = { ...body('instance v2'), configuration: { limited_federation: true } }
    const probe = await probed({ ...HEALTHY, [INSTANCE]: { json } })
    expect(probe.isUsable && probe.warnings).toContainEqual({ code: 'limitedFederation' })
  })
})

describe('an instance that cannot be used', () => {
  it.each<[string, Record<string, Scripted>, object]>([
    ['a web site', { [INSTANCE]: { text: '<!doctype html>' } }, { fault: 'htmlInsteadOfJson' }],
    [
      'a web site without such a page',
      { [INSTANCE]: { status: 404, text: '<html>' }, 'GET /api/v1/instance': { status: 404, text: '<html>' } },
      { fault: 'notMastodon' },
    ],
    ['another API', { [INSTANCE]: { json: { hello: 'world' } } }, { fault: 'notMastodon' }],
    [
      'other software',
      { [INSTANCE]: { json: { ...body('instance v2'), version: '2.7.2 (compatible; Pleroma 2.5.0)' } } },
      { fault: 'notMastodon', software: 'Pleroma' },
    ],
    [
      'Mastodon 4.1',
      { [INSTANCE]: { json: { ...body('instance v2'), version: '4.1.9', api_versions: undefined } } },
      { fault: 'tooOld', version: '4.1.9' },
    ],
    [
      'Mastodon 3.5',
      { 'GET /api/v1/instance': { json: { uri: 'reef.example', version: '3.5.3' } } },
      { fault: 'tooOld', version: '3.5.3' },
    ],
    [
      'one that talks to its own people only',
      { [INSTANCE]: { status: 401, json: { error: 'This method requires an authenticated user' } } },
      { fault: 'limitedFederation' },
    ],
    [
      'one that blocks us',
      { [INSTANCE]: { status: 403, text: 'no', headers: { 'content-type': 'text/plain' } } },
      { fault: 'blockedIp' },
    ],
    ['one that is down', { [INSTANCE]: { status: 503, text: '<html>' } }, { fault: 'temporary' }],
    ['one that is busy', { [INSTANCE]: { status: 429, json: { error: 'x' } } }, { fault: 'rateLimited' }],
    [
      'one that moved',
      { [INSTANCE]: { status: 301, json: {}, headers: { location: 'https://social.reef.example/api/v2/instance' } } },
      { fault: 'redirectedElsewhere', where: 'https://social.reef.example' },
    ],
    ['one that hangs up', { [INSTANCE]: { drop: true } }, { fault: 'unreachable' }],
    ['one that sends 10 MB', { [INSTANCE]: { json: { description: 'x'.repeat(10_000_000) } } }, { fault: 'tooLarge' }],
  ])('%s', async (_name, script, expected) => {
    expect(await probed(script)).toMatchObject({ isUsable: false, ...expected })
  })

  it('because it is slow', async () => {
    const port = await serve(() => undefined)
    const probe = await probeInstance(`127.0.0.1:${port}`, {
      ...confirmed,
      outward: { readTimeoutMs: 150 },
    })
    expect(probe).toMatchObject({ isUsable: false, fault: 'unreachable' })
  })

  it('because nobody is there', async () => {
    const port = await listening(net.createServer())
    await closeAll()
    expect(await probeInstance(`127.0.0.1:${port}`, confirmed)).toMatchObject({
      fault: 'unreachable',
      cause: 'ECONNREFUSED',
    })
  })
})

describe('an address that is not called', () => {
  it('is one that cannot be read', async () => {
    expect(await probeInstance('@ines@reef.example', confirmed)).toEqual({
      isUsable: false,
      origin: null,
      fault: 'wrongAddress',
      addressFault: 'isHandle',
      suggestion: 'reef.example',
    })
  })

  it('is a private one, until it is confirmed', async () => {
    const { port, seen } = await scriptedMastodon(HEALTHY)
    const probe = await probeInstance(`127.0.0.1:${port}`, { privateAddressConfirmed: false })
    expect(probe).toMatchObject({ fault: 'privateAddress', origin: `http://127.0.0.1:${port}` })
    expect(seen).toEqual([])
  })

  it('is one that nobody may call', async () => {
    expect(await probeInstance('https://169.254.169.254', confirmed)).toMatchObject({ fault: 'forbiddenAddress' })
  })

  it('is a public one over plain http', async () => {
    const outward = { resolve: resolvesTo('9.9.9.9') }
    expect(await probeInstance('http://reef.example', { ...confirmed, outward })).toMatchObject({ fault: 'plainHttp' })
  })

  it('is one that has no address', async () => {
    const resolve: net.LookupFunction = (_name, _options, callback) =>
      callback(Object.assign(new Error('no such host'), { code: 'ENOTFOUND' }), [])
    expect(await probeInstance('reef.example', { ...confirmed, outward: { resolve } })).toMatchObject({
      fault: 'unknownHost',
    })
  })
})

describe('over TLS', () => {
  const pair = selfSigned('reef.example')
  const secure = async () => {
    const answers: http.RequestListener = (request, response) => {
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify(body(request.url === '/api/v2/instance' ? 'instance v2' : 'OAuth metadata')))
    }
    const server = https.createServer(pair, answers)
    closeLater(() => server.closeAllConnections())
    return listening(server)
  }
  const outward = { resolve: resolvesTo('127.0.0.1') }

  it('a certificate that nobody signed is refused', async () => {
    const port = await secure()
    const probe = await probeInstance(`reef.example:${port}`, { ...confirmed, outward })
    expect(probe).toMatchObject({ fault: 'tlsBroken', cause: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
  })

  it('a good one is not', async () => {
    const port = await secure()
    const probe = await probeInstance(`reef.example:${port}`, { ...confirmed, outward: { ...outward, ca: pair.cert } })
    expect(probe).toMatchObject({ isUsable: true, origin: `https://reef.example:${port}` })
  })
})
