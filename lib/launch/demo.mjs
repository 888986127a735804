import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { writeWhole } from './cluster.mjs'
import { withoutSettings } from './environment.mjs'
import { tryLock } from './lock.mjs'
import { root } from './place.mjs'
import { tryListening } from './running.mjs'
import { LaunchError, pause, reason, say } from './say.mjs'
import { becomesReady, endChild, tetherOptions } from './tethered.mjs'

const FIRST_PORT = 4600
const LAST_PORT = 4699

/**
 * @typedef {object} Demo
 * @property {() => Promise<{ url: string }>} start answers when the instance does; one that runs is answered for
 * @property {() => Promise<object>} stop ends it for good: the next start does not bring it back
 * @property {() => Promise<void>} close ends what this launcher runs; another launcher on the same data takes over
 */

/**
 * The demonstration instance of a data folder: a process of its own, one for all launchers that share the folder. Who
 * wants it is a file, so it comes back after a restart, on the same port: sign-ins and addresses hang on it.
 * @param {{ dataDir: string }} settings @returns {Demo}
 */
export function keepDemo({ dataDir }) {
  const folder = path.join(dataDir, 'demo')
  const wanted = path.join(folder, 'wanted')
  /** @type {{ child: import('node:child_process').ChildProcess, release: () => void } | null} */
  let ours = null
  /** @type {Promise<{ url: string }> | null} */
  let starting = null
  let lastFailure = ''

  async function run() {
    const lock = tryLock(path.join(folder, 'running.json'))
    if ('holder' in lock) return awaitOther(wanted)
    try {
      const port = portIn(wanted) ?? (await findPort())
      const child = await launch(folder, port)
      ours = { child, release: lock.release }
      child.on('exit', () => {
        lock.release()
        ours = null
      })
      writeWhole(wanted, `${port}\n`)
      return { url: addressOf(port) }
    } catch (error) {
      lock.release()
      throw error
    }
  }

  const start = () => {
    starting ??= run().finally(() => {
      starting = null
    })
    return starting
  }

  async function close() {
    clearInterval(timer)
    await starting?.catch(() => {})
    if (ours) await endChild(ours.child)
  }

  /** Starts what is wanted and runs nowhere, ends what is not wanted any more. */
  async function look() {
    if (starting) return
    const isWanted = fs.existsSync(wanted)
    if (ours && !isWanted) await endChild(ours.child)
    if (ours || !isWanted) return
    try {
      await start()
      lastFailure = ''
    } catch (error) {
      if (reason(error) !== lastFailure) say(`The demo instance does not start: ${reason(error)}`)
      lastFailure = reason(error)
    }
  }
  const timer = setInterval(() => void look(), 2000)
  timer.unref()
  void look()

  async function stop() {
    fs.rmSync(wanted, { force: true })
    await look()
    return {}
  }
  return { start, stop, close }
}

/** @param {number} port */
const addressOf = (port) => `http://localhost:${port}`

/** @param {string} wanted @returns {number | null} */
function portIn(wanted) {
  return fs.existsSync(wanted) ? Number(fs.readFileSync(wanted, 'utf8')) || null : null
}

/** Another launcher runs it, or is about to. @param {string} wanted */
async function awaitOther(wanted) {
  for (const until = Date.now() + 60_000; Date.now() < until; await pause(200)) {
    const port = portIn(wanted)
    if (port && (await answers(port))) return { url: addressOf(port) }
  }
  throw new LaunchError('another Docket on the same data is starting the demo instance, and it does not answer.')
}

async function findPort() {
  for (let port = FIRST_PORT; port <= LAST_PORT; port++) {
    if ((await tryListening(port, '127.0.0.1')) === null) return port
  }
  throw new LaunchError(`no port is free from ${FIRST_PORT} to ${LAST_PORT}.`)
}

/** @param {string} folder @param {number} port */
async function launch(folder, port) {
  if ((await tryListening(port, '127.0.0.1')) !== null) {
    throw new LaunchError(`its port ${port} is taken by another program.`)
  }
  const logFile = path.join(folder, 'log')
  const log = fs.openSync(logFile, 'w', 0o600)
  const args = ['--import', 'tsx', 'lib/programs/demo-mastodon.ts', '--port', String(port), '--data', folder]
  args.push('--version', '4.6')
  // It stands for somebody else's server: it gets no secret of ours.
  const env = { ...withoutSettings('production'), TZ: 'UTC', DOCKET_LAUNCHER: String(process.pid) }
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...env, NODE_OPTIONS: tetherOptions() },
    stdio: ['ignore', log, log],
  })
  fs.closeSync(log)
  child.on('error', () => {})
  if (await becomesReady({ child, isReady: () => answers(port), limit: 60_000 })) return child
  child.kill('SIGKILL')
  const said = fs.readFileSync(logFile, 'utf8').trim().split('\n').slice(-5).join('\n')
  throw new LaunchError(`${said || 'it does not answer.'} (log: ${logFile})`)
}

/** @param {number} port */
async function answers(port) {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/api/v2/instance`, { signal: AbortSignal.timeout(5000) })
    await response.arrayBuffer()
    return response.ok
  } catch {
    return false
  }
}
