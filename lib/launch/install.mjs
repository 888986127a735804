import fs from 'node:fs'
import path from 'node:path'
import { withLock } from './lock.mjs'
import { inRoot, workFolder } from './place.mjs'
import { run, runNode } from './run.mjs'
import { refuseWhileServing } from './running.mjs'
import { LaunchError, say, seconds } from './say.mjs'
import { contentHash, isFresh, leaveStamp } from './stamp.mjs'

const PACKAGES = 'node_modules/.docket-installed'
const CLIENT = 'generated/.docket-made'

/** What a fresh checkout lacks: the packages, and the database client made from the schema. */
export async function install() {
  if (isInstalled() && isGenerated()) return
  await withLock(
    path.join(workFolder, 'install.lock'),
    async () => {
      if (!isInstalled()) await installPackages()
      if (!isGenerated()) await generateClient()
    },
    (holder) => say(`Waiting for another installation (process ${holder?.pid ?? 'unknown'}).`),
  )
}

const packagesHash = () => contentHash(['package-lock.json'])
const isInstalled = () => isFresh(PACKAGES, packagesHash()) || adoptPackages()
const clientHash = () => contentHash(['prisma/schema.prisma', 'prisma/models', 'package-lock.json'])
const isGenerated = () => isFresh(CLIENT, clientHash())

async function installPackages() {
  refuseWhileServing('The packages must be installed anew')
  say('Installing packages …')
  const from = performance.now()
  // A second try: a registry that drops one connection of hundreds is no reason to give up.
  const done = (await npm()) === 0 || (await npm()) === 0
  if (!done) throw new LaunchError('The packages could not be installed: see what npm said above.')
  leaveStamp(PACKAGES, packagesHash())
  say(`Packages installed (${seconds(from)}).`)
}

function npm() {
  // dev: NODE_ENV=production in the environment would leave out what the build needs.
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
  const env = { ...process.env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' }
  const own = process.env.npm_execpath
  return own?.endsWith('.js') ? runNode([own, ...args], { env }) : run('npm', args, { env })
}

/** Packages that somebody installed by hand are taken as they are when they are what the lockfile says. */
function adoptPackages() {
  const wanted = readPackages('package-lock.json')
  const found = readPackages('node_modules/.package-lock.json')
  if (!wanted || !found) return false
  const agrees = Object.entries(wanted).every(([name, entry]) => {
    if (name === '') return true
    const there = found[name]
    return there ? there.version === entry.version : entry.optional === true
  })
  if (agrees) leaveStamp(PACKAGES, packagesHash())
  return agrees
}

/** @param {string} file @returns {Record<string, { version?: string, optional?: boolean }> | null} */
function readPackages(file) {
  if (!fs.existsSync(inRoot(file))) return null
  return JSON.parse(fs.readFileSync(inRoot(file), 'utf8')).packages
}

async function generateClient() {
  const from = performance.now()
  const args = [inRoot('node_modules/prisma/build/index.js'), 'generate', '--config', 'prisma/config.ts']
  const env = { ...process.env, PRISMA_HIDE_UPDATE_MESSAGE: '1', CHECKPOINT_DISABLE: '1' }
  if ((await runNode(args, { env })) !== 0) throw new LaunchError('The database client could not be made: see above.')
  leaveStamp(CLIENT, clientHash())
  say(`Database client made (${seconds(from)}).`)
}
