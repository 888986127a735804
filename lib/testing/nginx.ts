import { type ChildProcess, execFile, spawn } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { findProxy } from '@/lib/launch/proxy.mjs'

const run = promisify(execFile)

interface Options {
  /** Where requests go, as `http://127.0.0.1:4000`. */
  upstream: string
  /** Ports to stand before: of the instance, and of a media host. */
  ports: number[]
  /** What the console says to paste into each server. */
  config: string
  rules: string
}

export interface Nginx {
  /** What `nginx -t` says of rules, without taking them. */
  check(rules: string): Promise<{ isGood: boolean; said: string }>
  /** Takes new rules as the program of the settings page does: in place, checked, reloaded. */
  take(rules: string): Promise<void>
  stop(): Promise<void>
}

/** A real nginx on this machine, with the edge rules as an admin sets them up. */
export async function startNginx({ upstream, ports, config, rules }: Options): Promise<Nginx> {
  const program = findProxy('nginx')
  if (!program)
    throw new Error('No nginx here: npm test installs one as root; else install it (apt-get install nginx).')
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'docket-nginx-'))
  const files = { rules: path.join(folder, 'docket-edge.conf'), main: path.join(folder, 'nginx.conf') }
  fs.writeFileSync(files.rules, rules)
  fs.writeFileSync(files.main, mainConfig({ folder, upstream, ports, config, rulesFile: files.rules }))
  const words = ['-p', folder, '-c', files.main, '-e', path.join(folder, 'error.log')]
  const child = spawn(program, words, { stdio: 'ignore' })
  await Promise.all(ports.map((port) => listens(port, child)))
  const check = async (file: string) => {
    try {
      const { stderr } = await run(program, ['-t', '-p', folder, '-c', file, '-e', path.join(folder, 'test.log')])
      return { isGood: true, said: stderr }
    } catch (error) {
      return { isGood: false, said: String(error) }
    }
  }
  return {
    async check(text) {
      const [tried, main] = [path.join(folder, 'tried.conf'), path.join(folder, 'tried-main.conf')]
      fs.writeFileSync(tried, text)
      fs.writeFileSync(main, mainConfig({ folder, upstream, ports, config, rulesFile: tried }))
      return check(main)
    },
    async take(text) {
      fs.writeFileSync(files.rules, text)
      const { isGood, said } = await check(files.main)
      if (!isGood) throw new Error(said)
      const before = await workersOf(child)
      child.kill('SIGHUP')
      await until(async () => (await workersOf(child)).some((pid) => !before.includes(pid)))
      // Whoever was answered by a former worker is done with it.
      await until(async () => (await workersOf(child)).every((pid) => !before.includes(pid)))
    },
    async stop() {
      const gone = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await gone
      fs.rmSync(folder, { recursive: true, force: true })
    },
  }
}

function mainConfig(at: {
  folder: string
  upstream: string
  ports: number[]
  config: string
  rulesFile: string
}): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  return [
    // As root its workers would otherwise become somebody who may not read this folder.
    ...(process.getuid?.() === 0 ? ['user root;'] : []),
    'daemon off;',
    'worker_processes 1;',
    `pid ${at.folder}/nginx.pid;`,
    'worker_shutdown_timeout 1s;',
    'events {}',
    'http {',
    'access_log off;',
    ...temporary.map((name) => `${name}_temp_path ${at.folder}/${name};`),
    `include ${at.rulesFile};`,
    ...at.ports.flatMap((port) => [
      'server {',
      `listen 127.0.0.1:${port};`,
      at.config,
      // As Mastodon's own configuration has it: a place of its own for files, which must not come before a block.
      `location ~ ^/system/ { proxy_pass ${at.upstream}; proxy_set_header Host $http_host; }`,
      `location ^~ /media_proxy/ { proxy_pass ${at.upstream}; proxy_set_header Host $http_host; }`,
      `location / { proxy_pass ${at.upstream}; proxy_set_header Host $http_host; }`,
      '}',
    ]),
    '}',
  ].join('\n')
}

async function listens(port: number, child: ChildProcess): Promise<void> {
  await until(async () => {
    if (child.exitCode !== null) throw new Error(`nginx ended with ${child.exitCode}`)
    return new Promise<boolean>((resolve) => {
      const socket = net.connect(port, '127.0.0.1', () => resolve(true))
      socket.on('error', () => resolve(false)).on('connect', () => socket.end())
    })
  })
}

/** Processes whose parent is this one. */
async function workersOf(child: ChildProcess): Promise<number[]> {
  const list = fs.readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8')
  return list.split(' ').flatMap((pid) => (pid.trim() ? [Number(pid)] : []))
}

async function until(isReached: () => Promise<boolean>): Promise<void> {
  for (const limit = Date.now() + 20_000; Date.now() < limit; await new Promise((done) => setTimeout(done, 30)))
    if (await isReached()) return
  throw new Error('nginx did not do what it was told within twenty seconds')
}
