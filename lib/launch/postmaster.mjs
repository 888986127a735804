import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { bareEnvironment, mustBePrivate } from './account.mjs'
import { OWNER } from './cluster.mjs'
import { lastServer, runningServer, runs } from './pid-file.mjs'
import { codeOf, LaunchError, pause } from './say.mjs'
import { clearSocketFolder, makeSocketFolder, reusable } from './socket-folder.mjs'

/**
 * @typedef {import('./cluster.mjs').Cluster} Cluster
 * @typedef {import('./pid-file.mjs').Server} Server
 * @typedef {{ log: (line: string) => void, throwaway: boolean }} Options
 */

const SAFE = ['fsync=on', 'synchronous_commit=on', 'full_page_writes=on']
const THROWAWAY = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']
// A socket in a folder of its own account instead of a port: nothing to collide with, nothing to reach from outside.
const SETTINGS = ['listen_addresses=', 'unix_socket_permissions=0700', 'max_connections=200', 'timezone=UTC']
// A week of logs, and no row contents in them: the detail line of a refused row would carry them.
const LOGGING = ['logging_collector=on', 'log_filename=%a.log', 'log_truncate_on_rotation=on', 'log_rotation_age=1d']
LOGGING.push('log_rotation_size=0', 'log_error_verbosity=terse', 'log_timezone=UTC')

/**
 * Answers a server that can be connected to. To be called by one process at a time.
 * @param {Cluster} cluster @param {Options} options
 * @returns {Promise<{ url: string, started: boolean }>}
 */
export async function startServer(cluster, options) {
  // Remembered over all attempts: one that fails takes the file with it that tells where the last server listened.
  const left = reusable(lastServer(cluster.files)?.socketDir, cluster.account)
  const joined = await whenAnswering(cluster, options)
  if (joined) return { url: joined, started: false }
  for (const until = Date.now() + 60_000; ; ) {
    const failure = await launch(cluster, options, left)
    const url = failure === null && (await whenAnswering(cluster, options))
    if (url) return { url, started: true }
    if (Date.now() > until) throw new LaunchError(`PostgreSQL does not start:\n${failure || 'it ended again.'}`)
    // After a kill of the server alone, its children hold its memory for a moment longer.
    await pause(300)
  }
}

/** @param {Cluster} cluster */
export async function endServer({ files }) {
  const server = runningServer(files)
  if (!server) return
  process.kill(server.pid, 'SIGINT')
  for (const until = Date.now() + 60_000; runs(server); await pause(20)) {
    if (Date.now() > until) throw new LaunchError(`PostgreSQL (process ${server.pid}) does not end.`)
  }
  clearSocketFolder(server.socketDir)
}

/**
 * @param {Cluster} cluster @param {Options} options @param {ReturnType<typeof reusable>} left where the last server listened
 * @returns {Promise<string | null>} null: it runs and is ready; else what it said
 */
async function launch(cluster, { throwaway, log }, left) {
  const socketDir = left ?? makeSocketFolder(cluster.account)
  const settings = [...SETTINGS, ...LOGGING, ...(throwaway ? THROWAWAY : SAFE)]
  settings.push(`unix_socket_directories=${socketDir}`, `log_directory=${cluster.logs}`)
  const child = spawnServer(cluster, settings)
  const slow = setTimeout(() => log('The database is recovering from a crash; this can take a while …'), 5000)
  const isReady = () => {
    const server = lastServer(cluster.files)
    return server !== null && server.pid === child.process.pid && server.isReady
  }
  while (!child.ended() && !isReady()) await pause(20)
  clearTimeout(slow)
  child.process.stderr?.destroy()
  child.process.unref()
  if (!child.ended()) return null
  if (!left) clearSocketFolder(socketDir)
  return `${child.said()}\nIts log: ${cluster.logs}`
}

/** @param {Cluster} cluster @param {string[]} settings */
function spawnServer({ native, files, account }, settings) {
  const args = ['-D', files, ...settings.flatMap((setting) => ['-c', setting])]
  // Detached: the server outlives a killed launcher in peace and is joined by the next.
  const server = spawn(path.join(native, 'bin/postgres'), args, {
    cwd: '/',
    env: bareEnvironment,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    ...account,
  })
  let said = ''
  let ended = false
  const end = (/** @type {unknown} */ error) => {
    if (error instanceof Error) said += error.message
    ended = true
  }
  server.stderr?.on('data', (part) => {
    said = (said + String(part)).slice(-2000)
  })
  server.on('error', end)
  server.on('exit', end)
  return { process: server, said: () => said.trim(), ended: () => ended }
}

/**
 * What counts is an answer: right after a kill the pid file still tells of a server.
 * @param {Cluster} cluster @param {Options} options
 * @returns {Promise<string | null>} the address once the running server answers; null when none runs
 */
async function whenAnswering({ files, account, password }, { log }) {
  const server = runningServer(files)
  if (!server) return null
  const host = encodeURIComponent(server.socketDir)
  const url = `postgresql://${OWNER}:${password}@localhost/postgres?host=${host}&sslmode=disable`
  const slow = setTimeout(() => log('Waiting for the database …'), 5000)
  try {
    for (; runs(server); await pause(100)) {
      if (fs.existsSync(server.socketDir)) mustBePrivate(server.socketDir, account)
      if (await answers(url)) return url
    }
    return null
  } finally {
    clearTimeout(slow)
  }
}

/** @param {string} url */
async function answers(url) {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  client.on('error', () => {})
  try {
    await client.connect()
    return true
  } catch (error) {
    if (codeOf(error) !== '28P01') return false
    throw new LaunchError('The embedded database does not accept the password in its own folder.')
  } finally {
    await client.end().catch(() => {})
  }
}
