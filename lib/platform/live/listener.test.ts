import net from 'node:net'
import path from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { type Db, sql } from '@/lib/platform/db/client'
import { freshDatabase } from '@/lib/testing/database'
import { closeLater, listening } from '@/lib/testing/loopback'
import { openListener } from './listener'

let db: Db
let url: URL
beforeAll(async () => {
  const made = await freshDatabase()
  db = made.db
  url = new URL(made.url)
})

/** A way to the database on which nothing is carried any more, and nobody is told: as after a failed router. */
async function wayTo(database: URL) {
  const folder = database.searchParams.get('host')
  const port = Number(database.port || 5432)
  const sockets = new Set<net.Socket>()
  const server = net.createServer((near) => {
    const far = folder ? net.connect(path.join(folder, `.s.PGSQL.${port}`)) : net.connect(port, database.hostname)
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
    }
    near.pipe(far).pipe(near)
  })
  const through = new URL(database)
  through.searchParams.delete('host')
  through.hostname = '127.0.0.1'
  through.port = String(await listening(server))
  closeLater(() => sockets.forEach((socket) => socket.destroy()))
  const freeze = () => {
    for (const socket of sockets) {
      socket.unpipe()
      socket.pause()
    }
  }
  return { url: through.href, freeze }
}

it('notices a connection that carries nothing any more, and listens anew', { timeout: 60_000 }, async () => {
  const way = await wayTo(url)
  const heard: string[] = []
  let gaps = 0
  const listener = openListener({
    url: way.url,
    channel: 'docket_live',
    onNote: (note) => heard.push(note),
    onGap: () => (gaps += 1),
    lookMs: 100,
    lookTimeoutMs: 2_000,
  })
  const patient = { timeout: 40_000 }
  const tell = (note: string) => db.$executeRaw(sql`SELECT pg_notify('docket_live', ${note})`)
  await expect.poll(() => gaps, patient).toBe(1)
  await tell('one')
  await expect.poll(() => heard, patient).toContain('one')
  way.freeze()
  await expect.poll(() => gaps, patient).toBe(2)
  await expect.poll(() => listener.isUp(), patient).toBe(true)
  await tell('two')
  await expect.poll(() => heard, patient).toContain('two')
  await listener.close()
})
