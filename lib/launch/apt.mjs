import fs from 'node:fs'
import { run } from './run.mjs'
import { say } from './say.mjs'

// Asked by every package that brings a service whether it may be started; absent, it may.
const POLICY = '/usr/sbin/policy-rc.d'

/**
 * Installs packages where root and apt are there; elsewhere nothing is done. What they bring is not started: a web server that
 * tests use shall not take the machine's port 80.
 * @param {string} what as it is said @param {string[]} packages
 */
export async function installByApt(what, packages) {
  if (process.getuid?.() !== 0 || !fs.existsSync('/usr/bin/apt-get')) return
  say(`Installing ${what} …`)
  await startingNothing(async () => {
    if ((await apt('install', ...packages)) === 0) return
    // A fresh container has no lists of packages.
    await apt('update')
    await apt('install', ...packages)
  })
}

/** @param {() => Promise<void>} work */
async function startingNothing(work) {
  if (fs.existsSync(POLICY)) return work()
  fs.writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  try {
    await work()
  } finally {
    fs.rmSync(POLICY, { force: true })
  }
}

/** @param {string[]} words */
function apt(...words) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return run('apt-get', ['-y', '-qq', '--no-install-recommends', ...words], { env })
}
