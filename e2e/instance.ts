import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { withoutSettings } from '@/lib/launch/environment.mjs'
import { root } from '@/lib/launch/place.mjs'
import { becomesReady, endChild, tetherOptions } from '@/lib/launch/tethered.mjs'
import { emptyState } from '@/lib/integrations/mastodon/fake/makers'
import { type Fake, startFake } from '@/lib/integrations/mastodon/fake/server'
import type { Account, Report, State, Version } from '@/lib/integrations/mastodon/fake/state'
import { seedStory } from '@/lib/integrations/mastodon/fake/story/seed'
import { STAFF } from '@/lib/integrations/mastodon/fake/story/staff'
import { answers, freePort } from './launched'

/** Reef as the demo tells it, smaller, in this process: what Mastodon did can be looked at from within. */
export async function startReef(version: Version = '4.6', { accounts = 90, reports = 48 } = {}): Promise<Fake> {
  const state = emptyState(version)
  seedStory(state, { accounts, reports, now: new Date() })
  state.offered = STAFF.map((person) => person.handle)
  return startFake({ state })
}

export interface ReefProcess {
  origin: string
  start(): Promise<void>
  /** Like a power cut: what was not yet written is lost. */
  kill(): Promise<void>
  stop(): Promise<void>
}

/** The demo program as a process of its own, on one port and one folder however often it starts. */
export async function reefProcess(): Promise<ReefProcess> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'docket-reef-'))
  const port = await freePort()
  const origin = `http://localhost:${port}`
  let child: ChildProcess | null = null
  return {
    origin,
    async start() {
      const words = ['--import', 'tsx', 'lib/programs/demo-mastodon.ts', '--port', `${port}`, '--data', folder]
      child = spawn(process.execPath, [...words, '--accounts', '90', '--reports', '48'], {
        cwd: root,
        env: { ...withoutSettings('production'), NODE_OPTIONS: tetherOptions() },
        stdio: 'ignore',
      })
      const isReady = () => answers(`${origin}/api/v2/instance`)
      if (!(await becomesReady({ child, isReady, limit: 60_000 }))) throw new Error('The instance did not start.')
    },
    async kill() {
      const gone = new Promise((resolve) => child?.once('exit', resolve))
      if (child?.pid) process.kill(child.pid, 'SIGKILL')
      await gone
    },
    async stop() {
      if (child && child.exitCode === null && child.signalCode === null) await endChild(child)
      fs.rmSync(folder, { recursive: true, force: true })
    },
  }
}

export function accountOf(state: State, username: string): Account {
  const found = Object.values(state.accounts).find((account) => account.username === username && !account.domain)
  if (!found) throw new Error(`nobody is called ${username}`)
  return found
}

export function openReportsOn(state: State, account: Account): Report[] {
  return Object.values(state.reports).filter((report) => report.targetAccountId === account.id && !report.actionTakenAt)
}
