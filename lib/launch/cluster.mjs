import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { bareEnvironment, canEnter, databaseAccount, giveTo, makePrivateFolder } from './account.mjs'
import { findBinaries, openSystemFolder } from './binaries.mjs'
import { LaunchError } from './say.mjs'

/** The superuser of the embedded cluster: it owns the tables, the app does not use it. */
export const OWNER = 'docket'
const MAJOR = '18'

/**
 * @typedef {object} Cluster
 * @property {import('./account.mjs').Account} account who runs the server
 * @property {string} native PostgreSQL's programs
 * @property {string} files the server's own data folder
 * @property {string} logs
 * @property {string} password of OWNER
 */

/**
 * Finds the cluster that belongs to a data folder, or makes it. To be called by one process at a time.
 * @param {string} dataDir
 * @param {(line: string) => void} log
 * @returns {Cluster}
 */
export function openCluster(dataDir, log) {
  const pointer = path.join(dataDir, 'database.place')
  const place = placeFor(dataDir, pointer)
  const account = databaseAccount(place)
  const native = findBinaries(account)
  makePrivateFolder(place, account)
  const cluster = { account, native, files: path.join(place, 'cluster'), logs: path.join(place, 'log') }
  makePrivateFolder(cluster.logs, account)
  const password = passwordIn(place, account)
  if (!fs.existsSync(path.join(cluster.files, 'PG_VERSION'))) {
    log(`Making a database in ${place} …`)
    initialise(cluster, path.join(place, 'password'))
  }
  // Named only when it is whole: a start that broke off before leaves nothing that looks like a database.
  if (place !== insideOf(dataDir)) writeWhole(pointer, `${place}\n`)
  mustBeReadable(cluster.files)
  return { ...cluster, password }
}

/** @param {string} dataDir */
const insideOf = (dataDir) => path.join(dataDir, 'database')

/** @param {string} dataDir @param {string} pointer */
function placeFor(dataDir, pointer) {
  const inside = insideOf(dataDir)
  if (fs.existsSync(pointer)) {
    const named = fs.readFileSync(pointer, 'utf8').trim()
    if (fs.existsSync(path.join(named, 'cluster/PG_VERSION'))) return named
    throw new LaunchError(
      `${pointer} says that the database lies in ${named}, and it is not there. ` +
        'Bring that folder back, or delete the file to begin with an empty database.',
    )
  }
  const account = databaseAccount(inside)
  if (account.uid === undefined || canEnter(dataDir, account)) return inside
  if (fs.existsSync(path.join(inside, 'cluster'))) {
    throw new LaunchError(
      `The account ${account.uid} that runs the database cannot enter ${dataDir} any more. ` +
        `Let it pass: chmod o+x on that folder and the folders above it.`,
    )
  }
  return path.join(openSystemFolder(), `database-${randomBytes(6).toString('hex')}`)
}

/** @param {string} place @param {import('./account.mjs').Account} account */
function passwordIn(place, account) {
  const file = path.join(place, 'password')
  if (!fs.existsSync(file)) {
    const half = `${file}.new`
    fs.rmSync(half, { force: true })
    fs.writeFileSync(half, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx' })
    giveTo(half, account)
    fs.renameSync(half, file)
  }
  return fs.readFileSync(file, 'utf8')
}

/** @param {Omit<Cluster, 'password'>} cluster @param {string} passwordFile */
function initialise({ account, native, files }, passwordFile) {
  const half = `${files}.new`
  fs.rmSync(half, { recursive: true, force: true })
  const args = ['-D', half, '-U', OWNER, '--pwfile', passwordFile, '--auth=scram-sha-256', '--encoding=UTF8']
  // The builtin locale sorts the same on every system and after every system update.
  args.push('--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--data-checksums')
  const made = spawnSync(path.join(native, 'bin/initdb'), args, {
    cwd: '/',
    env: bareEnvironment,
    encoding: 'utf8',
    ...account,
  })
  if (made.status !== 0) throw new LaunchError(`The database could not be made: ${made.error ?? made.stderr.trim()}`)
  fs.renameSync(half, files)
}

/** @param {string} files */
function mustBeReadable(files) {
  const version = fs.readFileSync(path.join(files, 'PG_VERSION'), 'utf8').trim()
  if (version === MAJOR) return
  throw new LaunchError(
    `The database in ${files} was made by PostgreSQL ${version}; this Docket brings PostgreSQL ${MAJOR}, which cannot read it. ` +
      `Start the Docket that made it, take a backup, and restore that here.`,
  )
}

/**
 * Writes a file so that others see all of it or nothing.
 * @param {string} file @param {string} text
 */
export function writeWhole(file, text) {
  const half = `${file}.${process.pid}`
  fs.writeFileSync(half, text, { mode: 0o600 })
  fs.renameSync(half, file)
}
