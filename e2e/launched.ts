import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { withoutSettings } from '@/lib/launch/environment.mjs'
import { root } from '@/lib/launch/place.mjs'
import { becomesReady, endChild, tetherOptions } from '@/lib/launch/tethered.mjs'
import { freshDatabase } from './databases'

/** A console as `npm start` starts it: its own launcher, app, database and data folder. */
export interface Launched {
  url: string
  dataDir: string
  databaseUrl: string
  /** What the terminal shows until somebody owns the console. */
  code: string
  /** What it has written so far. */
  terminal(): string
  stop(): Promise<void>
}

/** Those that run at this moment. */
export const launched: Launched[] = []

export async function launchConsole(): Promise<Launched> {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'docket-journey-'))
  const [port, databaseUrl] = [await freePort(), await freshDatabase()]
  const url = `http://localhost:${port}`
  const log = path.join(dataDir, 'terminal')
  const child = runLauncher({ log, env: { PORT: String(port), DOCKET_DATA: dataDir, DATABASE_URL: databaseUrl } })
  if (!(await becomesReady({ child, isReady: () => answers(`${url}/api/health`), limit: 60_000 })))
    throw new Error(`The console did not start:\n${fs.readFileSync(log, 'utf8')}`)
  const made: Launched = {
    url,
    dataDir,
    databaseUrl,
    code: fs.readFileSync(path.join(dataDir, 'setup-code'), 'utf8').trim(),
    terminal: () => fs.readFileSync(log, 'utf8'),
    async stop() {
      launched.splice(launched.indexOf(made), 1)
      await endChild(child)
      fs.rmSync(dataDir, { recursive: true, force: true })
    },
  }
  launched.push(made)
  return made
}

function runLauncher({ log, env }: { log: string; env: Record<string, string> }): ChildProcess {
  const out = fs.openSync(log, 'a')
  const child = spawn(process.execPath, ['lib/launch/start.mjs'], {
    cwd: root,
    // Tethered: nothing of it outlives this run, however the run ends.
    env: { ...withoutSettings('production'), NODE_OPTIONS: tetherOptions(), ...env },
    stdio: ['ignore', out, out],
  })
  fs.closeSync(out)
  return child
}

export async function freePort(): Promise<number> {
  const server = net.createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise<void>((resolve) => server.close(() => resolve()))
  return typeof address === 'object' && address ? address.port : 0
}

export async function answers(address: string): Promise<boolean> {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(10_000) })
    await response.arrayBuffer()
    return response.ok
  } catch {
    return false
  }
}
