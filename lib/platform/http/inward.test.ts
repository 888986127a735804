import { describe, expect, it } from 'vitest'
import { AppError } from '@/lib/platform/errors/error'
import { answer, assertSameOrigin, readJson, refusal } from './inward'

const OWN = 'https://docket.reef.example'
const code = (run: () => unknown): string => {
  try {
    run()
    return 'let in'
  } catch (error) {
    return error instanceof AppError ? error.code : 'broke'
  }
}

describe('where a request comes from', () => {
  it.each([
    ['our own page', { origin: OWN, 'sec-fetch-site': 'same-origin' }, 'let in'],
    ['our own page, in a browser that sends no Origin', { 'sec-fetch-site': 'same-origin' }, 'let in'],
    ['our own page, in a browser that sends no Sec-Fetch-Site', { origin: OWN }, 'let in'],
    ['another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }, 'crossSite'],
    [
      'another host of the same site',
      { origin: 'https://www.reef.example', 'sec-fetch-site': 'same-site' },
      'crossSite',
    ],
    ['the same host on another port', { origin: `${OWN}:8443` }, 'crossSite'],
    ['the same host without encryption', { origin: 'http://docket.reef.example' }, 'crossSite'],
    ['a sandboxed frame', { origin: 'null' }, 'crossSite'],
    ['the address bar', { 'sec-fetch-site': 'none' }, 'crossSite'],
    ['nobody who says', {}, 'crossSite'],
    [
      'another site that claims to be ours',
      { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
      'crossSite',
    ],
    ['a host whose name begins with ours', { origin: `${OWN}.evil.example` }, 'crossSite'],
  ])('%s', (_label, headers, expected) => {
    expect(code(() => assertSameOrigin(new Headers(Object.entries(headers)), `${OWN}/`))).toBe(expected)
  })
})

describe('the body of a request', () => {
  const posted = (body: string | ReadableStream | null) =>
    new Request(`${OWN}/api/commands/a.b`, {
      method: 'POST',
      body,
      ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
    })

  it('is a JSON object', async () => {
    expect(await readJson(posted('{"input":{"text":"سلام"}}'))).toEqual({ input: { text: 'سلام' } })
  })

  it.each(['', 'not json', '[]', '"text"', 'null', '3', '{"a":1', '{"a":1}x'])('is not %j', async (body) => {
    await expect(readJson(posted(body))).rejects.toMatchObject({ code: 'badInput', values: { fields: 'body' } })
  })

  it('is not missing', async () => {
    await expect(readJson(posted(null))).rejects.toMatchObject({ code: 'badInput' })
  })

  it('may be as large as the limit, and not a byte larger', async () => {
    const sized = (bytes: number) => `{"a":"${'x'.repeat(bytes - 8)}"}`
    expect(await readJson(posted(sized(256 * 1024)))).toHaveProperty('a')
    await expect(readJson(posted(sized(256 * 1024 + 1)))).rejects.toMatchObject({ code: 'tooLarge', status: 413 })
    await expect(readJson(posted(sized(300_000)))).rejects.toMatchObject({ values: { limit: '256 kB' } })
  })

  it('without an end is read only as far as the limit', async () => {
    let sent = 0
    let isCancelled = false
    const endless = new ReadableStream({
      pull(controller) {
        sent += 65_536
        controller.enqueue(new Uint8Array(65_536))
      },
      cancel() {
        isCancelled = true
      },
    })
    await expect(readJson(posted(endless))).rejects.toMatchObject({ code: 'tooLarge' })
    expect(sent).toBeLessThan(1_000_000)
    expect(isCancelled).toBe(true)
  })

  it('brings no way to the prototype of what it becomes', async () => {
    const body = await readJson(posted('{"__proto__":{"isAdmin":true},"constructor":1}'))
    expect(Reflect.get({}, 'isAdmin')).toBeUndefined()
    expect(Reflect.get(body, 'isAdmin')).toBeUndefined()
  })
})

describe('what goes back', () => {
  it('is never stored on the way', async () => {
    for (const response of [answer({ a: 1 }), refusal(new AppError('notFound')), refusal(new Error('x'))])
      expect(response.headers.get('cache-control')).toBe('private, no-store')
    expect(await answer(undefined).json()).toEqual({ value: null })
  })

  it('of a refusal is its code and its values, with the status that fits', async () => {
    const stale = refusal(new AppError('case.stale', { who: 'kofi', what: 'reports.claim', minutes: 2 }))
    expect(stale.status).toBe(409)
    expect(await stale.json()).toEqual({
      code: 'case.stale',
      values: { who: 'kofi', what: 'reports.claim', minutes: 2 },
    })
  })

  it('of a fault of ours is that there was one, and nothing about it', async () => {
    const broken = refusal(new Error('duplicate key (email)=(mira@example.test)'))
    expect([broken.status, await broken.json()]).toEqual([500, { code: 'unknown', values: {} }])
  })
})
