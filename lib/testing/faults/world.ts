import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import pg from 'pg'
import { connectionOf } from '@/lib/features/instances/connections'
import { startDatabase } from '@/lib/launch/database.mjs'
import { migrate } from '@/lib/launch/migrate.mjs'
import { tetherOptions } from '@/lib/launch/tethered.mjs'
import type { PersonActor } from '@/lib/platform/access/access'
import { runCommand } from '@/lib/platform/commands/run'
import { type Db, openDatabase } from '@/lib/platform/db/client'
import { commands } from '@/lib/registry'
import { TEST_KEY } from '../key'
import { openStage } from '../stage'
import { openProxy, type Proxy } from './proxy'

const ROOT = path.join(import.meta.dirname, '../../..')

/** What the demo instance itself wrote down: no API of Mastodon tells it. */
export interface FakeRecord {
  log: { accountId: string; action: string; target: { kind: string; id: string }; at: string }[]
  strikes: { accountId: string; targetAccountId: string; action: string; reportId: string | null }[]
  mails: { to: string; subject: string }[]
  apps: { id: string; name: string }[]
}

/** A console without pages, an instance as a process of its own, and a proxy between them. */
export interface World {
  db: Db
  /** Reconnects by itself after the database was restarted. */
  owner: pg.Pool
  ownerUrl: string
  proxy: Proxy
  instanceId: string
  people: Record<'ines' | 'kofi' | 'yusuf' | 'sef' | 'lena', PersonActor>
  signIn: (username: string) => Promise<PersonActor>
  /** Asks the instance itself, past the proxy, as somebody. */
  direct: (as: PersonActor, method: string, path: string, body?: object) => Promise<unknown>
  record: () => Promise<FakeRecord>
  setRole: (username: string, roleId: string | null) => Promise<void>
  close: () => Promise<void>
}

export async function openWorld({ accounts, reports }: { accounts: number; reports: number }): Promise<World> {
  const database = await openOwnDatabase('faults')
  const fake = await startFake({ accounts, reports, hasLimits: false })
  const proxy = await openProxy(fake.origin)
  const db = openDatabase(process.env.DATABASE_URL ?? '')
  const setUp = { db, actor: { kind: 'setup' } as const, now: new Date() }
  await runCommand(commands['instance.checkCode'], { ...setUp, input: { code: 'abcd efgh jklm' } })
  await runCommand(commands['instance.connect'], { ...setUp, input: { address: proxy.origin, confirmsPrivate: true } })
  const instance = await db.instance.findFirstOrThrow({ where: { state: 'connected' } })
  const signIn = (name: string) => openStage({ db, story: 'faults', now: new Date() }).as(name)
  const own = (route: string, body?: object) => ask({ url: `${fake.origin}/__fake/${route}`, body })
  return {
    db,
    owner: database.owner,
    ownerUrl: database.ownerUrl,
    proxy,
    instanceId: instance.id,
    people: {
      ines: await signIn('ines'),
      kofi: await signIn('kofi'),
      yusuf: await signIn('yusuf'),
      sef: await signIn('sef'),
      lena: await signIn('lena'),
    },
    signIn,
    async direct(as, method, route, body) {
      const token = (await connectionOf(db, as.id))?.token
      return ask({ url: `${fake.origin}${route}`, method, body, ...(token ? { token } : {}) })
    },
    record: () => own('record') as Promise<FakeRecord>, // What `control.ts` of the fake answers.
    async setRole(username, roleId) {
      await own('role', { username, roleId })
    },
    async close() {
      await proxy.shut()
      fake.child.kill('SIGKILL')
      await db.$disconnect()
      await database.close()
    },
  }
}

/** A PostgreSQL of its own, which may be broken without anybody else noticing. What is measured is not `throwaway`. */
export async function openOwnDatabase(purpose: 'faults' | 'bench') {
  const dataDir = path.join(ROOT, '.data', purpose)
  const server = await startDatabase({ dataDir, log: () => undefined, throwaway: purpose === 'faults' })
  const name = `${purpose}_${process.pid}`
  const maintenance = await connect(server.maintenanceUrl)
  await maintenance.query(`CREATE DATABASE ${name}`)
  const ownerUrl = inDatabase(server.maintenanceUrl, name)
  const { appUrl } = await migrate({ connectionString: ownerUrl, key: TEST_KEY, log: () => undefined })
  Object.assign(process.env, {
    DATABASE_URL: appUrl,
    DOCKET_DATA: dataDir,
    DOCKET_KEY: TEST_KEY.toString('base64url'),
    DOCKET_URL: 'http://localhost:3900',
    DOCKET_SETUP_CODE: 'ABCD-EFGH-JKLM',
  })
  const owner = new pg.Pool({ connectionString: ownerUrl, max: 2 })
  owner.on('error', () => undefined)
  return {
    owner,
    ownerUrl,
    dataDir,
    async close() {
      await owner.end().catch(() => undefined)
      await maintenance.end().catch(() => undefined)
      const last = await connect(server.maintenanceUrl)
      await last.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
      await last.query(`DROP ROLE IF EXISTS docket_login_${name}`)
      await last.end()
      await server.stop()
    },
  }
}

export async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  // A server that is restarted ends it; whoever uses it next finds out.
  client.on('error', () => undefined)
  await client.connect()
  return client
}

function inDatabase(url: string, name: string): string {
  const other = new URL(url)
  other.pathname = `/${name}`
  return other.href
}

interface Size {
  accounts: number
  reports: number
  hasLimits: boolean
}

/** The demo instance as a process of its own. */
export async function startFake({ accounts, reports, hasLimits }: Size) {
  const limits = hasLimits ? [] : ['--no-limits']
  const program = ['--import', 'tsx', 'lib/programs/demo-mastodon.ts', '--port', '0', ...limits]
  const size = ['--accounts', String(accounts), '--reports', String(reports)]
  const child = spawn(process.execPath, [...program, ...size], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
    // Ends with whoever started it, also when that is killed.
    env: { ...process.env, DOCKET_LAUNCHER: String(process.pid), NODE_OPTIONS: tetherOptions() },
  })
  const [said] = child.stdout ? (await once(child.stdout, 'data')).map(String) : []
  const origin = /http:\/\/\S+(?=,)/.exec(said ?? '')?.[0]
  if (!origin) throw new Error(`the demo instance does not start: ${said}`)
  // As an address: a name might be looked up as IPv6.
  return { child, origin: origin.replace('localhost', '127.0.0.1') }
}

interface Asking {
  url: string
  method?: string
  body?: object | undefined
  token?: string
}
async function ask({ url, body, token, method = body ? 'POST' : 'GET' }: Asking): Promise<unknown> {
  const response = await fetch(url, {
    method,
    headers: {
      accept: 'application/json',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  if (!response.ok) throw new Error(`${method} ${new URL(url).pathname}: ${response.status}`)
  return response.json()
}
