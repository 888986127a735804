import { type ChildProcess, execFile, spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { findProxy } from '@/lib/launch/proxy.mjs'
import { freePort } from './fronts'

const run = promisify(execFile)
type Flavour = 'nginx' | 'caddy' | 'haproxy'

interface Setting {
  flavour: Flavour
  /** Where it listens, and where requests go. */
  port: number
  upstream: number
  /** What the console says to paste. */
  paste: { config: string; target: string; script: string }
}

/** The machine of a proxy, as somebody sets it up by the steps of the settings page; only its folders lie elsewhere. */
export interface Machine {
  /** Runs the program once, as cron does: with no more of a path than cron gives. */
  pull(): Promise<{ code: number; said: string }>
  /** Pastes the configuration and reloads, which comes after the program has run once. */
  paste(): Promise<void>
  /** Puts the line of a token into its file; gives back the token before. */
  useToken(token: string): string
  /** The pulled file as it stands. */
  rules(): string
  stop(): Promise<void>
}

export async function startMachine({ flavour, port, upstream, paste }: Setting): Promise<Machine> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'docket-pull-'))
  const main = path.join(folder, { nginx: 'nginx.conf', caddy: 'Caddyfile', haproxy: 'haproxy.cfg' }[flavour])
  const target = path.join(folder, path.basename(paste.target))
  const here = (text: string) =>
    text
      .replaceAll(paste.target, target)
      .replaceAll('/etc/docket-edge.token', path.join(folder, 'token'))
      .replaceAll('/etc/caddy/Caddyfile', main)
      .replaceAll('/etc/haproxy/haproxy.cfg', main)
  const { config, start, shims } = MACHINES[flavour]({ folder, main, port, upstream, admin: await freePort() })
  fs.writeFileSync(path.join(folder, 'docket-edge'), here(paste.script), { mode: 0o755 })
  fs.writeFileSync(main, config('', ''))
  const program = findProxy(flavour)
  if (!program) throw new Error(`No ${flavour} here.`)
  const env = { ...process.env, HOME: folder }
  const child = spawn(program, start, { stdio: 'ignore', env })
  const bin = path.join(folder, 'bin')
  fs.mkdirSync(bin)
  for (const [name, line] of Object.entries(shims(program, child)))
    fs.writeFileSync(path.join(bin, name), `#!/bin/sh\n${line}\n`, { mode: 0o755 })
  await answersAt(port)
  const asCron = { NODE_ENV: process.env.NODE_ENV, HOME: folder, PATH: `${bin}:/usr/bin:/bin` }
  let token = ''
  const pull = () =>
    run('sh', [path.join(folder, 'docket-edge')], { env: asCron }).then(
      ({ stdout, stderr }) => ({ code: 0, said: stdout + stderr }),
      ({ code, stderr }: { code: number; stderr: string }) => ({ code, said: stderr }),
    )
  return {
    pull,
    async paste() {
      const [first = '', second = ''] = here(paste.config).split('\n\n')
      fs.writeFileSync(main, second ? config(second, first) : config(first, ''))
      const reload = RELOADS[flavour](main)
      await run('sh', ['-c', reload], { env: { ...asCron, PATH: `${asCron.PATH}:/usr/sbin` } })
    },
    useToken(given) {
      const before = token
      token = given
      fs.writeFileSync(path.join(folder, 'token'), `authorization: Bearer ${token}\n`, { mode: 0o600 })
      return before
    },
    rules: () => fs.readFileSync(target, 'utf8'),
    async stop() {
      const gone = new Promise((done) => child.once('exit', done))
      child.kill('SIGTERM')
      const hard = setTimeout(() => child.kill('SIGKILL'), 3000)
      await gone
      clearTimeout(hard)
      fs.rmSync(folder, { recursive: true, force: true })
    },
  }
}

const RELOADS: Record<Flavour, (main: string) => string> = {
  nginx: () => 'nginx -s reload',
  caddy: (main) => `caddy reload --config ${main} --adapter caddyfile`,
  haproxy: () => 'systemctl reload haproxy',
}

interface Place {
  folder: string
  main: string
  port: number
  upstream: number
  admin: number
}
interface Kind {
  /** With what stands in each site, and what stands above all. */
  config: (inSite: string, top: string) => string
  start: string[]
  /** What the program of the settings page calls by name: the same one, told where this machine has its folders. */
  shims: (program: string, child: ChildProcess) => Record<string, string>
}

const MACHINES: Record<Flavour, (place: Place) => Kind> = {
  nginx: ({ folder, main, port, upstream }) => ({
    config: (inSite) =>
      [
        ...(process.getuid?.() === 0 ? ['user root;'] : []),
        `daemon off;\npid ${folder}/nginx.pid;\nworker_processes 1;\nworker_shutdown_timeout 1s;\nevents {}\nhttp {\naccess_log off;`,
        ...['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`),
        `include ${folder}/docket-*.conf;`,
        `server {\nlisten 127.0.0.1:${port};\n${inSite}\nlocation / { proxy_pass http://127.0.0.1:${upstream}; proxy_set_header Host $http_host; }\n}\n}`,
      ].join('\n'),
    start: ['-p', folder, '-c', main, '-e', `${folder}/error.log`],
    shims: (program) => ({ nginx: `exec ${program} -p ${folder} -c ${main} -e ${folder}/test.log "$@"` }),
  }),
  caddy: ({ main, port, upstream, admin }) => ({
    config: (inSite, top) =>
      `{\nadmin localhost:${admin}\nauto_https off\n}\n${top}\nhttp://localhost:${port} {\n${inSite}\nhandle {\nreverse_proxy 127.0.0.1:${upstream}\n}\n}\n`,
    start: ['run', '--config', main, '--adapter', 'caddyfile'],
    shims: () => ({}),
  }),
  haproxy: ({ main, port, upstream }) => ({
    config: (inSite) =>
      [
        'defaults\n mode http\n timeout connect 5s\n timeout client 5s\n timeout server 5s',
        `frontend reef\n bind 127.0.0.1:${port}\n${inSite}\n default_backend up`,
        `backend up\n server one 127.0.0.1:${upstream}\n`,
      ].join('\n'),
    // A master with workers, as the service of Debian starts it; its unit reloads by USR2.
    start: ['-W', '-db', '-f', main],
    shims: (_program, child) => ({ systemctl: `kill -USR2 ${child.pid}` }),
  }),
}

async function answersAt(port: number): Promise<void> {
  for (const limit = Date.now() + 20_000; Date.now() < limit; await new Promise((done) => setTimeout(done, 50)))
    if (await fetch(`http://localhost:${port}/`, { redirect: 'manual' }).then(drained, () => false)) return
  throw new Error(`nothing answers at port ${port}`)
}

async function drained(response: Response): Promise<boolean> {
  await response.arrayBuffer()
  return true
}
