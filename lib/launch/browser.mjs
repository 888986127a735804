import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { installByApt } from './apt.mjs'
import { inRoot } from './place.mjs'
import { runNode } from './run.mjs'
import { say } from './say.mjs'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome', 'microsoft-edge']
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]
const PACKAGES = ['chromium', 'fonts-liberation']

/** @returns {Promise<string | null>} a Chromium that runs, installed if need be; null after saying what to do */
export async function openBrowser() {
  const found = findBrowser()
  if (found) return found
  for (const attempt of process.getuid?.() === 0 ? [byApt, byPlaywright] : [byPlaywright]) {
    await attempt()
    const installed = findBrowser()
    if (installed) return installed
  }
  say(
    'No browser could be installed here. Install Chromium or Chrome, or name one with CHROMIUM_PATH, and run this again.',
  )
  return null
}

/** @returns {string | null} */
export function findBrowser() {
  const named = process.env.CHROMIUM_PATH
  if (named) return runs(named) ? named : null
  const folders = (process.env.PATH ?? '').split(path.delimiter)
  const onPath = folders.flatMap((folder) => NAMES.map((name) => path.join(folder, name)))
  return [ofPlaywright(), ...onPath, ...PLACES].find((file) => file !== null && runs(file)) ?? null
}

/** A distribution may put a program there that only tells to install another. @param {string} file */
function runs(file) {
  if (!fs.existsSync(file)) return false
  return spawnSync(file, ['--version', '--no-sandbox'], { timeout: 20_000 }).status === 0
}

/** @returns {string | null} */
function ofPlaywright() {
  const require = createRequire(import.meta.url)
  return require('@playwright/test').chromium.executablePath() || null
}

function byPlaywright() {
  say('Fetching Chromium …')
  return runNode([inRoot('node_modules/@playwright/test/cli.js'), 'install', 'chromium'])
}

const byApt = () => installByApt('Chromium', PACKAGES)
