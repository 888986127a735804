import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startDatabase } from './database.mjs'
import { migrate } from './migrate.mjs'

const silent = () => {}
const key = Buffer.alloc(32, 1)
let dataDir = ''
let database: Awaited<ReturnType<typeof startDatabase>>

beforeAll(async () => {
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'docket-database-test-'))
  fs.chmodSync(dataDir, 0o711)
  database = await startDatabase({ dataDir, log: silent, throwaway: true })
})
afterAll(async () => {
  await database.stop()
  fs.rmSync(dataDir, { recursive: true })
})

async function ask(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

it('runs PostgreSQL 18 out of reach of the network', async () => {
  expect(await ask(database.url, `SELECT current_setting('server_version_num')::int / 10000 AS major`)).toEqual([
    { major: 18 },
  ])
  expect(await ask(database.url, `SELECT current_setting('listen_addresses') AS at`)).toEqual([{ at: '' }])
})

it('is joined by others, and stays until the last has left', async () => {
  const others = await Promise.all([1, 2, 3].map(() => startDatabase({ dataDir, log: silent, throwaway: true })))
  expect(others.map((other) => other.started)).toEqual([false, false, false])
  expect(await Promise.all(others.map((other) => other.stop()))).toEqual([false, false, false])
  expect(await ask(database.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
})

// On a busy machine the recovery takes its time.
it('comes back at the same address after the server was killed', { timeout: 90_000 }, async () => {
  const pidFile = path.join(dataDir, 'database/cluster/postmaster.pid')
  const [pid] = fs.readFileSync(pidFile, 'utf8').split('\n')
  process.kill(Number(pid), 'SIGKILL')
  const answer = async () => (await ask(database.url, 'SELECT 1 AS one').catch(() => null))?.[0]
  await expect.poll(answer, { timeout: 60_000 }).toEqual({ one: 1 })
})

it('does not trust a socket folder that others can enter', async () => {
  const folder = new URL(database.url).searchParams.get('host') ?? ''
  fs.chmodSync(folder, 0o755)
  await expect(startDatabase({ dataDir, log: silent })).rejects.toThrow('no other can enter')
  fs.chmodSync(folder, 0o700)
})

it('migrates once, however many do it, and gives the app a role that owns nothing', async () => {
  const runs = await Promise.all([1, 2, 3].map(() => migrate({ connectionString: database.url, key, log: silent })))
  const applied = runs.flatMap((run) => run.applied)
  expect(applied.length).toBeGreaterThan(0)
  expect(new Set(applied).size).toBe(applied.length)
  const [app] = runs
  expect(app?.role).toBe('own')
  const owned = `SELECT count(*)::int AS tables FROM pg_tables WHERE tableowner = current_user`
  expect(await ask(app?.appUrl ?? '', owned)).toEqual([{ tables: 0 }])
  await expect(ask(app?.appUrl ?? '', 'CREATE TABLE mine (id int)')).rejects.toThrow('permission denied')
})

it('refuses a second console with another key while the first is connected', async () => {
  const { appUrl } = await migrate({ connectionString: database.url, key, log: silent })
  const client = new pg.Client({ connectionString: appUrl })
  await client.connect()
  const other = { connectionString: database.url, key: Buffer.alloc(32, 2), log: silent }
  await expect(migrate(other)).rejects.toThrow('another key')
  await client.end()
})

it('refuses a database that knows more, or other, migrations than this version', async () => {
  await ask(database.url, `UPDATE _prisma_migrations SET checksum = 'changed'`)
  await expect(migrate({ connectionString: database.url, log: silent })).rejects.toThrow('was changed after')
  await ask(database.url, `UPDATE _prisma_migrations SET migration_name = 'from the future'`)
  await expect(migrate({ connectionString: database.url, log: silent })).rejects.toThrow('it is older')
})
