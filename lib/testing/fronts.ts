import { execFile, spawn } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { findProxy } from '@/lib/launch/proxy.mjs'
import { startNginx } from './nginx'

const run = promisify(execFile)

/** A real web server on this machine, before another, with the edge rules in it. */
export interface Front {
  origin: string
  /** What it says of rules, without taking them. */
  check(rules: string): Promise<Verdict>
  take(rules: string): Promise<void>
  stop(): Promise<void>
}
interface Verdict {
  isGood: boolean
  said: string
}

interface Setting {
  upstream: number
  /** What the console says to paste, and where it says that the rules lie. */
  paste: { config: string; target: string }
  rules: string
}

export async function freePort(): Promise<number> {
  const server = net.createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise<void>((resolve) => server.close(() => resolve()))
  return typeof address === 'object' && address ? address.port : 0
}

export const FRONTS = { nginx, caddy, haproxy }

async function nginx({ upstream, paste, rules }: Setting): Promise<Front> {
  const port = await freePort()
  const started = await startNginx({
    upstream: `http://127.0.0.1:${upstream}`,
    ports: [port],
    config: paste.config,
    rules,
  })
  return { origin: `http://127.0.0.1:${port}`, ...started }
}

async function caddy({ upstream, paste, rules }: Setting): Promise<Front> {
  const [port, folder] = [await freePort(), newFolder()]
  const [site, file] = [path.join(folder, 'Caddyfile'), path.join(folder, 'docket-edge.caddy')]
  const [top = '', inSite = ''] = paste.config.replaceAll(paste.target, file).split('\n\n')
  const up = `reverse_proxy 127.0.0.1:${upstream}`
  fs.writeFileSync(
    site,
    // A place of its own for files, which must not come before a block.
    `{\nadmin off\nauto_https off\n}\n${top}\nhttp://127.0.0.1:${port} {\n${inSite}\nhandle /system/* {\n${up}\n}\nhandle {\n${up}\n}\n}\n`,
  )
  const words = ['--config', site, '--adapter', 'caddyfile']
  return running({ name: 'caddy', port, folder, file, rules, check: ['validate', ...words], start: ['run', ...words] })
}

async function haproxy({ upstream, paste, rules }: Setting): Promise<Front> {
  const [port, folder] = [await freePort(), newFolder()]
  const [main, file] = [path.join(folder, 'haproxy.cfg'), path.join(folder, 'docket-edge.lst')]
  fs.writeFileSync(
    main,
    [
      'defaults\n mode http\n timeout connect 5s\n timeout client 5s\n timeout server 5s',
      `frontend reef\n bind 127.0.0.1:${port}`,
      paste.config.replaceAll(paste.target, file),
      ' default_backend up',
      `backend up\n server one 127.0.0.1:${upstream}`,
      '',
    ].join('\n'),
  )
  return running({ name: 'haproxy', port, folder, file, rules, check: ['-c', '-f', main], start: ['-db', '-f', main] })
}

interface Program {
  name: 'caddy' | 'haproxy'
  port: number
  folder: string
  file: string
  rules: string
  check: string[]
  start: string[]
}

/** Starts it anew for each set of rules: whether it can be reloaded is not ours to test. */
async function running({ name, port, folder, file, rules, ...words }: Program): Promise<Front> {
  const program = findProxy(name)
  if (!program) throw new Error(`No ${name} here: npm test installs one as root; else apt-get install ${name}.`)
  const env = { ...process.env, HOME: folder }
  const check = async (text: string): Promise<Verdict> => {
    fs.writeFileSync(file, text)
    try {
      const { stdout, stderr } = await run(program, words.check, { env })
      return { isGood: true, said: stdout + stderr }
    } catch (error) {
      return { isGood: false, said: String(error) }
    }
  }
  let end = async () => {}
  const take = async (text: string) => {
    const { isGood, said } = await check(text)
    if (!isGood) throw new Error(said)
    await end()
    const child = spawn(program, words.start, { stdio: 'ignore', env })
    end = async () => {
      const gone = new Promise((done) => child.once('exit', done))
      child.kill('SIGKILL')
      await gone
    }
    await answersAt(`http://127.0.0.1:${port}/`)
  }
  await take(rules)
  const stop = async () => {
    await end()
    fs.rmSync(folder, { recursive: true, force: true })
  }
  return { origin: `http://127.0.0.1:${port}`, check, take, stop }
}

const newFolder = (): string => fs.mkdtempSync(path.join(os.tmpdir(), 'docket-front-'))

async function answersAt(address: string): Promise<void> {
  for (const limit = Date.now() + 20_000; Date.now() < limit; await new Promise((done) => setTimeout(done, 30)))
    if (await fetch(address).then(hasAnswered, () => false)) return
  throw new Error(`nothing answers at ${address}`)
}

async function hasAnswered(response: Response): Promise<boolean> {
  await response.arrayBuffer()
  return true
}
