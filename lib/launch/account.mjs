import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { LaunchError } from './say.mjs'

/**
 * PostgreSQL refuses to run as root: then it runs as another account. Empty: as whoever runs us.
 * @typedef {{ uid?: number, gid?: number }} Account
 */

/** PostgreSQL's programs get nothing of our environment: a PGOPTIONS or PGDATA in it would reach them. */
export const bareEnvironment = Object.freeze({ LC_ALL: 'C', TZ: 'UTC', NODE_ENV: /** @type {const} */ ('production') })

const isRoot = () => process.getuid?.() === 0

/**
 * @param {string} place where the cluster lies or will lie; an existing one keeps its account
 * @returns {Account}
 */
export function databaseAccount(place) {
  if (!isRoot()) return {}
  const owner = fs.statSync(place, { throwIfNoEntry: false })
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  return accountNamed('postgres') ?? accountNamed('nobody') ?? { uid: 65534, gid: 65534 }
}

/** @param {Account} account */
export const uidOf = (account) => account.uid ?? process.getuid?.() ?? 0

/** @param {string} name @returns {Account | null} */
function accountNamed(name) {
  const lines = fs.existsSync('/etc/passwd') ? fs.readFileSync('/etc/passwd', 'utf8').split('\n') : []
  const fields = lines.find((line) => line.startsWith(`${name}:`))?.split(':')
  return fields ? { uid: Number(fields[2]), gid: Number(fields[3]) } : null
}

/**
 * Whether the account can enter a folder. Asked by trying: modes alone do not tell of access lists or mounts.
 * @param {string} folder @param {Account} account
 */
export function canEnter(folder, account) {
  const tried = spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { cwd: '/', env: bareEnvironment, ...account })
  if (tried.error && account.uid !== undefined) {
    throw new LaunchError(
      'Docket runs as root here but may not start the database as another account, and PostgreSQL refuses root. ' +
        'Start Docket as an ordinary user, or set DATABASE_URL to a PostgreSQL of yours.',
    )
  }
  return tried.status === 0
}

/**
 * Makes a folder for one account only. An existing one must already be so: another local user may have made it first.
 * @param {string} folder @param {Account} account
 */
export function makePrivateFolder(folder, account) {
  if (!fs.existsSync(folder)) {
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
    giveTo(folder, account)
  }
  mustBePrivate(folder, account)
}

/** @param {string} folder @param {Account} account */
export function giveTo(folder, account) {
  if (account.uid !== undefined && account.gid !== undefined) fs.lchownSync(folder, account.uid, account.gid)
}

/** @param {fs.Stats} stat of lstat @param {Account} account */
export const isPrivate = (stat, account) =>
  stat.isDirectory() && stat.uid === uidOf(account) && (stat.mode & 0o077) === 0

/** @param {string} folder @param {Account} account */
export function mustBePrivate(folder, account) {
  const stat = fs.lstatSync(folder)
  if (!isPrivate(stat, account)) {
    throw new LaunchError(
      `${folder} must be a folder of account ${uidOf(account)} that no other can enter (mode 0700), ` +
        `but it belongs to ${stat.uid} with mode 0${(stat.mode & 0o777).toString(8)}. Docket does not trust what lies in it.`,
    )
  }
}

/**
 * A folder that we run programs from: ours, and nobody else may write there.
 * @param {string} folder
 */
export function mustBeOurs(folder) {
  const stat = fs.lstatSync(folder)
  if (!stat.isDirectory() || stat.uid !== (process.getuid?.() ?? 0) || (stat.mode & 0o022) !== 0) {
    throw new LaunchError(
      `${folder} should belong to account ${process.getuid?.()} with no write access for others. ` +
        'Somebody else could have put a program there: look at it, then delete it.',
    )
  }
}
