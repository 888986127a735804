import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import type pg from 'pg'
import { hashOfSession, newSessionToken, sessionCookie } from '@/lib/platform/auth/session'
import type { PersonActor } from '@/lib/platform/access/access'
import { runCommand } from '@/lib/platform/commands/run'
import { type Db, openDatabase } from '@/lib/platform/db/client'
import { commands } from '@/lib/registry'
import { openProxy, type Proxy } from '../faults/proxy'
import { openOwnDatabase, startFake } from '../faults/world'
import { openStage } from '../stage'
import { sleep } from './numbers'

const ROOT = path.join(import.meta.dirname, '../../..')
export const PORT = Number(process.env.PORT ?? 3990)
export const CONSOLE = `http://localhost:${PORT}`

/** What passed between the console and the instance. */
export interface Traffic {
  lists: number[]
  firstListAt: number
  tooMany: number
  inFlight: number
  mostInFlight: number
}

/** A console in production, its own PostgreSQL with fsync on, and a big instance behind a proxy that watches. */
export interface BenchWorld {
  db: Db
  owner: pg.Pool
  fake: { child: ChildProcess; origin: string }
  proxy: Proxy
  traffic: Traffic
  instanceId: string
  kofi: PersonActor
  ines: PersonActor
  startConsole: () => Promise<void>
  /** Processes whose memory counts: the launcher with the app, and the database with its backends. */
  pids: () => number[]
  /** A browser's cookie for somebody. */
  cookieOf: (person: PersonActor) => Promise<string>
  close: () => Promise<void>
}

export async function openBench(size: { accounts: number; reports: number }): Promise<BenchWorld> {
  const database = await openOwnDatabase('bench')
  Object.assign(process.env, { DOCKET_URL: CONSOLE })
  const fake = await startFake({ ...size, hasLimits: true })
  const proxy = await openProxy(fake.origin)
  const traffic: Traffic = { lists: [], firstListAt: 0, tooMany: 0, inFlight: 0, mostInFlight: 0 }
  proxy.plan((passing) => watch(traffic, passing))
  const db = openDatabase(process.env.DATABASE_URL ?? '')
  const setUp = { db, actor: { kind: 'setup' } as const, now: new Date() }
  await runCommand(commands['instance.checkCode'], { ...setUp, input: { code: 'abcd efgh jklm' } })
  await runCommand(commands['instance.connect'], { ...setUp, input: { address: proxy.origin, confirmsPrivate: true } })
  const instance = await db.instance.findFirstOrThrow({ where: { state: 'connected' } })
  const stage = openStage({ db, story: 'bench', now: new Date() })
  const [ines, kofi] = [await stage.as('ines'), await stage.as('kofi')]
  let child: ChildProcess | null = null
  return {
    db,
    owner: database.owner,
    fake,
    proxy,
    traffic,
    instanceId: instance.id,
    ines,
    kofi,
    async startConsole() {
      child = startConsole(database)
      for (let n = 0; !(await isHealthy()); n++) {
        if (child.exitCode !== null || n > 600) throw new Error('the console does not start: see above')
        await sleep(500)
      }
    },
    pids: () => [child?.pid ?? 0, postmasterOf(database.dataDir)].filter((pid) => pid > 0),
    async cookieOf(person) {
      const token = newSessionToken()
      const expiresAt = new Date(Date.now() + 12 * 3600_000)
      await db.session.create({
        data: { tokenHash: hashOfSession(token), personId: person.id, expiresAt, createdAt: new Date() },
      })
      return `${sessionCookie(false)}=${token}`
    },
    async close() {
      if (child) await ended(child)
      await proxy.shut()
      fake.child.kill('SIGKILL')
      await db.$disconnect()
      await database.close()
    },
  }
}

async function watch(traffic: Traffic, passing: Parameters<Parameters<Proxy['plan']>[0] & object>[0]): Promise<void> {
  const isList = passing.path === '/api/v1/admin/reports'
  const from = performance.now()
  if (isList) traffic.firstListAt ||= from
  traffic.inFlight += 1
  traffic.mostInFlight = Math.max(traffic.mostInFlight, traffic.inFlight)
  try {
    const answer = await passing.forward()
    if (answer.status === 429) traffic.tooMany += 1
    await passing.answer(answer)
    if (isList) traffic.lists.push(performance.now() - from)
  } finally {
    traffic.inFlight -= 1
  }
}

function startConsole({ ownerUrl, dataDir }: { ownerUrl: string; dataDir: string }): ChildProcess {
  const { DATABASE_URL: _app, ...rest } = process.env
  const env = { ...rest, PORT: String(PORT), DATABASE_URL: ownerUrl, DOCKET_DATA: dataDir, DOCKET_URL: CONSOLE }
  return spawn(process.execPath, ['lib/launch/start.mjs'], { cwd: ROOT, env, stdio: ['ignore', 'ignore', 'inherit'] })
}

const isHealthy = () =>
  fetch(`${CONSOLE}/api/health`).then(
    (answer) => answer.status === 200,
    () => false,
  )

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return Promise.resolve()
  return new Promise((done) => {
    child.once('exit', () => done())
    child.kill('SIGTERM')
    setTimeout(() => child.kill('SIGKILL'), 10_000).unref()
  })
}

function postmasterOf(dataDir: string): number {
  const place = path.join(dataDir, 'database.place')
  const folder = fs.existsSync(place) ? fs.readFileSync(place, 'utf8').trim() : path.join(dataDir, 'database')
  const file = path.join(folder, 'cluster/postmaster.pid')
  return fs.existsSync(file) ? Number(fs.readFileSync(file, 'utf8').split('\n')[0]) : 0
}
