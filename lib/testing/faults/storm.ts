import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { isDeepStrictEqual } from 'node:util'
import { runCommand } from '@/lib/platform/commands/run'
import { commands, entrance } from '@/lib/registry'
import { expectedOf, fire, sendTo, stormOf } from '../webhooks'
import type { Section } from './crowd'
import { openCrew } from './crew'
import { refill } from './jobs'
import type { World } from './world'

const SECRETS = ['1', '2'].map((digit) => digit.repeat(40))

/**
 * Deliveries over HTTP to the door that the route calls, a third of them forged, replayed or out of order: none is taken
 * wrongly and none lost; and every report that they tell of is read again.
 */
export async function tryStorm(world: World, count: number): Promise<Section> {
  const { db, people, instanceId } = world
  for (const secret of SECRETS)
    await runCommand(commands['webhooks.setSecret'], { db, actor: people.ines, now: new Date(), input: { secret } })
  const reports = await openReports(world)
  const shots = stormOf({ count, secrets: SECRETS, reports, now: new Date() })
  const expected = expectedOf(shots)
  const inbox = await openInbox(world)
  const from = performance.now()
  const told = await fire(shots, sendTo(inbox.address)).finally(inbox.close)
  const ms = performance.now() - from
  const kept = await db.webhookDelivery.count({ where: { instanceId } })
  const hints = await db.webhookHint.findMany({ where: { instanceId } })
  const hinted = hints.reduce((sum, { hints: n }) => sum + n, 0)
  const first = shots.filter(({ kind }) => kind === 'first').length
  const pending = await untilAnswered(world)
  const same = isDeepStrictEqual(told, expected)
  return {
    name: 'a storm of webhooks',
    said: `${count} deliveries about ${reports.length} reports in ${Math.round(ms / 1000)} s: ${said(told)}; ${kept} kept, ${hints.length} reports hinted at, ${pending} left unread`,
    wrong: [
      ...(same ? [] : [`expected ${said(expected)}`]),
      ...(kept === first ? [] : [`${kept} are kept of ${first}`]),
      ...(hinted === first ? [] : [`${hinted} hints of ${first}`]),
      ...(hints.length === reports.length ? [] : [`${hints.length} of ${reports.length} reports are hinted at`]),
      ...(pending === 0 ? [] : [`${pending} reports were not read again`]),
    ],
  }
}

const said = (told: Record<string, number>): string =>
  Object.entries(told)
    .map(([label, n]) => `${n} ${label}`)
    .join(', ')

async function openReports({ direct, people }: World): Promise<{ id: string; updated_at: string }[]> {
  const list = await direct(people.ines, 'GET', '/api/v1/admin/reports?limit=200')
  return list as { id: string; updated_at: string }[] // As Mastodon writes them.
}

/** What `app/api/webhooks/mastodon` does with a request, without the pages around it. */
async function openInbox({ db }: World): Promise<{ address: string; close: () => void }> {
  const server = http.createServer((request, response) => {
    const delivery = {
      signature: String(request.headers['x-hub-signature'] ?? '') || null,
      declaredBytes: Number(request.headers['content-length'] ?? 0),
      stream: Readable.toWeb(request) as ReadableStream<Uint8Array>, // Of bytes, as they come.
    }
    entrance.receiveWebhook(db, delivery, new Date()).then(
      (status) => response.writeHead(status).end(),
      () => response.writeHead(503).end(),
    )
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo // It listens on a port, not on a path.
  return {
    address: `http://127.0.0.1:${port}/api/webhooks/mastodon`,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** Two processes read what the hints name; gives how many of them were still to be read after two minutes. */
async function untilAnswered(world: World): Promise<number> {
  const crew = openCrew()
  const pending = async () =>
    (await world.db.webhookHint.findMany()).filter(({ hints, answered }) => hints > answered).length
  try {
    await crew.work(2)
    for (const limit = Date.now() + 120_000; Date.now() < limit && (await pending()) > 0; ) {
      await refill(world)
      await new Promise((done) => setTimeout(done, 500))
    }
    return await pending()
  } finally {
    await crew.end()
  }
}
