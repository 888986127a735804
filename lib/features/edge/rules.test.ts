import { execFileSync } from 'node:child_process'
import http from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { blockedOf, TEST_PATH, type Wanted } from '@/lib/integrations/edge/schema/addresses'
import { type Front, FRONTS } from '@/lib/testing/fronts'
import { escaped, pasteOf, rulesOf } from './render'
import { FLAVOURS, type Flavour } from './model'

const CONSOLE = 'https://docket.reef.example'
const POST = '117663169411789433'
const FOLDER = 'media_attachments/files/117/663/169/411/789/500'
const REMOTE = 'cache/media_attachments/files/117/663/169/411/789/600'

/** One post with a file, one file of somebody remote, and one file under an address of nobody's making. */
const WANTED: Wanted[] = [
  { postId: POST, mediaUrls: [`https://files.reef.example/${FOLDER}/original/0123456789abcdef.png`] },
  { postId: null, mediaUrls: [`https://reef.example/system/${REMOTE}/original/fedcba.mp4`] },
  { postId: null, mediaUrls: ['https://files.reef.example/odd/Bild%20(1)%20ä.png'] },
]

const SHUT = [
  `/@mira/${POST}`,
  `/@Mira/${POST}`,
  `/@mira/${POST}/`,
  `/@mira/${POST}?locale=de`,
  `/@mira/${POST}/embed`,
  `/@mira/${POST}.json`,
  `/@mira/0${POST}`,
  `//@mira//${POST}`,
  `/%40mira/%31${POST.slice(1)}`,
  `/@mira@reef.example/${POST}`,
  `/web/@mira/${POST}`,
  `/deck/@mira/${POST}`,
  `/web/statuses/${POST}`,
  `/users/mira/statuses/${POST}`,
  `/users/mira/statuses/${POST}/activity`,
  `/users/mira/statuses/${POST}/replies?page=true`,
  `/ap/users/117/statuses/${POST}`,
  `/ap/users/117/statuses/${POST}/likes`,
  `/system/${FOLDER}/original/0123456789abcdef.png`,
  `/system/${FOLDER}/small/0123456789abcdef.png`,
  `/system/${FOLDER}/static/0123456789abcdef.png`,
  `/${FOLDER}/original/0123456789abcdef.png`,
  `/bucket/${FOLDER}/small/0123456789abcdef.png`,
  `/${FOLDER.replace('files', 'thumbnails')}/original/0123456789abcdef.png`,
  '/media_proxy/117663169411789500/original',
  '/media_proxy/117663169411789500/small',
  '/media/117663169411789500/player',
  `/system/${REMOTE}/original/fedcba.mp4`,
  `/system/${REMOTE}/small/fedcba.png`,
  `/${REMOTE}/small/fedcba.png`,
  '/media_proxy/117663169411789600/original',
  '/odd/Bild%20(1)%20%C3%A4.png',
  TEST_PATH,
]

const OPEN = [
  '/',
  '/@mira',
  '/@mira.rss',
  '/@mira/117663169411789434',
  `/@mira/${POST}1`,
  `/@mira/1${POST}`,
  `/@mira/media?x=${POST}`,
  '/users/mira/outbox?page=true',
  '/users/mira/statuses/117663169411789434',
  `/api/v1/statuses/${POST}`,
  `/api/v1/accounts/1/statuses?max_id=${POST}`,
  '/system/media_attachments/files/117/663/169/411/789/501/original/0123456789abcdef.png',
  '/system/media_attachments/files/117/663/169/411/789/original/0123456789abcdef.png',
  '/media_proxy/117663169411789501/original',
  '/media_proxy/1176631694117895001/original',
  '/odd/Bild%20(1)%20%C3%A4.png.txt',
  '/odd/Bild%20(1)%20%C3%A4_png',
  `${TEST_PATH}/more`,
]

const rules = (flavour: Flavour, wanted: readonly Wanted[] = WANTED) =>
  rulesOf(flavour, { blocked: blockedOf(wanted), version: 7, console: CONSOLE })

const fronts = new Map<Flavour, Front>()
const upstream = http.createServer((_request, response) => void response.end('served'))
beforeAll(async () => {
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve))
  const address = upstream.address()
  const port = typeof address === 'object' && address ? address.port : 0
  for (const flavour of FLAVOURS)
    fronts.set(
      flavour,
      await FRONTS[flavour]({ upstream: port, paste: pasteOf(flavour, CONSOLE), rules: rules(flavour) }),
    )
}, 120_000)
afterAll(async () => {
  for (const front of fronts.values()) await front.stop()
  upstream.closeAllConnections()
  upstream.close()
})

const statusAt = (origin: string, address: string): Promise<number> =>
  fetch(`${origin}${address}`, { redirect: 'manual' }).then(
    async (response) => {
      await response.arrayBuffer()
      return response.status
    },
    () => 0,
  )

describe.each(FLAVOURS)('the rules for %s, in the real one', (flavour) => {
  const front = () => {
    const found = fronts.get(flavour)
    if (!found) throw new Error(`${flavour} did not start`)
    return found
  }

  it('shut every form of address of a post and of its files, and nothing beside them', async () => {
    const shut = []
    for (const address of SHUT) if ((await statusAt(front().origin, address)) !== 451) shut.push(address)
    expect(shut, 'should answer 451').toEqual([])
    const open = []
    for (const address of OPEN) if ((await statusAt(front().origin, address)) !== 200) open.push(address)
    expect(open, 'should answer 200').toEqual([])
  }, 60_000)

  it('answer with a short neutral sentence and with who blocks (RFC 7725)', async () => {
    const answer = await fetch(`${front().origin}/@mira/${POST}`)
    expect(answer.headers.get('link')).toBe(`<${CONSOLE}>; rel="blocked-by"`)
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect((await answer.text()).trim()).toMatch(/^This address is not handed out here[^"{}]*\.$/)
  })

  it.each([
    ['a quote and an end', `https://files.reef.example/x";%20return%20200;%20#.png`],
    ['line ends', 'https://files.reef.example/x%0A%7D%0Aserver%20%7B%0A.png'],
    ['a backtick', 'https://files.reef.example/x%60%0A%7Brespond%20pwned%7D.png'],
    ['variables', 'https://files.reef.example/x$uri%7Benv.HOME%7D%25%5Bpath%5D.png'],
    ['an expression', 'https://files.reef.example/.*|.+(?:)'],
    ['an expression that eats time', 'https://files.reef.example/(a+)+$'],
    ['a name that looks like a folder', 'https://x.example/media_attachments/files/1%0A2/original/..png'],
    ['a comment', 'https://files.reef.example/%23x'],
    ['a backslash at the end', 'https://files.reef.example/x%5C'],
    ['the root', 'https://files.reef.example/'],
    ['a broken escape', 'https://files.reef.example/%E4%ZZ'],
    ['signs beyond letters', 'https://files.reef.example/%E2%80%AE%F0%9F%90%8B.png'],
    ['no address', 'javascript:alert(1)//"; }'],
  ])('let no address write into the configuration: %s', async (_name, address) => {
    const text = rules(flavour, [...WANTED, { postId: '1;}2', mediaUrls: [address] }])
    const { isGood, said: told } = await front().check(text)
    expect(told.includes('pwned')).toBe(false)
    expect([isGood, isGood ? '' : told]).toEqual([true, ''])
    expect(text.split('\n').length).toBeLessThanOrEqual(rules(flavour).split('\n').length + 1)
  })

  it('hold what an odd address names, and nothing else, when they are taken', async () => {
    const odd = ['https://files.reef.example/x%22%3B%7D%0A$uri.png', 'https://files.reef.example/.*']
    await front().take(rules(flavour, [...WANTED, { postId: null, mediaUrls: odd }]))
    const answers = ['/x%22%3B%7D%0A$uri.png', '/.*', '/x', '/anything', `/@mira/${POST}`].map((address) =>
      statusAt(front().origin, address),
    )
    expect(await Promise.all(answers)).toEqual([451, 451, 200, 200, 451])
  })

  it('let everything go again once nothing is blocked', async () => {
    await front().take(rules(flavour, []))
    const blocked = []
    for (const address of SHUT.filter((one) => one !== TEST_PATH))
      if ((await statusAt(front().origin, address)) !== 200) blocked.push(address)
    expect(blocked).toEqual([])
    expect(await statusAt(front().origin, TEST_PATH)).toBe(451)
  }, 60_000)

  it('take thousands of addresses', async () => {
    const many = Array.from({ length: 5000 }, (_, at) => ({
      postId: String(117663169411000000n + BigInt(at)),
      mediaUrls: [
        `https://reef.example/system/media_attachments/files/117/663/169/${String(at)
          .padStart(6, '0')
          .replace(/(\d{3})/, '$1/')}/999/original/a.png`,
      ],
    }))
    await front().take(rules(flavour, many))
    expect(await statusAt(front().origin, '/@mira/117663169411004999')).toBe(451)
    expect(await statusAt(front().origin, '/@mira/117663169411005000')).toBe(200)
    expect(await statusAt(front().origin, '/system/media_attachments/files/117/663/169/004/999/999/small/a.png')).toBe(
      451,
    )
  }, 60_000)
})

describe('the rules as text', () => {
  it('are the same bytes whatever order the blocks come in', () => {
    for (const flavour of FLAVOURS) expect(rules(flavour, WANTED.toReversed())).toBe(rules(flavour))
  })

  it('say which version they are', () => {
    for (const flavour of FLAVOURS) expect(rules(flavour)).toContain('version 7: 1 posts, 2 files, 1 other addresses')
  })

  it('hold nothing of an address but letters, digits and numbers of signs', () => {
    expect(escaped('/a"b`c{d}$e\n')).toBe('/a\\x22b\\x60c\\x7bd\\x7d\\x24e\\x0a')
  })

  it('come with a program that a shell can read', () => {
    for (const flavour of FLAVOURS) execFileSync('sh', ['-n'], { input: pasteOf(flavour, CONSOLE).script })
  })
})
