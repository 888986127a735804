import https from 'node:https'
import type { LookupFunction } from 'node:net'
import { describe, expect, it } from 'vitest'
import { closeLater, listening, resolvesTo, selfSigned, serve } from '@/lib/testing/loopback'
import type { Reach } from './guard'
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

describe('TLS', () => {
  const pair = selfSigned('reef.example')
  const secure = () => listening(https.createServer(pair, (_request, response) => response.end('secure')))

  it('is refused when nobody known signed the certificate', async () => {
    const port = await secure()
    const ours = outward({ resolve: resolvesTo('127.0.0.1') })
    const failure = await failureOf(ours.ask({ url: `https://reef.example:${port}/`, method: 'POST' }))
    expect(failure).toMatchObject({ kind: 'tls', sent: false, causeCode: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
  })

  it('is refused when the certificate is for another name', async () => {
    const port = await secure()
    const ours = outward({ resolve: resolvesTo('127.0.0.1'), ca: pair.cert })
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
    const ours = outward({ resolve: resolvesTo('127.0.0.1'), ca: pair.cert })
    const answer = await ours.ask({ url: `https://reef.example:${port}/` })
    expect(Buffer.from(answer.bytes).toString()).toBe('secure')
  })
})
