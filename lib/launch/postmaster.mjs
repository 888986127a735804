import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { bareEnvironment, giveTo, mustBePrivate } from './account.mjs'
import { OWNER } from './cluster.mjs'
import { codeOf, LaunchError, pause } from './say.mjs'

/**
 * @typedef {import('./cluster.mjs').Cluster} Cluster
 * @typedef {{ pid: number, socketDir: string }} Server
 */

const SOCKET_FOLDER = 'docket-database-'
const SAFE = ['fsync=on', 'synchronous_commit=on', 'full_page_writes=on']
const THROWAWAY = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']
// A socket in a folder of its own account instead of a port: nothing to collide with, nothing to reach from outside.
const SETTINGS = ['listen_addresses=', 'unix_socket_permissions=0700', 'max_connections=200', 'timezone=UTC']
// A week of logs, and no row contents in them: the detail line of a refused row would carry them.
const LOGGING = ['logging_collector=on', 'log_filename=%a.log', 'log_truncate_on_rotation=on', 'log_rotation_age=1d']
LOGGING.push('log_rotation_size=0', 'log_error_verbosity=terse', 'log_timezone=UTC')

/**
 * Answers a server that can be connected to. To be called by one process at a time.
 * @param {Cluster} cluster
 * @param {{ log: (line: string) => void, throwaway: boolean }} options
 * @returns {Promise<{ url: string, started: boolean }>}
 */
export async function startServer(cluster, options) {
  // What counts is an answer: right after a kill the pid file still tells of a server.
  for (const until = Date.now() + 60_000; ; ) {
    const running = serverOf(cluster)
    const url = running && (await answering(cluster, running))
    if (url) return { url, started: false }
    const failure = await launch(cluster, options)
    if (failure === null) {
      const started = serverOf(cluster)
      const answer = started && (await answering(cluster, started))
      if (answer) return { url: answer, started: true }
    } else if (Date.now() > until) {
      throw new LaunchError(`PostgreSQL does not start:\n${failure}`)
    }
    // After a kill of the server alone, its children hold its memory for a moment longer.
    await pause(300)
  }
}

/** @param {Cluster} cluster @returns {Server | null} what the server's own pid file tells, if that process lives */
export function serverOf(cluster) {
  const file = path.join(cluster.files, 'postmaster.pid')
  if (!fs.existsSync(file)) return null
  const [pid, , , , socketDir] = fs.readFileSync(file, 'utf8').split('\n')
  const server = { pid: Number(pid), socketDir: socketDir ?? '' }
  if (isServer(server.pid)) return server
  // Another program got the old server's pid, as in a container that was started anew: PostgreSQL would take it for itself.
  if (isRunning(server.pid)) fs.rmSync(file, { force: true })
  clearSocketFolder(server.socketDir)
  return null
}

/** @param {Server | null} server */
export async function endServer(server) {
  if (!server) return
  signal(server.pid, 'SIGINT')
  for (const until = Date.now() + 60_000; isServer(server.pid); await pause(20)) {
    if (Date.now() > until) throw new LaunchError(`PostgreSQL (process ${server.pid}) does not end.`)
  }
  clearSocketFolder(server.socketDir)
}

/**
 * @param {Cluster} cluster
 * @param {{ log: (line: string) => void, throwaway: boolean }} options
 * @returns {Promise<string | null>} null: it accepts connections, or is still recovering; else what it said
 */
async function launch(cluster, { throwaway }) {
  const socketDir = makeSocketFolder(cluster)
  const settings = [...SETTINGS, ...LOGGING, ...(throwaway ? THROWAWAY : SAFE)]
  settings.push(`unix_socket_directories=${socketDir}`, `log_directory=${cluster.logs}`)
  const args = ['-D', cluster.files, ...settings.flatMap((setting) => ['-c', setting])]
  // Detached: the server outlives a killed launcher in peace and is joined by the next.
  const child = spawn(path.join(cluster.native, 'bin/postgres'), args, {
    cwd: '/',
    env: bareEnvironment,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    ...cluster.account,
  })
  let said = ''
  child.stderr?.on('data', (part) => {
    said = (said + String(part)).slice(-2000)
  })
  let ended = false
  child.on('error', (error) => {
    said += error.message
    ended = true
  })
  child.on('exit', () => {
    ended = true
  })
  while (!ended && !isReady(cluster, child.pid)) await pause(20)
  child.stderr?.destroy()
  child.unref()
  if (!ended) return null
  clearSocketFolder(socketDir)
  return `${said.trim()}\nIts log: ${cluster.logs}`
}

/** @param {Cluster} cluster @param {number | undefined} pid */
function isReady(cluster, pid) {
  const file = path.join(cluster.files, 'postmaster.pid')
  const lines = fs.existsSync(file) ? fs.readFileSync(file, 'utf8').split('\n') : []
  return Number(lines[0]) === pid && lines[7]?.trim() === 'ready'
}

/**
 * A fresh folder with a name that nobody can foresee; the path of a socket may have 103 bytes at most.
 * @param {Cluster} cluster
 */
function makeSocketFolder({ account }) {
  const usual = os.tmpdir()
  const base = /^[\w/.-]{1,60}$/.test(usual) ? usual : '/tmp'
  const folder = fs.mkdtempSync(path.join(base, SOCKET_FOLDER))
  giveTo(folder, account)
  return folder
}

/**
 * Takes away what a killed server leaves. The path comes from a file that the database's account writes, and root may
 * run this: so only names that we gave, and nothing recursive.
 * @param {string} folder
 */
function clearSocketFolder(folder) {
  const ours = path.basename(folder).startsWith(SOCKET_FOLDER) && fs.lstatSync(folder, { throwIfNoEntry: false })
  if (!ours || !ours.isDirectory()) return
  for (const name of ['.s.PGSQL.5432', '.s.PGSQL.5432.lock']) fs.rmSync(path.join(folder, name), { force: true })
  if (fs.readdirSync(folder).length === 0) fs.rmdirSync(folder)
}

/**
 * @param {Cluster} cluster @param {Server} server
 * @returns {Promise<string | null>} the address once it answers; null when the server is gone
 */
async function answering({ account, password }, { pid, socketDir }) {
  const { default: pg } = await import('pg')
  const url = `postgresql://${OWNER}:${password}@localhost/postgres?host=${encodeURIComponent(socketDir)}&sslmode=disable`
  for (; isServer(pid); await pause(100)) {
    if (fs.existsSync(socketDir)) mustBePrivate(socketDir, account)
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 })
    client.on('error', () => {})
    try {
      await client.connect()
      return url
    } catch (error) {
      if (codeOf(error) === '28P01')
        throw new LaunchError('The embedded database does not accept its own password file.')
    } finally {
      await client.end().catch(() => {})
    }
  }
  return null
}

/** @param {number} pid */
const isRunning = (pid) => pid > 0 && signal(pid, 0)

/** @param {number} pid */
function isServer(pid) {
  if (!isRunning(pid)) return false
  if (process.platform !== 'linux') return true
  try {
    return fs.readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres'
  } catch {
    return false
  }
}

/** @param {number} pid @param {NodeJS.Signals | 0} name @returns {boolean} whether there is such a process */
function signal(pid, name) {
  try {
    return process.kill(pid, name)
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}
