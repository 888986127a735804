import { spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import http from 'node:http'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { withoutSettings } from './environment.mjs'
import { birthOf } from './lock.mjs'
import { inRoot, root } from './place.mjs'
import { pause } from './say.mjs'

/** @typedef {{ child: import('node:child_process').ChildProcess, pid: number, said: () => string, ended: Promise<number | null> }} Launcher */

/** @type {Launcher[]} */
let launchers = []
let closed = ''
let dataDir = ''

beforeEach(() => {
  // A folder that nobody else can enter: as root, the account of the database cannot either.
  closed = fs.mkdtempSync(path.join(os.tmpdir(), 'docket-launch-'))
  dataDir = path.join(closed, 'data')
})

afterEach(async () => {
  for (const { child, ended } of launchers) {
    child.kill('SIGTERM')
    await ended
  }
  launchers = []
  if (place() !== path.join(dataDir, 'database')) fs.rmSync(place(), { recursive: true, force: true })
  fs.rmSync(closed, { recursive: true, force: true })
})

it('lists all that is wrong with the settings', async () => {
  const launcher = launch({
    PORT: 'many',
    DOCKET_URL: 'reef',
    DOCKET_KEY: 'short',
    MASTODON_URL: 'http://reef.example',
  })
  expect(await launcher.ended).toBe(1)
  for (const name of ['PORT', 'DOCKET_URL', 'DOCKET_KEY', 'MASTODON_URL'])
    expect(launcher.said()).toContain(`- ${name} `)
})

it('shows the way to the first on the same port, and shares the database on another', async () => {
  const [port, other] = [await freePort(), await freePort()]
  const first = await ready(port)
  expect(first.said()).toMatch(/asks for this code: [0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\n/)
  expect(await health(port)).toBe(200)

  const again = launch({ PORT: String(port) })
  expect(await again.ended).toBe(0)
  expect(again.said()).toContain(`runs already: http://localhost:${port} (process ${first.pid})`)

  const second = await ready(other)
  const server = databasePid()
  const family = descendants(first.pid)
  first.child.kill('SIGTERM')
  expect(await first.ended).toBe(0)
  expect(living(family)).toEqual([])
  expect(living([server])).toEqual([server])
  expect(await health(other)).toBe(200)

  second.child.kill('SIGINT')
  expect(await second.ended).toBe(0)
  expect(living([server])).toEqual([])
  expect(fs.readdirSync(path.join(dataDir, 'running'))).toEqual([])
})

it('does not keep a console whose launcher was killed, and joins the database that was left', async () => {
  const port = await freePort()
  const first = await ready(port)
  const [server, family] = [databasePid(), descendants(first.pid)]
  first.child.kill('SIGKILL')
  await until(async () => living(family).length === 0, 5000)
  expect(living([server])).toEqual([server])

  const next = await ready(port)
  expect(databasePid()).toBe(server)
  next.child.kill('SIGTERM')
  expect(await next.ended).toBe(0)
  expect(living([server])).toEqual([])
})

it('says so while the database is away, and goes on by itself when it is back', async () => {
  const port = await freePort()
  const launcher = await ready(port)
  // Held still, it cannot bring the database back before anybody has looked.
  launcher.child.kill('SIGSTOP')
  process.kill(databasePid(), 'SIGINT')
  await until(async () => (await health(port)) === 503)
  launcher.child.kill('SIGCONT')
  await until(async () => (await health(port)) === 200)
  expect(await ask(port, '/api/metrics')).toBe(200)
  launcher.child.kill('SIGTERM')
  expect(await launcher.ended).toBe(0)
})

it('brings the demo instance back on its port and takes it away again', async () => {
  const [port, demoPort] = [await freePort(), await freePort()]
  fs.mkdirSync(path.join(dataDir, 'demo'), { recursive: true })
  fs.writeFileSync(path.join(dataDir, 'demo/wanted'), `${demoPort}\n`)
  const launcher = await ready(port)
  await until(async () => (await ask(demoPort, '/api/v2/instance')) === 200)
  const family = descendants(launcher.pid)
  launcher.child.kill('SIGTERM')
  expect(await launcher.ended).toBe(0)
  expect(living(family)).toEqual([])
  expect(await ask(demoPort, '/api/v2/instance')).toBe(0)
})

it('stops when npm is stopped, which tells nobody', async () => {
  const port = await freePort()
  const npm = launch({ PORT: String(port) }, 'npm', ['start'])
  await until(async () => npm.said().includes('Docket is ready'))
  const family = descendants(npm.pid)
  npm.child.kill('SIGTERM')
  await until(async () => living(family).length === 0)
  expect(await ask(port, '/api/health')).toBe(0)
})

/** @param {Record<string, string>} settings @returns {Launcher} */
function launch(settings, command = process.execPath, args = [inRoot('lib/launch/start.mjs')]) {
  const env = { ...withoutSettings('production'), DOCKET_DATA: dataDir, ...settings }
  const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (part) => {
      said += String(part)
    })
  }
  const ended = new Promise((/** @type {(code: number | null) => void} */ done) => child.on('exit', done))
  const launcher = { child, pid: child.pid ?? 0, said: () => said, ended }
  launchers.push(launcher)
  return launcher
}

/** @param {number} port */
async function ready(port) {
  const launcher = launch({ PORT: String(port) })
  await until(async () => {
    if (launcher.child.exitCode !== null) throw new Error(launcher.said())
    return launcher.said().includes('Stop it with')
  })
  return launcher
}

/** @param {() => Promise<boolean>} question @param {number} [within] milliseconds */
async function until(question, within = 45_000) {
  for (const limit = Date.now() + within; !(await question()); await pause(100)) {
    if (Date.now() > limit) throw new Error(`never: ${question.toString()}\n${launchers.at(-1)?.said()}`)
  }
}

/** @param {number} port */
const health = (port) => ask(port, '/api/health')

/** @param {number} port @param {string} address @returns {Promise<number>} the status; 0: nobody there */
function ask(port, address) {
  return new Promise((done) => {
    const options = { host: '127.0.0.1', port, path: address, headers: { host: `localhost:${port}` } }
    const request = http.get(options, (response) => {
      response.resume()
      done(response.statusCode ?? 0)
    })
    request.on('error', () => done(0))
  })
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((done) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/** Where the database lies: in the data folder, or where a file in it says. */
function place() {
  const pointer = path.join(dataDir, 'database.place')
  return fs.existsSync(pointer) ? fs.readFileSync(pointer, 'utf8').trim() : path.join(dataDir, 'database')
}

const databasePid = () => Number(fs.readFileSync(path.join(place(), 'cluster/postmaster.pid'), 'utf8').split('\n')[0])

/**
 * A launcher and everything that it started, but for the database: that one is everybody's.
 * @param {number} launcher
 */
function descendants(launcher) {
  const rows = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).stdout.trim().split('\n')
  const pairs = rows.map((row) => row.trim().split(/\s+/).map(Number))
  const server = databasePid()
  /** @param {number} pid @returns {number[]} */
  const from = (pid) => {
    const children = pairs.filter(([child, parent]) => parent === pid && child !== server)
    return [pid, ...children.flatMap(([child = 0]) => from(child))]
  }
  return from(launcher)
}

/** @param {number[]} pids */
const living = (pids) => pids.filter((pid) => birthOf(pid) !== null)
