import { gzipSync } from 'node:zlib'
import { CONSOLE } from './world'

export interface Timed {
  status: number
  ms: number
  statements: number
  body: string
}

/** One request of a browser that is signed in; times and statements as the console's own header says. */
export async function get(cookie: string, path: string): Promise<Timed> {
  const answer = await fetch(`${CONSOLE}${path}`, { headers: { cookie }, redirect: 'manual' })
  const body = await answer.text()
  const timing = answer.headers.get('server-timing') ?? ''
  return {
    status: answer.status,
    ms: Number(/app;dur=([\d.]+)/.exec(timing)?.[1] ?? Number.NaN),
    statements: Number(/sql;desc="(\d+)"/.exec(timing)?.[1] ?? Number.NaN),
    body,
  }
}

export async function press(cookie: string, name: string, input: object): Promise<Timed> {
  const answer = await fetch(`${CONSOLE}/api/commands/${name}`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json', origin: CONSOLE, 'sec-fetch-site': 'same-origin' },
    body: JSON.stringify(input),
  })
  const timing = answer.headers.get('server-timing') ?? ''
  const ms = Number(/app;dur=([\d.]+)/.exec(timing)?.[1] ?? Number.NaN)
  return { status: answer.status, ms, statements: 0, body: await answer.text() }
}

/** Every filter of the queue, alone and together, and the second page. */
export const QUEUES = [
  '',
  '?owner=none',
  '?owner=me',
  '?category=spam',
  '?category=legal',
  '?category=rule',
  '?category=other',
  '?server=local',
  '?server=remote',
  '?older=3d',
  '?text=watches',
  '?text=zz',
  '?category=spam&server=remote&owner=none',
  '?state=closed',
  '?state=closed&text=harbour',
  '?state=closed&category=spam&server=remote',
].map((query) => `/reports${query}`)

/** As many requests as wanted, one after the other, over these pages in turn; the first round warms up and is not counted. */
export async function measurePages(cookie: string, paths: readonly string[], count: number): Promise<Timed[]> {
  const timed: Timed[] = []
  for (let n = -paths.length; n < count; n++) {
    const path = paths[(n + paths.length) % paths.length] ?? ''
    const one = await get(cookie, path)
    if (one.status !== 200) throw new Error(`${path}: ${one.status}`)
    if (n >= 0) timed.push({ ...one, body: '' })
  }
  return timed
}

/** Kilobytes of JavaScript, compressed, that a page brings to a browser of today: such a one passes over `nomodule`. */
export async function scriptsOf(cookie: string, path: string): Promise<number> {
  const { body } = await get(cookie, path)
  const today = body.replace(/<script[^>]*\snomodule\b[^>]*>/gi, '')
  const files = new Set([...today.matchAll(/\/_next\/static\/[^"'\\\s)]+\.js/g)].map(([file]) => file))
  let bytes = 0
  for (const file of files) {
    const script = await fetch(`${CONSOLE}${file}`)
    if (script.ok) bytes += gzipSync(Buffer.from(await script.arrayBuffer())).length
  }
  return Math.round(bytes / 1024)
}
