import { randomBytes } from 'node:crypto'
import { connectionOf } from '@/lib/features/instances/connections'
import { fileReport } from '@/lib/integrations/mastodon/client/reports'
import { locationOf, newBrowser, signInAs } from '@/lib/integrations/mastodon/fake/replay/browser'
import { runCommand } from '@/lib/platform/commands/run'
import { commands } from '@/lib/registry'
import { sleep } from './numbers'
import { get } from './pages'
import { type BenchWorld, CONSOLE } from './world'

/** A stream of live screens as a browser holds it: calls back with each piece of news. */
export async function openStream(cookie: string, onNews: (text: string) => void): Promise<() => void> {
  const end = new AbortController()
  const headers = { cookie, 'sec-fetch-site': 'same-origin' }
  const answer = await fetch(`${CONSOLE}/api/events`, { headers, signal: end.signal })
  if (answer.status !== 200 || !answer.body) throw new Error(`/api/events: ${answer.status}`)
  const reader = answer.body.getReader()
  const read = async () => {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      onNews(Buffer.from(value).toString('utf8'))
    }
  }
  read().catch(() => undefined)
  return () => end.abort()
}

/** From a report that is filed on the instance until the queue of an open tab shows it: webhook, re-reading, news, page. */
export async function measureWebhooks(world: BenchWorld, cookie: string, times: number): Promise<number[]> {
  await setUpWebhook(world)
  const reporter = await connectionOf(world.db, world.ines.id)
  const targets = await world.db.account.findMany({
    where: { roleName: null, isSuspended: false, domain: null },
    take: times,
  })
  if (!reporter || targets.length < times) throw new Error('nobody to report')
  const took: number[] = []
  for (const target of targets) {
    const words = `bench${randomBytes(6).toString('hex')}`
    const seen = await appears(cookie, `/reports?text=${words}`)
    const from = performance.now()
    try {
      await fileReport(reporter, { accountId: target.remoteId, comment: words, category: 'spam' })
      took.push(Math.min(GIVEN_UP_MS, ((await seen.at) ?? Number.POSITIVE_INFINITY) - from))
    } finally {
      seen.close()
    }
    // No burst: the console answers ten hints at once and then rests.
    await sleep(4_000)
  }
  return took
}

/** By hand, as on Mastodon: its page makes the secret, and shows it once it is made. */
async function setUpWebhook(world: BenchWorld): Promise<void> {
  const browser = newBrowser(world.fake.origin)
  await signInAs(browser, 'ines')
  const made = await browser.press('/admin/webhooks', {
    'webhook[url]': `${CONSOLE}/api/webhooks/mastodon`,
    'webhook[events][]': 'report.created',
  })
  const secret = /<code>([0-9a-f]{40})<\/code>/.exec(await (await browser.open(locationOf(made))).text())?.[1] ?? ''
  await runCommand(commands['webhooks.setSecret'], {
    db: world.db,
    actor: world.ines,
    now: new Date(),
    input: { secret },
  })
}

/** So long one is waited for. One that has not come by then counts as having taken as long. */
export const GIVEN_UP_MS = 60_000

/** When a page has a row, looked at whenever the stream has news, as an open tab does; null when it does not come. */
async function appears(cookie: string, path: string): Promise<{ at: Promise<number | null>; close: () => void }> {
  let seen: (at: number | null) => void = () => {}
  const at = new Promise<number | null>((done) => {
    seen = done
  })
  const look = async () => {
    // The words stand in the filter, too; a row has a link to its case.
    if (/\/reports\/[0-9a-f-]{36}/.test((await get(cookie, path)).body)) seen(performance.now())
  }
  // A page that fails is looked at again with the next news.
  const close = await openStream(cookie, () => void look().catch(() => undefined))
  const givenUp = setTimeout(() => seen(null), GIVEN_UP_MS)
  // Until the stream stands.
  await sleep(300)
  return {
    at,
    close() {
      clearTimeout(givenUp)
      close()
    },
  }
}

/** Fifty people with a stream and a page every few seconds each, on the two cores that everything else has, too. */
export async function measureCrowd(world: BenchWorld, seconds: number): Promise<number[]> {
  const took: number[] = []
  const until = performance.now() + seconds * 1000
  const people = Array.from({ length: 50 }, async (_one, n) => {
    const cookie = await world.cookieOf(n % 2 === 0 ? world.kofi : world.ines)
    const close = await openStream(cookie, () => undefined)
    await sleep(n * 60)
    while (performance.now() < until) {
      const one = await get(cookie, '/reports')
      took.push(one.ms)
      await sleep(3_000)
    }
    close()
  })
  await Promise.all(people)
  return took
}
