import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { giveTo, isPrivate } from './account.mjs'

/** @typedef {import('./account.mjs').Account} Account */

const PREFIX = 'docket-database-'

/**
 * A fresh folder with a name that nobody can foresee; the path of a socket may have 103 bytes at most.
 * @param {Account} account
 */
export function makeSocketFolder(account) {
  const usual = os.tmpdir()
  const base = /^[\w/.-]{1,60}$/.test(usual) ? usual : '/tmp'
  const folder = fs.mkdtempSync(path.join(base, PREFIX))
  giveTo(folder, account)
  return folder
}

/**
 * After a crash the socket comes back where it was: everybody who uses the database knows that address.
 * @param {string | undefined} folder of the server that was killed
 * @param {Account} account
 */
export function reusable(folder, account) {
  const stat = folder !== undefined && isOurs(folder) && fs.lstatSync(folder, { throwIfNoEntry: false })
  return stat && isPrivate(stat, account) ? folder : null
}

/**
 * Takes away what a server leaves. The path comes from a file that the database's account writes, and root may run this:
 * so only names that we gave, and nothing recursive.
 * @param {string} folder
 */
export function clearSocketFolder(folder) {
  const stat = isOurs(folder) && fs.lstatSync(folder, { throwIfNoEntry: false })
  if (!stat || !stat.isDirectory()) return
  for (const name of ['.s.PGSQL.5432', '.s.PGSQL.5432.lock']) fs.rmSync(path.join(folder, name), { force: true })
  if (fs.readdirSync(folder).length === 0) fs.rmdirSync(folder)
}

/** @param {string} folder */
const isOurs = (folder) => path.basename(folder).startsWith(PREFIX)
