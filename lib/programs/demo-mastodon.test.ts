import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'

const ROOT = path.join(import.meta.dirname, '../..')
const folder = mkdtempSync(path.join(tmpdir(), 'demo-mastodon-'))
const started: ChildProcess[] = []

afterAll(() => {
  for (const child of started) child.kill('SIGKILL')
  rmSync(folder, { recursive: true })
})

/** Starts the program on a free port and answers what it says first. */
async function start(version: string): Promise<{ child: ChildProcess; said: string; origin: string }> {
  const args = [
    '--import',
    'tsx',
    'lib/programs/demo-mastodon.ts',
    '--port',
    '0',
    '--data',
    folder,
    '--version',
    version,
  ]
  const child = spawn(process.execPath, [...args, '--accounts', '60', '--reports', '40'], { cwd: ROOT })
  started.push(child)
  const [said] = (await once(child.stdout, 'data')).map(String)
  return { child, said: said ?? '', origin: /http:\/\/\S+(?=,)/.exec(said ?? '')?.[0] ?? '' }
}

async function stop(child: ChildProcess): Promise<unknown> {
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  return (await ended)[0]
}

test('the demo starts, ends when asked to, and remembers', async () => {
  const first = await start('4.4')
  expect(first.said).toContain('40 reports')
  expect(await (await fetch(`${first.origin}/auth/sign_in`)).text()).toContain('@nadia')
  const wish = new URLSearchParams({ client_name: 'Kept', redirect_uris: 'https://docket.example/cb' })
  const registered = await fetch(`${first.origin}/api/v1/apps`, { method: 'POST', body: wish })
  const { client_id, client_secret } = (await registered.json()) as Record<'client_id' | 'client_secret', string>
  expect(await stop(first.child)).toBe(0)
  const second = await start('4.2')
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id, client_secret })
  expect((await fetch(`${second.origin}/oauth/token`, { method: 'POST', body })).status).toBe(200)
  expect((await fetch(`${second.origin}/.well-known/oauth-authorization-server`)).status).toBe(404)
  expect(await stop(second.child)).toBe(0)
})
